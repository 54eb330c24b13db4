import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../rules/index.js';
import type { FindingJson } from '../../server/core/report/check-json.js';
import { sharedFolder } from '../support/shared.js';
import { findingsOf, subjects } from './findings.js';
import { keyOf, sample } from './sample.js';

/** What a careful reader said of one finding, in its document. */
interface Label extends Pick<FindingJson, 'file' | 'line' | 'pointer' | 'rule' | 'fingerprint' | 'message'> {
  readonly label: 'true' | 'debatable' | 'false';
  /** Why it is debatable or false. */
  readonly reason?: string;
}

interface Labels {
  readonly seed: string;
  readonly size: number;
  /** The sample as it is reported now. */
  readonly labels: readonly Label[];
  /** Read before, and taken back by the rule since: none of them may be reported again. */
  readonly mended: readonly Label[];
}

const FILE = join(process.cwd(), 'test/precision/labels.json');
const TRUE_SHARE = 0.95;
/** Rules change, and findings with them; with more gone than this the sample is to be drawn again. */
const GONE_SHARE = 0.1;

describe('labelled findings', function () {
  this.timeout(900_000);
  const data: Labels = JSON.parse(readFileSync(FILE, 'utf8'));
  let findings: readonly FindingJson[] = [];

  before(async () => {
    if (sharedFolder() === undefined) return;
    for (const subject of subjects()) findings = [...findings, ...(await findingsOf(subject))];
    draw(data, findings);
  });

  it('are enough, each about a rule that exists, with a reason unless they are true', () => {
    const wrong = [...data.labels, ...data.mended].filter(
      ({ rule, label, reason }) =>
        !RULES.some(({ id }) => id === rule) || (label === 'true') !== (reason === undefined),
    );
    deepEqual(wrong, []);
    deepEqual(data.labels.length, data.size);
    deepEqual(new Set([...data.labels, ...data.mended].map(keyOf)).size, data.size + data.mended.length);
  });

  it(`are true in ${TRUE_SHARE * 100} of 100`, () => {
    const count = (label: Label['label']) => data.labels.filter((one) => one.label === label).length;
    console.log(
      `      ${count('true')} true, ${count('debatable')} debatable, ${count('false')} false, ${data.mended.length} mended`,
    );
    ok(count('true') / data.labels.length >= TRUE_SHARE);
    deepEqual(count('false'), 0);
  });

  it('are still reported, and those that were mended are not', () => {
    const reported = new Set(findings.map(keyOf));
    const files = new Set(findings.map(({ file }) => file));
    const seen = data.labels.filter(({ file }) => files.has(file));
    if (seen.length === 0) return console.log('      no documents to look at');
    const gone = seen.filter((one) => !reported.has(keyOf(one)));
    console.log(`      ${seen.length} looked up, ${gone.length} gone`);
    for (const { file, rule, message } of gone) console.log(`      gone: ${file} ${rule} ${message}`);
    ok(gone.length / seen.length <= GONE_SHARE);
    deepEqual(
      data.mended.filter((one) => reported.has(keyOf(one))),
      [],
    );
  });
});

/** Where a file is named for it, the sample that is to be labelled next is written there. */
function draw({ seed, size, labels }: Labels, findings: readonly FindingJson[]): void {
  const to = process.env.PORTCULLIS_SAMPLE;
  if (to === undefined) return;
  const drawn = sample(findings, size, seed, new Set(labels.map(keyOf)));
  writeFileSync(to, `${JSON.stringify(drawn, null, 2)}\n`);
}
