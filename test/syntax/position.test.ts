import { equal, ok } from 'node:assert/strict';
import { seenAt } from '../../server/core/engine/seen.js';
import { isMap, isSequence, type Node } from '../../server/core/syntax/node.js';
import { nodeAt, pathOf } from '../../server/core/syntax/tree.js';
import { createDocument } from '../../server/core/text/open.js';

const COUNT = 2_000;

function held(line: (index: number) => string): Node | undefined {
  const lines = Array.from({ length: COUNT }, (_, index) => `  ${line(index)}\n`).join('');
  return nodeAt(createDocument('file:///w/a.yaml', 'yaml', 1, `openapi: 3.1.0\nx-m:\n${lines}`), ['x-m']);
}

/** Counts how often what an object holds under a key is read. */
function watch<T extends object>(object: T, key: keyof T, count: () => void): void {
  const value = object[key];
  Object.defineProperty(object, key, {
    get() {
      count();
      return value;
    },
  });
}

describe('places in one long map', () => {
  it('cost its length together, and not each', () => {
    for (const line of [(index: number) => `k${index}: *gone`, () => 'k: 1']) {
      const map = held(line);
      ok(isMap(map));
      const entries = [...map.entries];
      const nodes = entries.map(({ key, value }) => ({ key, value }));
      let reads = 0;
      for (const entry of entries) {
        watch(entry, 'key', () => reads++);
        watch(entry, 'value', () => reads++);
      }
      for (const { key, value } of nodes) {
        equal(seenAt(key).path?.join(' '), `x-m ${key.value}`);
        equal(pathOf(value).join(' '), `x-m ${key.value}`);
      }
      ok(reads < 20 * COUNT, `${reads} reads`);
    }
  });

  it('are those of its items, whatever stands before them', () => {
    const list = held((index) => `- ${index}`);
    ok(isSequence(list));
    for (const index of [0, 17, COUNT - 1]) {
      const item: Node | undefined = list.items[index];
      equal(item && pathOf(item).at(-1), index);
    }
  });
});
