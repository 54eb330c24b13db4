import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { opennessOf } from '../vetting/schemas.js';
import { inputOf } from './inputs.js';
import { heldBy } from './requests.js';

/** One read of what the caller sent. */
export interface Reading {
  readonly node: CodeNode;
  readonly path: readonly string[];
}

const CHECKS =
  /valid|schema|parse|check|assert|sanit|coerce|ensure|verif|normali[sz]e|\bpick$|whitelist|allow|convert|cast|guard|dto|require|plainToClass|plainToInstance|isArray|isInteger|test$|includes$|has$|match$|^(?:Number|parseInt|parseFloat|Boolean|BigInt|String|Date|int|float|bool|str)$/i;
/** Calls that take a body as it is and check nothing by themselves. */
const KEEPS =
  /^(?:create|insert\w*|update\w*|save|build|assign|merge|upsert|patch|bulkCreate|findByIdAndUpdate|findOneAndUpdate|replaceOne|json|send|stringify|log|info|debug|warn|error|print|set|push|unshift|add|append|query|execute|run|put|post|publish|emit|hash|hashSync|compare|compareSync|keys|entries|values|trim|toLowerCase|fill|next)$/;

/** What a function takes out of what the caller sent, in order: whole members, and names that are taken apart. */
export function readingsIn(of: CodeNode, scopes: Scopes): readonly Reading[] {
  const found: Reading[] = [];
  const lost = new Map<string, number>();
  let outer: CodeNode | undefined;
  for (const node of walk(of)) {
    if (!/^(?:member_expression|subscript_expression|call_expression)$/.test(node.type)) continue;
    if (outer !== undefined && node.start >= outer.start && node.end <= outer.end) continue;
    if (node.field === 'function' || !readsRequest(node, scopes)) continue;
    const path = inputOf(node, scopes);
    if (path === undefined) continue;
    outer = node;
    const key = path.join('.');
    const from = lostFrom(node, scopes);
    if (from !== undefined) lost.set(key, Math.min(from, lost.get(key) ?? from));
    else if (node.start < (lost.get(key) ?? Number.POSITIVE_INFINITY))
      found.push(...taken(node, path, scopes));
  }
  return found;
}

/**
 * From where on what the caller sent is no longer there, when a statement takes it away or puts something of the server in
 * its place: `req.body.role = 'user'`. Infinite where it does so under a condition, undefined when it does not.
 */
function lostFrom(node: CodeNode, scopes: Scopes): number | undefined {
  const { parent } = node;
  const isDeleted = parent?.type === 'unary_expression' && field(parent, 'operator')?.type === 'delete';
  const isReplaced =
    parent?.type === 'assignment_expression' &&
    node.field === 'left' &&
    inputOf(field(parent, 'right'), scopes) === undefined;
  if (parent === undefined || !(isDeleted || isReplaced)) return undefined;
  const around = parent.parent?.parent;
  const always = around?.type === 'statement_block' && isFunction(around.parent);
  return always ? parent.end : Number.POSITIVE_INFINITY;
}

/** Whether the chain of members starts at the request itself; what a name holds was read where it was declared. */
function readsRequest(node: CodeNode, scopes: Scopes): boolean {
  for (let at: CodeNode | undefined = node; at !== undefined; ) {
    const inner: CodeNode | undefined = unwrap(
      field(at, 'object') ?? (at.type === 'call_expression' ? field(at, 'function') : undefined),
    );
    if (inner === undefined) return false;
    if (heldBy(inner, scopes) === 'request') return true;
    at = inner;
  }
  return false;
}

/** `const { a, b } = req.body` reads two of its members. */
function taken(node: CodeNode, path: readonly string[], scopes: Scopes): readonly Reading[] {
  let holder = node;
  while (holder.parent?.type === 'await_expression' || holder.parent?.type === 'parenthesized_expression')
    holder = holder.parent;
  const pattern = holder.parent?.type === 'variable_declarator' ? field(holder.parent, 'name') : undefined;
  if (pattern?.type !== 'object_pattern') return [{ node, path }];
  const parts = named(pattern);
  if (parts.some(({ type }) => type === 'rest_pattern')) return [{ node, path }];
  return parts.map((part) => {
    const key = field(part, 'key') ?? field(part, 'left') ?? part;
    return { node: part, path: [...path, scopes.textOf(key)] };
  });
}

/** Fields of the body that a function reads by their names, through other names of the body too; in order, each once. */
export function fieldsIn(of: CodeNode, scopes: Scopes): readonly string[] {
  const members = [...walk(of)].filter(
    ({ type, field: role }) => type === 'member_expression' && role !== 'function',
  );
  const read = members.flatMap((node) => ({ node, path: inputOf(node, scopes) ?? [] }));
  const all = [...readingsIn(of, scopes), ...read].sort((a, b) => a.node.start - b.node.start);
  return [
    ...new Set(
      all.flatMap(({ path: [from, key] }) =>
        from === 'body' && key !== undefined && key !== '*' && key !== '...' ? [key] : [],
      ),
    ),
  ];
}

/** Places at which what the caller sent may be checked. */
export function validationsIn(of: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const found: CodeNode[] = [];
  for (const node of walk(of)) {
    if (node.type === 'call_expression' || node.type === 'new_expression') {
      if (mayValidate(node, scopes)) found.push(node);
    } else if (/^(?:if_statement|ternary_expression|switch_statement|while_statement)$/.test(node.type)) {
      const condition = field(node, 'condition') ?? field(node, 'value');
      if (condition !== undefined && holdsInput(condition, scopes)) found.push(condition);
    } else if (node.type === 'unary_expression' && /^typeof\b/.test(scopes.textOf(node))) {
      if (holdsInput(node, scopes)) found.push(node);
    }
  }
  return found;
}

function mayValidate(call: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function') ?? field(call, 'constructor'));
  if (callee === undefined) return false;
  const name = scopes.textOf(callee);
  const args = argumentsOf(call);
  const handed = args.some((one) => heldBy(one, scopes) === 'request' || holdsInput(one, scopes));
  if (!handed) return false;
  if (CHECKS.test(lastName(name))) return opennessOf(call, scopes) !== 'any';
  // A body that is handed on whole may be checked where it arrives.
  const whole = args.some((one) => isWhole(inputOf(one, scopes)) || heldBy(one, scopes) === 'request');
  return whole && !KEEPS.test(lastName(name));
}

/** Whether it is all of a body: of Python, whatever its members are. */
function isWhole(path: readonly string[] | undefined): boolean {
  return path?.length === 1 || (path?.length === 2 && path[0] === 'json' && path[1] === '*');
}

function holdsInput(node: CodeNode, scopes: Scopes): boolean {
  for (const one of walk(node)) {
    if (/identifier$|_expression$/.test(one.type) && one.type !== 'property_identifier') {
      if (inputOf(one, scopes) !== undefined) return true;
    }
  }
  return false;
}
