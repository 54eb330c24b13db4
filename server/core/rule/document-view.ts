import type { DocumentView as DocumentFacts, Endpoint, OperationFact } from '../model/types.js';

export type { DocumentFacts };

/** What a rule sees of one OpenAPI document: its facts, never its tree. */
export interface DocumentView extends DocumentFacts {
  /**
   * What a function makes of each operation, with the operation, in the order of the text. The function is a constant of
   * its module that looks at nothing but the operation and gives plain data: it is asked again only about operations that
   * are others, and the rule looks again only when it then says something else of one of them.
   */
  each<T>(make: OfOperation<T>): readonly Each<T>[];
  /** The routes that serve an operation; empty where none is known to. */
  served(fact: OperationFact): readonly Endpoint[];
}

export type OfOperation<T> = (fact: OperationFact) => T;
export type Each<T> = readonly [made: T, fact: OperationFact];
