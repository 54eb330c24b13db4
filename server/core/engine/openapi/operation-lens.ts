import type { OperationFact } from '../../model/openapi/types.js';
import type { OfOperation } from '../../rule/document-view.js';

/** What lenses look through. */
export interface Glass {
  /** The operations of the document as they are now. */
  operations(): readonly OperationFact[];
  /** Somebody looks at a field of one operation, and so may look at that of any. */
  note(field: keyof OperationFact): void;
}

const fields = new Map<keyof OperationFact, OfOperation<unknown>>();

/** What reads a field: the same function for the same field. */
export function readerOf(field: keyof OperationFact): OfOperation<unknown> {
  const reader = fields.get(field) ?? ((fact: OperationFact) => fact[field]);
  fields.set(field, reader);
  return reader;
}

/**
 * One operation as a rule sees that is about all of a document's. What the rule reads is told field by field, so that it
 * looks again only when one of those differs in some operation. What a fix asks of it later is true then.
 */
class OperationLens implements OperationFact {
  constructor(
    private readonly glass: Glass,
    private readonly index: number,
    /** Answers for an operation that is gone: whoever still asks is told that it is out of date. */
    private readonly last: OperationFact,
  ) {}

  get key() {
    return this.#look('key').key;
  }
  get method() {
    return this.#look('method').method;
  }
  get path() {
    return this.#look('path').path;
  }
  get operationId() {
    return this.#look('operationId').operationId;
  }
  get tags() {
    return this.#look('tags').tags;
  }
  get deprecated() {
    return this.#look('deprecated').deprecated;
  }
  get sunset() {
    return this.#look('sunset').sunset;
  }
  get signs() {
    return this.#look('signs').signs;
  }
  get outbound() {
    return this.#look('outbound').outbound;
  }
  get security() {
    return this.#look('security').security;
  }
  get responses() {
    return this.#look('responses').responses;
  }
  get parameters() {
    return this.#look('parameters').parameters;
  }
  get secrets() {
    return this.#look('secrets').secrets;
  }
  get servers() {
    return this.#look('servers').servers;
  }
  get claims() {
    return this.#look('claims').claims;
  }
  get body() {
    return this.#look('body').body;
  }
  get at() {
    return this.#look('at').at;
  }

  #look(field: keyof OperationFact): OperationFact {
    this.glass.note(field);
    return this.glass.operations()[this.index] ?? this.last;
  }
}

/** Whoever only counts them hears when their places change. */
export function lensesOf(glass: Glass): readonly OperationFact[] {
  glass.note('at');
  return glass.operations().map((fact, index) => new OperationLens(glass, index, fact));
}
