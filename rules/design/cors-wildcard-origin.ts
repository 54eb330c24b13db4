import { isOpen, isProtected } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { isMap, isScalar, isSequence, type Node, type ScalarNode } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { CorsFact, DocumentView, OperationFact } from '../../server/core/rule/views.js';
import { reportGathered } from '../gathered.js';
import { isAnyOrigin, usesOfCors } from './cors.js';

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
    guarded: 'Scripts of every website may read this answer, although callers must prove who they are.',
    several: 'Scripts of every website may read this answer, and {more} more of this API.',
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
            # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Scripts of every website may read this answer, although callers must prove who they are.
                schema: { type: string, enum: ['*'] }`,
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
                  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Scripts of every website may read this answer, and nothing says that it is meant for all.
                      type: string
                      default: '*'`,
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
                  headers:
                    Access-Control-Allow-Origin: { $ref: '#/components/headers/Origin' }
                  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Scripts of every website may read this answer, and 1 more of this API.
                '404':
                  description: No such order
                  headers:
                    Access-Control-Allow-Origin: { $ref: '#/components/headers/Origin' }
        components:
          headers:
            Origin:
              schema: { type: string }
              example: '*'
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
    document(document, { report, holds, unknown, node, options }) {
      const open: Open[] = [];
      for (const { cors, facts } of usesOfCors(document)) {
        const protects = facts.some(asksFor);
        if (cors.origins.length === 0 || facts.some(({ security }) => !security.known)) unknown(cors.at);
        else if (!cors.origins.some(isAnyOrigin)) holds(cors.at);
        // Together with credentials it is a greater fault, which another rule names.
        else if (!cors.credentials && (protects || !facts.every((fact) => isOnPurpose(fact, document)))) {
          open.push({ at: cors.at, protects });
        }
      }
      const { origin } = options;
      const close = ({ at }: Open): readonly Change[] =>
        stars(node({ uri: at.uri, path: at.path })).map((star) => ({ replace: star, by: origin }));
      reportGathered(report, open, placeOf, (first, rest) => {
        const all = [first, ...rest];
        const guarded = all.some(({ protects }) => protects);
        return {
          at: first.at,
          message: rest.length > 0 ? 'several' : guarded ? 'guarded' : 'unsaid',
          data: { more: rest.length },
          ...(guarded ? {} : { severity: 'info' }),
          fixes: [{ fix: 'one', data: { origin }, changes: () => all.flatMap(close) }],
        };
      });
    },
  },
});

/** A header that lets every site read. */
interface Open extends Pick<CorsFact, 'at'> {
  /** An operation that answers so asks for credentials. */
  readonly protects: boolean;
}

function placeOf({ at }: Open): Open['at'] {
  return at;
}

function asksFor({ security }: OperationFact): boolean {
  return security.known && isProtected(security.value);
}

/** Somebody decided that the operation asks for nothing: it says so, or others of its document ask. */
function isOnPurpose({ security }: OperationFact, { schemes }: DocumentView): boolean {
  if (!security.known || !isOpen(security.value)) return false;
  return security.value.from === 'operation' || schemes.size > 0;
}

/** Where the header says that every site may: values of its schema, and its own examples. */
function stars(header: Node | undefined): readonly Node[] {
  if (!isMap(header)) return [];
  const schema = header.get('schema');
  const holders = isMap(schema) ? [schema, header] : [header];
  return holders
    .flatMap((holder) =>
      ['const', 'default', 'example', 'enum', 'examples'].flatMap((key) => values(holder.get(key))),
    )
    .filter((value) => isAnyOrigin(String(value.value)));
}

function values(node: Node | undefined): readonly ScalarNode[] {
  if (isScalar(node)) return [node];
  if (isSequence(node)) return node.items.filter(isScalar);
  // Examples by name hold theirs in `value`.
  if (!isMap(node)) return [];
  return node.entries.flatMap(({ value }) => values(isMap(value) ? value.get('value') : undefined));
}
