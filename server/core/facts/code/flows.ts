import type { CodeNode } from '../../syntax/code.js';
import type { Sent } from './types.js';

/** What follows values through the functions of a file. */
export interface Flows {
  /** What a call in the function hands on; undefined when it hands on nothing that matters. */
  sentBy(call: CodeNode, of: CodeNode): SentCall | undefined;
  /** Makes a value, and says of the flows of a later text whether they would answer everything that was asked alike. */
  noted<T>(make: () => T): Noted<T>;
}

export interface Noted<T> {
  readonly value: T;
  stands(later: Flows): boolean;
}

/** `users.find(name)`: the names that lead from the root to the function. */
export interface SentCall {
  /** The name or the expression that the callee begins with. */
  readonly root: CodeNode;
  readonly names: readonly string[];
  readonly sent: readonly Sent[];
}
