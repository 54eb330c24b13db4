import type { Endpoint } from '../model/types.js';

/** The function around a piece of code that a request reaches. */
export interface HandlerView {
  /** 'middleware': it lets requests on; 'errors': only faults reach it. */
  readonly kind: 'handler' | 'middleware' | 'errors';
  /** Whether the code stands in it and in no function inside of it, so that `return` ends the answer. */
  readonly direct: boolean;
  /** Names of its parameters, where it has such. */
  readonly request: string | undefined;
  readonly response: string | undefined;
  /** Fields of the body that it reads by their names, in order and each once. */
  readonly fields: readonly string[];
  /** What the call that registers it hands over in front of it, as written. */
  readonly fronts: readonly string[];
  /** Texts of what its registration puts in front of it, of a name what that stands for; undefined where it is elsewhere. */
  readonly front: readonly string[] | undefined;
  /** Schemas that its registration hands to what stands in front of it, and what they do with fields that they do not name. */
  readonly schemas: readonly { readonly by: string; readonly openness: 'any' | 'open' | 'cut' }[];
  /** What it serves or stands in front of, with guards in order; empty when that cannot be seen. */
  readonly endpoints: readonly Endpoint[];
}
