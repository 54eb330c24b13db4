import type { CodeNode } from '../../syntax/code.js';
import { field, isFunction, named, unwrap, walk } from '../../syntax/code-read.js';
import { bindingOf, type Reading, textOf } from './expression.js';
import { goesOn } from './goes-on.js';
import { isTold } from './log-calls.js';
import { namesOf } from './steps.js';

const MAX_LINKS = 3;
/** What hands on what stands in it. */
const HOLDS =
  /^(?:await_expression|parenthesized_expression|unary_expression|as_expression|non_null_expression|pair|object|array|template_substitution|template_string)$/;

/** Whether anything hangs on what an expression of a function gives, beside what is written to a log. */
export function isHeeded(node: CodeNode, body: CodeNode, reading: Reading, links = 0): boolean {
  const { parent } = node;
  if (parent === undefined || node === body || links > MAX_LINKS) return true;
  if (node.field === 'condition') return !onlyTells(parent, reading) && !isVain(parent, reading);
  if (HOLDS.test(parent.type)) return isHeeded(parent, body, reading, links);
  switch (parent.type) {
    case 'expression_statement':
      return false;
    case 'arguments':
      return parent.parent === undefined || !isTold(parent.parent, reading);
    case 'binary_expression':
      return isHeededBy(node, parent, body, reading, links);
    case 'variable_declarator':
      return isRead(field(parent, 'name'), body, reading, links);
    case 'assignment_expression':
      return (
        field(parent, 'left')?.type !== 'identifier' || isRead(field(parent, 'left'), body, reading, links)
      );
    default:
      return true;
  }
}

/** `genuine && next()` does one thing or the other. */
function isHeededBy(
  node: CodeNode,
  operation: CodeNode,
  body: CodeNode,
  reading: Reading,
  links: number,
): boolean {
  const right = field(operation, 'right');
  const chooses = /^(?:&&|\|\||\?\?|and|or)$/.test(field(operation, 'operator')?.type ?? '');
  if (chooses && right !== undefined && node !== right && !isTold(right, reading)) return true;
  return isHeeded(operation, body, reading, links);
}

/** Whether anything hangs on what names hold that a value was given. */
function isRead(pattern: CodeNode | undefined, body: CodeNode, reading: Reading, links: number): boolean {
  const names = new Set(namesOf(bindingOf(pattern, reading)));
  if (pattern === undefined || names.size === 0) return true;
  return [...walk(body)].some((node) => {
    const isName = /^(?:shorthand_property_)?identifier$/.test(node.type) && names.has(textOf(node, reading));
    const isGiven = isName && (node.field === 'name' || node.field === 'left') && isTarget(node);
    return isName && !isGiven && !isIn(node, pattern) && isHeeded(node, body, reading, links + 1);
  });
}

function isTarget({ parent }: CodeNode): boolean {
  return parent?.type === 'variable_declarator' || parent?.type === 'assignment_expression';
}

function isIn(node: CodeNode, holder: CodeNode): boolean {
  return node.start >= holder.start && node.end <= holder.end;
}

/** Whether a statement goes on in the same way whatever its condition is: it only writes to a log. */
function onlyTells(statement: CodeNode, reading: Reading): boolean {
  if (statement.type !== 'if_statement') return false;
  const branches = [field(statement, 'consequence'), field(statement, 'alternative')];
  return branches.every((one) => one === undefined || tells(one, reading));
}

/** Whether a statement at most answers and all goes on behind that. */
function isVain(statement: CodeNode, reading: Reading): boolean {
  const branch = statement.type === 'if_statement' ? field(statement, 'consequence') : undefined;
  return branch !== undefined && goesOn(branch, reading);
}

/** Whether what stands in a block only writes to a log. */
function tells(node: CodeNode, reading: Reading): boolean {
  if (node.type === 'comment') return true;
  if (/^(?:statement_block|else_clause)$/.test(node.type))
    return named(node).every((one) => tells(one, reading));
  const [value] = node.type === 'expression_statement' ? named(node) : [];
  return value !== undefined && isTold(unwrap(value) ?? value, reading);
}

/** Whether a fault that a call throws is caught and written down, and all goes on behind. */
export function isSwallowed(call: CodeNode, body: CodeNode, reading: Reading): boolean {
  let at = call;
  while (at.parent !== undefined && at !== body && !isFunction(at)) {
    const { parent } = at;
    if (parent.type === 'try_statement' && at.field === 'body') {
      const caught = parent.children.find(({ type }) => type === 'catch_clause');
      const goesOn = caught !== undefined && tells(field(caught, 'body') ?? caught, reading);
      return goesOn && isLast(call, at) && !isLast(parent, parent.parent);
    }
    at = parent;
  }
  return false;
}

/** Whether nothing stands behind a node in the block. */
function isLast(node: CodeNode, block: CodeNode | undefined): boolean {
  const last = named(block).findLast(({ type }) => type !== 'comment');
  return last === undefined || last.end <= node.end + 1;
}
