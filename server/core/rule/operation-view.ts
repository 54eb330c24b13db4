import type { Known, Method, OperationFact, Security } from '../model/types.js';
import type { MapNode, Node } from '../syntax/node.js';
import type { Spot } from '../syntax/spot.js';
import type { DocumentView } from './document-view.js';

/** One method on one path, of a document. */
export interface OperationView {
  readonly node: MapNode;
  /** The method key. */
  readonly keyNode: Spot;
  readonly document: DocumentView;
  readonly fact: OperationFact;
  readonly method: Method;
  readonly path: string;
  /** POST, PUT, PATCH, DELETE. */
  readonly writes: boolean;
  readonly outbound: boolean;
  /** Of a call that the API makes: a header or a requirement of its own proves who sends it. */
  readonly signed: boolean;
  readonly security: Known<Security>;
  /** Whether code serves it; unknown where none is known to be the document's. */
  readonly served: Known<boolean>;
  /** What it asked of its callers when a baseline was taken; undefined without one, or when it is new. */
  readonly asked: Security['anyOf'] | undefined;
  /** Whether a schema that it answers with says that something else has taken its place. */
  readonly superseded: boolean;
  /** Whether a body sends a password. */
  readonly takesPassword: boolean;
  /** The operation's own `security`. */
  readonly securityNode: Node | undefined;
  get(key: string): Node | undefined;
}
