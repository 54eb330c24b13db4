import assert from 'node:assert/strict';
import type { Engine } from '../../server/core/engine/types.js';
import { baselineKey } from '../../server/core/rule/baseline.js';
import { engineOf, openText, plain, settle } from '../support/engine.js';
import { random } from '../support/random.js';

/** References of every kind, operations that share what they answer, requirements, webhooks and allow comments. */
const TEXT = `openapi: 3.1.0
info: { title: Shop, version: '1' }
servers: [{ url: 'http://shop.example.com' }]
security: [{ key: [] }]
paths:
  # portcullis-allow limits/*: the gateway limits
  /orders:
    get:
      parameters: [{ $ref: '#/components/parameters/limit' }]
      responses: { '200': { $ref: '#/components/responses/Orders' }, '401': { description: no } }
    post:
      security: []
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '200': { description: ok }, '429': { description: slow } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses: { '200': { $ref: '#/components/responses/Order' }, '503': { description: later } }
    delete:
      security: [{ oauth: [admin] }]
      responses: { '204': { description: gone } }
  /admin/orders:
    $ref: '#/components/pathItems/Admin'
webhooks:
  paid:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Base' } } } }
      responses: { '200': { description: ok } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    oauth: { type: oauth2, flows: { implicit: { authorizationUrl: 'https://a.example', scopes: { admin: all } } } }
  pathItems:
    Admin:
      get:
        responses: { '200': { $ref: '#/components/responses/Orders' } }
  parameters:
    limit: { name: limit, in: query, schema: { type: integer } }
  responses:
    Orders: { description: all, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } }
    # portcullis-allow input/*
    Order: { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
  schemas:
    Base:
      type: object
      discriminator: { propertyName: kind }
      properties: { kind: { type: string }, password: { type: string } }
    Order:
      allOf: [{ $ref: '#/components/schemas/Base' }]
      properties: { lines: { type: array, items: { $ref: '#/components/schemas/Line' } }, owner: { type: string } }
    Line: { type: object, properties: { order: { $ref: '#/components/schemas/Order' }, price: { type: number } } }
`;

const NAME = 'shop.yaml';
const ROUNDS = 120;

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Takes lines out, doubles or moves them, or puts one word of the text in the place of another. */
function spliceOf(text: string, pick: (below: number) => number): Splice {
  const isWord = pick(3) > 0;
  const units = [...text.matchAll(isWord ? /[\w/{}#$-]+/g : /[^\n]*\n/g)];
  const [target, source] = [units[pick(units.length)], units[pick(units.length)]];
  assert.ok(target && source);
  const start = target.index;
  if (isWord) return { start, end: start + target[0].length, text: source[0] };
  const last = units[Math.min(units.length - 1, units.indexOf(target) + pick(5))] ?? target;
  const run = { start, end: last.index + last[0].length };
  if (pick(2) === 0) return { ...run, text: '' };
  return { start: source.index, end: source.index, text: text.slice(run.start, run.end) };
}

function edit(engine: Engine, uri: string, { start, end, text }: Splice): void {
  const document = engine.document(uri);
  assert.ok(document);
  engine.edit(document.edit(document.version + 1, [{ range: { start, end }, text }]));
  settle(engine);
}

function said(engine: Engine, uri: string) {
  const { findings, suppressed, baselined } = engine.findings(uri);
  return { findings: plain(findings), suppressed: plain(suppressed), baselined };
}

/** A baseline that knows half of what is found in the text. */
function baselineOf(uri: string) {
  const engine = engineOf();
  openText(engine, NAME, TEXT);
  settle(engine);
  const keys = engine.findings(uri).findings.map(baselineKey);
  const half = new Set(keys.filter((_, index) => index % 2 === 0));
  return { findings: new Map([[uri, half]]), security: new Map() };
}

describe('a document whose parts come, go and move', () => {
  for (const withBaseline of [false, true]) {
    it(`is said of what a new engine says${withBaseline ? ', beside a baseline' : ''}`, () => {
      const pick = random(withBaseline ? 41 : 17);
      const engine = engineOf();
      const uri = openText(engine, NAME, TEXT);
      const baseline = withBaseline ? baselineOf(uri) : undefined;
      engine.baseline(baseline);
      settle(engine);
      const original = said(engine, uri);
      assert.ok(original.findings.length > 10 && original.suppressed.length > 0);
      const undo: Splice[] = [];
      let compared = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const now = engine.document(uri)?.text() ?? '';
        const back = undo.length > pick(4) ? undo.pop() : undefined;
        const splice = back ?? spliceOf(now, pick);
        const { start, end, text } = splice;
        if (!back) undo.push({ start, end: start + text.length, text: now.slice(start, end) });
        edit(engine, uri, splice);
        const document = engine.document(uri);
        const other = engineOf();
        openText(other, NAME, document?.text() ?? '');
        other.baseline(baseline);
        settle(other);
        const fresh = said(other, uri);
        // While it cannot be read, what was said before stands.
        if (!document?.regular || fresh.findings.some((one) => one.includes('testing/unreadable-document')))
          continue;
        assert.deepEqual(said(engine, uri), fresh, document.text());
        compared += 1;
      }
      for (const splice of undo.reverse()) edit(engine, uri, splice);
      assert.equal(engine.document(uri)?.text(), TEXT);
      assert.deepEqual(said(engine, uri), original);
      assert.ok(compared > ROUNDS / 4, `${compared}`);
    });
  }
});
