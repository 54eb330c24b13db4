import { include } from '../text/multimap.js';
import { equal } from './equal.js';

/** Hears that something a reader has read is another value now. */
export type Invalidate = (reader: string) => void;

/** The whole value rather than one of its fields. */
const WHOLE = '';

/**
 * Derived values by key, and who read them or one of their fields. Writing an equal value disturbs nobody: that is the
 * early cut-off. A key that is absent can be read too, and its reader hears when it appears.
 */
export class Table<T> {
  #values: ReadonlyMap<string, T> = new Map();
  /** The same map where it is the table's own, which nobody else holds. */
  #own: Map<string, T> | undefined;
  readonly #readers = new Map<string, Map<string, Set<string>>>();
  readonly #keysOf = new Map<string, Set<string>>();
  readonly #invalidate: Invalidate;

  constructor(invalidate: Invalidate) {
    this.#invalidate = invalidate;
  }

  /** The value, without being recorded as its reader. */
  peek(key: string): T | undefined {
    return this.#values.get(key);
  }

  keys(): Iterable<string> {
    return this.#values.keys();
  }

  read(key: string, reader: string): T | undefined {
    this.#note(key, WHOLE, reader);
    return this.#values.get(key);
  }

  readField<K extends keyof T & string>(key: string, field: K, reader: string): T[K] | undefined {
    this.#note(key, field, reader);
    return this.#values.get(key)?.[field];
  }

  /** All values at once; keys that `next` lacks are gone. */
  replace(next: ReadonlyMap<string, T>): void {
    const before = this.#values;
    if (next === before) return;
    this.#values = next;
    this.#own = undefined;
    for (const key of this.#readers.keys()) this.#compare(key, before.get(key), next.get(key));
  }

  /** The values of a map that its owner goes on writing; `changed` are the keys of those that are others, if known. */
  take(next: ReadonlyMap<string, T>, changed: ReadonlySet<string> | undefined): void {
    if (changed === undefined) this.replace(new Map(next));
    else for (const key of changed) this.set(key, next.get(key));
  }

  set(key: string, value: T | undefined): void {
    const before = this.#values.get(key);
    this.#own ??= new Map(this.#values);
    this.#values = this.#own;
    if (value === undefined) this.#own.delete(key);
    else this.#own.set(key, value);
    this.#compare(key, before, value);
  }

  /** Called before a reader runs again, so that it depends on what it reads this time only. */
  forget(reader: string): void {
    for (const key of this.#keysOf.get(reader) ?? []) {
      const fields = this.#readers.get(key);
      for (const [field, readers] of fields ?? []) {
        readers.delete(reader);
        if (readers.size === 0) fields?.delete(field);
      }
      if (fields?.size === 0) this.#readers.delete(key);
    }
    this.#keysOf.delete(reader);
  }

  #compare(key: string, before: T | undefined, next: T | undefined): void {
    if (Object.is(before, next)) return;
    for (const [field, readers] of this.#readers.get(key) ?? []) {
      if (!equal(fieldOf(before, field), fieldOf(next, field))) readers.forEach(this.#invalidate);
    }
  }

  #note(key: string, field: string, reader: string): void {
    // A part asks for the same again at each of its schemas.
    if (this.#readers.get(key)?.get(field)?.has(reader)) return;
    const fields = this.#readers.get(key) ?? new Map<string, Set<string>>();
    this.#readers.set(key, fields);
    include(fields, field, reader);
    include(this.#keysOf, reader, key);
  }
}

/** One row of a table as one reader sees it: a field that it asks for again is neither looked up nor recorded again. */
export class Row<T extends object> {
  readonly #known: { -readonly [K in keyof T]?: T[K] } = {};

  constructor(
    private readonly table: Table<T>,
    readonly key: string,
    private readonly reader: string,
  ) {}

  field<K extends keyof T & string>(field: K): T[K] | undefined {
    const known = this.#known[field];
    if (known !== undefined) return known;
    const value = this.table.readField(this.key, field, this.reader);
    if (value !== undefined) this.#known[field] = value;
    return value;
  }
}

function fieldOf(value: unknown, field: string): unknown {
  if (field === WHOLE || typeof value !== 'object' || value === null) return value;
  return Reflect.get(value, field);
}
