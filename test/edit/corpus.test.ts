import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import type { Change } from '../../server/core/syntax/edit/change.js';
import { applyEdits, planEdits } from '../../server/core/syntax/edit/plan.js';
import type { MapNode, Node } from '../../server/core/syntax/node.js';
import { documentTree } from '../../server/core/syntax/tree.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';
import { open } from './support.js';

/** Changes tried in each document. */
const TRIALS = 30;

describe('edits of real documents', function () {
  this.timeout(120_000);
  // One document is in thousands of files; a few of them show how it is written.
  const files = corpus(300_000).filter(({ name }, index) => !name.includes('/') || index % 100 === 0);

  it(`are made at random places and refused hardly ever: ${files.length} documents`, () => {
    const refused: string[] = [];
    let made = 0;
    for (const { name, text } of files) {
      const document = open(text, name.endsWith('.json') ? 'json' : 'yaml');
      const root = documentTree(document);
      const maps = root === undefined ? [] : mapsIn(root).filter(({ entries }) => entries.length > 0);
      const below = random(name.length);
      for (let trial = 0; trial < TRIALS && maps.length > 0; trial += 1) {
        const map = maps[below(maps.length)];
        const change = map && randomChange(map, below);
        if (change === undefined) continue;
        const edits = planEdits([change.change], { document: () => document });
        if (edits === undefined) refused.push(`${name}: ${change.say}`);
        else {
          made += 1;
          assert.ok(
            isRead(applyEdits(text, edits), document.language) || !isRead(text, document.language),
            `${name}: ${change.say}`,
          );
        }
      }
    }
    assert.ok(refused.length * 500 <= made, refused.join('\n'));
  });
});

function randomChange(
  map: MapNode,
  below: (n: number) => number,
): { change: Change; say: string } | undefined {
  const entry = map.entries[below(map.entries.length)];
  if (entry === undefined) return undefined;
  const key = String(entry.key.value);
  const value = { type: 'string', enum: ['yes', 'a: b'], items: [{ x: 1 }] };
  const changes: readonly { change: Change; say: string }[] = [
    { change: { set: map, key: 'x-new', to: value, after: key }, say: `set behind ${key}` },
    { change: { set: map, key: 'x-new', to: '200' }, say: 'set' },
    { change: { set: map, key, to: value }, say: `replace ${key} by a map` },
    { change: { replace: entry.value, by: 'text' }, say: `replace ${key} by text` },
    { change: { rename: entry.value, to: 'x-renamed' }, say: `rename ${key}` },
    { change: { remove: entry.value }, say: `remove ${key}` },
  ];
  return changes[below(changes.length)];
}

function mapsIn(root: Node): readonly MapNode[] {
  const found: MapNode[] = [];
  const seen = new Set<Node>();
  const todo: Node[] = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (node.kind === 'scalar' || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'map') {
      found.push(node);
      todo.push(...node.entries.map(({ value }) => value));
    } else todo.push(...node.items);
  }
  return found;
}

function isRead(text: string, language: string): boolean {
  try {
    if (language === 'json') JSON.parse(text);
    else load(text);
    return true;
  } catch {
    return false;
  }
}
