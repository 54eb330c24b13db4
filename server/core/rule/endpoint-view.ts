import type { Endpoint, Method } from '../model/types.js';
import type { DocumentFacts } from './document-view.js';

/** One method and path: documented x implemented. Only asked where the two are related. */
export interface EndpointView {
  /** 'GET /users/{}', without the base path. */
  readonly key: string;
  readonly method: Method;
  readonly path: string;
  readonly documented: readonly Endpoint[];
  readonly implemented: readonly Endpoint[];
  /** Whether every mount and route path of the package is resolved: only then is a missing route missing. */
  readonly mountsKnown: boolean;
  /** The related document's operations, for a fix that adds one. */
  readonly document: DocumentFacts;
}
