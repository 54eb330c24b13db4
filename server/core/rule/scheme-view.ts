import type { Scheme } from '../model/types.js';
import type { MapNode, Node } from '../syntax/node.js';
import type { DocumentView } from './document-view.js';

/** One security scheme, declared in a document or in a file of its own. */
export interface SchemeView {
  readonly node: MapNode;
  readonly name: string;
  readonly document: DocumentView;
  readonly scheme: Scheme;
  /** Keys of operations that ask for it. */
  readonly usedBy: readonly string[];
  get(key: string): Node | undefined;
}
