import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import { functionOf, type Scopes } from './scopes.js';

/** Calls that decide whether a value is one of those that are allowed, or of a form that is. */
const CHECKS =
  /^(?:includes|has|test|indexOf|match|exec|hasOwn|hasOwnProperty|isInteger|isSafeInteger|isFinite|isNaN|isUUID|isUuid|validate|isIn|isInt|isNumeric|isAlphanumeric|isAlpha|isMongoId|isValid|isHexadecimal|contains|containsKey|fullmatch|matches|isdigit|isalnum|isalpha|isnumeric|isidentifier|isdecimal)$/;

const DECIDING: ReadonlySet<string> = new Set(['switch_statement', 'binary_expression', 'call_expression']);

/** Of these the ones that a text answers about itself. */
const ASKED = /^(?:match|matches|is[a-z]+)$/;

/** Validators of express-validator that leave no room for text of another kind. */
const NARROWS =
  /\.(?:isInt|toInt|isNumeric|isUUID|isMongoId|isIn|isAlphanumeric|isAlpha|matches|isBoolean|isFloat|toFloat|isDecimal|isHexadecimal|isISO8601|isDate)\b/;

/** Whether the value was compared with what is allowed before it is used here, or by a validator of its route. */
export function isChecked(node: CodeNode, scopes: Scopes): boolean {
  const home = functionOf(node);
  if (home === undefined) return false;
  const text = scopes.textOf(node);
  for (const other of deciding(home)) {
    if (other.start >= node.start) break;
    if (other.type === 'switch_statement' && isSame(field(other, 'value'), text, scopes)) return true;
    if (other.type === 'binary_expression' && comparesHost(other, text, scopes)) return true;
    if (other.type === 'call_expression' && isCheck(other, text, scopes)) return true;
  }
  return isNarrowed(home, text, scopes);
}

/** `value in ALLOWED`, `url.hostname === 'cdn.example.com'`. */
function comparesHost(comparison: CodeNode, text: string, scopes: Scopes): boolean {
  const operator = field(comparison, 'operator')?.type ?? '';
  const left = field(comparison, 'left');
  if (/^(?:not )?in$/.test(operator)) return isSameOrHost(left, text, scopes);
  if (!/^[!=]==?$/.test(operator)) return false;
  return [left, field(comparison, 'right')].some((side) => isHost(side, text, scopes));
}

const known = new WeakMap<CodeNode, readonly CodeNode[]>();

/** What may compare a value in a function, in the order of the text. */
function deciding(home: CodeNode): readonly CodeNode[] {
  const before = known.get(home);
  if (before !== undefined) return before;
  const found = [...walk(home)].filter(({ type }) => DECIDING.has(type));
  known.set(home, found);
  return found;
}

function isCheck(call: CodeNode, text: string, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  const name = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
  if (name !== undefined && /^starts_?with$/i.test(scopes.textOf(name)))
    return isSame(field(callee, 'object'), text, scopes) && beginsWithHost(call, scopes);
  if (name !== undefined && /^(?:ends_?with|equals)$/i.test(scopes.textOf(name)))
    return isHost(field(callee, 'object'), text, scopes) || isHost(argumentsOf(call)[0], text, scopes);
  if (name === undefined || !CHECKS.test(scopes.textOf(name))) return false;
  // `id.match(/^\d+$/)` asks the value itself.
  const asked = callee?.type === 'member_expression' ? field(callee, 'object') : undefined;
  if (ASKED.test(scopes.textOf(name)) && isSame(asked, text, scopes)) return true;
  return argumentsOf(call).some((argument) => isSameOrHost(argument, text, scopes));
}

/** `url.startsWith('https://cdn.example.com/')`: the host is complete, so that nothing can follow that belongs to it. */
function beginsWithHost(call: CodeNode, scopes: Scopes): boolean {
  const [prefix] = argumentsOf(call);
  return prefix !== undefined && /^[a-z]?["'`]https?:\/\/[^/"'`${}]+\//i.test(scopes.textOf(prefix));
}

/** The value, or what decides where it leads: `new URL(value).hostname`, `urlsplit(value).netloc`, a name of either. */
function isSameOrHost(node: CodeNode | undefined, text: string, scopes: Scopes): boolean {
  return isSame(node, text, scopes) || isHost(node, text, scopes);
}

/** Whether the expression is the host of the address, which may be taken apart already. */
function isHost(given: CodeNode | undefined, text: string, scopes: Scopes, links = 0): boolean {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return false;
  if (node.type === 'identifier') {
    const declared = scopes.find(node);
    if (declared?.kind !== 'value') return false;
    const [key, ...more] = declared.path;
    if (key === undefined) return isHost(declared.value, text, scopes, links + 1);
    return more.length === 0 && HOSTS.test(key) && isParsed(declared.value, text, scopes);
  }
  // `uri.getHost()`.
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : node;
  if (callee?.type !== 'member_expression') return false;
  const part = field(callee, 'property');
  if (part === undefined || !HOSTS.test(scopes.textOf(part))) return false;
  const address = unwrap(field(callee, 'object'));
  return isSame(address, text, scopes) || isParsed(address, text, scopes);
}

/** Whether the expression is the address, taken apart. */
function isParsed(given: CodeNode | undefined, text: string, scopes: Scopes): boolean {
  const named = unwrap(given);
  const declared = named?.type === 'identifier' ? scopes.find(named) : undefined;
  const node = declared?.kind === 'value' && declared.path.length === 0 ? unwrap(declared.value) : named;
  const parser = node && unwrap(field(node, 'constructor') ?? field(node, 'function'));
  if (node === undefined || parser === undefined || !PARSERS.test(scopes.textOf(parser))) return false;
  return isSame(argumentsOf(node)[0], text, scopes);
}

const MAX_LINKS = 4;
const HOSTS = /^(?:host|hostname|origin|netloc|getHost|getAuthority)$/;
const PARSERS = /^(?:URL|URI|URI\.create|(?:\w+\.)*url(?:parse|split))$/;

function isSame(node: CodeNode | undefined, text: string, scopes: Scopes): boolean {
  const inner = unwrap(node);
  return inner !== undefined && scopes.textOf(inner) === text;
}

/** Whether a validator among the arguments of the registration, or the route's path itself, allows few values. */
function isNarrowed(handler: CodeNode, text: string, scopes: Scopes): boolean {
  const args = outermost(handler).parent;
  const key = /(\w+)$/.exec(text)?.[1];
  if (args?.type !== 'arguments' || key === undefined) return false;
  const before = scopes.text.slice(args.start, handler.start);
  if (new RegExp(`:${key}\\([^)]*\\)`).test(before)) return true;
  const validator = new RegExp(`['"\`]${key}['"\`]\\s*\\)[^,]*`).exec(before)?.[0];
  return validator !== undefined && NARROWS.test(validator);
}

/** The handler with the wrapper around it: `asyncHandler(async (req, res) => ...)`. */
function outermost(handler: CodeNode): CodeNode {
  let at = handler;
  while (at.parent?.type === 'arguments' && at.parent.parent?.parent?.type === 'arguments')
    at = at.parent.parent;
  return at;
}
