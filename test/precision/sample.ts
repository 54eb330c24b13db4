import { createHash } from 'node:crypto';
import type { FindingJson } from '../../server/core/report/check-json.js';

/** What tells one finding from all others, in every run. */
export function keyOf({ file, rule, fingerprint }: Identity): string {
  return `${file} ${rule} ${fingerprint}`;
}

export type Identity = Pick<FindingJson, 'file' | 'rule' | 'fingerprint'>;

/**
 * Findings drawn at random, the same for the same seed, in the order of the list: those that were drawn before as far as
 * they are still there, then one of every rule that is not among them, then others with the same chance for each.
 */
export function sample(
  findings: readonly FindingJson[],
  size: number,
  seed: string,
  before: ReadonlySet<string> = new Set(),
): readonly FindingJson[] {
  const shuffled = shuffle(findings, seed);
  const kept = shuffled.filter((finding) => before.has(keyOf(finding)));
  const rules = new Set(kept.map(({ rule }) => rule));
  const firsts = shuffled.filter(({ rule }) => !rules.has(rule) && rules.add(rule));
  const drawn = new Set([...kept, ...firsts, ...shuffled].slice(0, size));
  for (const finding of shuffled) if (drawn.size < size) drawn.add(finding);
  return findings.filter((finding) => drawn.has(finding));
}

/** By a digest, so that a finding that comes or goes moves no other. */
function shuffle(findings: readonly FindingJson[], seed: string): readonly FindingJson[] {
  return findings
    .map((finding) => ({ finding, rank: digest(`${seed} ${keyOf(finding)}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ finding }) => finding);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
