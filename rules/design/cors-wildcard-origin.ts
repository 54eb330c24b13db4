import { isOpen, isProtected } from '../../server/core/rule/access.js';
import {
  booleanOf,
  isMap,
  isScalar,
  isSequence,
  type MapNode,
  type Node,
  type ScalarNode,
} from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact, SchemaView } from '../../server/core/rule/views.js';

export default defineRule({
  id: 'design/cors-wildcard-origin',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-defaults'],
  standards: ['API8:2023', 'CWE-942'],
  title: 'Every website may read the answer',
  why: `
    With this header a browser lets the scripts of any page that somebody happens
    to visit call the operation and read what it answers. What is reachable from
    the visitor's network, or with a key that a page has got hold of, is then
    reachable for all websites. Name the sites that need it.`,
  messages: {
    protected: 'Scripts of every website may read this answer, although callers must prove who they are.',
    unsaid: 'Scripts of every website may read this answer, and nothing says that it is meant for all.',
  },
  fixes: { one: { title: 'Allow {origin} only', safety: 'review' } },
  options: {
    origin: { type: 'string', default: 'https://app.example.com', title: 'Site that the fix proposes' },
  },
  examples: [
    {
      as: 'operation',
      bad: `
        responses:
          '200':
            description: Done
            headers:
              Access-Control-Allow-Origin:
                schema: { type: string, enum: ['*'] }
                #                              ^^^ Scripts of every website may read this answer, although callers must prove who they are.`,
      fixed: `
        responses:
          '200':
            description: Done
            headers:
              Access-Control-Allow-Origin:
                schema: { type: string, enum: ['https://app.example.com'] }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: Orders
                  headers:
                    access-control-allow-origin:
                      type: string
                      default: '*'
                      #        ^^^ Scripts of every website may read this answer, and nothing says that it is meant for all.`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: Orders
                  headers:
                    access-control-allow-origin:
                      type: string
                      default: 'https://app.example.com'`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            get:
              responses:
                '200':
                  description: Orders
                  headers: { Access-Control-Allow-Origin: { $ref: '#/components/headers/Access-Control-Allow-Origin' } }
        components:
          headers:
            Access-Control-Allow-Origin:
              schema: { type: string }
              example: '*'
              #        ^^^ Scripts of every website may read this answer, although callers must prove who they are.
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Weather, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /weather:
            get:
              security: []
              responses:
                '200':
                  description: For everybody
                  headers: { Access-Control-Allow-Origin: { schema: { type: string, const: '*' } } }
          /stations:
            get:
              responses:
                '200':
                  description: For those who may
                  headers: { Access-Control-Allow-Origin: { schema: { type: string }, example: 'https://a.example.com' } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
  ],

  check: {
    schema(schema, { report, holds, unknown, options }) {
      const { header } = schema;
      if (header === undefined || !isNamed(header.name, ORIGIN)) return;
      const star = valuesOf(schema, header.node).find(({ value }) => value === '*');
      const facts = answering(schema);
      if (star === undefined) {
        if (facts.some(asksFor)) holds(schema.node);
        return;
      }
      if (allowsCredentials(header.node)) return;
      if (facts.some(({ security }) => !security.known)) return unknown(star);
      const guarded = facts.some(asksFor);
      if (!guarded && (facts.length === 0 || facts.every((fact) => isOnPurpose(fact, schema)))) return;
      const { origin } = options;
      report({
        at: star,
        message: guarded ? 'protected' : 'unsaid',
        ...(guarded ? {} : { severity: 'info' }),
        fixes: [{ fix: 'one', data: { origin }, changes: () => [{ replace: star, by: origin }] }],
      });
    },
  },
});

const ORIGIN = 'access-control-allow-origin';

function isNamed(name: string, expected: string): boolean {
  return name.toLowerCase() === expected;
}

/** What the header is documented to say: values of its schema, and its own examples. */
function valuesOf(schema: SchemaView, header: MapNode): readonly ScalarNode[] {
  const holders = schema.node === header ? [header] : [schema.node, header];
  return holders.flatMap((holder) =>
    ['const', 'default', 'example', 'enum', 'examples'].flatMap((key) => scalars(holder.get(key))),
  );
}

function scalars(node: Node | undefined): readonly ScalarNode[] {
  if (isScalar(node)) return [node];
  if (isSequence(node)) return node.items.filter(isScalar);
  // Examples by name hold theirs in `value`.
  if (!isMap(node)) return [];
  return node.entries.flatMap(({ value }) => scalars(isMap(value) ? value.get('value') : undefined));
}

/** Together with credentials it is a greater fault, which another rule names. */
function allowsCredentials(header: MapNode): boolean {
  const headers = header.parent;
  if (!isMap(headers)) return false;
  return headers.entries.some(({ key, value }) => {
    if (!isNamed(String(key.value), 'access-control-allow-credentials') || !isMap(value)) return false;
    const schema = value.get('schema');
    const holders = isMap(schema) ? [value, schema] : [value];
    const said = holders.flatMap((holder) =>
      ['const', 'default', 'example', 'enum'].flatMap((one) => scalars(holder.get(one))),
    );
    return said.some((node) => booleanOf(node) === true || node.value === 'true');
  });
}

function answering({ document, returnedBy }: SchemaView): readonly OperationFact[] {
  return document?.operations.filter(({ key, outbound }) => !outbound && returnedBy.includes(key)) ?? [];
}

function asksFor({ security }: OperationFact): boolean {
  return security.known && isProtected(security.value);
}

/** Somebody decided that the operation asks for nothing: it says so, or others of its document ask. */
function isOnPurpose({ security }: OperationFact, { document }: SchemaView): boolean {
  if (!security.known || !isOpen(security.value)) return false;
  return security.value.from === 'operation' || (document?.schemes.size ?? 0) > 0;
}
