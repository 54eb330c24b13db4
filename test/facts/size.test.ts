import { ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { recognize } from '../../server/core/facts/openapi/parts.js';
import { createDocument } from '../../server/core/text/open.js';
import { corpus } from '../support/shared.js';
import { partsIn, type Workspace, workspaceOf } from './workspace.js';

/** Facts are joined and compared again and again: they must stay much smaller than what they summarize. */
const LIMIT = 0.15;

describe('size of facts', () => {
  it('stays under 15 % of the text over the corpus', function () {
    this.timeout(60_000);
    const files = corpus(Number.POSITIVE_INFINITY);
    const sums = files
      .filter(({ path, text }) => isDocument(path, text))
      .map(({ name, path, text }) => ({
        name,
        ...measure(workspaceOf({ [pathToFileURL(path).href]: text }, read)),
      }));
    if (sums.length === 0) return console.log('      no corpus to measure');
    const text = sum(sums.map((one) => one.text));
    const facts = sum(sums.map((one) => one.facts));
    const largest = [...sums].sort((a, b) => b.facts / b.text - a.facts / a.text).slice(0, 3);
    console.log(`      ${sums.length} documents: facts are ${percent(facts / text)} of ${text} bytes`);
    for (const one of largest)
      console.log(`      ${one.name}: ${percent(one.facts / one.text)} of ${one.text}`);
    ok(facts < LIMIT * text);
  });
});

/** In many files: the root, whose files are read when it names them. */
function isDocument(path: string, text: string): boolean {
  const uri = pathToFileURL(path).href;
  return recognize(createDocument(uri, path.endsWith('.json') ? 'json' : 'yaml', 1, text)) !== undefined;
}

function read(uri: string): string | undefined {
  const path = fileURLToPath(uri);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function measure(workspace: Workspace): { readonly text: number; readonly facts: number } {
  return {
    text: sum([...workspace.documents.values()].map((document) => Buffer.byteLength(document.text()))),
    facts: sum(partsIn(workspace).map(({ facts }) => Buffer.byteLength(JSON.stringify(facts)))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
