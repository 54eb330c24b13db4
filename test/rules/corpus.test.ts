import { ok } from 'node:assert/strict';
import { dirname } from 'node:path';
import { RULES } from '../../rules/index.js';
import { type CorpusFile, corpus } from '../support/shared.js';
import { findingsOf, prepare, type Source } from './harness.js';

const RECOMMENDED = RULES.filter(({ profile }) => profile === 'recommended');

/** Findings for each operation that a reader of the default profile meets on average. */
const LIMIT = 1;
const LIMIT_OF_ONE_RULE = 0.2;

describe('the default profile on real documents', function () {
  this.timeout(300_000);
  before(prepare);

  it('gives at most one finding per operation', () => {
    const files = corpus(5_000_000);
    const count = new Map<string, number>();
    let operations = 0;
    for (const sources of together(files)) {
      const session = findingsOf(sources, RECOMMENDED);
      for (const { name } of sources) {
        for (const { rule } of session.in(name)) {
          count.set(rule, (count.get(rule) ?? 0) + 1);
        }
      }
      for (const { documented } of session.engine.model().endpoints) operations += documented.length;
    }
    if (files.length === 0) return console.log('    no documents to measure on');
    const total = [...count.values()].reduce((sum, one) => sum + one, 0);
    console.log(
      `    ${files.length} files, ${operations} operations, ${(total / operations).toFixed(3)} per operation`,
    );
    for (const [rule, one] of [...count].sort((a, b) => b[1] - a[1])) {
      console.log(`    ${(one / operations).toFixed(3)} ${rule} (${one})`);
      ok(one / operations <= LIMIT_OF_ONE_RULE, rule);
    }
    ok(total / operations <= LIMIT);
  });
});

/** Files of one folder are read together, as a workspace holds them. */
function together(files: readonly CorpusFile[]): readonly (readonly Source[])[] {
  const groups = new Map<string, Source[]>();
  for (const { name, text } of files) {
    const top = dirname(name) === '.' ? name : (name.split('/')[0] ?? name);
    const group = groups.get(top) ?? [];
    group.push({ name, language: name.endsWith('.json') ? 'json' : 'yaml', text });
    groups.set(top, group);
  }
  return [...groups.values()];
}
