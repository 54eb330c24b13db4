import { isOpen } from '../../server/core/rule/access.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact, SchemaView } from '../../server/core/rule/views.js';
import { isDiagnosticPath, isHealthPath, isInsideField } from '../../server/core/words/diagnostics.js';
import { reads } from '../../server/core/words/methods.js';
import { listed, shorten, shortenPath } from '../../server/core/words/text.js';
import { reportGathered } from '../gathered.js';
import { PROPERTY_EXAMPLES, tellOfActuator } from './actuator-properties.js';
import { isForAnyone, shownBy } from './shown-environment.js';

export default defineRule({
  id: 'detect/health-leaks',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-defaults', 'detect-behaviour'],
  standards: ['API8:2023', 'CWE-200', 'CWE-489'],
  title: 'Anyone can look inside the server',
  why: `
    Metrics, environment variables, memory dumps, names of hosts and versions tell
    an attacker what runs where, which known hole fits and sometimes the passwords
    themselves. Monitors need them; they can show credentials like everybody else.
    To the public a health check has to say yes or no.`,
  messages: {
    diagnostics: 'Anyone can call {method} {path}, which is there for those who run the server.',
    environment: 'Anyone who calls {method} {path} is sent {value}, with the secrets of the server in it.',
    variable: 'Anyone who calls {method} {path} is sent {value}, which is a secret of the server.',
    process: 'Anyone who asks whether the service is well also learns {value}.',
    fields: 'Anyone who asks whether the service is well also learns {fields}.',
    everything: 'Anyone can call every actuator: variables, memory and logs of the server.',
    actuators: 'Anyone can call actuators that are there for those who run the server: {names}.',
    values: 'The actuator {name} shows anyone the values of settings, passwords included.',
    details: 'Whoever asks whether the service is well learns what it is made of.',
    console: 'Anyone can open the console of the database and read or change what is in it.',
  },
  fixes: {
    remove: { title: 'Leave {fields} out of the answer', safety: 'review' },
    set: { title: 'Set it to {value}', safety: 'review' },
  },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /actuator/env:
            get:
          # ^^^ Anyone can call GET /actuator/env, which is there for those who run the server.
              security: []
              responses: { '200': { description: Everything } }
          /metrics:
            get:
              responses: { '200': { description: For those who may } }
        security: [{ bearer: [] }]
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /health:
            get:
              responses:
                '200':
                  description: Well
                  schema: { $ref: '#/definitions/Health' }
        definitions:
          Health:
            type: object
            properties:
              status: { type: string }
              hostname: { type: string }
              # <- Anyone who asks whether the service is well also learns hostname, environment.
              environment: { type: string }`,
      fixed: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /health:
            get:
              responses:
                '200':
                  description: Well
                  schema: { $ref: '#/definitions/Health' }
        definitions:
          Health:
            type: object
            properties:
              status: { type: string }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /readyz:
            get:
              responses:
                '200':
                  description: Ready
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          ready: { type: boolean }
                          api_version: { type: string }
                          redisUrl: { type: string }
                          # <- Anyone who asks whether the service is well also learns redisUrl, openssl_version.
                          openssl_version: { type: string }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {
            "/api/v1/prometheus": {
              "get": { "responses": { "200": { "description": "Counters" } } }
        //    ^^^^^
            }
          }
        }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Campaigns, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /actuator/health:
            get:
              security: []
              responses:
                '200':
                  description: Well
                  content:
                    application/json:
                      schema: { type: object, properties: { status: { type: string }, uptime: { type: integer } } }
          /actuator/metrics:
            get:
              responses: { '200': { description: For those who may } }
          /debug/set-level:
            post:
              security: []
              responses: { '204': { description: Set } }
          /campaigns/{id}/metrics:
            get:
              security: []
              responses: { '200': { description: What a campaign brought } }
          /hosts/health:
            get:
              responses:
                '200':
                  description: For those who may
                  content: { application/json: { schema: { type: object, properties: { hostname: { type: string } } } } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI
        from app.settings import settings

        app = FastAPI()

        @app.get("/debug/config")
        def config():
            return settings.model_dump()
            #      ^^^^^^^^^^^^^^^^^^^^^ Anyone who calls GET /debug/config is sent settings.model_dump(), with the secrets of the server in it.

        @app.get("/environment")
        def environment():
            return {"environment": dict(os.environ)}
            #                      ^^^^^^^^^^^^^^^^
        @app.get("/health")
        def health():
            return {"status": settings.mode, "db": settings.database_url}
            #                                      ^^^^^^^^^^^^^^^^^^^^^`,
      good: `
        from fastapi import FastAPI
        from app.settings import settings

        app = FastAPI()

        @app.get("/debug/config")
        def config():
            return settings.model_dump(include={"debug"})

        @app.get("/config", response_model=PublicConfig)
        def shown():
            return settings.model_dump()

        @app.get("/users/{id}/notifications")
        def notifications(id: int):
            settings = find(id)
            return settings.model_dump()
        @app.get("/region")
        def region():
            return {"region": os.environ["REGION"], "key": bool(os.environ["API_KEY"])}`,
    },
    {
      language: 'javascript',
      bad: `
        const os = require('os');
        const app = require('express')();
        const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
        app.get('/env', (req, res) => res.json({ env: process.env }));
        //                                            ^^^^^^^^^^^
        app.get('/debug', (req, res) => {
          res.send({ ...process.env });
          //            ^^^^^^^^^^^
        });
        app.get('/status', (req, res) => res.json({ ok: true, db: process.env.DATABASE_URL }));
        //                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ Anyone who calls GET /status is sent process.env.DATABASE_URL, which is a secret of the server.
        app.get('/health', (req, res) => res.json({ ok: true, host: os.hostname() }));
        //                                                          ^^^^^^^^^^^^^ Anyone who asks whether the service is well also learns os.hostname().
        app.get('/map', (req, res) => res.json({ key: process.env.MAPS_API_KEY }));
        app.get('/admin/env', signedIn, (req, res) => res.json(process.env));
        app.get('/region', (req, res) => res.json({ region: process.env.REGION }));`,
    },
    ...PROPERTY_EXAMPLES,
  ],

  check: {
    property: tellOfActuator,

    handling(handling, { report, unknown }) {
      const [endpoint] = handling.endpoints;
      if (endpoint === undefined || handling.passesOn) return;
      const shown = shownBy(handling);
      if (shown === undefined) return;
      const open = handling.endpoints.filter(isForAnyone);
      if (open.length < handling.endpoints.length) return unknown(shown.at);
      const { method, path } = endpoint;
      const data = { method, path: shortenPath(path, 25), value: shorten(shown.at.text, 25) };
      report({ ...shown, ...(shown.message === 'process' ? { severity: 'info' } : {}), data });
    },

    operation({ method, path, security, keyNode, outbound }, { report, holds, unknown }) {
      // What changes the server tells nothing of it.
      if (outbound || !reads(method) || !isDiagnosticPath(path)) return;
      if (!security.known) return unknown(keyNode);
      if (!isOpen(security.value)) return holds(keyNode);
      report({ at: keyNode, message: 'diagnostics', data: { method, path: shortenPath(path, 45) } });
    },

    schema(schema, { report, holds, unknown }) {
      // Of an object inside of the answer, the answer itself tells.
      if (schema.property !== undefined || schema.direction !== 'response') return;
      if (schema.returnedBy.length === 0 || !schema.returnedBy.every(isHealthKey)) return;
      const inside = schema.properties.filter(({ name }) => isInsideField(name));
      const [first] = inside;
      if (first === undefined) return;
      const securities = healthOperations(schema).map(({ security }) => security);
      if (!securities.some((security) => security.known && isOpen(security.value))) {
        if (securities.every((security) => security.known)) holds(first.key);
        else unknown(first.key);
        return;
      }
      reportGathered(
        report,
        inside,
        ({ key }) => key,
        (one, rest) => {
          const left = [one, ...rest];
          const names = left.map(({ name }) => name);
          const fields = listed(names, 40);
          const changes = () => left.map(({ schema: field }) => ({ remove: field.node }));
          return {
            at: one.key,
            message: 'fields',
            data: { fields },
            fixes: schema.has('required') ? [] : [{ fix: 'remove', data: { fields }, changes }],
          };
        },
      );
    },
  },
});

/** 'GET /health'. */
function isHealthKey(key: string): boolean {
  return isHealthPath(key.slice(key.indexOf(' ') + 1));
}

function healthOperations({ document, returnedBy }: SchemaView): readonly OperationFact[] {
  return document?.operations.filter(({ key }) => returnedBy.includes(key)) ?? [];
}
