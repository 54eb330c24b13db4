import { computed } from '../text/multimap.js';
import type { CodeNode, CodeRoot } from './code.js';

/** What a code file is checked by: a statement of its program, in Java a member of a class or a part of its head. */
export interface Statement {
  readonly node: CodeNode;
  /** The parts of the head of the class that holds it. */
  readonly head: readonly CodeNode[];
}

const NO_HEAD: readonly CodeNode[] = [];

const known = new WeakMap<CodeRoot, readonly Statement[]>();

/** All statements in the order of the text. */
export function statementsOf(root: CodeRoot): readonly Statement[] {
  return computed(known, root, () => statementsIn(root));
}

function statementsIn(root: CodeRoot): readonly Statement[] {
  return root.children.flatMap((node): readonly Statement[] => {
    if (!isOpened(node, root)) return [{ node, head: NO_HEAD }];
    const head = node.children.filter(({ type }) => type !== 'class_body');
    const members = node.children.flatMap(({ type, children }) => (type === 'class_body' ? children : []));
    return [...head, ...members].map((part) => ({ node: part, head }));
  });
}

/** The statement that holds a node; undefined for what holds statements itself. */
export function statementAround(node: CodeNode, root: CodeRoot): CodeNode | undefined {
  let inner = node;
  let outer: CodeNode | undefined;
  let outermost: CodeNode | undefined;
  for (let at = node.parent; at !== undefined; at = at.parent) {
    outermost = outer;
    outer = inner;
    inner = at;
  }
  // `inner` is the root, `outer` what stands in the program, `outermost` what that holds.
  if (outer === undefined) return undefined;
  if (!isOpened(outer, root)) return outer;
  if (outermost === undefined || outermost.type !== 'class_body') return outermost;
  return memberAround(node, outermost);
}

function memberAround(node: CodeNode, body: CodeNode): CodeNode | undefined {
  let at = node;
  while (at.parent !== undefined && at.parent !== body) at = at.parent;
  return at.parent === body ? at : undefined;
}

/** A class of Java is most of its file. */
function isOpened({ type }: CodeNode, { language }: CodeRoot): boolean {
  return language === 'java' && type === 'class_declaration';
}
