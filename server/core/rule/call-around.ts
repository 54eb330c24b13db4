import type { Spot } from '../syntax/spot.js';

/** A name under which a value is kept or sent. */
export interface KeptView {
  /** 'resetToken'; of a function that gives it back: 'makeToken'. */
  readonly name: string;
  /** The expression that it names; undefined where it names a function or an object around it. */
  readonly value: (Spot & { readonly text: string }) | undefined;
}

/**
 * What becomes of an answer: 'told', to a log or to nobody, so that all goes on as before; 'asked', as a condition or for
 * whoever called; 'used' in another way, or that is not seen.
 */
export type Becomes = 'told' | 'asked' | 'used';

/** Where a call leads and what it is for; `Call`: the view of a call. */
export interface CallAround<Call> {
  /** Names under which what it gives is kept or sent, in the function around it. */
  keptAs(): readonly KeptView[];
  /** Calls in the body of the function that is called; undefined when it does not stand in this file. */
  within(): readonly Call[] | undefined;
  /** Calls of the function around it, in this file. */
  callers(): readonly Call[];
  /**
   * Names of the members that are read of what it gives, in the function around it: 'payload' of `decode(t).payload`; '*'
   * where all of it is used as well.
   */
  taken(): readonly string[];
  /** The call or `new` that the function around it is an argument of: `new Strategy(options, (token) => decode(token))`. */
  handedTo(): Call | undefined;
  /** What becomes of its answer, as seen from the call that it is near. */
  becomes(): Becomes;
  /** Whether it takes no fields away: it builds a schema, or asks one that leaves those where they are which it does not name. */
  letsThrough(): boolean;
}
