import type { CopiedNode } from './code.js';

/** What stands behind an operand and binds it closer than any operator: `a!`, `a.b`, `a[b]`, `a(b)`. */
const BEHIND: ReadonlySet<string> = new Set([
  'non_null_expression',
  'member_expression',
  'subscript_expression',
  'call_expression',
]);

/** How close operators of two operands bind. */
const RANKS: ReadonlyMap<string, number> = new Map(
  [
    ['??', '||'],
    ['&&'],
    ['|'],
    ['^'],
    ['&'],
    ['==', '!=', '===', '!=='],
    ['<', '<=', '>', '>=', 'in', 'instanceof'],
    ['<<', '>>', '>>>'],
    ['+', '-'],
    ['*', '/', '%'],
    ['**'],
  ].flatMap((operators, rank) => operators.map((one) => [one, rank])),
);

/**
 * The grammar of TypeScript lets the `!` behind an operand end the whole expression in front of it: it reads
 * `a !== b!.c` as `(a !== b)!.c`. Answers what stands in the place of a filled node, which holds that as it is meant;
 * the node itself where the grammar was right.
 */
export function turned(node: CopiedNode): CopiedNode {
  const first = node.children[0];
  return first !== undefined && isTooLong(first, node) ? insideOf(first, node) : node;
}

/** Whether the first operand is an expression that would need parentheses to stand there. */
function isTooLong(first: CopiedNode, node: CopiedNode): boolean {
  if (BEHIND.has(node.type)) return first.type === 'binary_expression' || first.type === 'unary_expression';
  if (node.type !== 'binary_expression' || first.type !== 'binary_expression') return false;
  return first.field === 'left' && rank(first) < rank(node);
}

/** Puts a node around the last operand of the expression that it stands around. */
function insideOf(outer: CopiedNode, node: CopiedNode): CopiedNode {
  const operand = outer.children.at(-1);
  if (operand === undefined || !/^(?:right|argument)$/.test(operand.field ?? '')) return node;
  const { parent, field, end, broken } = node;
  const { field: place } = operand;
  operand.field = outer.field;
  operand.parent = node;
  node.children[0] = operand;
  node.start = operand.start;
  node.field = place;
  const inner = turned(node);
  inner.parent = outer;
  outer.children[outer.children.length - 1] = inner;
  outer.field = field;
  outer.parent = parent;
  outer.end = end;
  outer.broken ||= broken;
  return outer;
}

/** How close the operator binds; closest of all where it is no operator of the language. */
function rank({ children }: CopiedNode): number {
  const type = children.find(({ field }) => field === 'operator')?.type ?? '';
  return RANKS.get(type) ?? RANKS.size;
}
