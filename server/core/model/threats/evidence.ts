import type { Endpoint } from '../../facts/api.js';
import type { Anchor, Place } from '../../text/span.js';
import type { OperationFact } from '../openapi/types.js';

/** What one rule said in one place. A suppressed finding is a finding here: silence does not repair anything. */
export interface Outcome {
  readonly rule: string;
  readonly effect: 'finding' | 'holds' | 'unknown';
  readonly place: Place;
  /** By which the place is found again when the text has moved; undefined where it has none. */
  readonly anchor?: Anchor;
}

/**
 * Everything that is known of one operation, whatever the profile: all rules run for it. Read when it is asked for, so
 * that it is of the moment in which it was made only until the engine works on.
 */
export interface OperationEvidence {
  readonly operation: OperationFact;
  /** The method key of the operation. */
  readonly place: Place;
  /**
   * What the schemas of the request (body and parameters) and of the responses show: 'secret', 'pii', 'freeform', ...
   * The trait 'unresolved' says that a part cannot be seen, so that a trait which is missing is unknown and not absent.
   */
  readonly requestTraits: ReadonlySet<string>;
  readonly responseTraits: ReadonlySet<string>;
  /** Of the parameters alone; without it, those of the request. */
  readonly parameterTraits?: ReadonlySet<string>;
  /**
   * What the rules said about the operation and about all that it stands on: its parameters, the schemas that it reaches
   * in the direction that the rule is about, the schemes that it asks for, the servers and the document as a whole,
   * and the route that implements it.
   */
  readonly outcomes: readonly Outcome[];
  /** The routes that serve it, when the document and code are related; undefined when that cannot be seen. */
  readonly implemented?: readonly Endpoint[];
  /** Whether every mount and path of the code is known: only then is a route that is not there missing. */
  readonly routesKnown?: boolean;
  /** A route that no document describes: beyond its code all is out of sight. */
  readonly undocumented?: true;
}
