import { computed } from '../text/multimap.js';
import type { CodeNode, CodeRoot } from './code.js';
import { LONGEST_SPINE, type Opening, openingIn } from './code-openings.js';
import { walk } from './code-read.js';

/**
 * What a code file is checked by: a statement of its program, in Java a member of a class. A function that holds many
 * others is opened: the statements of its body and the parts of its head are statements of the file, and what is left
 * of it, the nodes around these, is one too. So are the parts of the head of a class of Java.
 */
export interface Statement {
  readonly node: CodeNode;
  /** The parts of the head of the class or the function that holds it, and how these lie in that. */
  readonly head: Head;
  /** Of what is left of a statement of the program whose function is opened: its nodes, parents first. */
  readonly frame?: readonly CodeNode[];
}

export type Head = readonly (CodeNode | string)[];

const NO_HEAD: Head = [];

const known = new WeakMap<CodeRoot, readonly Statement[]>();

/** All statements in the order of the text; what is left of one that is opened stands in front of those in it. */
export function statementsOf(root: CodeRoot): readonly Statement[] {
  return computed(known, root, () => root.children.flatMap((node) => statementsIn(node, root)));
}

function statementsIn(node: CodeNode, root: CodeRoot): readonly Statement[] {
  if (isClass(node, root)) {
    const head = node.children.filter(({ type }) => type !== 'class_body');
    const members = node.children.flatMap(({ type, children }) => (type === 'class_body' ? children : []));
    return [...head, ...members].map((part) => ({ node: part, head }));
  }
  const opening = openingIn(node);
  return opening === undefined ? [{ node, head: NO_HEAD }] : openedStatements(opening);
}

/** By what stands in the program. */
const opened = new WeakMap<CodeNode, readonly Statement[]>();

/** All statements that one of a program falls into when its function is opened. */
export function openedStatements({ spine, body }: Opening): readonly Statement[] {
  const [node] = spine;
  return computed(opened, node, () => {
    const onSpine = new Set(spine);
    const parts = spine.flatMap(({ children }) => children.filter((child) => !onSpine.has(child)));
    const head: Head = [layoutOf(spine, body), ...parts.filter(({ parent }) => parent !== body)];
    const statements = parts.sort((a, b) => a.start - b.start).map((part) => ({ node: part, head }));
    return [{ node, head: NO_HEAD, frame: spine }, ...statements];
  });
}

/** Kinds of the nodes of a spine, and where all in front of the body and behind it stands. */
function layoutOf(spine: readonly [CodeNode, ...CodeNode[]], body: CodeNode): string {
  const [{ start, end }] = spine;
  const places = spine.flatMap((node) => [
    node.type,
    ...(node === body ? [] : node.children).flatMap((part) =>
      part.start < body.end ? [part.start - start] : [part.start - body.end, part.end - body.end],
    ),
  ]);
  return [...places, end - body.end].join(' ');
}

/** The head of what holds a statement; of a class of Java it is told by the statement itself. */
export function headOf(statement: CodeNode): Head {
  const opening = statement.parent && openingAround(statement.parent);
  const [, first] = opening === undefined ? [] : openedStatements(opening);
  return first?.head ?? NO_HEAD;
}

/** The nodes that are checked with a statement, parents first, in the order of the text. */
export function nodesOf({ node, frame }: Statement): Iterable<CodeNode> {
  return frame ?? walk(node);
}

/** The statement that holds a node; undefined for what holds members of a class of Java. */
export function statementAround(node: CodeNode, root: CodeRoot): CodeNode | undefined {
  const outer = outermost(node, Number.POSITIVE_INFINITY);
  if (outer === undefined) return undefined;
  if (isClass(outer, root)) {
    const [part, member] = wayTo(node, outer);
    return part?.type === 'class_body' ? member : part;
  }
  const spine = openingIn(outer)?.spine;
  if (spine === undefined) return outer;
  const way = [outer, ...wayTo(node, outer)];
  return way.find((one, depth) => one !== spine[depth]) ?? outer;
}

/** What stands in the program around a node that lies no deeper than so many nodes in it. */
function outermost(node: CodeNode, most: number): CodeNode | undefined {
  let at = node;
  for (let depth = 0; depth <= most && at.parent !== undefined; depth += 1) {
    if (at.parent.parent === undefined) return at;
    at = at.parent;
  }
  return undefined;
}

/** The nodes that lead to one, from that in what holds it. */
function wayTo(node: CodeNode, holder: CodeNode): readonly CodeNode[] {
  const way: CodeNode[] = [];
  for (let at: CodeNode | undefined = node; at !== undefined && at !== holder; at = at.parent) way.push(at);
  return way.reverse();
}

/** The opening of which a node is the function, or another part of the spine. */
export function openingAround(node: CodeNode): Opening | undefined {
  const outer = outermost(node, LONGEST_SPINE);
  const opening = outer && openingIn(outer);
  return opening?.spine.includes(node) ? opening : undefined;
}

/** A class of Java is most of its file. */
function isClass({ type }: CodeNode, { language }: CodeRoot): boolean {
  return language === 'java' && type === 'class_declaration';
}
