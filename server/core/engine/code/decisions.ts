import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../syntax/code-read.js';
import { callersIn, isCaller } from './callers.js';
import { heldBy } from './requests.js';
import type { Scopes } from './scopes.js';
import { lastName } from './values.js';

/** Calls that hand on who is calling and decide nothing by it. */
const TELLS =
  /^(?:log|info|warn|error|debug|trace|fatal|json|send|render|status|audit\w*|track\w*|emit|publish|send\w*|record\w*|notify\w*|enqueue|create|insert\w*|push|add|add_all|next|setUser|capture\w*|print|cookie|sign|create_task|add_task|save|append)$/i;
/** Calls that check a caller whom they know without being told. */
const CHECKS =
  /owner|permi|authori[sz]|polic(?:y|ies)|ability|belongs|\bcan[A-Z_]\w*|access|\bacl\b|\bguard|forbid|allowed|require|restrict|enforce|unless_?can|^assert|ensure|protect|verif|check(?:[A-Z_]|$)/i;
/** Annotations of Spring that everybody meets who has signed in. */
const SIGNED_IN =
  /^(?:Pre|Post)Authorize\(\s*"\s*is(?:FullyAuthenticated|Authenticated|RememberMe)\(\)\s*"\s*\)$|^Secured\(\s*"IS_AUTHENTICATED_\w+"\s*\)$/;
const COMPARES = /^(?:[=!]==?|[<>]=?|in|not in|is|is not)$/;

/** Places of a function at which the outcome may depend on who is calling. */
export function decisionsIn(node: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const found: CodeNode[] = callersIn(node, scopes).filter((one) => decides(one, node, scopes));
  for (const one of walk(node)) {
    if (one.type !== 'call_expression') continue;
    const callee = field(one, 'function');
    const name = callee === undefined ? '' : scopes.textOf(callee);
    const last = lastName(name);
    if (TELLS.test(last) || SIGNED_IN.test(scopes.textOf(one))) continue;
    const handed = argumentsOf(one).some((argument) => heldBy(argument, scopes) === 'request');
    if (handed && !/validationResult|matchedData/.test(name)) found.push(one);
    else if (CHECKS.test(last)) found.push(one);
  }
  return found;
}

/** Follows what reads the caller outwards to what is done with it. */
function decides(caller: CodeNode, of: CodeNode, scopes: Scopes): boolean {
  if (isAsked(caller, scopes)) return true;
  let inObject = false;
  let inner = caller;
  for (let at = caller.parent; at !== undefined && at !== of; inner = at, at = at.parent) {
    if (at.type === 'binary_expression') {
      if (COMPARES.test(field(at, 'operator')?.type ?? '') && !isEmptiness(at, scopes))
        return !isOnlyTold(at, scopes);
    } else if (at.type === 'call_expression' || at.type === 'new_expression') {
      if (inner.field === 'function') {
        // A method of the caller that is handed something, and what is made of it.
        if (argumentsOf(at).length > 0 && at.type === 'call_expression') return true;
        continue;
      }
      if (!TELLS.test(lastName(nameOf(at, scopes)))) return true;
      return false;
    } else if (at.type === 'pair' || at.type === 'object' || at.type === 'keyword_argument') inObject = true;
    else if (at.type === 'subscript_expression' && inner.field === 'index') return true;
    else if (at.type === 'variable_declarator' || at.type === 'assignment_expression') return inObject;
    else if (/statement$/.test(at.type) || isFunction(at)) return false;
  }
  return false;
}

/** Whether a method of the caller is asked about something that the function found: `req.ability.can('read', note)`. */
function isAsked(caller: CodeNode, scopes: Scopes): boolean {
  const callee = caller.type === 'call_expression' ? unwrap(field(caller, 'function')) : undefined;
  if (callee?.type !== 'member_expression' || !isCaller(field(callee, 'object'), scopes)) return false;
  const isFound = (given: CodeNode): boolean => {
    const node = unwrap(given);
    if (node?.type === 'call_expression') return argumentsOf(node).some(isFound);
    return node?.type === 'identifier' && scopes.find(node)?.kind === 'value';
  };
  return !TELLS.test(lastName(scopes.textOf(callee))) && argumentsOf(caller).some(isFound);
}

/** Whether a condition only decides what is written to the log: `if (note.owner !== user.id) console.log('foreign')`. */
function isOnlyTold(node: CodeNode, scopes: Scopes): boolean {
  let inner = node;
  while (inner.parent !== undefined && /^(?:binary|unary|parenthesized)_expression$/.test(inner.parent.type))
    inner = inner.parent;
  const holder = inner.parent;
  if (holder?.type !== 'if_statement' || inner.field !== 'condition') return false;
  const then = field(holder, 'consequence');
  if (then === undefined || field(holder, 'alternative') !== undefined) return false;
  const statements = then.type === 'statement_block' ? named(then) : [then];
  return statements.every((one) => isLogged(one, scopes));
}

function isLogged(statement: CodeNode, scopes: Scopes): boolean {
  const call = statement.type === 'expression_statement' ? unwrap(named(statement)[0]) : undefined;
  const callee = call?.type === 'call_expression' ? unwrap(field(call, 'function')) : undefined;
  return callee !== undefined && /^(?:console|log|logger|logging)\b|^print$/i.test(scopes.textOf(callee));
}

function nameOf(call: CodeNode, scopes: Scopes): string {
  const callee = unwrap(field(call, 'function') ?? field(call, 'constructor'));
  return callee === undefined ? '' : scopes.textOf(callee);
}

/** `req.user == null` asks whether there is one. */
function isEmptiness(node: CodeNode, scopes: Scopes): boolean {
  return [field(node, 'left'), field(node, 'right')].some((side) =>
    /^(?:null|undefined|None)$/.test(side === undefined ? '' : scopes.textOf(side)),
  );
}
