import assert from 'node:assert/strict';
import { type ThreatCard, threatModel } from '../../server/core/model/threats/cards.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { findingsOf, prepare, uriOf } from '../rules/harness.js';

const API = `openapi: 3.0.3
info: { title: Books, version: '1' }
servers: [{ url: https://api.example.com }]
security: [{ bearer: [] }]
paths:
  /books:
    get:
      responses:
        '200': { description: OK, content: { application/json: { schema: { type: object, properties: { email: { type: string } } } } } }
    post:
      security: []
      responses: { '201': { description: Created } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
`;

const HEAD = `const app = require('express')();
const limit = require('express-rate-limit');
const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
`;
const ROUTES = `app.get('/books', signedIn, (req, res) => res.json([]));
app.post('/books', signedIn, (req, res) => res.end());
`;

describe('threats of a document and the code that serves it', () => {
  before(prepare);

  it('hold no missing limit against an app that limits every route', () => {
    assert.deepEqual(statuses('TM-D-01', HEAD + ROUTES), ['open GET /books, POST /books']);
    assert.deepEqual(statuses('TM-D-01', `${HEAD}app.use(limit({ max: 5 }));\n${ROUTES}`), []);
    const late = `${HEAD}${ROUTES.replace("app.post('", "app.use(limit({ max: 5 }));\napp.post('")}`;
    assert.deepEqual(statuses('TM-D-01', late), ['open GET /books']);
  });

  it('show whether a route checks its caller', () => {
    const guarded = evidence('TM-S-01', HEAD + ROUTES);
    assert.ok(guarded.includes('auth/route-missing-guard lowers app.js'), guarded.join('\n'));
    const open = evidence('TM-S-01', HEAD + ROUTES.replaceAll(', signedIn', ''));
    assert.ok(open.includes('auth/route-missing-guard raises app.js'), open.join('\n'));
    assert.ok(open.includes('auth/write-operation-unprotected raises example.yaml'), open.join('\n'));
  });

  it('see an open route behind a document that asks for credentials', () => {
    assert.deepEqual(statuses('TM-S-01', HEAD + ROUTES), ['open POST /books']);
    const forgotten = (HEAD + ROUTES).replace("get('/books', signedIn", "get('/books'");
    assert.deepEqual(statuses('TM-S-01', forgotten), ['open GET /books, POST /books']);
    const unseen = `${HEAD}app.use(require('@example/gateway'));\n${ROUTES.replaceAll(', signedIn', '')}`;
    assert.deepEqual(statuses('TM-S-01', unseen), ['open POST /books']);
  });

  it('see at each route that its guard comes too late', () => {
    const late = `${HEAD}${ROUTES.replaceAll(', signedIn', '')}app.use(signedIn);\n`;
    const operations = findingsOf(filesOf(late)).engine.evidence(uriOf('example.yaml'))?.operations;
    const found = operations?.map(({ operation, outcomes }) => {
      return `${operation.key} ${outcomes.filter(({ rule }) => rule === 'auth/guard-order').length}`;
    });
    assert.deepEqual(found, ['GET /books 1', 'POST /books 1']);
  });

  it('ask about routes that no document describes, and about operations that no code serves', () => {
    const shadow = `${HEAD}${ROUTES}app.delete('/books/:id', signedIn, (req, res) => res.end());\n`;
    assert.deepEqual(statuses('TM-E-11', shadow), ['open DELETE /books/{}']);
    assert.deepEqual(statuses('TM-E-01', shadow), ['unknown DELETE /books/{}']);
    assert.deepEqual(statuses('TM-T-01', shadow), []);
    const ghost = HEAD + ROUTES.split('\n')[0];
    assert.deepEqual(statuses('TM-E-12', ghost), ['open POST /books']);
    const hidden = `${ghost}\napp.use('/books', require('@example/books'));\n`;
    assert.deepEqual(statuses('TM-E-12', hidden), ['unknown POST /books']);
    assert.deepEqual(statuses('TM-E-12', ''), []);
  });

  it('ask what reads input only where code hands it to an interpreter', () => {
    assert.deepEqual(statuses('TM-T-02', HEAD + ROUTES), []);
    const evaluated = ROUTES.replace('res.json([])', 'res.json(eval(req.query.filter))');
    assert.deepEqual(statuses('TM-T-02', HEAD + evaluated), ['open GET /books']);
    assert.ok(evidence('TM-T-02', HEAD + evaluated).includes('input/code-injection raises app.js'));
  });

  it('hear what is said of calls in the handlers of a route, wherever in the file these stand', () => {
    const named = `${HEAD}app.get('/books', signedIn, list);
app.post('/books', signedIn, (req, res) => db.query('insert into b values (' + req.body.id + ')'));
const list = (req, res) => db.query('select * from b where a = ' + req.query.a);
function unused(req) { return db.query('select ' + req.query.a); }
`;
    const { engine } = findingsOf(filesOf(named));
    const found = engine.evidence(uriOf('example.yaml'))?.operations.map(({ operation, outcomes }) => {
      const rules = outcomes.filter(
        ({ rule, effect }) => rule === 'input/sql-injection' && effect === 'finding',
      );
      return `${operation.key} ${rules.length}`;
    });
    assert.deepEqual(found, ['GET /books 1', 'POST /books 1']);
  });
});

function filesOf(code: string) {
  return [
    { name: 'example.yaml', language: 'yaml' as const, text: API },
    { name: 'app.js', language: 'javascript' as const, text: code },
  ];
}

function cardsOf(template: string, code: string): readonly ThreatCard[] {
  const found = findingsOf(filesOf(code)).engine.evidence(uriOf('example.yaml'));
  assert.ok(found);
  const { cards } = threatModel(found.document, found.operations, { templates: THREATS, name: 'api' });
  return cards.filter((card) => card.template.id === template);
}

function statuses(template: string, code: string): readonly string[] {
  return cardsOf(template, code).map(
    ({ status, operations }) => `${status} ${operations.map(({ key }) => key).join(', ')}`,
  );
}

function evidence(template: string, code: string): readonly string[] {
  return cardsOf(template, code).flatMap((card) =>
    card.evidence.map(
      ({ rule, effect, place }) => `${rule} ${effect} ${place.uri.slice(place.uri.lastIndexOf('/') + 1)}`,
    ),
  );
}
