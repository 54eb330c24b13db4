import { defineRule } from '../../server/core/rule/rule.js';
import { type FoundSecret, findSecrets, looksGenerated } from '../../server/core/words/secrets.js';
import { secretField } from '../../server/core/words/sensitive.js';
import { isPrivateHost } from '../../server/core/words/urls.js';

export default defineRule({
  id: 'docs/secret-in-example',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['docs-minimal', 'auth-credentials'],
  standards: ['API8:2023', 'CWE-798', 'CWE-200'],
  title: 'Text holds a live-looking secret',
  why: `
    API documents are published, copied into portals and client packages, and
    kept in the history of a repository. A key in an example is read by everybody
    who reads the example, and programs search for such keys all day. Treat one
    that was real as lost: revoke it, then put a placeholder here.`,
  messages: {
    secret: 'This looks like a real {kind}; if it is one, whoever reads the document can use it.',
    inside:
      'This looks like a real {kind}; if it is one, it helps whoever gets into the network of the host.',
  },
  fixes: { redact: { title: 'Replace it by a placeholder', safety: 'safe' } },
  examples: [
    {
      as: 'schema',
      bad: `
        type: string
        example: AKIAQ7RM2ZK4VYT3WXLB
        #        ^^^^^^^^^^^^^^^^^^^^ This looks like a real AWS access key; if it is one, whoever reads the document can use it.`,
      fixed: `
        type: string
        example: REDACTED`,
    },
    {
      as: 'operation',
      bad: `
        description: "Connect to postgres://deploy:hT7wq2Lk9vB@db.orchard-market.io/orders."
        #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        responses: { '200': { description: Done } }`,
      fixed: `
        description: "Connect to postgres://deploy:REDACTED@db.orchard-market.io/orders."
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'schema',
      bad: `
        type: string
        example: postgres://deploy:hT7wq2Lk9vB@private-db.orchard-market.io/orders
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This looks like a real password in a URL; if it is one, it helps whoever gets into the network of the host.`,
    },
    {
      as: 'schema',
      bad: `
        type: object
        properties:
          clientSecret:
            type: string
            example: gX7pQ2vL9kTzR4mW8sYb1NcJ
            #        ^^^^^^^^^^^^^^^^^^^^^^^^ This looks like a real secret value; if it is one, whoever reads the document can use it.`,
      fixed: `
        type: object
        properties:
          clientSecret:
            type: string
            example: REDACTED`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info:
          title: Orders
          version: '1'
          description: It was AKIAQ7RM2ZK4VYT3WXLB.
          #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        paths:
          /orders:
            get:
              description: Sign with AKIAQ7RM2ZK4VYT3WXLB.
              responses: { '200': { description: 'By AKIAQ7RM2ZK4VYT3WXLB and AKIAZ5TN8WQ3HJD6VBKP.' } }`,
    },
    { as: 'schema', good: `{ type: string, example: AKIAIOSFODNN7EXAMPLE }` },
    {
      as: 'schema',
      good: `{ type: object, properties: { accessToken: { type: string, example: eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCJ9 } } }`,
    },
    {
      as: 'schema',
      good: `{ type: object, properties: { apiKey: { type: string, example: your-api-key-goes-here } } }`,
    },
    {
      as: 'schema',
      // It was over within a minute.
      good: `{ type: object, properties: { accessToken: { type: string, example: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJyb3NhIiwiaWF0IjoxNjcwMDAwMDAwLCJleHAiOjE2NzAwMDAwNjB9.u9Q2x7Zr1mT4bVn8cWk3LsYp6dGf0hJqAeRtOiUzXcM } } }`,
    },
  ],

  check: {
    text(text, { report }) {
      const { node, value, kind, name } = text;
      const found = findSecrets(value);
      const [first] = found.length > 0 || !VALUES.has(kind) ? found : wholeValue(value, name);
      if (first === undefined || !text.isFirst(value.slice(first.start, first.end))) return;
      const inside = isInside(value.slice(first.end));
      report({
        at: node,
        message: inside ? 'inside' : 'secret',
        // A name alone makes a guess of it.
        ...(inside || found.length === 0 ? { severity: 'warning' } : {}),
        data: { kind: first.kind },
        fixes: [{ fix: 'redact', changes: () => [{ replace: node, by: redacted(value, found) }] }],
      });
    },
  },
});

/** Whether what follows the secret of an address is a host that only its own network reaches. */
function isInside(rest: string): boolean {
  const host = /^@([\w.-]+)/.exec(rest)?.[1];
  return host !== undefined && (isPrivateHost(host) || /^(?:private|internal|intranet)[-.]/i.test(host));
}

/** Where a text is the value itself, and not prose about it. */
const VALUES: ReadonlySet<string> = new Set(['example', 'default', 'enum']);

/** A generated value in a field whose name says that it is a secret. */
function wholeValue(value: string, name: string): readonly FoundSecret[] {
  // A whole JSON Web Token says itself whether it is worth anything.
  if (secretField(name) === undefined || !looksGenerated(value) || isWholeToken(value)) return [];
  return [{ kind: 'secret value', start: 0, end: value.length }];
}

function isWholeToken(value: string): boolean {
  return /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/.test(value);
}

function redacted(value: string, found: readonly FoundSecret[]): string {
  if (found.length === 0) return 'REDACTED';
  let text = '';
  let at = 0;
  for (const { start, end } of found) {
    text += `${value.slice(at, start)}REDACTED`;
    at = end;
  }
  return text + value.slice(at);
}
