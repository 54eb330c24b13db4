import type { Trait } from '../../facts/openapi/traits.js';
import type { Site } from '../../facts/openapi/traverse.js';
import type { Part, Role } from '../../facts/openapi/types.js';
import type { DocumentView, OperationFact, Resolution, Usage } from '../../model/openapi/types.js';
import type { Endpoint, Known, Security } from '../../model/types.js';
import type { OfOperation } from '../../rule/document-view.js';
import type { EndpointView } from '../../rule/endpoint-view.js';
import type { ScalarNode } from '../../syntax/node.js';
import type { Document } from '../../text/document.js';

/**
 * All that a check of one part may learn from outside its text. Each answer is recorded as read, value by value, so
 * that the part is checked again only when one of them differs; `view` and `usage` by field, since a key typed into one
 * operation changes the list of all operations, but no scheme.
 */
export interface CheckEnv {
  /** For the part's own tree; not recorded. */
  document(uri: string): Document | undefined;
  /** One field of what is known of an OpenAPI document; undefined when the file is none. */
  view<K extends keyof DocumentView>(uri: string, field: K): DocumentView[K] | undefined;
  /** One field of `Usage`; that of `UNUSED` for a part that the model does not know. */
  usage<K extends keyof Usage>(part: string, field: K): Usage[K];
  operation(part: string): OperationFact | undefined;
  /** The operations of a document; what is looked at is recorded by field. */
  operations(uri: string): readonly OperationFact[];
  /** What a function makes of each of them. */
  each<T>(uri: string, make: OfOperation<T>): readonly T[];
  /** An operation of a document against the code that serves the document; undefined where none does. */
  endpoint(uri: string, key: string): EndpointView | undefined;
  /** The routes that serve an operation of a document. */
  served(uri: string, key: string): readonly Endpoint[];
  /** Traits of the part that a `$ref` written in the file leads to. */
  traits(uri: string, ref: string, role: Role): Known<readonly Trait[]>;
  /** What an operation asked of its callers when a baseline was taken; undefined when it was not there. */
  asked(uri: string, key: string): Security['anyOf'] | undefined;
  /** Whether a secret stands in a text before it stands anywhere else. */
  isFirst(secret: string, at: ScalarNode): boolean;
  /** Whether what a `$ref` written in the file names is there. */
  resolve(uri: string, ref: string, role: Role): Resolution;
}

/** A place in a part and what its views need to look around. */
export interface Look {
  readonly part: Part;
  readonly env: CheckEnv;
  readonly site: Site;
  /** By aliases of YAML the same node stands in what an operation takes and in what it answers. */
  readonly both?: boolean;
}
