import assert from 'node:assert/strict';
import type { FileEdit } from '../../server/core/engine/types.js';
import { type Finding, SEVERITIES, type Severity } from '../../server/core/rule/finding.js';
import type { Document } from '../../server/core/text/document.js';
import { makeStructureChecker, type StructureChecker } from '../../server/host/structure.js';
import { random } from '../support/random.js';
import { type Bench, benchOf, damage, documents, isSound, variants, worse } from './harness.js';

const ALL = process.env.PORTCULLIS_FIXES === 'all';
/** Fixes that are made alone, by rule and document. */
const ALONE = 20;
/** Rounds in which fixes that meet are made; more would mean that fixes call for each other without end. */
const ROUNDS = 4;
/** Characters up to which the structure is checked after a fix alone in the ordinary run. */
const SMALL = 20_000;

/** One rule on one document. */
interface Trial {
  readonly bench: Bench;
  readonly rule: string;
  readonly fixable: readonly Finding[];
  /** Whether the document passes the structure check as it is. */
  readonly sound: boolean;
  fault(what: string): void;
}

describe('fixes over the corpus', function () {
  this.timeout(ALL ? 3_600_000 : 300_000);
  const files = documents();
  const lists = variants();
  const counts = { documents: files.length, sound: 0, together: 0, alone: 0, refused: 0 };
  let open: Bench | undefined;
  let checker: StructureChecker;

  before(() => {
    checker = makeStructureChecker((uri) => open?.engine.document(uri)?.text());
  });

  after(async () => {
    await checker.close();
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
  });

  for (const file of files) {
    it(`keep ${file.name} sound`, async () => {
      const faults: string[] = [];
      for (const [nth, { rules, fixing }] of lists.entries()) {
        const bench = benchOf(file, rules);
        open = bench;
        const sound = await isSound(checker, bench.uri);
        for (const rule of fixing) {
          const fixable = bench.findings().filter((one) => one.rule === rule && safeFix(one) >= 0);
          if (fixable.length === 0) continue;
          const trial: Trial = {
            bench,
            rule,
            fixable,
            sound,
            fault: (what) => faults.push(`${rule}: ${what}`),
          };
          await tryTogether(trial);
          await tryAlone(trial);
        }
        counts.sound += sound && nth === 0 ? 1 : 0;
      }
      assert.deepEqual(faults, []);
    });
  }

  it('are refused hardly ever', () => {
    assert.ok(counts.refused * 50 <= counts.alone, JSON.stringify(counts));
  });

  async function tryTogether({ bench, rule, fixable, sound, fault }: Trial): Promise<void> {
    const before = bench.current();
    const had = bench.findings();
    const seen: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const edits = fixAll(bench, rule);
      if (edits.length === 0) break;
      seen.push(...damage(bench.current(), edited(bench, edits), edits));
      bench.apply(edits);
      counts.together += 1;
    }
    for (const what of seen) fault(`together: ${what}`);
    if (fixAll(bench, rule).length > 0) fault('together: applied again, changes more');
    for (const what of worse(had, bench.findings(), severest(fixable))) fault(`together: brings ${what}`);
    if (sound && bench.current().text() !== before.text() && !(await isSound(checker, bench.uri))) {
      fault('together: fails the structure check');
    }
    bench.reset();
  }

  async function tryAlone({ bench, rule, fixable, sound, fault }: Trial): Promise<void> {
    const below = random(rule.length * 7_919 + bench.text.length);
    const chosen = [...fixable];
    while (chosen.length > ALONE) chosen.splice(below(chosen.length), 1);
    for (const finding of chosen) {
      const before = bench.current();
      const had = bench.findings();
      const at = `alone at ${finding.pointer ?? ''}`;
      const edits = bench.engine.fix(bench.uri, before.version, finding.fingerprint, safeFix(finding));
      if (edits === 'stale' || edits.length === 0) {
        counts.refused += 1;
        continue;
      }
      bench.apply(edits);
      counts.alone += 1;
      for (const what of damage(before, bench.current(), edits)) fault(`${at}: ${what}`);
      const left = bench.findings();
      if (left.some(({ fingerprint }) => fingerprint === finding.fingerprint))
        fault(`${at}: the finding stays`);
      for (const what of worse(had, left, finding.severity)) fault(`${at}: brings ${what}`);
      const checked = sound && (ALL || bench.text.length < SMALL);
      if (checked && !(await isSound(checker, bench.uri))) fault(`${at}: fails the structure check`);
      bench.reset();
    }
  }
});

function fixAll({ engine, uri, current }: Bench, rule: string): readonly FileEdit[] {
  const edits = engine.fixAll(uri, current().version, { rules: [rule] });
  return edits === 'stale' ? [] : edits;
}

function edited({ uri, current }: Bench, edits: readonly FileEdit[]): Document {
  const document = current();
  const own = edits.filter((edit) => edit.uri === uri).map(({ range, text }) => ({ range, text }));
  return document.edit(document.version + 1, own.toReversed());
}

function safeFix(finding: Finding): number {
  return finding.fixes.findIndex(({ safety }) => safety === 'safe');
}

function severest(findings: readonly Finding[]): Severity {
  return SEVERITIES.find((severity) => findings.some((one) => one.severity === severity)) ?? 'hint';
}
