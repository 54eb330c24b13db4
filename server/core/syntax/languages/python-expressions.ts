import type { CodeNode } from '../code.js';
import { named } from '../code-read.js';
import { type Draft, draft, into } from './draft.js';

const LOGIC: Readonly<Record<string, string>> = { and: '&&', or: '||' };

export function call(node: CodeNode, parts: readonly Draft[]): Draft {
  const children = parts.map((child): Draft => {
    // `any(x for x in y)` has no list of arguments.
    const lone = child.field === 'arguments' && child.type !== 'arguments';
    return lone ? draft('arguments', child, [into(undefined, child)], 'arguments') : child;
  });
  return draft('call_expression', node, children);
}

/** `Annotated[User, Depends(f)]` calls something with what it is given; other subscripts look something up. */
export function subscript(node: CodeNode, parts: readonly Draft[], source: string): Draft {
  const [value, ...given] = parts;
  if (value === undefined) return draft('subscript_expression', node);
  if (given.length > 1 && /\bAnnotated$/.test(source.slice(value.start, value.end))) {
    const inner = given.map((one) => into(undefined, one));
    const list = draft('arguments', { start: value.end, end: node.end }, inner, 'arguments');
    return draft('call_expression', node, [into('function', value), list]);
  }
  const indexes = given.map((one) => into('index', one));
  return draft('subscript_expression', node, [into('object', value), ...indexes]);
}

/** `and`, `or` and comparisons; of a chain of comparisons the first. */
export function operation(node: CodeNode, inner: (node: CodeNode) => Draft): Draft {
  const operator = node.children.find(isOperator);
  const [left, right] = named(node).filter((child) => !isOperator(child));
  return draft('binary_expression', node, [
    ...(left === undefined ? [] : [into('left', inner(left))]),
    ...(operator === undefined
      ? []
      : [draft(LOGIC[operator.type] ?? operator.type, operator, [], 'operator')]),
    ...(right === undefined ? [] : [into('right', inner(right))]),
  ]);
}

function isOperator(node: CodeNode): boolean {
  return node.field === 'operator' || node.field === 'operators';
}

/** `a if b else c`. */
export function conditional(node: CodeNode, parts: readonly Draft[]): Draft {
  const fields = ['consequence', 'condition', 'alternative'];
  return draft(
    'ternary_expression',
    node,
    parts.map((part, i) => into(fields[i], part)),
  );
}
