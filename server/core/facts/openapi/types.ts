import type { Leaf, Unit } from '../../text/leaf.js';
import type { PathStep } from '../../text/span.js';

/** What kind of OpenAPI object stands at a place: what decides how its tree is read. */
export type Role =
  | 'operation'
  | 'path'
  | 'schema'
  | 'parameter'
  | 'response'
  | 'requestBody'
  | 'header'
  | 'securityScheme'
  | 'callback'
  | 'example'
  | 'link'
  | 'section';

/**
 * The atom of checking: one operation, what a path item shares with its operations, one component, one section, or a
 * place in another file that a `$ref` gives a role. Read again only when one of `leaves` is another object.
 */
export interface Part {
  /** Unique in the workspace: '<uri>#<pointer>', with '|<role>' in a file that is no OpenAPI document itself. */
  readonly id: string;
  readonly uri: string;
  readonly role: Role;
  readonly path: readonly PathStep[];
  readonly unit: Unit;
  readonly leaves: readonly Leaf[];
}

/** A place in a file to which a reference from elsewhere gives a role. */
export interface Demand {
  readonly path: readonly PathStep[];
  readonly role: Role;
}

/** A reference out of a part. Compact: the engine keeps thousands. */
export interface Edge {
  /** The `$ref` as written. */
  readonly ref: string;
  readonly role: Role;
  /** What reaches the target: of an operation 'request' or 'response', of anything else the direction of its holder ('same'). */
  readonly as: 'request' | 'response' | 'same';
}
