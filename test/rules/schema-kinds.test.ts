import { deepEqual, ok } from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import type { Rule } from '../../server/core/rule/rule.js';
import { engineOf, openText, plain, settle } from '../support/engine.js';
import { corpus } from '../support/shared.js';

const INDEXED = RULES.filter(({ schemas }) => schemas !== undefined);

/** Every keyword and every `type` in one place or another: as a list, twice, in a parameter of 2.0. */
const TEXTS = {
  'v3.yaml': `openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /pay:
    post:
      parameters:
        - { name: limit, in: query, schema: { type: [integer, 'null'] } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                amount: { type: number }
                limit: { type: integer }
                webhookUrl: { type: string, type: string, pattern: '(a+)+' }
                isAdmin: { type: boolean }
                tags: { type: array, items: { type: [string, array] } }
                price: { type: number, format: float }
              additionalProperties: true
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { properties: { password: { type: string }, stacktrace: {} } }
`,
  'v2.yaml': `swagger: '2.0'
info: { title: t, version: '1' }
paths:
  /a:
    get:
      parameters: [{ name: limit, in: query, type: integer }, { name: q, in: query, type: string }]
      responses: { '200': { description: ok } }
`,
};

/** What the rules say, and hold, of all texts. */
function said(rules: readonly Rule[], texts: readonly (readonly [string, string])[]) {
  const engine = engineOf(rules);
  const uris = texts.map(([name, text]) => openText(engine, name, text));
  settle(engine);
  return uris.flatMap((uri) => plain(engine.findings(uri).findings));
}

describe('rules that look at some kind of schemas', () => {
  const asked = INDEXED.map(({ schemas, ...rule }): Rule => rule);

  it('would say no more if they were asked about all', () => {
    const texts = Object.entries(TEXTS);
    const findings = said(INDEXED, texts);
    ok(findings.length > 5, String(findings.length));
    deepEqual(findings, said(asked, texts));
  });

  it('would say no more of the corpus', function () {
    const files = corpus(40_000).map(({ name, text }) => [name, text] as const);
    if (files.length === 0) this.skip();
    deepEqual(said(INDEXED, files), said(asked, files));
  });
});
