import assert from 'node:assert/strict';
import fc from 'fast-check';
import { refusalOf } from '../../server/core/engine/decisions/needs.js';
import { type Decision, writeDecision } from '../../server/core/engine/decisions/write.js';
import type { Engine } from '../../server/core/engine/types.js';
import {
  ANSWER_FIELDS,
  type AnswerField,
  DECISION_STATUSES,
  decisionFacts,
  decisionsBeside,
  documentsBeside,
} from '../../server/core/facts/config/decisions.js';
import { isAsking, type ThreatCard, threatModel } from '../../server/core/model/threats/cards.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { threatId } from '../../server/core/model/threats/identity.js';
import { applyEdits } from '../../server/core/syntax/edit/plan.js';
import { createDocument } from '../../server/core/text/open.js';
import { engineOf, openText, plain, settle } from '../support/engine.js';

const API = `openapi: 3.0.3
info: { title: Orders, version: '1' }
servers: [{ url: https://api.example.com }]
security: [{ bearer: [] }]
paths:
  /orders:
    post:
      operationId: createOrder
      security: []
      responses: { '201': { description: Created } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
`;
const PUBLIC = threatId('s.no-auth-sensitive', 'orders');
const UNLIMITED = threatId('d.no-rate-limit', 'api');
const FILE = 'file:///workspace/api.threats.yaml';

const DECIDED = `# Agreed with the owner.
version: 1
decisions:
  ${PUBLIC}:  # the shop
    kind: s.no-auth-sensitive
    scope: orders
    status: accepted
    reason: Anybody may order.
    approver: Bo
    review: 2026-06-30
    at: 2025-12-01
`;

describe('decisions about threats', () => {
  it('stand beside their document', () => {
    assert.equal(decisionsBeside('file:///a/openapi.yaml'), 'file:///a/openapi.threats.yaml');
    assert.equal(decisionsBeside('file:///a/b.api.json'), 'file:///a/b.api.threats.yaml');
    for (const uri of documentsBeside('file:///a/b.api.threats.yaml')) {
      assert.equal(decisionsBeside(uri), 'file:///a/b.api.threats.yaml');
    }
  });

  it('count for their card, whatever rules say, and for no other', () => {
    const without = cards(API);
    const decided = cards(API, DECIDED);
    assert.equal(without.get(PUBLIC)?.status, 'open');
    assert.equal(decided.get(PUBLIC)?.status, 'mitigated');
    assert.equal(decided.get(PUBLIC)?.decision?.fact.fields.reason, 'Anybody may order.');
    assert.deepEqual([...decided.keys()], [...without.keys()]);
    assert.equal(decided.get(UNLIMITED)?.status, without.get(UNLIMITED)?.status);
  });

  it('count as their status says', () => {
    const found = DECISION_STATUSES.map((status) => {
      const text = DECIDED.replace('accepted', status);
      const card = cards(API, text).get(PUBLIC);
      assert.ok(card);
      return [status, card.status, isAsking(card)];
    });
    assert.deepEqual(found, [
      ['open', 'open', false],
      ['mitigated', 'mitigated', false],
      ['mitigated-elsewhere', 'mitigated', false],
      ['accepted', 'mitigated', false],
      ['transferred', 'mitigated', false],
      ['not-applicable', 'mitigated', false],
      ['needs-review', 'unknown', true],
    ]);
  });

  it('end with the day of their review', () => {
    const on = (day: string) => cards(API, DECIDED, (engine) => engine.today(day)).get(PUBLIC);
    assert.equal(on('2026-06-30')?.status, 'mitigated');
    const later = on('2026-07-01');
    assert.equal(later?.status, 'open');
    assert.ok(later && isAsking(later));
  });

  it('accept no risk without a reason and a day', () => {
    for (const line of ['    reason: Anybody may order.\n', '    review: 2026-06-30\n']) {
      assert.equal(cards(API, DECIDED.replace(line, '')).get(PUBLIC)?.status, 'open');
    }
  });

  it('survive when paths move, titles change and ids are lost', () => {
    const moved = API.replace("title: Orders, version: '1'", "title: Shop, version: '2'")
      .replace('      operationId: createOrder\n', '')
      .replace('paths:\n', 'paths:\n  /carts: { get: { responses: {} } }\n');
    assert.equal(cards(moved, DECIDED).get(PUBLIC)?.status, 'mitigated');
  });

  it('are found by ids that YAML takes for numbers', () => {
    const text = 'decisions:\n  012345678901: { status: open }\n  12e456789012: { status: mitigated }\n';
    assert.deepEqual([...decisionFacts(document(text)).keys()], ['012345678901', '12e456789012']);
  });

  it('of both sides of a merge count where only one side decides', () => {
    const text = `version: 1
decisions:
<<<<<<< ours
  aaaaaaaaaaaa: { status: open }
  bbbbbbbbbbbb: { status: open }
||||||| base
  cccccccccccc: { status: open }
=======
  aaaaaaaaaaaa: { status: mitigated }
>>>>>>> theirs
  dddddddddddd: { status: accepted }
`;
    assert.deepEqual([...decisionFacts(document(text)).keys()], ['bbbbbbbbbbbb', 'dddddddddddd']);
    assert.deepEqual(
      [...decisionFacts(document(text.replaceAll('\n', '\r\n'))).keys()],
      ['bbbbbbbbbbbb', 'dddddddddddd'],
    );
  });

  it('say what is wrong with them beside a merge, whichever side is kept', () => {
    const side = `  ${UNLIMITED}:\n    status: open\n    ticket: A-1\n`;
    const merge = `<<<<<<< ours\n${side}=======\n${side.replace('open', 'opened')}>>>>>>> theirs\n`;
    const { faults } = opened(API, `${DECIDED.replace('    reason:', '    reasn:')}${merge}`);
    const about = (words: string) => faults.filter((line) => line.includes(words)).length;
    assert.deepEqual(
      ['Two sides', 'did you mean "reason"', 'A decision is open', 'twice', 'cannot be read'].map(about),
      [1, 1, 1, 0, 0],
      faults.join('\n'),
    );
  });

  it('say what is wrong with them where it stands, and the rest still counts', () => {
    const text = `${DECIDED.replace('    approver: Bo\n', '    approver: [Bo]\n')}  - half\n`;
    const { faults } = opened(API, text);
    assert.ok(
      faults.some((line) => line.includes('cannot be read')),
      faults.join('\n'),
    );
    const cases: readonly [string, string][] = [
      ['decision:\n  a: b\n', 'did you mean "decisions"'],
      ['version: 2\ndecisions: {}\n', 'Only version 1'],
      ['decisions: [1]\n', 'takes entries of its own'],
      ['- a\n', 'This file takes "version" and "decisions"'],
      ['[]\n', 'This file takes "version" and "decisions"'],
      [`decisions:\n  ${PUBLIC}: yes\n`, 'takes entries of its own'],
      [`decisions:\n  ${PUBLIC}: { status: open, status: accepted }\n`, '"status" is given twice'],
      [`decisions:\n  ${PUBLIC}: { status: open }\n  ${PUBLIC}: { status: open }\n`, 'decided twice'],
      [`decisions:\n  ${PUBLIC}: { status: accepted, reasson: x }\n`, 'did you mean "reason"'],
      [`decisions:\n  ${PUBLIC}: { where: src }\n`, 'also needs "status"'],
      [`decisions:\n  ${PUBLIC}: { status: mitigated, by: a, at: 2026-01-01 }\n`, 'also needs "where"'],
      [`decisions:\n  ${PUBLIC}: { status: needs-review, by: [a], at: 2026-02-30 }\n`, '"by" takes a text'],
      [`decisions:\n  ${PUBLIC}: { status: needs-review, by: a, at: 2026-02-30 }\n`, '"at" takes a day'],
    ];
    for (const [content, expected] of cases) {
      const found = opened(API, content).faults;
      assert.ok(
        found.some((line) => line.includes(expected)),
        `${content}: ${found.join('\n')}`,
      );
    }
    assert.deepEqual(opened(API, '').faults, []);
    assert.deepEqual(opened(API, '# nothing yet\n').faults, []);
    assert.deepEqual(opened(API, DECIDED).faults, []);
  });

  it('are one finding where their file begins when it cannot be read, until it can be', () => {
    const { engine } = opened(API);
    const faults = () => plain(engine.findings(FILE).findings);
    for (const [value, said] of [
      ['unreadable', 'This is no UTF-8 text'],
      ['refused', 'This link leads out'],
    ] as const) {
      engine.answer({ kind: 'file', uri: FILE }, { known: true, value });
      settle(engine);
      assert.equal(faults().length, 1, faults().join('\n'));
      assert.ok(faults()[0]?.includes(said), faults()[0]);
    }
    openText(engine, 'api.threats.yaml', DECIDED);
    settle(engine);
    assert.deepEqual(faults(), []);
  });

  it('stay when their threat is gone, and are wrong when there never was one', () => {
    const repaired = API.replace('      security: []\n', '');
    assert.deepEqual(opened(repaired, DECIDED).faults, []);
    const unknown = opened(
      API,
      DECIDED.replace('scope: orders', 'scope: carts').replace(PUBLIC, 'abcdefabcdef'),
    );
    assert.deepEqual(unknown.faults.length, 1);
    assert.ok(unknown.faults[0]?.includes('No threat of this document has the id "abcdefabcdef"'));
    const other = opened(
      API,
      DECIDED.replace('kind: s.no-auth-sensitive', 'kind: x').replace(PUBLIC, 'orders-1'),
    );
    assert.deepEqual(other.faults.length, 1, other.faults.join('\n'));
    assert.ok(other.faults[0]?.includes('"orders-1" is no id of a threat'));
  });

  it('never make anything hang or throw', function () {
    this.timeout(30_000);
    const hostile = [
      '|||||||\n'.repeat(100_000),
      '<<<<<<< a\n'.repeat(100_000),
      `decisions:\n${'  abcdefabcdef: { status: open }\n'.repeat(40_000)}`,
      `decisions: ${'['.repeat(5000)}`,
      'decisions:\n  __proto__: { status: open }\n  constructor: { status: { a: b } }\n',
      'a: &a [1]\nb: &b [*a, *a]\ndecisions: { x: *b }\n',
      'decisions:\n\t- \u0000\n',
    ];
    for (const text of hostile) assert.ok(opened(API, text).faults.length <= 200);
  });
});

describe('a claim that rules contradict', () => {
  const CLAIM = DECIDED.replace('status: accepted', 'status: mitigated');

  it('is a finding at the decision, which leads to what speaks against it', () => {
    const { engine, faults } = opened(API, CLAIM);
    assert.equal(faults.length, 1);
    assert.ok(faults[0]?.includes('design/contradicted-claim'));
    const [found] = engine.findings(FILE).findings;
    assert.equal(CLAIM.slice(found?.place.range.start, found?.place.range.end), PUBLIC);
    const [related] = found?.related ?? [];
    assert.equal(API.slice(related?.place.range.start, related?.place.range.end), '[]');
  });

  it('comes and goes with what rules find, whichever text changes', () => {
    const { engine, uri } = opened(API, CLAIM);
    const edit = (file: string, text: string) => {
      const before = engine.document(file);
      assert.ok(before);
      engine.edit(before.edit(before.version + 1, [{ range: { start: 0, end: before.length }, text }]));
      const since = engine.revision;
      settle(engine);
      assert.ok(engine.changed(since).length > 0);
      return engine.findings(FILE).findings.length;
    };
    assert.equal(edit(uri, API.replace('      security: []\n', '')), 0);
    assert.equal(edit(uri, API), 1);
    assert.equal(edit(FILE, CLAIM.replace('status: mitigated', 'status: transferred')), 0);
    assert.equal(edit(FILE, `\n\n${CLAIM}`), 1);
    engine.close(uri);
    settle(engine);
    assert.equal(engine.findings(FILE).findings.length, 0);
  });

  it('is none where it is allowed, or a document is only silent', () => {
    const allowed = CLAIM.replace(`  ${PUBLIC}:`, `  # portcullis-allow design/*: agreed\n  ${PUBLIC}:`);
    assert.notEqual(allowed, CLAIM);
    assert.deepEqual(opened(API, allowed).faults, []);
    const limited = `version: 1
decisions:
  ${UNLIMITED}: { kind: d.no-rate-limit, scope: api, status: mitigated, where: gateway, by: a, at: 2026-01-01 }
`;
    assert.equal(cards(API).get(UNLIMITED)?.status, 'open');
    assert.deepEqual(opened(API, limited).faults, []);
  });
});

describe('writing an answer', () => {
  const answer: Decision = {
    id: UNLIMITED,
    kind: 'd.no-rate-limit',
    scope: 'api',
    status: 'mitigated',
    by: 'Ana',
    at: '2026-01-15',
    fields: { where: 'src/limit.js' },
  };

  it('makes the file when there is none, and its text says what was answered', () => {
    const written = writeDecision(undefined, FILE, answer);
    assert.ok(written.kind === 'text');
    assert.match(written.text, /^# .+\nversion: 1\ndecisions:\n {2}\S+:\n {4}kind: d\.no-rate-limit\n/);
    assert.equal(decisionFacts(document(written.text)).get(UNLIMITED)?.fields.where, 'src/limit.js');
    assert.deepEqual(opened(API, written.text).faults, []);
  });

  it('leaves every other line as it is', () => {
    const text = write(DECIDED, answer);
    assert.ok(text.startsWith(DECIDED), text);
    assert.deepEqual([...decisionFacts(document(text)).keys()], [PUBLIC, UNLIMITED]);
  });

  it('changes an earlier answer in its place, and takes away what only that one asked for', () => {
    const text = write(DECIDED, { ...answer, id: PUBLIC, kind: 's.no-auth-sensitive', scope: 'orders' });
    assert.match(text, /^# Agreed with the owner\.\n/);
    assert.match(text, / # the shop\n/);
    const fact = decisionFacts(document(text)).get(PUBLIC);
    assert.deepEqual([fact?.status, fact?.fields, fact?.by], ['mitigated', { where: 'src/limit.js' }, 'Ana']);
  });

  it('goes behind comments, and into a file without decisions', () => {
    for (const before of [
      '# Ours.\n',
      'version: 1\n',
      'version: 1\ndecisions:\n',
      'version: 1\ndecisions: {}\n',
    ]) {
      const text = write(before, answer);
      assert.equal(decisionFacts(document(text)).get(UNLIMITED)?.status, 'mitigated', text);
      if (before.startsWith('#')) assert.ok(text.startsWith(before), text);
    }
  });

  it('touches no file that it cannot read', () => {
    const broken = [
      DECIDED.replace('decisions:', '<<<<<<< a\ndecisions:'),
      `${DECIDED}  - half\n`,
      '- a list\n',
      'decisions: [a]\n',
      `decisions:\n  ${UNLIMITED}: { status: open }\n  ${UNLIMITED}: { status: open }\n`,
    ];
    for (const text of broken)
      assert.equal(writeDecision(document(text), FILE, answer).kind, 'unreadable', text);
  });

  it('refuses exactly what would be wrong in the file', () => {
    const text = fc.constantFrom('', 'Some reason.');
    const day = fc.constantFrom('2026-01-15', '2026-01-14', '2026-02-30', 'never');
    const field = (name: AnswerField) => (name === 'review' ? day : text);
    const fields = fc
      .subarray([...ANSWER_FIELDS])
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, field(name)]))))
      .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
    const some = fc.record({
      status: fc.constantFrom(...DECISION_STATUSES),
      by: fc.constantFrom('', 'Ana'),
      fields,
    });
    fc.assert(
      fc.property(some, (given) => {
        const decision = { ...answer, ...given };
        const { faults } = opened('', write('', decision));
        const wrong = faults.filter((line) => line.includes('invalid-threat-decisions'));
        assert.equal(refusalOf(decision, '2026-01-15') !== undefined, wrong.length > 0, wrong.join('\n'));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what people type, whatever it is, through any number of answers', () => {
    const typed = fc
      .string({ unit: 'binary', maxLength: 30 })
      .map((text) => text.replace(/\s+/g, ' ').trim());
    const one = fc.record({
      id: fc.stringMatching(/^[0-9a-e]{12}$/),
      status: fc.constantFrom(...DECISION_STATUSES),
      reason: typed.filter((text) => text !== '' && !/\p{Cc}|\p{Surrogate}|\uFEFF/u.test(text)),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (answers) => {
        let text = DECIDED;
        const last = new Map<string, string>();
        for (const { id, status, reason } of answers) {
          text = write(text, { ...answer, id, status, fields: { reason } });
          last.set(id, `${status} ${reason}`);
        }
        const facts = decisionFacts(document(text));
        for (const [id, expected] of last) {
          assert.equal(`${facts.get(id)?.status} ${facts.get(id)?.fields.reason}`, expected);
        }
        assert.ok(facts.has(PUBLIC) && text.startsWith('# Agreed with the owner.\n'));
      }),
      { numRuns: 60 },
    );
  });
});

function document(text: string) {
  return createDocument(FILE, 'yaml', 1, text);
}

function write(before: string, decision: Decision): string {
  const written = writeDecision(document(before), FILE, decision);
  assert.notEqual(written.kind, 'unreadable', before);
  return written.kind === 'edits'
    ? applyEdits(before, written.edits)
    : written.kind === 'text'
      ? written.text
      : '';
}

function opened(api: string, decisions?: string, prepare: (engine: Engine) => void = () => undefined) {
  const engine = engineOf();
  const uri = openText(engine, 'api.yaml', api);
  if (decisions !== undefined) openText(engine, 'api.threats.yaml', decisions);
  prepare(engine);
  settle(engine);
  return { engine, uri, faults: plain(engine.findings(FILE).findings) };
}

function cards(api: string, decisions?: string, prepare?: (engine: Engine) => void) {
  const { engine, uri } = opened(api, decisions, prepare);
  const evidence = engine.evidence(uri);
  assert.ok(evidence);
  const { document: view, operations, decisions: known } = evidence;
  const model = threatModel(view, operations, { templates: THREATS, name: 'api.yaml', decisions: known });
  return new Map(model.cards.map((card): [string, ThreatCard] => [card.id, card]));
}
