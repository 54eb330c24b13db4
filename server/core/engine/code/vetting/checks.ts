import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../../syntax/code-read.js';
import { functionNamed } from '../flow/handed-on.js';
import { itemsOf } from '../flow/requests.js';
import { noteAll } from '../memory/openings.js';
import { functionOf } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import { leaves } from './branches.js';
import { type Check, decides } from './decides.js';
import { outermost } from './fronts.js';
import { beginsWithHost, endsWithHost, isHost, isWrittenOut } from './hosts.js';
import { isPatternedInJava, leavesFew } from './path-patterns.js';
import { mayBePattern, reachOf } from './patterns.js';
import { isSame, namesOf } from './same-value.js';
import { letsThrough } from './schemas.js';

/** Calls that decide whether a value is one of those that are allowed, or of a form that is. */
const CHECKS =
  /^(?:includes|has|test|indexOf|match|exec|hasOwn|hasOwnProperty|isInteger|isSafeInteger|isFinite|isNaN|isUUID|isUuid|validate|isIn|isInt|isNumeric|isAlphanumeric|isAlpha|isMongoId|isValid|isValidObjectId|isHexadecimal|contains|containsKey|fullmatch|matches|isdigit|isalnum|isalpha|isnumeric|isidentifier|isdecimal)$/;

const DECIDING: ReadonlySet<string> = new Set([
  'switch_statement',
  'binary_expression',
  'call_expression',
  'subscript_expression',
]);

/** Of these the ones that a text answers about itself. */
const ASKED = /^(?:match|matches|is[a-z]+)$/;
const MATCHES = /^(?:test|match|exec)$/;
/** What leaves of a text what may be compared. */
const ALIKE = /^(?:toLowerCase|toUpperCase|trim|toString|lower|upper|strip)$/;
/** A value that is written out, or has a name of its own. */
const FIXED = /^(?:(['"`]).+\1|\d+|(?:[\w$]+\.)*[A-Z][A-Z\d_]*)$/s;
const MAX_HOMES = 4;

/** Validators of express-validator that leave no room for text of another kind. */
const NARROWS =
  /\.(?:isInt|toInt|isNumeric|isUUID|isMongoId|isIn|isAlphanumeric|isAlpha|matches|isBoolean|isFloat|toFloat|isDecimal|isHexadecimal|isISO8601|isDate)\b/;

/** Whether the value is used only where it was found to be one of those that are allowed, or behind a validator of its route. */
export function isChecked(node: CodeNode, scopes: Scopes): boolean {
  const homes = homesOf(node, scopes);
  const [home] = homes;
  const text = scopes.textOf(node);
  if (home === undefined) return false;
  const names = namesOf(node, scopes);
  return (
    homes.some((one) => names.some((name) => isSettled(one, node, name, scopes))) ||
    isNarrowed(home, text, scopes)
  );
}

/** Whether a callback of `filter` keeps only what it finds in order; of one that stands elsewhere that cannot be told. */
export function keepsAllowed(given: CodeNode | undefined, scopes: Scopes): boolean {
  const callback = unwrap(given);
  if (callback === undefined || !isFunction(callback))
    return given !== undefined && scopes.textOf(given) !== 'Boolean';
  const [param] = paramsOf(callback);
  const pattern = field(param, 'pattern') ?? param;
  // `([key, value]) => ALLOWED.includes(key)`.
  const names = pattern?.type === 'array_pattern' ? named(pattern) : pattern === undefined ? [] : [pattern];
  return names.some((name) => isSettled(callback, callback, scopes.textOf(name), scopes));
}

function isSettled(home: CodeNode, at: CodeNode, text: string, scopes: Scopes): boolean {
  return deciding(home).some((one) => {
    if (one.start > at.end && !choosesBefore(one, at)) return false;
    if (one.type === 'switch_statement') return isCase(one, at, text, scopes);
    const check = checkIn(one, text, scopes);
    return check !== undefined && decides(check, at, text, scopes);
  });
}

/** Whether what stands behind a value decides about it all the same: `value if value in ALLOWED else None`. */
function choosesBefore(check: CodeNode, value: CodeNode): boolean {
  let holder = check.parent;
  while (holder !== undefined && holder.start > value.start) holder = holder.parent;
  return holder?.type === 'ternary_expression' || holder?.type === 'comprehension';
}

/** The function around a node, and those around that in which the value is still the same. */
export function homesOf(node: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const homes: CodeNode[] = [];
  let root: CodeNode | undefined = node;
  while (root !== undefined && /^(?:member|subscript)_expression$/.test(root.type))
    root = unwrap(field(root, 'object'));
  const declared = root !== undefined && /identifier$/.test(root.type) ? scopes.find(root) : undefined;
  const last =
    declared?.kind === 'parameter'
      ? declared.of
      : declared !== undefined && 'value' in declared
        ? functionOf(declared.value)
        : undefined;
  for (let at = functionOf(node); at !== undefined && homes.length < MAX_HOMES; at = functionOf(at)) {
    homes.push(at);
    noteAll(at, scopes.inquiry);
    if (at === last || last === undefined) break;
  }
  return homes;
}

const known = new WeakMap<CodeNode, readonly CodeNode[]>();

/** What may compare a value in a function, in the order of the text. */
export function deciding(home: CodeNode): readonly CodeNode[] {
  const before = known.get(home);
  if (before !== undefined) return before;
  const found = [...walk(home)].filter(({ type }) => DECIDING.has(type));
  known.set(home, found);
  return found;
}

/** Whether a value stands in a case that names it, or behind cases of which the last one leaves. */
function isCase(node: CodeNode, at: CodeNode, text: string, scopes: Scopes): boolean {
  if (!isAlike(field(node, 'value'), text, scopes)) return false;
  const cases = named(field(node, 'body'));
  const isDefault = (one: CodeNode) =>
    one.type === 'switch_default' || /^(?:default\b|case\s+_\s*:)/.test(scopes.textOf(one));
  if (at.start >= node.end)
    return cases.some((one) => isDefault(one) && named(one).some((part) => leaves(part, text, scopes)));
  return cases.some((one) => at.start >= one.start && at.end <= one.end && !isDefault(one));
}

/** `deep`: what functions of the file look at that are called counts as well. */
function checkIn(node: CodeNode, text: string, scopes: Scopes, deep = true): Check | undefined {
  if (node.type === 'binary_expression') return comparison(node, text, scopes);
  if (node.type === 'call_expression') return asking(node, text, scopes, deep);
  // `if (!COLUMNS[name])`.
  return isAlike(field(node, 'index'), text, scopes)
    ? { node, sense: true, allows: true, denies: false }
    : undefined;
}

/** `value in ALLOWED`, `url.hostname === 'cdn.example.com'`, `value === 'asc'`. */
function comparison(node: CodeNode, text: string, scopes: Scopes): Check | undefined {
  const operator = field(node, 'operator')?.type ?? '';
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (/^(?:not )?in$/.test(operator))
    return isAsked(left, text, scopes)
      ? { node, sense: operator === 'in', allows: true, denies: true }
      : undefined;
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const sense = operator.startsWith('=');
  const host = [left, right].find((side) => isHost(side, text, scopes));
  if (host !== undefined) {
    // To refuse one host leaves all others.
    const denies = !isWrittenOut(host === left ? right : left, scopes);
    return { node, sense, allows: true, denies };
  }
  const other = isAlike(left, text, scopes) ? right : isAlike(right, text, scopes) ? left : undefined;
  return isOneOf(other, scopes) ? { node, sense, allows: true, denies: false } : undefined;
}

/** Whether a value is written out, or one of a list that is run over. */
function isOneOf(given: CodeNode | undefined, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node === undefined) return false;
  if (FIXED.test(scopes.textOf(node))) return true;
  let root: CodeNode | undefined = node;
  while (root?.type === 'member_expression') root = unwrap(field(root, 'object'));
  const declared = root?.type === 'identifier' ? scopes.find(root) : undefined;
  if (declared?.kind === 'item') return true;
  return declared?.kind === 'parameter' && itemsOf(declared.of, declared.index, scopes) !== undefined;
}

function asking(node: CodeNode, text: string, scopes: Scopes, deep: boolean): Check | undefined {
  const callee = unwrap(field(node, 'function'));
  const part = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
  if (part === undefined) return undefined;
  const name = scopes.textOf(part);
  const on = callee?.type === 'member_expression' ? field(callee, 'object') : undefined;
  const [first] = argumentsOf(node);
  const allowing = { node, sense: true, allows: true, denies: false };
  if (/^starts_?with$/i.test(name)) {
    const href =
      on?.type === 'member_expression' && /\.href$/.test(scopes.textOf(on)) ? field(on, 'object') : on;
    return isAlike(href, text, scopes) && beginsWithHost(node, scopes) ? allowing : undefined;
  }
  if (/^(?:ends_?with|equals|equalsIgnoreCase)$/i.test(name)) {
    if (isHost(on, text, scopes)) {
      const whole = !/^ends/i.test(name) || endsWithHost(first, scopes);
      return whole ? { ...allowing, denies: !isWrittenOut(first, scopes) } : undefined;
    }
    if (/^ends/i.test(name)) return undefined;
    if (isHost(first, text, scopes)) return { ...allowing, denies: !isWrittenOut(on, scopes) };
    const other = isAlike(on, text, scopes) ? first : isAlike(first, text, scopes) ? on : undefined;
    return isOneOf(other, scopes) ? allowing : undefined;
  }
  if (!CHECKS.test(name)) return on === undefined && deep ? byFunction(node, part, text, scopes) : undefined;
  if (name === 'validate' && letsThrough(node, scopes)) return undefined;
  // `id.match(/^\d+$/)` asks the value itself.
  const itself = ASKED.test(name) && isSame(on, text, scopes);
  const matcher = name === 'matches' && isSame(argumentsOf(on ?? node)[0], text, scopes);
  if (!itself && !matcher && !argumentsOf(node).some((one) => isAsked(one, text, scopes))) return undefined;
  if (MATCHES.test(name)) return matching(node, name, itself ? first : name === 'match' ? first : on, scopes);
  const host = argumentsOf(node).some((one) => isHost(one, text, scopes));
  return { ...allowing, sense: name !== 'isNaN', denies: !(host && isWrittenOut(on, scopes)) };
}

/** `isOurs(url)`, where that is a function of the file which looks at what it is given. */
function byFunction(node: CodeNode, callee: CodeNode, text: string, scopes: Scopes): Check | undefined {
  const index = argumentsOf(node).findIndex((one) => isSame(one, text, scopes));
  const made = index < 0 ? undefined : functionNamed(callee, scopes);
  if (made === undefined || made === functionOf(node)) return undefined;
  const param = paramsOf(made)[index];
  const name = param && scopes.textOf(field(param, 'pattern') ?? param);
  const looks =
    name !== undefined && deciding(made).some((one) => checkIn(one, name, scopes, false) !== undefined);
  return looks ? { node, sense: undefined, allows: true, denies: true } : undefined;
}

function matching(
  node: CodeNode,
  name: string,
  pattern: CodeNode | undefined,
  scopes: Scopes,
): Check | undefined {
  if (name === 'exec' && !mayBePattern(pattern, scopes)) return undefined;
  const reach = reachOf(pattern, scopes.language === 'python', scopes);
  const allows = reach !== 'part' && reach !== 'some';
  return { node, sense: reach !== 'none', allows, denies: reach !== 'some' };
}

/** The value, or what decides where it leads: `new URL(value).hostname`, `urlsplit(value).netloc`, a name of either. */
function isAsked(node: CodeNode | undefined, text: string, scopes: Scopes): boolean {
  return isAlike(node, text, scopes) || isHost(node, text, scopes);
}

/** The value itself, in other letters, or each of its items. */
export function isAlike(given: CodeNode | undefined, text: string, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node === undefined) return false;
  if (isSame(node, text, scopes)) return true;
  if (node.type === 'call_expression') {
    const callee = unwrap(field(node, 'function'));
    const method = field(callee, 'property');
    if (method !== undefined && ALIKE.test(scopes.textOf(method)) && argumentsOf(node).length === 0)
      return isAlike(field(callee, 'object'), text, scopes);
    return (
      callee !== undefined &&
      /^(?:String|str)$/.test(scopes.textOf(callee)) &&
      isAlike(argumentsOf(node)[0], text, scopes)
    );
  }
  const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'item') return isSame(declared.value, text, scopes);
  if (declared?.kind !== 'parameter') return false;
  return isSame(itemsOf(declared.of, declared.index, scopes), text, scopes);
}

/** Whether a validator among the arguments of the registration, or the route's path itself, allows few values. */
function isNarrowed(handler: CodeNode, text: string, scopes: Scopes): boolean {
  if (scopes.language === 'java') return isPatternedInJava(handler, text, scopes);
  const args = outermost(handler).parent;
  const key = /(\w+)$/.exec(text)?.[1];
  if (args?.type !== 'arguments' || key === undefined) return false;
  const before = scopes.text.slice(args.start, handler.start);
  const inPath = new RegExp(`:${key}\\(([^)]*)\\)`).exec(before)?.[1];
  if (inPath !== undefined && leavesFew(inPath)) return true;
  const validator = new RegExp(`['"\`]${key}['"\`]\\s*\\)[^,]*`).exec(before)?.[0];
  return validator !== undefined && NARROWS.test(validator);
}
