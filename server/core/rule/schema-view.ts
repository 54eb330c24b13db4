import type { AddressUse, Direction, Method, OasVersion } from '../model/types.js';
import type { MapNode, Node, ScalarNode } from '../syntax/node.js';
import type { DocumentView } from './document-view.js';

/** A Schema Object, checked once, where it stands; examples, defaults and extensions are never taken for one. */
export interface SchemaView {
  readonly node: MapNode;
  /** Of the document that it belongs to; undefined when no document reaches it. */
  readonly version: OasVersion | undefined;
  /** The document that it belongs to; undefined when none reaches it. */
  readonly document: DocumentView | undefined;
  /** Whether a `$ref` stands here: then the rest of the schema is elsewhere. */
  readonly isReference: boolean;
  readonly direction: Direction;
  /** Component name, when the schema is one. */
  readonly component: string | undefined;
  /** Property name, when the schema is a property's. */
  readonly property: string | undefined;
  /** The property's key, when the schema is a property's. */
  readonly keyNode: ScalarNode | undefined;
  /** The parameter that it describes, when it is a parameter's own. */
  readonly parameter: { readonly name: string; readonly in: string } | undefined;
  /** 'string', 'null', ...; empty when `type` is not given. */
  readonly types: readonly string[];
  readonly format: string | undefined;
  /** Methods of the operations whose request reaches it, sorted, and the keys of those by which anybody makes an account. */
  readonly writtenBy: readonly Method[];
  readonly joinedBy: readonly string[];
  /** Keys of the operations by which callers change an account of their own. */
  readonly ownBy: readonly string[];
  /** Keys of the operations by which callers change something who have not signed in. A sample of at most 20, sorted. */
  readonly openBy: readonly string[];
  /** What is done with an address in it. */
  readonly calls: readonly AddressUse[];
  /** Keys of the operations whose responses reach it. A sample of at most 20, sorted. */
  readonly returnedBy: readonly string[];
  /** `types` names it, or `type` is not given and the keywords allow it. */
  mayBe(type: string): boolean;
  /** One of the keywords is given here, or inline by a sibling in the same `allOf`. */
  has(...keywords: readonly string[]): boolean;
  get(key: string): Node | undefined;
  /** Own properties, and those of its inline `allOf` members. */
  readonly properties: readonly {
    readonly name: string;
    readonly key: ScalarNode;
    readonly schema: SchemaView;
  }[];
}
