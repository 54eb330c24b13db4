import type { CopiedNode } from './code.js';
import type { TextDifference } from './code-change.js';
import { turned } from './code-turn.js';

/** What is needed of the cursor of a foreign tree; tree-sitter's fits. */
export interface ForeignCursor {
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  readonly currentNode: { readonly hasError: boolean };
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** A syntax tree in the memory of its parser; tree-sitter's fits. */
export interface ForeignTree {
  walk(): ForeignCursor;
}

/** The copy of the tree of the text before, and what of the text is another. */
export interface Earlier {
  readonly root: CopiedNode;
  readonly difference: TextDifference;
}

/** The copy of a whole tree; `cuts`: innermost statements in which nodes were dropped, since they lie too deep. */
export interface CopiedRoot extends CopiedNode {
  cuts?: readonly CopiedNode[];
}

/** A node that is being filled, and the one that stood in its place before, as far as something in it did not change. */
interface Open {
  readonly node: CopiedNode;
  readonly twin: CopiedNode | undefined;
  /** Index of the first child of the twin that may stand again. */
  next: number;
}

/** Deeper nodes are dropped, and what held them counts as broken: readers recurse over the copy. */
const MAX_DEPTH = 400;
/** Of so many statements that were cut is told. */
const MOST_CUTS = 20;
const STATEMENT = /(?:statement|declaration|definition)$/;

/**
 * Copies a foreign tree. What of an earlier copy stands in text that did not change is taken over, moved to where it
 * stands now: the earlier copy is of no use afterwards. Without recursion, since the text decides how deep a tree is.
 */
export function copyTree(tree: ForeignTree, text: string, before?: Earlier): CopiedRoot {
  const cursor = tree.walk();
  const copy = new Copy(cursor, text.length, before?.difference, cursor.currentNode.hasError);
  const root = copy.read(before?.root);
  cursor.delete();
  return root;
}

/** Of most nodes, which hold nothing. */
const NO_CHILDREN: CopiedNode[] = [];

function adopt(parent: CopiedNode, child: CopiedNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else parent.children.push(child);
}

class Copy {
  readonly #open: Open[] = [];
  readonly #cuts: CopiedNode[] = [];

  constructor(
    private readonly cursor: ForeignCursor,
    private readonly limit: number,
    private readonly difference: TextDifference | undefined,
    private readonly faulty: boolean,
  ) {}

  read(before: CopiedNode | undefined): CopiedRoot {
    const { cursor } = this;
    const open = this.#open;
    const root: CopiedRoot = this.#build(undefined);
    open.push({ node: root, twin: before?.type === root.type ? before : undefined, next: 0 });
    let descending = cursor.gotoFirstChild();
    while (open.length > 0) {
      if (descending) {
        const child = this.#add();
        if (child !== undefined && this.#mayDescend() && cursor.gotoFirstChild()) {
          open.push(child);
          continue;
        }
        descending = cursor.gotoNextSibling();
        continue;
      }
      const done = open.pop()?.node;
      const parent = open.at(-1)?.node;
      if (done?.broken && parent !== undefined) parent.broken = true;
      if (parent === undefined) break;
      if (done !== undefined) parent.children[parent.children.length - 1] = turned(done);
      cursor.gotoParent();
      descending = cursor.gotoNextSibling();
    }
    if (this.#cuts.length > 0) root.cuts = this.#cuts;
    return root;
  }

  /** Adds the node under the cursor to the innermost open one; answers what is to be filled. Punctuation is left out. */
  #add(): Open | undefined {
    const { cursor } = this;
    const parent = this.#open.at(-1);
    if (parent === undefined) return undefined;
    const isFault = cursor.nodeIsMissing || cursor.nodeType === 'ERROR';
    if (isFault) parent.node.broken = true;
    if (!cursor.nodeIsNamed && cursor.currentFieldName === null) return undefined;
    const node = this.#build(parent.node);
    const twin = this.#twinOf(node, parent);
    if (twin !== undefined && this.#stands(twin, node)) {
      move(twin, node.start - twin.start);
      twin.parent = parent.node;
      adopt(parent.node, twin);
      return undefined;
    }
    adopt(parent.node, node);
    return { node, twin, next: 0 };
  }

  #build(parent: CopiedNode | undefined): CopiedNode {
    const { cursor, limit } = this;
    return {
      type: cursor.nodeType,
      start: Math.min(cursor.startIndex, limit),
      end: Math.min(cursor.endIndex, limit),
      field: cursor.currentFieldName ?? undefined,
      parent,
      children: NO_CHILDREN,
      broken: cursor.nodeIsMissing || cursor.nodeType === 'ERROR',
    };
  }

  /** The node of the earlier copy that began here and was of this kind. */
  #twinOf({ type, field, start }: CopiedNode, parent: Open): CopiedNode | undefined {
    const { difference } = this;
    const old = parent.twin?.children;
    if (old === undefined || difference === undefined) return undefined;
    const isBehind = start >= difference.now.end;
    const began = isBehind ? start - difference.now.end + difference.old.end : start;
    if (!isBehind && start > difference.now.start) return undefined;
    while ((old[parent.next]?.start ?? began) < began) parent.next += 1;
    const at = parent.next;
    const twin = old[at];
    if (twin?.start !== began || twin.type !== type || twin.field !== field) return undefined;
    // What is taken over is moved, and must not be looked at again.
    parent.next = at + 1;
    return twin;
  }

  /** Whether the earlier node has the same text outside of the difference, and both were read without a fault. */
  #stands(twin: CopiedNode, node: CopiedNode): boolean {
    const { difference } = this;
    if (difference === undefined || twin.broken || node.broken || node.start === node.end) return false;
    if (twin.end - twin.start !== node.end - node.start) return false;
    const isBefore = node.end <= difference.now.start && twin.end <= difference.old.start;
    const isBehind = node.start >= difference.now.end && twin.start >= difference.old.end;
    return (isBefore || isBehind) && !(this.faulty && this.cursor.currentNode.hasError);
  }

  #mayDescend(): boolean {
    if (this.#open.length < MAX_DEPTH) return true;
    for (const { node } of this.#open) node.broken = true;
    this.#noteCut();
    return false;
  }

  #noteCut(): void {
    const at = this.#open.findLast(({ node }) => STATEMENT.test(node.type))?.node;
    if (at === undefined || this.#cuts.length >= MOST_CUTS) return;
    // Inside of what was cut more may be.
    if (at.start >= (this.#cuts.at(-1)?.end ?? 0)) this.#cuts.push(at);
  }
}

/** A node that may stand elsewhere in the next version of its text. */
interface Movable {
  start: number;
  end: number;
  readonly children: readonly Movable[];
}

/** Moves a node with all that is in it; a copy is no deeper than calls may be. */
export function move(node: Movable, by: number): void {
  if (by !== 0) shift(node, by);
}

function shift(node: Movable, by: number): void {
  node.start += by;
  node.end += by;
  const { children } = node;
  for (let i = 0; i < children.length; i += 1) {
    const child = children[i];
    if (child !== undefined) shift(child, by);
  }
}
