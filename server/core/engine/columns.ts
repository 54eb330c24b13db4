import type { OperationFact } from '../model/openapi/types.js';
import { equal } from './equal.js';
import { type Invalidate, Table } from './memo.js';

type Field = keyof OperationFact;

/**
 * What the operations of a document say in one field, for those who look at all of them: they hear when it is another
 * in any operation, or when operations come, go or change places.
 */
export class Columns {
  readonly #table: Table<readonly unknown[]>;
  /** By document, the fields that somebody has read. */
  readonly #fields = new Map<string, Set<Field>>();
  /** What the columns were made of. */
  readonly #facts = new Map<string, readonly OperationFact[]>();

  constructor(
    invalidate: Invalidate,
    private readonly operations: (uri: string) => readonly OperationFact[],
  ) {
    this.#table = new Table(invalidate);
  }

  read(uri: string, field: Field, reader: string): void {
    const fields = this.#fields.get(uri) ?? new Set();
    this.#fields.set(uri, fields);
    if (!fields.has(field)) {
      fields.add(field);
      if (!this.#facts.has(uri)) this.#facts.set(uri, this.operations(uri));
      this.#update(uri, field);
    }
    this.#table.read(keyOf(uri, field), reader);
  }

  /** Operations of documents are others. */
  update(): void {
    for (const [uri, fields] of this.#fields) {
      const before = this.#facts.get(uri) ?? [];
      const facts = this.operations(uri);
      this.#facts.set(uri, facts);
      const differing = facts.flatMap((fact, index) => (fact === before[index] ? [] : [index]));
      const isSame = (field: Field) =>
        facts.length === before.length &&
        differing.every((index) => equal(before[index]?.[field], facts[index]?.[field]));
      for (const field of fields) if (!isSame(field)) this.#update(uri, field);
    }
  }

  forget(reader: string): void {
    this.#table.forget(reader);
  }

  #update(uri: string, field: Field): void {
    this.#table.set(
      keyOf(uri, field),
      this.operations(uri).map((fact) => fact[field]),
    );
  }
}

function keyOf(uri: string, field: Field): string {
  return `${uri} ${field}`;
}
