import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, unwrap, walk } from '../../../syntax/code-read.js';
import { heldBy } from '../flow/requests.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { callersIn, isCaller } from './callers.js';
import { conditionAround, isOnlyShown } from './shown.js';
import { asksStanding, findsThemself, isWithSent, isWritten, tellsStanding } from './standing.js';

/** Calls that hand on who is calling and decide nothing by it. */
const TELLS =
  /^(?:log|info|warn|error|debug|trace|fatal|json|send|render|status|audit\w*|track\w*|emit|publish|send\w*|record\w*|notify\w*|enqueue|create|insert\w*|push|add|add_all|next|setUser|capture\w*|print|cookie|sign|create_task|add_task|save|append)$/i;
/** Calls that check a caller whom they know without being told. */
const CHECKS =
  /owner|permi|authori[sz]|polic(?:y|ies)|ability|belongs|access|\bacl\b|\bguard|forbid|allowed|require|restrict|enforce|unless_?can|^assert|ensure|protect|verif/i;
/** The same in words that others begin with: `canEdit` and `check_owner`, and not `cancel` and `checkout`. */
const CHECKS_BY_WORD = /\b[cC]an[A-Z_]|[cC]heck(?:[A-Z_]|$)/;
/** Annotations of Spring that everybody meets who has signed in. */
const SIGNED_IN =
  /^(?:Pre|Post)Authorize\(\s*"\s*is(?:FullyAuthenticated|Authenticated|RememberMe)\(\)\s*"\s*\)$|^Secured\(\s*"IS_AUTHENTICATED_\w+"\s*\)$/;
/** What writes down who did something. */
const TELLERS =
  /(?:^|\.)(?:audit\w*|log|logger|logging|tracker|analytics|metrics|telemetry|history|activit(?:y|ies)|console)\.\w+$/i;
const EQUALS = /^(?:equals|equalsIgnoreCase|isEqual)$/;
/** Members of a caller that say who it is. */
const NAMES =
  /^(?:id|_id|uid|sub|user|user_?id|account|account_?id|member|member_?id|email|name|username|token|principal)$/i;
const COMPARES = /^(?:[=!]==?|[<>]=?|in|not in|is|is not)$/;

/** Places of a function at which the outcome may depend on who is calling. */
export function decisionsIn(node: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const found: CodeNode[] = callersIn(node, scopes).filter((one) => decides(one, node, scopes));
  for (const one of walk(node)) {
    if (one.type !== 'call_expression') continue;
    const callee = field(one, 'function');
    const name = callee === undefined ? '' : scopes.textOf(callee);
    const last = lastName(name);
    if (TELLS.test(last) || SIGNED_IN.test(scopes.textOf(one)) || asksStanding(one, scopes)) continue;
    const handed = argumentsOf(one).some((argument) => heldBy(argument, scopes) === 'request');
    if (handed && !/validationResult|matchedData/.test(name)) found.push(one);
    else if ((CHECKS.test(last) || CHECKS_BY_WORD.test(last)) && !isGetter(one, last)) found.push(one);
  }
  return found;
}

/** `note.getOwner()` only reads. */
function isGetter(call: CodeNode, name: string): boolean {
  return /^get[A-Z]/.test(name) && argumentsOf(call).length === 0;
}

/** Follows what reads the caller outwards to what is done with it. */
function decides(caller: CodeNode, of: CodeNode, scopes: Scopes): boolean {
  if (tellsStanding(caller, scopes)) return false;
  if (isAsked(caller, scopes) || isAskedFor(caller, scopes)) return true;
  let inObject = false;
  let inner = caller;
  for (let at = caller.parent; at !== undefined && at !== of; inner = at, at = at.parent) {
    if (at.type === 'binary_expression') {
      if (COMPARES.test(field(at, 'operator')?.type ?? '') && !isEmptiness(at, scopes))
        return compares(at, [field(at, 'left'), field(at, 'right')], of, scopes);
    } else if (at.type === 'call_expression' || at.type === 'new_expression') {
      const last = lastName(nameOf(at, scopes));
      if (EQUALS.test(last)) {
        const object = field(unwrap(field(at, 'function')), 'object');
        return compares(at, [object, ...argumentsOf(at)], of, scopes);
      }
      if (inner.field === 'function') {
        // A method of the caller that is handed something, and what is made of it.
        if (argumentsOf(at).length > 0 && at.type === 'call_expression') return true;
        continue;
      }
      return !TELLS.test(last) && !TELLERS.test(nameOf(at, scopes)) && !isIdle(at, caller, scopes);
    } else if (at.type === 'pair' || at.type === 'object' || at.type === 'keyword_argument') inObject = true;
    else if (at.type === 'subscript_expression' && inner.field === 'index') return true;
    else if (at.type === 'variable_declarator' || at.type === 'assignment_expression') return inObject;
    else if (/statement$/.test(at.type) || isFunction(at)) return false;
  }
  return false;
}

/** Whether a comparison with the caller decides about what is asked for. */
function compares(
  node: CodeNode,
  sides: readonly (CodeNode | undefined)[],
  of: CodeNode,
  scopes: Scopes,
): boolean {
  const all = sides.filter((side) => side !== undefined);
  return !isOnlyShown(node, scopes) && !isWithSent(all, of, scopes);
}

/** Whether a call that is handed the caller says nothing of whose an object is. */
function isIdle(call: CodeNode, caller: CodeNode, scopes: Scopes): boolean {
  return asksStanding(call, scopes) || findsThemself(call, scopes) || isWritten(call, caller, scopes);
}

/** Whether a condition asks for what the caller has: `if (!me.isEditor)`; that there is one says nothing. */
function isAskedFor(caller: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(caller);
  const read = node?.type === 'call_expression' ? unwrap(field(node, 'function')) : node;
  const key = field(read, 'property');
  if (key === undefined || NAMES.test(scopes.textOf(key))) return false;
  if (!isCaller(field(read, 'object'), scopes)) return false;
  return conditionAround(caller).field === 'condition' && !isOnlyShown(caller, scopes);
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
