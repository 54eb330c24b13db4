import { isProtected } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { isMap, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact, OperationView } from '../../server/core/rule/views.js';
import { shortenPath } from '../../server/core/words/text.js';
import { changesStored, saysChange } from './changing-calls.js';
import { ENDS_SESSION, READS, verbOfRead } from './changing-reads.js';
import { changesUnsaid } from './unsaid-changes.js';

export default defineRule({
  id: 'design/get-side-effect',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-defaults', 'gateway-features'],
  standards: ['API8:2023', 'CWE-650', 'CWE-352', 'RFC 9110 section 9.2.1'],
  title: 'Reading changes something',
  why: `
    Browsers, crawlers, link previews and virus scanners call GET without asking,
    and caches answer it a second time without the server. An image tag on a
    foreign page is enough to make a signed-in visitor call it. What deletes,
    sends or resets therefore happens without anybody meaning it. Methods that
    change things are protected against all of that.`,
  messages: {
    verb: '{method} {path} seems to {verb}: caches, previews and retries may run it again unasked.',
    body: '{method} {path} takes a body, which caches and firewalls do not look at when something is read.',
    changes: '{method} {path} changes what is stored: links, previews and caches may run it again unasked.',
    effect: 'This changes what is stored.',
    bodies: '{count} reads take a body, which caches and firewalls do not look at when something is read.',
  },
  fixes: { post: { title: 'Make it POST', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Users, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /users/{id}/delete:
            get:
          # ^^^ GET /users/{id}/delete seems to delete: caches, previews and retries may run it again unasked.
              responses: { '200': { description: Gone } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Users, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /users/{id}/delete:
            post:
              responses: { '200': { description: Gone } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Apps, version: '1' }
        paths:
          /apps/{id}/regenerate-api-key:
            get:
          # ^^^ GET /apps/{id}/regenerate-api-key seems to regenerate: caches, previews and retries may run it again unasked.
              responses: { '204': { description: Sent by mail } }
          /pictures/{id}/rotate:
            get:
              responses: { '200': { description: The picture on its side } }
          /devices/{id}/restart-instructions:
            get:
              responses: { '200': { description: What to press } }
          /key-rotation-schedule:
            get:
              operationId: rotateKeySchedule
              responses: { '200': { description: When keys are replaced } }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "swagger": "2.0",
          "info": { "title": "Users", "version": "1" },
          "paths": {
            "/messages": {
              "get": {
            //^^^^^ GET /messages seems to send: caches, previews and retries may run it again unasked.
                "operationId": "Messages.sendReminder",
                "responses": { "200": { "description": "Sent" } }
              }
            },
            "/search": {
              "get": {
            //^^^^^ GET /search takes a body, which caches and firewalls do not look at when something is read.
                "parameters": [{ "name": "body", "in": "body", "schema": { "type": "object" } }],
                "responses": { "200": { "description": "Found" } }
              }
            }
          }
        }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Users, version: '1' }
        paths:
        # <- 2 reads take a body, which caches and firewalls do not look at when something is read.
          /users:
            get:
              requestBody: { content: { application/json: {} } }
              responses: { '200': { description: Users } }
          /teams:
            get:
              requestBody: { content: { application/json: {} } }
              responses: { '200': { description: Teams } }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Users, version: '1' }
        paths:
          /sendgrid/updates:
            get:
              summary: Updates since a day
              responses: { '200': { description: Updates } }
          /orders/cancel-reasons:
            get:
              responses: { '200': { description: Reasons } }
          /firmware/update:
            get:
              operationId: getFirmwareUpdate
              responses: { '200': { description: The newest } }
          /items/create:
            get:
              responses: { '200': { description: A form, content: { text/html: {} } } }
          /account/activate:
            get:
              parameters: [{ name: token, in: query, schema: { type: string } }]
              responses: { '200': { description: The link of a mail } }
          /balance:
            get:
              requestBody:
                content:
                  application/x-www-form-urlencoded:
                    schema: { type: object, properties: {}, additionalProperties: false }
              responses: { '200': { description: Balance } }
          /search:
            query:
              requestBody: { content: { application/json: {} } }
              responses: { '200': { description: Found } }
          /users/delete:
            delete:
              responses: { '204': { description: Gone } }`,
    },
    {
      language: 'javascript',
      bad: `
        const app = require('express')();

        app.get('/users/:id/delete', signedIn, async (req, res) => {
          //                                   ^^^^^^^^^^^^^^^^ GET /users/:id/delete changes what is stored: links, previews and caches may run it again unasked.
          await User.findByIdAndDelete(req.params.id);
          res.end();
        });
        app.get('/orders/:id', signedIn, async (req, res) => {
          //                             ^^^^^^^^^^^^^^^^ GET /orders/:id changes what is stored: links, previews and caches may run it again unasked.
          await Order.updateOne({ _id: req.params.id }, { paid: true });
          res.end();
        });`,
      good: `
        const app = require('express')();

        app.post('/users/:id/delete', signedIn, async (req, res) => {
          await User.findByIdAndDelete(req.params.id);
          res.end();
        });
        app.get('/users/:id/delete', signedIn, async (req, res) => {
          res.render('delete', { user: await User.findById(req.params.id) });
        });
        app.get('/orders/:id', signedIn, async (req, res) => {
          res.json(await Order.findByIdAndUpdate(req.params.id, { $inc: { views: 1 } }));
        });`,
    },
  ],

  check: {
    operation(operation, { report }) {
      const { method, path, fact, keyNode } = operation;
      const verb = verbOfRead(fact, stringOf(operation.get('summary')));
      if (verb === undefined) return;
      report({
        at: keyNode,
        message: 'verb',
        data: { method, path: shortenPath(path, 40), verb },
        // Whoever is signed out by a foreign page signs in again.
        ...(ENDS_SESSION.has(verb) ? { severity: 'info' } : {}),
        fixes: canBePost(operation) ? [{ fix: 'post', changes: () => asPost(operation) }] : [],
      });
    },

    handling(handling, { report }) {
      const { at, endpoints, calls, passesOn } = handling;
      if (passesOn) return;
      for (const endpoint of endpoints) {
        const effect = saysChange(endpoint, handling)
          ? calls.find(changesStored)
          : changesUnsaid(endpoint, handling);
        if (effect === undefined) continue;
        const data = { method: endpoint.method, path: shortenPath(endpoint.path, 35) };
        return report({ at, message: 'changes', data, related: [{ at: effect.node, message: 'effect' }] });
      }
    },

    document(document, { report }) {
      const taking = document.each(takesBody).flatMap(([takes, fact]) => (takes ? [fact] : []));
      const [first] = taking;
      if (first === undefined) return;
      report({
        at: taking.length === 1 ? first.at : document.at,
        message: taking.length === 1 ? 'body' : 'bodies',
        data: { method: first.method, path: shortenPath(first.path, 30), count: taking.length },
        severity: 'info',
      });
    },
  },
});

function takesBody({ outbound, method, body }: OperationFact): boolean {
  return !outbound && READS.has(method) && body.known && body.value.length > 0;
}

/** The path has no POST yet, and the operation is as well protected as one that changes things must be. */
function canBePost({ node, method, security }: OperationView): boolean {
  return (
    method === 'GET' &&
    isMap(node.parent) &&
    node.parent.get('post') === undefined &&
    security.known &&
    isProtected(security.value)
  );
}

function asPost({ node }: OperationView): readonly Change[] {
  return [{ rename: node, to: 'post' }];
}
