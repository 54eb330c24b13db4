import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import { calleeName } from './called-name.js';
import { type Reading, textOf } from './expression.js';
import { faults, raised } from './faults.js';
import { MADE_ANSWERS } from './signs.js';

/** Other forms of a text, by which the name of a scheme is compared. */
const FORMS = /^(?:lower|upper|casefold|title|capitalize|strip)$/;

/** Whether a use of credentials asks only whether there are any, or of which scheme they are. */
export function isFormal(node: CodeNode, reading: Reading): boolean {
  const { parent } = node;
  if (parent?.type === 'member_expression') {
    const property = field(parent, 'property');
    return property !== undefined && property !== node && textOf(property, reading) === 'scheme';
  }
  let at = node;
  while (at.parent !== undefined && (unwrap(at.parent) === unwrap(at) || isNegation(at.parent)))
    at = at.parent;
  if (at.field === 'condition') return true;
  if (at.parent?.type !== 'binary_expression') return false;
  const operator = field(at.parent, 'operator')?.type ?? '';
  if (/^(?:&&|\|\|)$/.test(operator)) return isCondition(at.parent);
  const others = named(at.parent).filter((one) => one !== at);
  return others.some((one) => textOf(one, reading) === 'None');
}

function isNegation(node: CodeNode): boolean {
  return node.type === 'unary_expression' && field(node, 'operator')?.type !== '-';
}

/** Whether it is all or a part of what a statement hangs on. */
function isCondition(node: CodeNode): boolean {
  let at: CodeNode | undefined = node;
  while (at !== undefined && at.field !== 'condition') {
    if (!/^(?:binary|unary|parenthesized)_expression$/.test(at.type)) return false;
    at = at.parent;
  }
  return at !== undefined;
}

/**
 * Names on which all that a function refuses hangs, and of each only that it is there, or its scheme; none where it
 * refuses for anything else.
 */
export function formalNames(body: CodeNode, reading: Reading): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of walk(body)) {
    if (!isRefusal(node, reading)) continue;
    const condition = conditionAround(node, body);
    const found = condition === undefined ? [] : namesIn(condition, reading);
    if (found.length === 0) return new Set();
    for (const name of found) names.add(name);
  }
  return names;
}

/** What is raised, and an answer of Python that is made otherwise. */
function isRefusal(node: CodeNode, reading: Reading): boolean {
  if (node.type === 'throw_statement') return raised(node, reading).length > 0;
  if (node.type !== 'call_expression' || node.parent?.type === 'throw_statement') return false;
  return MADE_ANSWERS.test(calleeName(node, reading)) && faults(field(node, 'arguments'), reading).length > 0;
}

function conditionAround(node: CodeNode, body: CodeNode): CodeNode | undefined {
  for (let at = node; at !== body && at.parent !== undefined; at = at.parent)
    if (at.parent.type === 'if_statement' && at.field === 'consequence') return field(at.parent, 'condition');
  return undefined;
}

/** The names that a condition asks formally about; none where it asks for anything else. */
function namesIn(condition: CodeNode, reading: Reading): readonly string[] {
  const names: string[] = [];
  for (const node of walk(condition)) {
    if (node.type === 'call_expression' && !isForm(node, reading)) return [];
    if (node.type !== 'identifier') continue;
    if (!isFormal(node, reading)) return [];
    names.push(textOf(node, reading));
  }
  return names;
}

function isForm(call: CodeNode, reading: Reading): boolean {
  const isMethod = unwrap(field(call, 'function'))?.type === 'member_expression';
  return isMethod && argumentsOf(call).length === 0 && FORMS.test(calleeName(call, reading));
}
