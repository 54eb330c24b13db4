import { defineRule } from '../../server/core/rule/rule.js';
import { senderProof, signsCalls } from './signed-calls.js';

export default defineRule({
  id: 'auth/webhook-unsigned',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-access-control'],
  standards: ['API2:2023', 'API10:2023', 'CWE-345'],
  title: 'Receivers cannot tell who sends this call',
  why: `
    The address of a receiver does not stay a secret, and whoever knows it can send
    news that never happened: paid, refunded, verified. Another call of this API
    carries something by which its receiver knows where it comes from, and this one
    does not. A signature over time and body proves both, and that it is no copy.`,
  absence: true,
  messages: {
    unlike: 'Receivers cannot tell who sends this: other calls of this API are signed, this one is not.',
  },
  examples: [
    {
      as: 'document',
      oas: '3.1',
      bad: `
        openapi: 3.1.0
        info: { title: Tickets, version: '1' }
        paths: {}
        webhooks:
          sold:
            post:
              parameters:
                - { name: Ticket-Signature, in: header, required: true, schema: { type: string } }
              responses: { '204': { description: Seen } }
          given:
            parameters: [{ $ref: '#/components/parameters/Signature' }]
            post:
              responses: { '204': { description: Seen } }
          returned:
            post:
          # ^^^^ Receivers cannot tell who sends this: other calls of this API are signed, this one is not.
              parameters:
                - { name: Accept-Language, in: header, schema: { type: string } }
              responses: { '204': { description: Seen } }
        components:
          parameters:
            Signature: { name: Ticket-Signature, in: header, schema: { type: string } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Tickets, version: '1' }
        paths:
          /tickets:
            post:
              callbacks:
                sold:
                  '{$request.body#/soldUrl}':
                    post:
                      security: [{ signed: [] }]
                      responses: { '204': { description: Seen } }
              responses: { '201': { description: Made } }
          /subscriptions:
            post:
              callbacks:
                returned:
                  '{$request.body#/url}':
                    post:
                  # ^^^^ Receivers cannot tell who sends this: other calls of this API are signed, this one is not.
                      responses: { '204': { description: Seen } }
              responses: { '201': { description: Kept } }
        components:
          securitySchemes:
            signed: { type: http, scheme: hoba }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Tickets, version: '1' }
        paths: {}
        webhooks:
          sold:
            post:
              parameters: [{ name: Ticket-Timestamp, in: header, schema: { type: string } }]
              responses: { '204': { description: Seen } }
          returned:
            post:
              description: The body is a JWT that is signed with the key of the shop.
              responses: { '204': { description: Seen } }
          lost:
            post:
              requestBody:
                content:
                  application/json: { schema: { type: object, properties: { id: { type: string }, hmac: { type: string } } } }
              responses: { '204': { description: Seen } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Tickets, version: '1' }
        paths: {}
        webhooks:
          sold:
            post:
              parameters: [{ name: Ticket-Signature, in: header, schema: { type: string } }]
              responses: { '204': { description: Seen } }
          returned:
            post:
              requestBody: { $ref: '#/components/requestBodies/Event' }
              responses: { '204': { description: Seen } }
          asked:
            get:
              parameters: [{ name: hub.challenge, in: query, schema: { type: string } }]
              responses: { '200': { description: The challenge, as it came } }
          ping:
            post:
              description: Sent once when a receiver is set up, with a Ticket-Sig header.
              responses: { '204': { description: Seen } }
        components:
          requestBodies:
            Event: { content: { application/secevent+jwt: { schema: { type: string } } } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: None is signed here, version: '1' }
        paths: {}
        webhooks:
          sold:
            post:
              responses: { '204': { description: Seen } }
          returned:
            post:
              responses: { '204': { description: Seen } }`,
    },
  ],

  check: {
    operation(call, { report, holds, unknown }) {
      if (!call.outbound) return;
      const proof = senderProof(call);
      if (proof === 'proved') return holds(call.keyNode);
      if (proof === 'none' && signsCalls(call)) report({ at: call.keyNode, message: 'unlike' });
      else unknown(call.keyNode);
    },
  },
});
