import type { OperationFact } from '../model/openapi/types.js';
import type { OfOperation } from '../rule/document-view.js';
import { type Difference, differenceOf } from '../text/difference.js';
import { include } from '../text/multimap.js';
import { equal } from './equal.js';
import type { Invalidate } from './memo.js';

/** What a function makes of each operation of a document. */
interface Column<T> {
  readonly make: OfOperation<T>;
  readonly readers: Set<string>;
  /** In the order of the operations; undefined after the function has failed. */
  values: readonly T[] | undefined;
}

/** The columns of one document, and the operations that they were made of. */
interface Sheet {
  facts: readonly OperationFact[];
  readonly columns: Map<OfOperation<unknown>, Column<unknown>>;
}

/**
 * What functions make of the operations of documents, for those who look at all of them. After an update each function
 * is asked about operations that are others only, and a reader hears when it says something else of one of them, or when
 * operations come, go or change places.
 */
export class Columns {
  readonly #sheets = new Map<string, Sheet>();
  readonly #readBy = new Map<string, Set<Column<unknown>>>();

  constructor(
    private readonly invalidate: Invalidate,
    private readonly operations: (uri: string) => readonly OperationFact[],
  ) {}

  /** Throws what the function throws. */
  read<T>(uri: string, make: OfOperation<T>, reader: string): readonly T[] {
    const sheet = this.#sheets.get(uri) ?? { facts: this.operations(uri), columns: new Map() };
    this.#sheets.set(uri, sheet);
    const known = sheet.columns.get(make);
    const column =
      known && isOf(known, make) ? known : { make, readers: new Set<string>(), values: undefined };
    sheet.columns.set(make, column);
    column.readers.add(reader);
    include(this.#readBy, reader, column);
    column.values ??= sheet.facts.map(make);
    return column.values;
  }

  /** Operations of documents may be others. */
  update(): void {
    for (const [uri, sheet] of this.#sheets) {
      const before = sheet.facts;
      sheet.facts = this.operations(uri);
      const change = changeOf(before, sheet.facts);
      for (const [make, column] of sheet.columns) {
        if (column.readers.size === 0) sheet.columns.delete(make);
        else if (change && takes(column, before, sheet.facts, change))
          column.readers.forEach(this.invalidate);
      }
      if (sheet.columns.size === 0) this.#sheets.delete(uri);
    }
  }

  forget(reader: string): void {
    for (const column of this.#readBy.get(reader) ?? []) column.readers.delete(reader);
    this.#readBy.delete(reader);
  }
}

function isOf<T>(column: Column<unknown>, make: OfOperation<T>): column is Column<T> {
  return column.make === make;
}

/** Undefined when they are the same. */
function changeOf(old: readonly OperationFact[], now: readonly OperationFact[]): Difference | undefined {
  const difference = differenceOf(old, now, Object.is);
  return difference.from === difference.toOld && difference.from === difference.toNew
    ? undefined
    : difference;
}

/** Brings a column up to date; whether it says something else than before. */
function takes(
  column: Column<unknown>,
  before: readonly OperationFact[],
  facts: readonly OperationFact[],
  { from, toOld, toNew }: Difference,
): boolean {
  const { values, make } = column;
  if (values === undefined) return true;
  const shift = toNew - toOld;
  try {
    const made = facts
      .slice(from, toNew)
      .map((fact, index) => (fact === before[from + index] ? values[from + index] : make(fact)));
    if (shift === 0 && equal(values.slice(from, toOld), made)) return false;
    column.values = [...values.slice(0, from), ...made, ...values.slice(toOld)];
  } catch {
    // Whoever reads it asks again, and then it fails where failures are told.
    column.values = undefined;
  }
  return true;
}
