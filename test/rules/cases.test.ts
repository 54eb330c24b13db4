import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { RULES } from '../../rules/index.js';
import { findingsOf, prepare } from './harness.js';

/** One hard case: a document with the verdict of a careful reader on one rule. */
interface HardCase {
  readonly id: string;
  readonly name: string;
  readonly rule: string;
  readonly expect: 'flag' | 'clean';
  readonly document: unknown;
}

/**
 * Findings on cases marked clean that stand by themselves: the case is about another fault, and its document has this one.
 * A document that serves operations and declares no way to ask callers who they are does let anyone call them; and one
 * case asks for a scheme that its document does not declare.
 */
const DEFENDED: ReadonlySet<string> = new Set([
  'auth/read-operation-unprotected',
  'auth/write-operation-unprotected',
  'auth/undefined-scheme-reference',
]);

const CASES = read();
const IDS = new Set(RULES.map(({ id }) => id));
const RECOMMENDED = new Set(RULES.filter(({ profile }) => profile === 'recommended').map(({ id }) => id));

describe('hard cases', () => {
  before(prepare);

  it('are all here', () => equal(CASES.length, 77));

  for (const { id, name, rule, expect, document } of CASES) {
    if (IDS.has(rule)) {
      it(`${id}: ${rule} ${expect === 'flag' ? 'finds' : 'leaves'} ${name}`, () => {
        equal(found(document).includes(rule), expect === 'flag');
      });
    }
    if (expect === 'clean') {
      it(`${id}: no other rule disturbs ${name}`, () => {
        const others = found(document).filter((other) => other !== rule && RECOMMENDED.has(other));
        deepEqual(
          others.filter((other) => !DEFENDED.has(other)),
          [],
        );
      });
    }
  }

  it('defends only what is there to defend', () => {
    const clean = CASES.filter(({ expect }) => expect === 'clean');
    for (const rule of DEFENDED)
      ok(
        clean.some(({ document }) => found(document).includes(rule)),
        rule,
      );
  });
});

/** The same verdict is owed to both ways of writing it: JSON is YAML as well. */
function found(document: unknown): readonly string[] {
  const text = JSON.stringify(document, null, 2);
  const [json, yaml] = (['json', 'yaml'] as const).map((language) =>
    findingsOf([{ name: `case.${language}`, language, text }])
      .in(`case.${language}`)
      .map(({ rule }) => rule),
  );
  deepEqual(json, yaml);
  return json ?? [];
}

function read(): readonly HardCase[] {
  const cases: unknown = JSON.parse(readFileSync('test/fixtures/openapi-edge.json', 'utf8'));
  return Array.isArray(cases) ? cases.filter(isCase) : [];
}

function isCase(value: unknown): value is HardCase {
  return (
    typeof value === 'object' && value !== null && 'rule' in value && 'expect' in value && 'document' in value
  );
}
