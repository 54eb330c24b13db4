import type { Node, Parser, Tree } from '@vscode/tree-sitter-wasm';
import type { Range } from '../core/text/span.js';
import { pointAt } from './points.js';

/** What holds the statement that changed, and the place of that, in a tree before and after the change. */
interface Holder {
  readonly of: Node;
  readonly root: Node;
  readonly before: readonly Node[];
  readonly after: readonly Node[];
  readonly index: number;
}

/** Statements of a holder: from the one in front of what changed to the second one behind. */
interface Stretch extends Range {
  readonly nodes: readonly Node[];
}

/** How many statements behind those that the fault reaches have to stand as they stood. */
const BEHIND = 2;
/** How far behind the statement that changed a fault may reach: where a body ends too early, the next one's head is lost. */
const REACH = 1;

/**
 * Whether a fault that a change brought stays in its statement, and is what a reader finds who begins anew. How the
 * parser goes on behind a fault depends on what it had read before: the statement is read once more, with nothing but
 * those beside it. `before`: the tree without a fault, moved to where its nodes stand now.
 */
export function isLocalFault(parser: Parser, before: Tree, now: Tree, text: string, changed: Range): boolean {
  const holder = holderIn(before.rootNode, now.rootNode, changed);
  const stretch = holder && stretchOf(holder, text);
  if (stretch === undefined) return false;
  const isInClass = holder?.of.type === 'class_body';
  const tree = parser.parse(text, null, {
    includedRanges: (isInClass ? withClass(stretch, holder.of, text) : [stretch]).map(({ start, end }) => ({
      startIndex: start,
      endIndex: end,
      startPosition: pointAt(text, start),
      endPosition: pointAt(text, end),
    })),
  });
  if (tree === null) return false;
  const again = isInClass ? bodyIn(tree.rootNode, changed) : tree.rootNode;
  const isSame = again !== undefined && areSame(stretch.nodes, childrenOf(again).filter(isMember));
  tree.delete();
  return isSame;
}

/** The program or the body of a class in it, where the change lies inside of one statement of that. */
function holderIn(oldRoot: Node, nowRoot: Node, changed: Range): Holder | undefined {
  let [old, now] = [oldRoot, nowRoot];
  for (const inner of ['class_declaration', 'class_body', undefined]) {
    if (old.type !== now.type) return undefined;
    const [before, after] = [childrenOf(old), childrenOf(now)];
    const index = before.findIndex((one) => isAround(one, changed));
    const [held, same] = [before[index], after[index]];
    if (held === undefined) return undefined;
    // In a class only its body holds statements.
    if (held.type !== inner)
      return old.type === 'class_declaration' ? undefined : { root: nowRoot, of: now, before, after, index };
    if (same === undefined || !stands(held, same) || before.length !== after.length) return undefined;
    [old, now] = [held, same];
  }
  return undefined;
}

function stretchOf(holder: Holder, text: string): Stretch | undefined {
  const { of, root, before, after, index } = holder;
  const first = Math.max(0, index - 1);
  const more = after.length - before.length;
  const reached = lastReached(holder);
  if (reached === undefined || (first < index && !standsWhole(before[first], after[first]))) return undefined;
  const last = Math.min(before.length - 1, reached + BEHIND);
  const nodes = after.slice(first, last + more + 1).filter(isMember);
  const [front, back] = [nodes[0], nodes.at(-1)];
  if (front === undefined || back === undefined) return undefined;
  const isProgram = of === root;
  return {
    nodes,
    start: isProgram && first === 0 ? 0 : front.startIndex,
    end: isProgram && last === before.length - 1 ? text.length : back.endIndex,
  };
}

/** The index before the change of the last statement that the fault reaches. */
function lastReached({ before, after, index }: Holder): number | undefined {
  const more = after.length - before.length;
  const isKept = (i: number) => i >= before.length || standsWhole(before[i], after[i + more]);
  for (let last = index; last <= index + REACH && last < before.length; last += 1) {
    const behind = Array.from({ length: BEHIND }, (_, i) => last + 1 + i);
    if (last + more >= index && behind.every(isKept)) return last;
  }
  return undefined;
}

/** With the head of the class in front, and what ends it behind. */
function withClass({ start, end }: Range, body: Node, text: string): readonly Range[] {
  return [
    { start: 0, end: body.startIndex + 1 },
    { start, end },
    { start: body.endIndex - 1, end: text.length },
  ];
}

function bodyIn(root: Node, changed: Range): Node | undefined {
  const around = childrenOf(root).find((one) => one.type === 'class_declaration' && isAround(one, changed));
  return around && childrenOf(around).find(({ type }) => type === 'class_body');
}

function isAround({ startIndex, endIndex }: Node, { start, end }: Range): boolean {
  return startIndex < start && endIndex > end;
}

function childrenOf({ children }: Node): readonly Node[] {
  return children.filter((child) => child !== null);
}

/** Not one of the braces around a body. */
function isMember({ type }: Node): boolean {
  return type !== '{' && type !== '}';
}

function stands(old: Node, now: Node): boolean {
  return old.type === now.type && old.startIndex === now.startIndex && old.endIndex === now.endIndex;
}

function standsWhole(old: Node | undefined, now: Node | undefined): boolean {
  return old !== undefined && now !== undefined && stands(old, now) && !now.hasError;
}

function areSame(some: readonly Node[], others: readonly Node[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index];
      return other !== undefined && isSame(one, other);
    })
  );
}

/** Whether both hold the same nodes in the same places. Without recursion, since the text decides how deep they are. */
function isSame(one: Node, other: Node): boolean {
  const [a, b] = [one.walk(), other.walk()];
  let depth = 0;
  let same = true;
  do {
    same =
      a.nodeTypeId === b.nodeTypeId &&
      a.startIndex === b.startIndex &&
      a.endIndex === b.endIndex &&
      a.nodeIsMissing === b.nodeIsMissing &&
      (depth === 0 || a.currentFieldId === b.currentFieldId);
    const isIn = a.gotoFirstChild();
    same &&= isIn === b.gotoFirstChild();
    if (isIn) depth += 1;
    for (let isNext = isIn; same && !isNext && depth > 0; ) {
      isNext = a.gotoNextSibling();
      same = isNext === b.gotoNextSibling();
      if (isNext) break;
      a.gotoParent();
      b.gotoParent();
      depth -= 1;
    }
  } while (same && depth > 0);
  a.delete();
  b.delete();
  return same;
}
