import assert from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import type { Engine } from '../../server/core/engine/types.js';
import type { Document } from '../../server/core/text/document.js';
import { loadParser } from '../../server/host/grammars.js';
import { engineOf, openText, plain, settle } from '../support/engine.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';

const DOCUMENTS = corpus(200_000).filter(({ name }) => !name.includes('/'));
const EDITS = 12;

/** Anchors that other leaves name, some through others, and one name that is anchored twice. */
const LINKED = `openapi: 3.0.3
info: { title: t, version: '1' }
x-text: &text { type: string }
x-base: &base
  type: object
  properties:
    password: *text
x-more: &more
  <<: *base
  description: more
paths:
  /a:
    get:
      parameters:
        - { name: token, in: query, schema: *text }
      responses: &responses
        '200':
          description: ok
          content: { application/json: { schema: *more } }
    post:
      requestBody: { content: { application/json: { schema: { <<: [*more, *base], title: x } } } }
      responses: *responses
  /b:
    get:
      responses: *responses
x-again: &text { type: string, maxLength: 5 }
components:
  schemas:
    A: *base
    B:
      <<: *more
      properties:
        secret: *text
`;
const CRLF = DOCUMENTS.filter(({ text }) => text.length < 20_000).map(({ name, text }) => ({
  name: `crlf-${name}`,
  text: text.replaceAll('\n', '\r\n'),
}));
const LINKS = [
  { name: 'linked.yaml', text: LINKED },
  { name: 'linked-crlf.yaml', text: LINKED.replaceAll('\n', '\r\n') },
];

function current(engine: Engine, uri: string): Document {
  const document = engine.document(uri);
  assert.ok(document);
  return document;
}

function replace(engine: Engine, uri: string, start: number, end: number, text: string): void {
  const before = current(engine, uri);
  engine.edit(before.edit(before.version + 1, [{ range: { start, end }, text }]));
}

/** Units that a rule was asked about. */
function checkedSince(before: ReadonlyMap<string, number>, engine: Engine): ReadonlySet<string> {
  const units = new Set<string>();
  for (const [key, count] of engine.counters()) {
    if (count !== (before.get(key) ?? 0)) units.add(key.slice(key.indexOf(' ') + 1));
  }
  return units;
}

/** What a new engine says of a text; undefined where that cannot be read, since what it said before then stands. */
function fresh(name: string, text: string): readonly string[] | undefined {
  const engine = engineOf();
  const uri = openText(engine, name, text);
  settle(engine);
  const { findings } = engine.findings(uri);
  const isBroken = findings.some(({ rule }) => rule === 'testing/unreadable-document');
  return isBroken || !current(engine, uri).regular ? undefined : plain(findings);
}

const TYPED = ['x', ' ', '\n', '"', ': ', '- ', '{', '}', 'type: string\n', '  get:\n', '$ref'];

/** Words that name, anchor and bring in. */
const LINKING = ['&text ', '*text', '*base', '&base ', '<<: *more\n', '&x', 'x: *text\n', '\n', 'x', '- '];

describe('the incremental engine', () => {
  it('gives what a new engine gives while anchors and what names them are edited', () => {
    let compared = 0;
    for (const [index, { name, text }] of LINKS.entries()) {
      const pick = random(index + 71);
      const places = [...text.matchAll(/[&*]|<<|\n|[a-z](?=:)/g)].map(({ index: at }) => at);
      const engine = engineOf();
      const uri = openText(engine, name, text);
      settle(engine);
      const original = plain(engine.findings(uri).findings);
      assert.deepEqual(original, fresh(name, text));
      for (let count = 0; count < 250; count++) {
        const start = places[pick(places.length)] ?? 0;
        const end = Math.min(text.length, start + (pick(2) === 0 ? pick(30) : 0));
        const typed = LINKING[pick(LINKING.length)] ?? 'x';
        replace(engine, uri, start, end, typed);
        settle(engine);
        const now = current(engine, uri).text();
        const expected = fresh(name, now);
        if (expected) {
          compared++;
          assert.deepEqual(plain(engine.findings(uri).findings), expected, now);
        }
        replace(engine, uri, start, start + typed.length, text.slice(start, end));
        settle(engine);
        assert.equal(current(engine, uri).text(), text);
        assert.deepEqual(plain(engine.findings(uri).findings), original, `${name} at ${start}`);
      }
    }
    assert.ok(compared > 50, `${compared}`);
  });

  it(`gives what a new engine gives, after random edits and their undoing (${DOCUMENTS.length + CRLF.length} documents)`, () => {
    for (const [index, { name, text }] of [...DOCUMENTS, ...CRLF].entries()) {
      const pick = random(index + 1);
      const engine = engineOf();
      const uri = openText(engine, name, text);
      settle(engine);
      const original = plain(engine.findings(uri).findings);
      for (let count = 0; count < EDITS; count++) {
        const start = pick(text.length);
        const length = pick(3) === 0 ? pick(40) : 0;
        const end = Math.min(text.length, start + length);
        const typed = TYPED[pick(TYPED.length)] ?? 'x';
        replace(engine, uri, start, end, typed);
        settle(engine);
        replace(engine, uri, start, start + typed.length, text.slice(start, end));
        settle(engine);
        assert.equal(current(engine, uri).text(), text);
        assert.deepEqual(plain(engine.findings(uri).findings), original, `${name} at ${start}`);
      }
    }
  });

  it('checks what asked for the day again on another day, and nothing else', () => {
    const engine = engineOf();
    const text = `openapi: 3.0.3
info: { title: Books, version: '1' }
paths:
  /old:
    get: { x-sunset: '2026-03-01', deprecated: true, responses: { default: { description: Books } } }
  /new:
    get: { responses: { default: { description: Books } } }
`;
    const uri = openText(engine, 'books.yaml', text);
    const ended = () => engine.findings(uri).findings.filter(({ rule }) => rule === 'docs/zombie-endpoint');
    settle(engine);
    assert.equal(ended().length, 0);
    const before = new Map(engine.counters());
    engine.today('2026-03-01');
    settle(engine);
    assert.equal(ended().length, 0);
    engine.today('2026-03-02');
    settle(engine);
    assert.equal(ended().length, 1);
    assert.deepEqual([...checkedSince(before, engine)], [`${uri}#/paths/~1old`]);
  });

  it('checks no other unit again after a key inside a description', () => {
    for (const { name, text } of DOCUMENTS) {
      const at = /"?description"?: *["']?[A-Za-z]{3}/.exec(text);
      if (!at) continue;
      const engine = engineOf();
      const uri = openText(engine, name, text);
      settle(engine);
      const before = new Map(engine.counters());
      const place = at.index + at[0].length - 1;
      replace(engine, uri, place, place, 'x');
      settle(engine);
      const units = checkedSince(before, engine);
      assert.ok(units.size <= 1, `${name}: ${[...units].join(', ')}`);
    }
  });

  it('asks a rule about a whole document again only when what it has read is another', () => {
    const engine = engineOf();
    const text = `openapi: 3.1.0
info: { title: A, version: "1" }
paths:
  /a:
    get: { operationId: one, responses: { '200': { description: ok } } }
  /b/admin:
    get: { operationId: two, responses: { '429': { description: ok } } }
`;
    const uri = openText(engine, 'openapi.yaml', text);
    settle(engine);
    const askedAfter = (old: string, typed: string): readonly string[] => {
      const before = new Map(engine.counters());
      const at = current(engine, uri).text().indexOf(old);
      assert.ok(at >= 0);
      replace(engine, uri, at, at + old.length, typed);
      settle(engine);
      assert.deepEqual(
        plain(engine.findings(uri).findings),
        fresh('openapi.yaml', current(engine, uri).text()),
      );
      return [...engine.counters()].flatMap(([key, count]) =>
        key.endsWith('#!document') && count !== before.get(key) ? (key.split(' ')[0] ?? '') : [],
      );
    };
    const statuses = askedAfter("'200'", "'429'");
    assert.ok(statuses.includes('limits/429-missing') && statuses.includes('limits/retry-after-missing'));
    assert.ok(!statuses.includes('auth/admin-endpoint-shares-security'));
    const names = askedAfter('operationId: two', 'operationId: logout');
    assert.ok(names.includes('respond/token-revocation-missing') && !names.includes('limits/429-missing'));
    const places = askedAfter('/b/admin', '/c/admin');
    assert.ok(
      places.includes('limits/429-missing') && places.includes('auth/admin-endpoint-shares-security'),
    );
    assert.deepEqual(askedAfter('description: ok', 'description: fine'), []);
  });

  it('neither reads nor checks code again after a new operation that no code serves', async () => {
    let parsed = 0;
    const parser = await loadParser(['javascript']);
    const engine = engineOf(RULES, {
      parse(language, text) {
        parsed++;
        return parser.parse(language, text);
      },
    });
    const text = 'openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths:\n  /a:\n    get: {}\n';
    const document = openText(engine, 'openapi.yaml', text);
    openText(
      engine,
      'app.js',
      "const app = require('express')();\napp.get('/b', (req, res) => res.end());\n",
    );
    settle(engine);
    const before = new Map(engine.counters());
    replace(engine, document, text.length, text.length, '    put: {}\n');
    settle(engine);
    assert.equal(parsed, 1);
    assert.deepEqual(
      [...checkedSince(before, engine)].filter((unit) => unit.includes('app.js')),
      [],
    );
  });
});
