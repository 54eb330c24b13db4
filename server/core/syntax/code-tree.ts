import type { CodeNode } from './code.js';

/** What is needed of the cursor of a foreign tree; tree-sitter's fits. */
export interface ForeignCursor {
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** A syntax tree in the memory of its parser; tree-sitter's fits. */
export interface ForeignTree {
  walk(): ForeignCursor;
}

/** A node that is still being filled. */
interface Building extends CodeNode {
  readonly children: Building[];
  broken: boolean;
}

/** Deeper nodes are dropped, and what held them counts as broken: readers recurse over the copy. */
const MAX_DEPTH = 400;

/** Copies a foreign tree. Without recursion, since the text decides how deep it is. */
export function copyTree(tree: ForeignTree, text: string): CodeNode {
  const cursor = tree.walk();
  const root = build(cursor, undefined, text.length);
  const open: Building[] = [root];
  let descending = cursor.gotoFirstChild();
  while (open.length > 0) {
    if (descending) {
      const child = add(cursor, open, text.length);
      if (child !== undefined && mayDescend(open) && cursor.gotoFirstChild()) {
        open.push(child);
        continue;
      }
      descending = cursor.gotoNextSibling();
      continue;
    }
    const done = open.pop();
    const parent = open.at(-1);
    if (done?.broken && parent !== undefined) parent.broken = true;
    if (parent === undefined) break;
    cursor.gotoParent();
    descending = cursor.gotoNextSibling();
  }
  cursor.delete();
  return root;
}

function build(cursor: ForeignCursor, parent: Building | undefined, limit: number): Building {
  return {
    type: cursor.nodeType,
    start: Math.min(cursor.startIndex, limit),
    end: Math.min(cursor.endIndex, limit),
    field: cursor.currentFieldName ?? undefined,
    parent,
    children: [],
    broken: cursor.nodeIsMissing || cursor.nodeType === 'ERROR',
  };
}

/** Adds the node under the cursor to the innermost open one; punctuation is left out. */
function add(cursor: ForeignCursor, open: readonly Building[], limit: number): Building | undefined {
  const parent = open.at(-1);
  if (parent === undefined) return undefined;
  if (cursor.nodeIsMissing || cursor.nodeType === 'ERROR') parent.broken = true;
  if (!cursor.nodeIsNamed && cursor.currentFieldName === null) return undefined;
  const node = build(cursor, parent, limit);
  parent.children.push(node);
  return node;
}

function mayDescend(open: readonly Building[]): boolean {
  if (open.length < MAX_DEPTH) return true;
  for (const node of open) node.broken = true;
  return false;
}
