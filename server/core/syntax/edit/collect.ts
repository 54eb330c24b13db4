import { isMap, type Node, type Plain } from '../node.js';
import { documentTree, pathOf } from '../tree.js';
import { isShared } from './alias.js';
import type { Change, EditEnv } from './change.js';
import { declared, nameFor, placements, referenceTo } from './component.js';
import {
  below,
  type FileWork,
  type Held,
  isInBlock,
  isMapHeld,
  joined,
  occurrences,
  parentOf,
  uriOf,
} from './held.js';
import { plainOf, samePlain } from './plain.js';
import { isPlainList, isPlainMap } from './print.js';
import { type Sheet, sheetOf } from './sheet.js';
import { emptyWork, mapWork, sequenceWork } from './work.js';

/** Puts structural changes in order; false when one contradicts another or cannot be made. */
export class Collector {
  readonly files = new Map<string, FileWork>();
  readonly #env: EditEnv;
  readonly #sheets: Map<string, Sheet>;

  /** `sheets` are those that other collectors of the same documents have made, by uri. */
  constructor(env: EditEnv, sheets = new Map<string, Sheet>()) {
    this.#env = env;
    this.#sheets = sheets;
  }

  add(change: Change): boolean {
    if ('set' in change) return this.#set(this.#hold(change.set), change.key, change.to, change.after);
    if ('rename' in change) return this.#rename(this.#hold(change.rename), change.to);
    if ('replace' in change) return this.#replace(this.#hold(change.replace), change.by);
    if ('remove' in change) return this.#remove(this.#hold(change.remove));
    if ('append' in change) return this.#append(this.#hold(change.append), change.item);
    if ('component' in change) return this.#component(change);
    const file = this.#file(uriOf(change));
    file?.texts.push(change);
    return file !== undefined;
  }

  /** Turns pending components into entries and emptied block containers into `{}` and `[]`. */
  finish(): boolean {
    return [...this.files.values()].every((file) => this.#place(file) && this.#collapse(file));
  }

  #place(file: FileWork): boolean {
    if (file.pending.size === 0) return true;
    const placed = isMap(file.root) ? placements(file.root, file.pending) : undefined;
    return placed?.every(({ map, key, to }) => this.#set(this.#hold(map), key, to, undefined)) ?? false;
  }

  #set(held: Held | undefined, key: string, to: Plain, after: string | undefined): boolean {
    if (!isMapHeld(held) || occurrences(held.node, key) > 1 || this.#shared(held)) return false;
    if (held.node.entries.length === 0 && isInBlock(held)) return this.#fill(held, { [key]: to });
    const work = mapWork(held.file.work, held.node);
    if (work.remove.has(key) || work.rename.has(key)) return false;
    const before = work.set.get(key);
    const inner = before === undefined ? below(held, key) : undefined;
    if (inner !== undefined) {
      const plain = plainOf(inner.node);
      if (plain !== undefined && samePlain(plain, to)) return true;
      const merged = this.#merge(inner, to);
      if (merged !== undefined) return merged;
    }
    const both = before === undefined ? to : joined(before.to, to);
    if (both === undefined) return false;
    work.set.set(key, { to: both, after: before?.after ?? after });
    return true;
  }

  /** Changes only what differs, so that comments and the order of the rest stay; undefined: write it anew. */
  #merge(held: Held, to: Plain): boolean | undefined {
    if (this.#shared(held)) return undefined;
    const { node } = held;
    if (node.kind === 'map' && isPlainMap(to) && node.entries.length > 0) {
      for (const entry of node.entries) {
        const key = String(entry.key.value);
        if (!Object.hasOwn(to, key) && !this.#remove(below(held, key))) return false;
      }
      return Object.entries(to).every(([key, value]) => this.#set(held, key, value, undefined));
    }
    if (
      node.kind === 'sequence' &&
      isPlainList(to) &&
      node.items.length > 0 &&
      to.length > node.items.length
    ) {
      const same = node.items.every((item, index) => {
        const plain = plainOf(item);
        return plain !== undefined && samePlain(plain, to[index] ?? null);
      });
      return same ? to.slice(node.items.length).every((item) => this.#append(held, item)) : undefined;
    }
    return undefined;
  }

  #rename(held: Held | undefined, to: string): boolean {
    const above = held && parentOf(held);
    if (held === undefined || !isMapHeld(above) || this.#shared(above)) return false;
    const key = String(held.path.at(-1));
    const work = mapWork(above.file.work, above.node);
    const before = work.rename.get(key);
    if (before !== undefined || key === to) return (before ?? key) === to;
    const taken =
      above.node.get(to) !== undefined || work.set.has(to) || [...work.rename.values()].includes(to);
    if (taken || work.remove.has(key) || occurrences(above.node, key) !== 1) return false;
    work.rename.set(key, to);
    return true;
  }

  #replace(held: Held | undefined, by: Plain): boolean {
    const above = held && parentOf(held);
    if (held === undefined || above === undefined || this.#shared(above)) return false;
    if (above.node.kind === 'map') return this.#set(above, String(held.path.at(-1)), by, undefined);
    if (above.node.kind !== 'sequence') return false;
    const index = Number(held.path.at(-1));
    const plain = plainOf(held.node);
    const work = sequenceWork(held.file.work, above.node);
    const before = work.replace.get(index);
    if (work.remove.has(index) || (before !== undefined && !samePlain(before, by))) return false;
    if (plain !== undefined && samePlain(plain, by)) return true;
    const merged = this.#merge(held, by);
    if (merged !== undefined) return merged;
    work.replace.set(index, by);
    return true;
  }

  #remove(held: Held | undefined): boolean {
    const above = held && parentOf(held);
    if (held === undefined || above === undefined || this.#shared(held)) return false;
    if (above.node.kind === 'sequence') {
      const index = Number(held.path.at(-1));
      const work = sequenceWork(held.file.work, above.node);
      work.remove.add(index);
      return !work.replace.has(index);
    }
    if (above.node.kind !== 'map') return false;
    const key = String(held.path.at(-1));
    const work = mapWork(held.file.work, above.node);
    if (occurrences(above.node, key) !== 1 || work.set.has(key) || work.rename.has(key)) return false;
    work.remove.add(key);
    return true;
  }

  #append(held: Held | undefined, item: Plain): boolean {
    if (held?.node.kind !== 'sequence' || this.#shared(held)) return false;
    const { node, file } = held;
    if (node.items.length === 0 && isInBlock(held)) return this.#fill(held, [item]);
    // Lists of OpenAPI are sets: what is there already is not written again.
    const there = node.items.some((one) => {
      const plain = plainOf(one);
      return plain !== undefined && samePlain(plain, item);
    });
    if (there) return true;
    const work = sequenceWork(file.work, node);
    if (!work.append.some((one) => samePlain(one, item))) work.append.push(item);
    return true;
  }

  #component({ component, referTo, inFile }: Extract<Change, { component: unknown }>): boolean {
    const file = this.#file(inFile.leaf.uri);
    if (file === undefined || !isMap(file.root)) return false;
    if (referTo === undefined) return declared(file.root, component, file.pending);
    const name = nameFor(file.root, component, file.pending);
    // A file that holds parts of a description has no place for components: there it is written where it is meant.
    if (name === undefined) return this.#set(this.#hold(referTo.set), referTo.key, component.to, undefined);
    const $ref = referenceTo(file.root, component.section, name, referTo.set.leaf.uri, inFile.leaf.uri);
    return $ref !== undefined && this.#set(this.#hold(referTo.set), referTo.key, { $ref }, undefined);
  }

  /** Empty brackets take the form of what surrounds them: the parent writes the value anew. */
  #fill(held: Held, by: Plain): boolean {
    const above = parentOf(held);
    if (!isMapHeld(above)) return false;
    const key = String(held.path.at(-1));
    const work = mapWork(above.file.work, above.node);
    const before = work.set.get(key);
    const both = before === undefined ? by : joined(before.to, by);
    if (both === undefined || work.remove.has(key) || work.rename.has(key)) return false;
    work.set.set(key, { to: both, after: undefined });
    return true;
  }

  /** A block container that loses all its entries is replaced by empty brackets in its parent. */
  #collapse(file: FileWork): boolean {
    for (const [map, work] of [...file.work.maps]) {
      if (map.style !== 'block' || work.set.size > 0 || work.remove.size < map.entries.length) continue;
      file.work.maps.delete(map);
      if (work.remove.size > 0 && !this.#empty(this.#hold(map), {})) return false;
    }
    for (const [sequence, work] of [...file.work.sequences]) {
      if (sequence.style !== 'block' || work.remove.size < sequence.items.length) continue;
      file.work.sequences.delete(sequence);
      if (work.remove.size > 0 && !this.#empty(this.#hold(sequence), work.append)) return false;
    }
    return true;
  }

  #empty(held: Held | undefined, by: Plain): boolean {
    const above = held && parentOf(held);
    const step = held?.path.at(-1);
    if (above?.node.kind === 'sequence') {
      sequenceWork(above.file.work, above.node).replace.set(Number(step), by);
      return true;
    }
    if (!isMapHeld(above)) return false;
    const work = mapWork(above.file.work, above.node);
    if (work.remove.has(String(step)) || work.set.has(String(step))) return false;
    work.set.set(String(step), { to: by, after: undefined });
    return true;
  }

  #shared({ file, chain }: Held): boolean {
    return isShared(file.sheet, chain);
  }

  /** The node in the tree of its document; undefined when it is of another version or is not what its path leads to. */
  #hold(node: Node): Held | undefined {
    const file = this.#file(node.leaf.uri);
    if (file?.root === undefined || file.document.offsetOf(node.leaf) < 0) return undefined;
    let held: Held | undefined = { file, node: file.root, chain: [file.root], path: [] };
    for (const step of pathOf(node)) held = held && below(held, step);
    if (held === undefined || held.node.kind !== node.kind) return undefined;
    return held.node === node ||
      (held.node.leaf === node.leaf && held.node.start === node.start) ||
      node.kind !== 'scalar'
      ? held
      : undefined;
  }

  #file(uri: string): FileWork | undefined {
    const known = this.files.get(uri);
    if (known !== undefined) return known;
    const document = this.#env.document(uri);
    if (document === undefined) return undefined;
    const root = documentTree(document);
    const sheet = this.#sheets.get(uri) ?? sheetOf(document);
    this.#sheets.set(uri, sheet);
    const made = {
      document,
      sheet,
      root,
      work: emptyWork(),
      pending: new Map(),
      texts: [],
    };
    this.files.set(uri, made);
    return made;
  }
}
