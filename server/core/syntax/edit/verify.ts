import type { Document } from '../../text/document.js';
import type { LanguageId } from '../../text/leaf.js';
import type { CodeNode, CodeParser } from '../code.js';
import { parseCode } from '../code-merged.js';
import type { MapNode, Node, Plain, SequenceNode } from '../node.js';
import { documentTree, unitTree } from '../tree.js';
import { isPlainList, isPlainMap } from './print.js';
import type { Work } from './work.js';

/** Whether the edited document reads as the old one with the work done, and has no more syntax errors than before. */
export function provesTree(before: Document, after: Document, root: Node | undefined, work: Work): boolean {
  const made = documentTree(after);
  if (root === undefined || made === undefined) return root === made;
  if (problems(after) > problems(before) || (before.regular && !after.regular)) return false;
  return new Comparison(work).isDone(root, made);
}

/** Whether the edited code has no more syntax errors than before; unproven without a parser. */
export function provesCode(
  language: LanguageId,
  before: string,
  after: string,
  parser: CodeParser | undefined,
): boolean {
  const old = parseCode(parser, language, before);
  if (old === undefined) return true;
  const made = parseCode(parser, language, after);
  return made !== undefined && broken(made) <= broken(old);
}

/** Compares the tree that was with the tree that is. Nodes form a graph when there are aliases: each is compared once. */
class Comparison {
  readonly #seen = new Set<Node>();
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  isDone(before: Node, after: Node): boolean {
    if (this.#seen.has(before)) return true;
    this.#seen.add(before);
    if (before.kind === 'map') return this.#map(before, after);
    if (before.kind === 'sequence') return this.#sequence(before, after);
    return after.kind === 'scalar' && Object.is(after.value, before.value);
  }

  #map(before: MapNode, after: Node): boolean {
    if (after.kind !== 'map') return false;
    const work = this.#work.maps.get(before);
    const left = new Map(after.entries.map((entry) => [String(entry.key.value), entry.value]));
    for (const [key, { to }] of work?.set ?? []) {
      const value = left.get(key);
      if (value === undefined || !isPlain(value, to)) return false;
      left.delete(key);
    }
    for (const { key, value } of before.entries) {
      const name = String(key.value);
      if (work?.set.has(name) || work?.remove.has(name) || before.get(name) !== value) continue;
      const other = left.get(work?.rename.get(name) ?? name);
      if (other === undefined || !this.isDone(value, other)) return false;
      left.delete(work?.rename.get(name) ?? name);
    }
    return left.size === 0;
  }

  #sequence(before: SequenceNode, after: Node): boolean {
    if (after.kind !== 'sequence') return false;
    const work = this.#work.sequences.get(before);
    let at = 0;
    for (const [index, item] of before.items.entries()) {
      if (work?.remove.has(index)) continue;
      const other = after.items[at++];
      const by = work?.replace.get(index);
      if (other === undefined || !(by === undefined ? this.isDone(item, other) : isPlain(other, by)))
        return false;
    }
    for (const item of work?.append ?? []) {
      const other = after.items[at++];
      if (other === undefined || !isPlain(other, item)) return false;
    }
    return at === after.items.length;
  }
}

function isPlain(node: Node, value: Plain): boolean {
  if (node.kind === 'scalar') return Object.is(node.value, value);
  if (node.kind === 'sequence') {
    return (
      isPlainList(value) &&
      value.length === node.items.length &&
      node.items.every((item, at) => isPlain(item, value[at] ?? null))
    );
  }
  if (!isPlainMap(value) || Object.keys(value).length !== node.entries.length) return false;
  return Object.entries(value).every(([key, held]) => {
    const found = node.get(key);
    return found !== undefined && isPlain(found, held);
  });
}

function problems(document: Document): number {
  return document.units.reduce((sum, unit) => sum + unitTree(document, unit).problems.length, 0);
}

function broken(root: CodeNode): number {
  let count = 0;
  const todo = [root];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (!node.broken) continue;
    count += 1;
    todo.push(...node.children);
  }
  return count;
}
