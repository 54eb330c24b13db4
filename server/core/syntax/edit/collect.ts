import type { Document } from '../../text/document.js';
import { entryOf, isMap, type MapNode, type Node, type Plain, type SequenceNode } from '../node.js';
import { nodeAt } from '../tree.js';
import { isShared } from './alias.js';
import type { Change, EditEnv } from './change.js';
import { nameFor, type Pending, placements, referenceTo } from './component.js';
import { plainOf, samePlain } from './plain.js';
import { isPlainList, isPlainMap } from './print.js';
import { type Sheet, sheetOf } from './sheet.js';
import { emptyWork, mapWork, sequenceWork, type Work } from './work.js';

/** Changes of one document, put in order by container; those of text are kept as they came. */
export interface FileWork {
  readonly document: Document;
  readonly sheet: Sheet;
  readonly work: Work;
  readonly pending: Pending;
  readonly texts: Extract<Change, { text: unknown; by: unknown } | { comment: unknown } | { importName: unknown }>[];
}

/** Puts structural changes in order; false when one contradicts another or cannot be made. */
export class Collector {
  readonly files = new Map<string, FileWork>();
  readonly #env: EditEnv;

  constructor(env: EditEnv) {
    this.#env = env;
  }

  add(change: Change): boolean {
    if ('set' in change) return this.#set(change.set, change.key, change.to, change.after);
    if ('rename' in change) return this.#rename(change.rename, change.to);
    if ('replace' in change) return this.#replace(change.replace, change.by);
    if ('remove' in change) return this.#remove(change.remove);
    if ('append' in change) return this.#append(change.append, change.item);
    if ('component' in change) return this.#component(change);
    const file = this.#file(uriOf(change));
    file?.texts.push(change);
    return file !== undefined;
  }

  /** Turns pending components into entries and emptied block containers into `{}` and `[]`. */
  finish(): boolean {
    for (const file of this.files.values()) {
      const placed = file.pending.size === 0 ? [] : this.#placements(file);
      if (placed === undefined) return false;
      for (const { map, key, to } of placed) if (!this.#set(map, key, to, undefined)) return false;
    }
    return [...this.files.values()].every((file) => this.#collapse(file));
  }

  #placements(file: FileWork): ReturnType<typeof placements> {
    const root = nodeAt(file.document, []);
    return isMap(root) ? placements(root, file.pending) : undefined;
  }

  #set(map: MapNode, key: string, to: Plain, after: string | undefined): boolean {
    const file = this.#fileOf(map);
    if (file === undefined || occurrences(map, key) > 1) return false;
    const old = map.get(key);
    const own = old?.parent === map;
    if (old !== undefined && own) {
      const plain = plainOf(old);
      if (plain !== undefined && samePlain(plain, to)) return !this.#contradicts(file, map, key, to);
      const merged = this.#merge(old, to);
      if (merged !== undefined) return merged;
    }
    const work = mapWork(file.work, map);
    if (work.remove.has(key) || work.rename.has(key)) return false;
    const before = work.set.get(key);
    const both = before === undefined ? to : joined(before.to, to);
    if (both === undefined) return false;
    work.set.set(key, { to: both, after: before?.after ?? after });
    return true;
  }

  /** Changes only what differs, so that comments and the order of the rest stay; undefined: write it anew. */
  #merge(old: Node, to: Plain): boolean | undefined {
    if (old.kind === 'map' && isPlainMap(to) && old.entries.length > 0) {
      for (const entry of old.entries) {
        const key = String(entry.key.value);
        if (!Object.hasOwn(to, key) && !this.#remove(entry.value)) return false;
      }
      return Object.entries(to).every(([key, value]) => this.#set(old, key, value, undefined));
    }
    if (old.kind === 'sequence' && isPlainList(to) && old.items.length > 0 && to.length > old.items.length) {
      const same = old.items.every((item, index) => {
        const plain = plainOf(item);
        return plain !== undefined && samePlain(plain, to[index] ?? null);
      });
      return same ? to.slice(old.items.length).every((item) => this.#append(old, item)) : undefined;
    }
    return undefined;
  }

  #contradicts(file: FileWork, map: MapNode, key: string, to: Plain): boolean {
    const work = file.work.maps.get(map);
    const set = work?.set.get(key);
    return work !== undefined && (work.remove.has(key) || (set !== undefined && !samePlain(set.to, to)));
  }

  #rename(node: Node, to: string): boolean {
    const entry = entryOf(node);
    const map = node.parent;
    if (entry === undefined || !isMap(map)) return false;
    const key = String(entry.key.value);
    if (key === to) return true;
    const file = this.#fileOf(map);
    if (file === undefined || occurrences(map, key) > 1) return false;
    const work = mapWork(file.work, map);
    const taken = map.get(to) !== undefined || work.set.has(to) || [...work.rename.values()].includes(to);
    const before = work.rename.get(key);
    if (before !== undefined) return before === to;
    if (taken || work.remove.has(key)) return false;
    work.rename.set(key, to);
    return true;
  }

  #replace(node: Node, by: Plain): boolean {
    const { parent } = node;
    if (parent === undefined) return false;
    if (parent.kind === 'map') {
      const key = entryOf(node)?.key.value;
      return key !== undefined && this.#set(parent, String(key), by, undefined);
    }
    const file = this.#fileOf(parent);
    const index = parent.items.indexOf(node);
    if (file === undefined || index < 0) return false;
    const plain = plainOf(node);
    if (plain !== undefined && samePlain(plain, by)) return true;
    const merged = this.#merge(node, by);
    if (merged !== undefined) return merged;
    const work = sequenceWork(file.work, parent);
    const before = work.replace.get(index);
    if (work.remove.has(index) || (before !== undefined && !samePlain(before, by))) return false;
    work.replace.set(index, by);
    return true;
  }

  #remove(node: Node): boolean {
    const { parent } = node;
    const file = parent && this.#fileOf(parent);
    if (parent === undefined || file === undefined || isShared(file.sheet, node)) return false;
    if (parent.kind === 'sequence') {
      const index = parent.items.indexOf(node);
      const work = sequenceWork(file.work, parent);
      if (index < 0 || work.replace.has(index)) return false;
      work.remove.add(index);
      return true;
    }
    const key = String(entryOf(node)?.key.value);
    const work = mapWork(file.work, parent);
    if (occurrences(parent, key) !== 1 || work.set.has(key) || work.rename.has(key)) return false;
    work.remove.add(key);
    return true;
  }

  #append(sequence: SequenceNode, item: Plain): boolean {
    const file = this.#fileOf(sequence);
    if (file === undefined) return false;
    // An empty block value can only be `[]`: brackets that hold nothing take the form of their surroundings.
    if (sequence.items.length === 0 && !file.sheet.json && isMap(sequence.parent) && sequence.parent.style === 'block') {
      const key = entryOf(sequence)?.key.value;
      const before = mapWork(file.work, sequence.parent).set.get(String(key))?.to;
      const items = before !== undefined && isPlainList(before) ? before : [];
      if (key === undefined) return false;
      mapWork(file.work, sequence.parent).set.set(String(key), { to: withItem(items, item), after: undefined });
      return true;
    }
    const work = sequenceWork(file.work, sequence);
    if (!work.append.some((one) => samePlain(one, item))) work.append.push(item);
    return true;
  }

  #component({ component, referTo, inFile }: Extract<Change, { component: unknown }>): boolean {
    const file = this.#file(inFile.leaf.uri);
    const root = file && nodeAt(file.document, []);
    if (file === undefined || !isMap(root)) return false;
    const name = nameFor(root, component.section, component.name, component.to, file.pending);
    if (name === undefined) return false;
    if (referTo === undefined) return true;
    const $ref = referenceTo(root, component.section, name, referTo.set.leaf.uri, inFile.leaf.uri);
    return $ref !== undefined && this.#set(referTo.set, referTo.key, { $ref }, undefined);
  }

  /** A block container that loses all its entries is replaced by empty brackets in its parent. */
  #collapse(file: FileWork): boolean {
    for (const [map, work] of [...file.work.maps]) {
      if (map.style !== 'block' || work.set.size > 0 || work.remove.size < map.entries.length) continue;
      file.work.maps.delete(map);
      if (!this.#empty(file, map, {})) return false;
    }
    for (const [sequence, work] of [...file.work.sequences]) {
      if (sequence.style !== 'block' || work.remove.size < sequence.items.length) continue;
      file.work.sequences.delete(sequence);
      if (!this.#empty(file, sequence, work.append)) return false;
    }
    return true;
  }

  #empty(file: FileWork, node: Node, by: Plain): boolean {
    const { parent } = node;
    if (parent?.kind === 'sequence') {
      sequenceWork(file.work, parent).replace.set(parent.items.indexOf(node), by);
      return true;
    }
    const key = entryOf(node)?.key.value;
    if (!isMap(parent) || key === undefined) return false;
    const work = mapWork(file.work, parent);
    if (work.remove.has(String(key)) || work.set.has(String(key))) return false;
    work.set.set(String(key), { to: by, after: undefined });
    return true;
  }

  /** Undefined when the container is shared through an anchor, of another version, or of a document that is not open. */
  #fileOf(container: MapNode | SequenceNode): FileWork | undefined {
    const file = this.#file(container.leaf.uri);
    if (file === undefined || file.document.offsetOf(container.leaf) < 0) return undefined;
    return isShared(file.sheet, container) ? undefined : file;
  }

  #file(uri: string): FileWork | undefined {
    const known = this.files.get(uri);
    if (known !== undefined) return known;
    const document = this.#env.document(uri);
    if (document === undefined) return undefined;
    const made = { document, sheet: sheetOf(document), work: emptyWork(), pending: new Map(), texts: [] };
    this.files.set(uri, made);
    return made;
  }
}

function uriOf(change: FileWork['texts'][number]): string {
  if ('comment' in change) return change.comment.leaf.uri;
  return 'importName' in change ? change.inFile.leaf.uri : change.text.leaf.uri;
}

function occurrences(map: MapNode, key: string): number {
  return map.entries.filter((entry) => String(entry.key.value) === key).length;
}

function withItem(items: readonly Plain[], item: Plain): readonly Plain[] {
  return items.some((one) => samePlain(one, item)) ? items : [...items, item];
}

/** Two values for one key: their union when they are maps that agree; undefined when they contradict each other. */
function joined(a: Plain, b: Plain): Plain | undefined {
  if (samePlain(a, b)) return a;
  if (!isPlainMap(a) || !isPlainMap(b)) return undefined;
  const made = new Map<string, Plain>(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const before = made.get(key);
    const both = before === undefined ? value : joined(before, value);
    if (both === undefined) return undefined;
    made.set(key, both);
  }
  return Object.fromEntries(made);
}
