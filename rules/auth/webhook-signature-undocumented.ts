import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { senderProof, signsCalls } from './signed-calls.js';

export default defineRule({
  id: 'auth/webhook-signature-undocumented',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['auth-standards'],
  standards: ['API2:2023', 'API10:2023', 'CWE-345'],
  title: 'Nothing says how receivers know who calls',
  why: `
    Whoever writes a receiver has to refuse calls that come from somebody else, and
    can only do it when the document says how: a header with a signature, a time, a
    shared token. Where that is written down elsewhere many receivers will not look
    for it, and take whatever arrives.`,
  absence: true,
  messages: { unsaid: 'Nothing says how a receiver can tell that this call comes from the API.' },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Tickets, version: '1' }
        paths: {}
        webhooks:
          sold:
            post:
          # ^^^^ Nothing says how a receiver can tell that this call comes from the API.
              responses: { '204': { description: Seen } }
          returned:
            post:
              responses: { '204': { description: The first stands for all } }`,
    },
    {
      as: 'operation',
      bad: `
        callbacks:
          sold:
            '{$request.body#/url}':
              post:
            # ^^^^
                responses: { '204': { description: Seen } }
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      good: `
        callbacks:
          sold:
            '{$request.body#/url}':
              post:
                parameters: [{ name: X-Signature, in: header, schema: { type: string } }]
                responses: { '204': { description: Seen } }
        responses: { '200': { description: Done } }`,
    },
  ],

  check: {
    operation(call, { report }) {
      const { outbound, fact, document, keyNode } = call;
      if (!outbound || senderProof(call) !== 'none' || signsCalls(call)) return;
      const webhooks = document.each(webhookKey).flatMap(([key]) => key ?? []);
      // Of webhooks the first speaks for all.
      if (webhooks.indexOf(fact.key) <= 0) report({ at: keyNode, message: 'unsaid' });
    },
  },
});

function webhookKey({ outbound, key }: OperationFact): string | undefined {
  return outbound ? key : undefined;
}
