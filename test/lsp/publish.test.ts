import assert from 'node:assert/strict';
import type { Finding, Severity } from '../../server/core/rule/finding.js';
import { createDocument } from '../../server/core/text/open.js';
import { MOST } from '../../server/lsp/publish.js';
import {
  connect,
  finding,
  mostImportantOf,
  PaperWorld,
  PUSH,
  paperParts,
  until,
  WordEngine,
} from './support.js';

const LINES = 2000;
const document = createDocument('file:///w/a.yaml', 'yaml', 1, 'k: BAD\n'.repeat(LINES));

function findings(of: (index: number) => { severity?: Severity; weight?: Finding['weight'] }): Finding[] {
  return Array.from({ length: LINES }, (_, i) => ({ ...finding(document, i * 7 + 3, i), ...of(i) }));
}

describe('what is shown of many findings', () => {
  it('is the most severe, then exposure before hygiene, in the order of the text', () => {
    const all = findings((i) =>
      i % 100 === 0 ? { severity: 'error' } : i % 3 === 0 ? { weight: 'hygiene' } : { weight: 'exposure' },
    );
    const shown = mostImportantOf(all, MOST);
    assert.equal(shown.length, MOST);
    assert.equal(shown.filter(({ severity }) => severity === 'error').length, LINES / 100);
    assert.ok(shown.every(({ severity, weight }) => severity === 'error' || weight === 'exposure'));
    const places = shown.map(({ place }) => place.range.start);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  });

  it('is what lies nearest to the person, among equals', () => {
    const near = 1500 * 7;
    const shown = mostImportantOf(
      findings(() => ({})),
      MOST,
      near,
    ).map(({ place }) => place.range.start);
    assert.ok(
      Math.min(...shown) > near - 7 * (MOST / 2 + 2) && Math.max(...shown) < near + 7 * (MOST / 2 + 2),
    );
  });

  it('ends with one line that tells the total', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()), PUSH);
    await client.open('file:///w/a.yaml', 'k: BAD\n'.repeat(LINES));
    const { diagnostics } = await until('diagnostics', () => client.last('file:///w/a.yaml'));
    assert.equal(diagnostics.length, MOST + 1);
    assert.match(String(diagnostics.at(-1)?.message), /^500 of 2000 findings/);
    client.close();
  });
});
