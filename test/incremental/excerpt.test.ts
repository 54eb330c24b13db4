import assert from 'node:assert/strict';
import { rankOf } from '../../server/core/engine/important.js';
import type { Engine } from '../../server/core/engine/types.js';
import type { Finding } from '../../server/core/rule/finding.js';
import { engineOf, openText, settle } from '../support/engine.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';

/** A key that is there twice, what two paths share, an allowance, and anchors. */
const ODD = `openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /a/{id}:
    get: &get
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: {} } } } } }
  /b:
    # portcullis-allow input/string-max-length-missing: it is short
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
      responses: { '200': { description: ok } }
    get: *get
  /b:
    post:
      requestBody: { content: { application/json: { schema: { type: string } } } }
      responses: { '200': { description: ok } }
`;

const DOCUMENTS = [
  { name: 'odd.yaml', text: ODD },
  ...corpus(60_000).filter(({ name }) => !name.includes('/')),
];

/** The plain way to choose: sort by rank, then by nearness or place, and take the first. */
function chosenFrom(
  findings: readonly Finding[],
  most: number,
  near: number | undefined,
): ReadonlySet<string> {
  const far = ({ place }: Finding) => (near === undefined ? 0 : Math.abs(place.range.start - near));
  const sorted = [...findings].sort((a, b) => rankOf(a) - rankOf(b) || far(a) - far(b));
  return new Set(sorted.slice(0, most).map(({ fingerprint }) => fingerprint));
}

function distances(findings: readonly Finding[], near: number): readonly string[] {
  return findings.map((one) => `${rankOf(one)} ${Math.abs(one.place.range.start - near)}`).sort();
}

function compare(engine: Engine, uri: string, pick: (below: number) => number): void {
  const { findings, total } = engine.findings(uri);
  const length = engine.document(uri)?.length ?? 0;
  assert.equal(total, findings.length);
  assert.equal(
    new Set(findings.map(({ fingerprint }) => fingerprint)).size,
    total,
    'fingerprints are unique',
  );
  const starts = findings.map(({ place }) => place.range.start);
  assert.deepEqual(
    starts,
    [...starts].sort((a, b) => a - b),
  );
  const most = 1 + pick(total + 2);
  const first = chosenFrom(findings, most, undefined);
  assert.deepEqual(
    engine.mostImportant(uri, most),
    findings.filter(({ fingerprint }) => first.has(fingerprint)),
  );
  // Of several that are equally far any will do.
  const near = pick(length + 1);
  const nearest = chosenFrom(findings, most, near);
  assert.deepEqual(
    distances(engine.mostImportant(uri, most, near), near),
    distances(
      findings.filter(({ fingerprint }) => nearest.has(fingerprint)),
      near,
    ),
  );
  const range = { start: near, end: near + pick(50) };
  assert.deepEqual(
    engine.findingsAt(uri, range),
    findings.filter(({ place }) => place.range.start <= range.end && place.range.end >= range.start),
  );
}

describe('an excerpt of the findings', () => {
  it(`is what choosing among all would give, while the text is edited (${DOCUMENTS.length} documents)`, () => {
    for (const [index, { name, text }] of DOCUMENTS.entries()) {
      const pick = random(index + 5);
      const engine = engineOf();
      const uri = openText(engine, name, text);
      settle(engine);
      compare(engine, uri, pick);
      for (let count = 0; count < 10; count += 1) {
        const before = engine.document(uri);
        assert.ok(before);
        const start = pick(before.length);
        const typed = ['x', '\n', '\n\n', '"', '{', ''][pick(6)] ?? '';
        const end = Math.min(before.length, start + (typed === '' ? pick(400) : 0));
        engine.edit(before.edit(before.version + 1, [{ range: { start, end }, text: typed }]));
        settle(engine);
        compare(engine, uri, pick);
      }
    }
  });
});
