import type { Document } from '../../text/document.js';
import type { Range } from '../../text/span.js';
import type { CodeParser } from '../code.js';
import type { MapNode, Node, Plain, SequenceNode } from '../node.js';
import type { Spot } from '../spot.js';

export type ComponentSection = 'schemas' | 'responses' | 'parameters' | 'headers' | 'securitySchemes';

/** Structural: `syntax/edit` writes it in the style of the place. Nodes may lie in several files. */
export type Change =
  /** Add the key, or replace its value. `after` names a neighbor key when the order matters to a reader. */
  | { readonly set: MapNode; readonly key: string; readonly to: Plain; readonly after?: string }
  /** Give the entry whose value is this node another key. */
  | { readonly rename: Node; readonly to: string }
  | { readonly replace: Node; readonly by: Plain }
  /** Remove the entry or item that this node is, with its own comments. */
  | { readonly remove: Node }
  | { readonly append: SequenceNode; readonly item: Plain }
  /**
   * Create the component once in the document of `inFile`, reusing one that is equal; then make `referTo` a reference to it,
   * or the component itself where the document has no place for components.
   * Without a reference something names it already: then it gets that very name.
   */
  | {
      readonly component: { readonly section: ComponentSection; readonly name: string; readonly to: Plain };
      readonly referTo?: { readonly set: MapNode; readonly key: string };
      readonly inFile: Node;
    }
  /** Put a comment line above the entry or item that this node is (YAML), or above the statement (code). */
  | { readonly comment: Spot; readonly text: string }
  /** Code only: replace this stretch. */
  | { readonly text: Spot; readonly by: string }
  /**
   * Code only: import a name, once, in front of the spot and in the style of the file (ESM, CommonJS or Python; nothing in
   * Java); without `from` it is a module of Python's own: `import os`.
   */
  | { readonly importName: string; readonly from?: string; readonly inFile: Spot };

/** One replacement in one file. */
export interface FileEdit {
  readonly uri: string;
  /** The version that the range refers to. */
  readonly version: number;
  readonly range: Range;
  readonly text: string;
}

/** What planning needs to know of the world. */
export interface EditEnv {
  /** The current version of a document; undefined when it is not open. */
  document(uri: string): Document | undefined;
  /** Lets the plan prove that edited code still parses; without it code edits are not proven. */
  readonly parser?: CodeParser;
}
