import type { Endpoint, Known, Method, Scheme, Security } from '../../facts/api.js';
import type { Place } from '../../text/span.js';

/** What the threat model reads of one operation: every `OperationFact` is one. */
export interface OperationSubject {
  /** 'GET /users/{}'. */
  readonly key: string;
  readonly method: Method;
  readonly path: string;
  readonly operationId?: string;
  readonly tags: readonly string[];
  readonly outbound: boolean;
  readonly security: Known<Security>;
  readonly responses: Known<
    readonly { readonly status: string; readonly headers: readonly string[]; readonly types: readonly string[] }[]
  >;
  readonly parameters: Known<readonly { readonly name: string; readonly in: string }[]>;
  /** Media types of the request body; empty when it has none. */
  readonly body: Known<readonly string[]>;
}

/** What the threat model reads of one document: every `DocumentView` is one. */
export interface DocumentSubject {
  readonly uri: string;
  /** False while the text is broken or a file it needs is missing: then absence proves nothing. */
  readonly complete: boolean;
  readonly servers: readonly {
    readonly url: string;
    readonly variables: readonly { readonly name: string; readonly values: readonly string[] }[];
  }[];
  readonly schemes: ReadonlyMap<string, Known<Scheme>>;
}

/** What one rule said in one place. A suppressed finding is a finding here: silence does not repair anything. */
export interface Outcome {
  readonly rule: string;
  readonly effect: 'finding' | 'holds' | 'unknown';
  readonly place: Place;
}

/** Everything that is known of one operation, whatever the profile: all rules run for it. */
export interface OperationEvidence {
  readonly operation: OperationSubject;
  /** The method key of the operation. */
  readonly place: Place;
  /**
   * What the schemas of the request (body and parameters) and of the responses show: 'secret', 'pii', 'freeform', ...
   * The trait 'unresolved' says that a part cannot be seen, so that a trait which is missing is unknown and not absent.
   */
  readonly requestTraits: ReadonlySet<string>;
  readonly responseTraits: ReadonlySet<string>;
  /**
   * What the rules said about the operation and about all that it stands on: its parameters, the schemas that it reaches
   * in the direction that the rule is about, the schemes that it asks for, the servers and the document as a whole,
   * and the route that implements it.
   */
  readonly outcomes: readonly Outcome[];
  /** The routes that serve it, when the document and code are related; undefined when that cannot be seen. */
  readonly implemented?: readonly Endpoint[];
}
