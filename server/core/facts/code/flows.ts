import type { CodeNode } from '../../syntax/code.js';
import type { Sent } from './types.js';

/** What follows values through the functions of a file. */
export interface Flows {
  /** What a call in the function hands on; undefined when it hands on nothing that matters. */
  sentBy(call: CodeNode, of: CodeNode): SentCall | undefined;
  /** What a function calls by the types that are stated, each once: 'OrderService.remove'. */
  callsOf(of: CodeNode): readonly string[];
  /** The stored record that a function gives back as it is, by its name. */
  recordOf(of: CodeNode): string | undefined;
  /** What a function finds by an identifier, or that it leaves that to another, and which parameter holds that. */
  findingOf(
    of: CodeNode,
  ): { readonly finds?: string; readonly leaves?: true; readonly by?: number } | undefined;
  /** Makes a value of a function, and says of the flows of a later text whether all that was asked would be answered alike. */
  noted<T>(of: CodeNode, make: () => T): Noted<T>;
}

export interface Noted<T> {
  readonly value: T;
  stands(later: Flows): boolean;
}

/** `users.find(name)`: the names that lead from the root to the function. */
export interface SentCall {
  /** The name or the expression that the callee begins with. */
  readonly root: CodeNode;
  /** The root is the type of what is called. */
  readonly typed?: true;
  readonly names: readonly string[];
  readonly sent: readonly Sent[];
}
