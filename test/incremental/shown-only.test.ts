import assert from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import type { Engine } from '../../server/core/engine/types.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { openText, plain, settle } from '../support/engine.js';
import { corpus } from '../support/shared.js';

/** Off unless the profile is strict: one that is asked about each schema, and one about the document as a whole. */
const HIDDEN = ['input/string-max-length-missing', 'limits/limit-headers-missing'];

const API = `openapi: 3.0.3
info: { title: t, version: '1' }
servers: [{ url: 'http://a.example' }]
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { type: string } } } }
      responses: { '200': { description: ok } }
`;
const ALLOWED = API.replace(
  '  /a:',
  '  # portcullis-allow input/string-max-length-missing: free text\n  /a:',
);
const DECIDED = `version: 1
decisions: {}
`;

function engineWith(shownOnly: boolean): Engine {
  const engine = createEngine({ rules: RULES, threats: THREATS, shownOnly });
  engine.today('2026-01-15');
  return engine;
}

function opened(texts: Readonly<Record<string, string>>, shownOnly = true) {
  const engine = engineWith(shownOnly);
  const [uri = ''] = Object.entries(texts).map(([name, text]) => openText(engine, name, text));
  engine.searched();
  settle(engine);
  return { engine, uri, shown: () => plain(engine.findings(uri).findings) };
}

/** Rules of those that were asked about anything. */
function askedOf(engine: Engine): readonly string[] {
  const asked = [...engine.counters().keys()].map((key) => key.split(' ')[0]);
  return HIDDEN.filter((id) => asked.includes(id));
}

describe('an engine that only has to show findings', () => {
  it('asks no rule about documents that is off everywhere', () => {
    const { engine, shown } = opened({ 'api.yaml': API });
    assert.deepEqual(askedOf(engine), []);
    assert.deepEqual(shown(), opened({ 'api.yaml': API }, false).shown());
    assert.ok(shown().some((finding) => finding.includes(' crypto/server-http ')));
  });

  it('asks them once they are on', () => {
    const { engine, shown } = opened({ 'api.yaml': API });
    const all = opened({ 'api.yaml': API }, false);
    for (const one of [engine, all.engine]) {
      one.select({ profile: 'strict' });
      settle(one);
    }
    assert.deepEqual(askedOf(engine), HIDDEN);
    assert.deepEqual(shown(), all.shown());
  });

  it('asks them where a configuration that comes late turns them on for one file', () => {
    const { engine, shown } = opened({ 'api.yaml': API, 'other.yaml': API });
    openText(engine, 'portcullis.yaml', `overrides: [{ files: [api.yaml], profile: strict }]\n`);
    engine.layout({ folders: ['file:///workspace/'], packages: [] });
    settle(engine);
    assert.deepEqual(askedOf(engine), HIDDEN);
    assert.ok(shown().some((finding) => finding.includes(' input/string-max-length-missing ')));
  });

  it('asks them where an allowance covers what they would find', () => {
    const { engine, shown } = opened({ 'api.yaml': ALLOWED });
    assert.deepEqual(askedOf(engine), HIDDEN);
    assert.deepEqual(shown(), opened({ 'api.yaml': ALLOWED }, false).shown());
  });

  it('asks them where somebody decided about threats', () => {
    const { engine } = opened({ 'api.yaml': API, 'api.threats.yaml': DECIDED });
    assert.deepEqual(askedOf(engine), HIDDEN);
  });

  it('asks them of what is edited as well', () => {
    const { engine, uri, shown } = opened({ 'api.yaml': API });
    const at = API.indexOf('string');
    const document = engine.document(uri);
    assert.ok(document);
    engine.edit(document.edit(2, [{ range: { start: at, end: at + 6 }, text: 'string, minLength: 1' }]));
    settle(engine);
    engine.select({ profile: 'strict' });
    settle(engine);
    const fresh = engineWith(false);
    fresh.select({ profile: 'strict' });
    const same = openText(fresh, 'api.yaml', engine.document(uri)?.text() ?? '');
    settle(fresh);
    assert.deepEqual(shown(), plain(fresh.findings(same).findings));
  });

  for (const { name, text } of corpus(100_000).filter((one) => !one.name.includes('/')))
    it(`shows the same of ${name}`, () => {
      assert.deepEqual(opened({ [name]: text }).shown(), opened({ [name]: text }, false).shown());
    });
});
