import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import { folderOf } from '../support/folder.js';
import { api, run } from './support.js';

const PATHS = `  /orders:
    get:
      operationId: listOrders
      responses: { '200': { description: ok } }
    post:
      security: [{ bearer: [write], key: [] }, {}]
      responses: { '200': { description: ok } }
  /news:
    get:
      security: []
      responses: { '200': { description: ok } }
  /unseen:
    get:
      security: [{ gone: [] }]
      responses: { '200': { description: ok } }`;
const DOCUMENT = `${api(PATHS)}`.replace(
  '  securitySchemes:\n',
  '  securitySchemes:\n    key: { type: apiKey, in: header, name: X-Key }\n',
);
const APP = `const express = require('express');
const app = express();
app.get('/orders', requireUser, listOrders);
app.post('/orders', mystery(), (req, res) => res.end());
app.get('/news', (req, res) => res.end());
app.get('/debug', (req, res) => res.end());
function requireUser(req, res, next) {
  if (!req.headers.authorization) return res.sendStatus(401);
  next();
}
function listOrders(req, res) { res.json([]); }
`;
const FILES = { 'package.json': '{}', 'api.yaml': DOCUMENT, 'app.js': APP };

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly documented: readonly { readonly security: unknown }[];
  readonly implemented: readonly { readonly guards: unknown }[];
  readonly drift: readonly { readonly rule: string }[];
}

async function inventory(files: Readonly<Record<string, string>>): Promise<readonly Entry[]> {
  const { code, out } = await run(folderOf(files), 'inventory', '.', '--format', 'json');
  equal(code, 0);
  const read: { endpoints: readonly Entry[] } = JSON.parse(out);
  deepEqual(Object.keys(read), ['endpoints']);
  return read.endpoints;
}

describe('inventory', () => {
  it('tells of each endpoint where it is documented and implemented', async () => {
    const endpoints = await inventory(FILES);
    deepEqual(
      endpoints.find(({ method, path }) => `${method} ${path}` === 'GET /orders'),
      {
        method: 'GET',
        path: '/orders',
        documented: [{ file: 'api.yaml', line: 11, operationId: 'listOrders', security: [{ bearer: [] }] }],
        implemented: [
          {
            file: 'app.js',
            line: 3,
            framework: 'express',
            handler: 'listOrders',
            guards: [{ kind: 'authentication', name: 'requireUser' }],
          },
        ],
        drift: [],
      },
    );
    deepEqual(
      endpoints.map(({ method, path }) => `${method} ${path}`),
      ['GET /debug', 'GET /news', 'GET /orders', 'POST /orders', 'GET /unseen'],
    );
  });

  it('tells public, unknown and alternatives from one another', async () => {
    const endpoints = await inventory(FILES);
    deepEqual(
      endpoints.map(({ documented, implemented }) => [
        documented.map(({ security }) => security),
        implemented.map(({ guards }) => guards),
      ]),
      [
        [[], [[]]],
        [[[]], [[]]],
        [[[{ bearer: [] }]], [[{ kind: 'authentication', name: 'requireUser' }]]],
        [[[{ bearer: ['write'], key: [] }, {}]], [null]],
        [[[{ gone: [] }]], []],
      ],
    );
    const [debug, , , , unseen] = endpoints;
    deepEqual(
      debug?.drift.map(({ rule }) => rule),
      ['docs/shadow-endpoint'],
    );
    deepEqual(
      unseen?.drift.map(({ rule }) => rule),
      ['docs/ghost-endpoint'],
    );
  });

  it('takes neither limiters nor validators for guards', async () => {
    const endpoints = await inventory({
      'package.json': '{}',
      'app.js': `const app = require('express')();
const { rateLimit } = require('express-rate-limit');
const Joi = require('joi');
const schema = Joi.object({ name: Joi.string() });
const validate = (req, res, next) => (schema.validate(req.body).error ? res.sendStatus(400) : next());
const need = (req, res, next) => (req.user ? next() : res.sendStatus(401));
app.post('/a', rateLimit(), validate, (req, res) => res.end());
app.post('/b', rateLimit(), need, validate, (req, res) => res.end());
app.listen(1);
`,
      'main.py': `from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI()
class Item(BaseModel):
    name: str
@app.post("/c")
def make(item: Item): ...
`,
    });
    deepEqual(
      endpoints.map(({ implemented }) => implemented.map(({ guards }) => guards)),
      [[[]], [[{ kind: 'authentication', name: 'need' }]], [[]]],
    );
  });

  it('tells operations apart that an alias lets stand at one place', async () => {
    const endpoints = await inventory({
      'package.json': '{}',
      'openapi.yaml': `openapi: 3.0.3
info: { title: a, version: '1' }
security: [{ bearer: [] }]
paths:
  /a: { get: &shared { responses: { '200': { description: k } } } }
  /b: { get: *shared }
  /c: { get: *shared }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`,
      'app.js': `const app = require('express')();
const need = (req, res, next) => (req.user ? next() : res.sendStatus(401));
app.get('/a', need, (req, res) => res.end());
app.get('/b', need, (req, res) => res.end());
app.listen(1);
`,
    });
    deepEqual(
      endpoints.map(({ drift }) => drift.map(({ rule }) => rule)),
      [[], [], ['docs/ghost-endpoint']],
    );
  });

  it('is a table for a person, which says "unknown"', async () => {
    const { out } = await run(folderOf(FILES), 'inventory', '.');
    deepEqual(
      out.split('\n').map((line) => line.split(/\s{2,}/)),
      [
        ['METHOD', 'PATH', 'DOCUMENTED', 'IMPLEMENTED', 'DRIFT'],
        ['GET', '/debug', '-', 'no guard', 'docs/shadow-endpoint'],
        ['GET', '/news', 'public', 'no guard', '-'],
        ['GET', '/orders', 'bearer', 'requireUser', '-'],
        ['POST', '/orders', 'bearer + key or none', 'unknown', '-'],
        ['GET', '/unseen', 'gone', '-', 'docs/ghost-endpoint'],
        [''],
      ],
    );
  });

  it('does not know the security of what cannot be seen', async () => {
    const text = api('  /a: { get: { security: by the gateway, responses: {} } }');
    const [entry] = await inventory({ 'api.yaml': text });
    deepEqual(
      entry?.documented.map(({ security }) => security),
      [null],
    );
  });
});

describe('threats', () => {
  it('gives the cards of a document as JSON, sorted', async () => {
    const folder = folderOf({ 'sub/api.yaml': DOCUMENT });
    const { code, out, err } = await run(folder, 'threats', 'sub/api.yaml', '--format', 'json');
    deepEqual([code, err], [0, '']);
    const report = JSON.parse(out);
    deepEqual(Object.keys(report), ['version', 'document', 'cards', 'summary']);
    deepEqual([report.version, report.document], [1, 'sub/api.yaml']);
    const cards: readonly Record<string, string>[] = report.cards;
    const keys = ['id', 'template', 'stride', 'status', 'operations', 'evidence', 'question', 'controls'];
    ok(cards.length > 3);
    for (const card of cards) deepEqual(Object.keys(card), keys);
    const order = cards.map(({ template, id }) => `${template} ${id}`);
    deepEqual(order, [...order].sort());
    for (const status of ['open', 'mitigated', 'unknown'])
      equal(report.summary[status], cards.filter((card) => card.status === status).length);
    const evidence = report.cards.flatMap((card: { evidence: object[] }) => card.evidence);
    ok(evidence.length > 0);
    for (const item of evidence) deepEqual(Object.keys(item), ['rule', 'effect', 'file', 'line', 'column']);
  });

  it('gives a report in Markdown, the same each time', async () => {
    const folder = folderOf({ 'api.yaml': DOCUMENT });
    const first = await run(folder, 'threats', 'api.yaml');
    match(first.out, /^# Threat model of `api\.yaml`\n/);
    match(first.out, /\n```mermaid\nflowchart/);
    deepEqual(await run(folder, 'threats', 'api.yaml', '--format', 'markdown'), first);
  });

  it('cannot run on what is no document', async () => {
    const folder = folderOf({
      'app.js': APP,
      'a.yaml': 'a: 1',
      'empty.json': '',
      'readme.md': '# API',
      'sub/b.yaml': '',
    });
    for (const path of ['app.js', 'a.yaml', 'empty.json', 'readme.md', 'sub']) {
      const { code, out, err } = await run(folder, 'threats', path);
      deepEqual([code, out, err], [2, '', `${path}: not an OpenAPI document\n`]);
    }
  });

  it('asks which document is meant where a folder holds several', async () => {
    const folder = folderOf({ 'sub/b.yaml': DOCUMENT, 'sub/a.yaml': DOCUMENT, 'other/c.yaml': DOCUMENT });
    const { code, out, err } = await run(folder, 'threats', 'sub');
    deepEqual([code, out], [2, '']);
    equal(err, 'sub: holds several OpenAPI documents; name one of them: sub/a.yaml, sub/b.yaml\n');
    equal((await run(folder, 'threats', 'other')).code, 0);
  });
});

describe('rules', () => {
  it('lists every rule, as JSON and as a table', async () => {
    const { code, out } = await run(folderOf({}), 'rules', '--format', 'json');
    const listed: readonly Record<string, unknown>[] = JSON.parse(out).rules;
    deepEqual([code, listed.length], [0, RULES.length]);
    const keys = ['id', 'title', 'profile', 'severity', 'weight', 'practices', 'standards', 'fix'];
    for (const rule of listed) {
      deepEqual(Object.keys(rule), keys);
      ok(rule.fix === null || rule.fix === 'safe' || rule.fix === 'review');
    }
    deepEqual(listed.map(({ id }) => id).filter((id) => id === 'crypto/server-http').length, 1);
    equal(listed.find(({ id }) => id === 'crypto/server-http')?.fix, 'safe');
    equal(listed.find(({ id }) => id === 'testing/unreadable-document')?.fix, null);
    const table = await run(folderOf({}), 'rules');
    equal(table.out.trimEnd().split('\n').length, RULES.length);
  });
});
