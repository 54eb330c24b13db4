import { withoutPackages } from '../../../facts/code/bare-names.js';
import { contextIn, nameOfParam, rolesOf } from '../../../facts/code/handler-roles.js';
import { paramsOf } from '../../../facts/code/params.js';
import { CALLER_MARKS, CALLER_TYPES } from '../../../facts/code/signs.js';
import { FRAMEWORKS } from '../../../facts/frameworks/index.js';
import type { CodeNode } from '../../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  named,
  stringValue,
  unwrap,
  walk,
} from '../../../syntax/code-read.js';
import { keyOf } from '../flow/inputs.js';
import { heldBy, isContext } from '../flow/requests.js';
import type { Scopes } from '../names/scopes.js';
import { typeBehind } from '../names/stated-types.js';

/** Members of the request that are the caller, or lead there by one more name. */
const IDENTITY: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap((framework) => framework.identity));
const INPUTS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap((framework) => framework.inputs));
const STORES: ReadonlySet<string> = new Set(['session', 'state', 'locals', 'context', 'ctx']);
const PERSON =
  /user|account|auth|uid|member|principal|customer|email|login|^sub$|owner|identity|caller|^me$|claims|token|person|admin|subject|tenant/i;

/** Members of the request of Express that say nothing about the caller; what else hangs there was put there for them. */
const TECHNICAL =
  /^(?:app|log|logger|path|url|originalUrl|baseUrl|method|ip|ips|get|header|is|accepts\w*|protocol|secure|hostname|host|subdomains|route|res|next|socket|connection|t|i18n|id|requestId|reqId|traceId|locale|lang\w*|flash|db|pool|prisma|models?|container|services?|io|redis|cache|on|once|pipe|setTimeout|fresh|stale|xhr|rawHeaders|httpVersion|complete|aborted|csrfToken|rateLimit|startTime|rawBody|range|param|busboy|signal|destroy)$/;

/** Where validators leave what the caller sent as they have found it: `req.validated.body`. */
const CHECKED =
  /^_*(?:valid|(?:valid(?:ated)?|checked|parsed|sanitized|clean(?:ed)?)(?:Data|Body|Query|Params|Input|Request)?|dto)$/;

/** Calls that give the caller. */
const CURRENT =
  /(?:current|logged_?in|authenticated|session|request)_?(?:user|account|member|principal|person|tenant)|SecurityContextHolder|SecurityUtils|get(?:Server)?Session$|getAuth$|\bauth\(\)$|get_?user_?(?:from|by)_?(?:token|request|session)|verify\w*token|jwt\.(?:verify|decode)|getPrincipal|get_jwt_identity/i;

/** Parameters by which a framework hands the caller to a handler; what stands in the address or the body is whatever was sent. */
const HANDS = /\b(?:Depends|Security)\s*\(|\bAnnotated\[(?![\s\S]*\b(?:Path|Query|Body|Form|File)\()/;
/** What something in front of a handler of Spring has put there, as an interceptor does for the caller. */
const PUT_MARKS = /^(?:RequestAttribute|SessionAttribute)$/;

/** Names of such parameters' types that other files declare. */
const HANDED_ALIASES =
  /^(?:Current|LoggedIn|SignedIn|Active|Auth(?:enticated)?)\w*(?:User|Account|Member|Principal|Person)(?:Dep)?$/;

/** What wrappers hand to a handler beside the request and the answer, when it is who is calling. */
const BESIDE =
  /^(?:caller|me|session|\w*(?:[uU]ser|[aA]ccount|[mM]ember|[pP]rincipal|[iI]dentity|[cC]laims)|auth|actor|viewer|tenant|uid|userId)$/;

const MAX_LINKS = 6;

/** Whether the expression is who is calling, a part of that, or what was made of it. */
export function isCaller(given: CodeNode | undefined, scopes: Scopes, links = 0): boolean {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return false;
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return isCallerName(node, scopes, links);
    case 'member_expression':
    case 'subscript_expression':
      return isCallerMember(node, scopes, links);
    case 'call_expression': {
      const callee = field(node, 'function');
      if (callee === undefined) return false;
      if (CURRENT.test(scopes.textOf(callee)) || CURRENT.test(`${scopes.textOf(callee)}()`)) return true;
      return isKept(node, callee, scopes) || isCaller(field(unwrap(callee), 'object'), scopes, links + 1);
    }
    case 'template_string':
    case 'binary_expression':
      return [...walk(node)].some((one) => one !== node && isName(one) && isCaller(one, scopes, links + 1));
    default:
      return false;
  }
}

/** `request.getAttribute("accountId")` of Java, where something in front has put it. */
function isKept(call: CodeNode, callee: CodeNode, scopes: Scopes): boolean {
  if (scopes.language !== 'java' || !/\.getAttribute$/.test(scopes.textOf(callee))) return false;
  const key = stringValue(argumentsOf(call)[0], scopes.text) ?? '';
  return heldBy(field(unwrap(callee), 'object'), scopes) === 'request' && !TECHNICAL.test(key);
}

/** Every outermost place in a function that reads the caller. */
export function callersIn(node: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const found: CodeNode[] = [];
  for (const one of walk(node)) {
    if (!isName(one) && one.type !== 'call_expression') continue;
    const outer = found.at(-1);
    if (outer !== undefined && one.start >= outer.start && one.end <= outer.end) continue;
    if (!isBinding(one) && isCaller(one, scopes)) found.push(one);
  }
  return found;
}

function isName({ type }: CodeNode): boolean {
  return (
    type === 'identifier' ||
    type === 'shorthand_property_identifier' ||
    type === 'member_expression' ||
    type === 'subscript_expression'
  );
}

/** The name that a declaration or a parameter gives, which reads nothing. */
function isBinding(node: CodeNode): boolean {
  const parent = node.parent;
  if (node.type !== 'identifier' || parent === undefined) return false;
  if (parent.type === 'variable_declarator') return node.field === 'name';
  return /parameter/.test(parent.type) || node.field === 'parameter' || node.field === 'name';
}

function isCallerName(node: CodeNode, scopes: Scopes, links: number): boolean {
  const declared = scopes.find(node);
  if (declared?.kind === 'value') {
    if (declared.path.length > 0 && heldBy(declared.value, scopes) === 'request')
      return isIdentity(declared.path);
    const value = unwrap(declared.value);
    // `const { user: me } = res.locals`.
    if (declared.path.length > 0 && isKeeper(value, scopes)) return PERSON.test(declared.path[0] ?? '');
    if (isCaller(value, scopes, links + 1)) return true;
    // What was found by way of the caller is the caller's.
    return value?.type === 'call_expression' && mentions(value, node, scopes, links + 1);
  }
  if (declared?.kind !== 'parameter') return false;
  if (heldBy(node, scopes) === 'request') return false;
  const param = paramsOf(declared.of)[declared.index];
  if (param === undefined) return false;
  if (declared.path.length > 0 && isIdentity(declared.path)) return isRequestLike(param, scopes);
  const [key] = declared.path;
  if (key !== undefined && contextIn(declared.of, scopes) !== undefined) return BESIDE.test(key);
  if (isHanded(param, scopes) || isThird(declared.of, declared.index, scopes)) return true;
  return scopes.language === 'python' && scopes.isGivenCaller(declared.of, declared.index);
}

/** `route((req, res, user) => ...)`: what a wrapper of a handler hands over beside the request. */
function isThird(of: CodeNode, index: number, scopes: Scopes): boolean {
  const name = index < 2 ? undefined : nameOfParam(paramsOf(of)[index] ?? of, scopes.text);
  return name !== undefined && BESIDE.test(name) && rolesOf(of, scopes) !== undefined;
}

function mentions(value: CodeNode, name: CodeNode, scopes: Scopes, links: number): boolean {
  const own = scopes.textOf(name);
  return [...walk(value)].some(
    (one) => one !== value && isName(one) && scopes.textOf(one) !== own && isCaller(one, scopes, links),
  );
}

function isRequestLike(param: CodeNode, scopes: Scopes): boolean {
  return param.type === 'object_pattern' || nameOfParam(param, scopes.text) === undefined;
}

/** `user: User = Depends(get_current_user)`, `@AuthenticationPrincipal User user`, `Principal principal`. */
function isHanded(param: CodeNode, scopes: Scopes): boolean {
  const type = field(param, 'type');
  const typeText = type === undefined ? '' : scopes.textOf(type);
  const name = nameOfParam(param, scopes.text) ?? '';
  if (scopes.language === 'java') {
    const marks = decoratorsOf(param).map((one) => withoutPackages(scopes.textOf(calleeOf(one))));
    const isPut = marks.some((one) => PUT_MARKS.test(one)) && !TECHNICAL.test(name);
    return (
      CALLER_TYPES.test(withoutPackages(typeText)) || marks.some((one) => CALLER_MARKS.test(one)) || isPut
    );
  }
  const text = scopes.textOf(param);
  if (scopes.language !== 'python') return false;
  const named = type === undefined ? '' : `${typeText} ${aliasOf(type, scopes)}`;
  if (HANDS.test(`${text} ${named}`) && PERSON.test(`${text} ${named}`)) return true;
  return /^current_?user|^principal$/i.test(name) || HANDED_ALIASES.test(typeText);
}

/** `CurrentUser = Annotated[User, Depends(signed_in)]`, where it is declared in the same file. */
function aliasOf(type: CodeNode, scopes: Scopes): string {
  const behind = typeBehind(type, scopes);
  return behind === undefined ? '' : scopes.textOf(behind);
}

function calleeOf(node: CodeNode): CodeNode {
  return node.type === 'call_expression' ? (field(node, 'function') ?? node) : node;
}

function isCallerMember(node: CodeNode, scopes: Scopes, links: number): boolean {
  const object = unwrap(field(node, 'object'));
  const key = keyOf(node, scopes);
  if (object === undefined) return false;
  if (isContext(object, scopes)) return key !== undefined && BESIDE.test(key);
  if (heldBy(object, scopes) === 'request')
    return key !== undefined && (isIdentity([key]) || isPutThere(key, scopes));
  if (isKeeper(object, scopes)) return key !== undefined && PERSON.test(key);
  return isCaller(object, scopes, links + 1);
}

/** Whether an expression is what keeps the caller beside other things: `req.session`, `res.locals`, or a name for it. */
function isKeeper(given: CodeNode | undefined, scopes: Scopes, links = 0): boolean {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return false;
  if (node.type === 'member_expression')
    return STORES.has(keyOf(node, scopes) ?? '') && givesKeeper(field(node, 'object'), scopes);
  const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'value') {
    const [key, ...more] = declared.path;
    if (key === undefined) return isKeeper(declared.value, scopes, links + 1);
    return more.length === 0 && STORES.has(key) && givesKeeper(declared.value, scopes);
  }
  const [key, ...more] = declared?.kind === 'parameter' ? declared.path : [];
  if (declared?.kind !== 'parameter' || key === undefined || more.length > 0 || !STORES.has(key))
    return false;
  const param = paramsOf(declared.of)[declared.index];
  return param !== undefined && isRequestLike(param, scopes) && rolesOf(declared.of, scopes) !== undefined;
}

function givesKeeper(given: CodeNode | undefined, scopes: Scopes): boolean {
  const node = unwrap(given);
  return heldBy(node, scopes) === 'request' || /^(?:res(?:ponse)?|ctx)$/.test(rootText(node, scopes));
}

/** What middleware has put on the request: a tenant, an ability, an object that was loaded for the caller. */
function isPutThere(key: string, { language }: Scopes): boolean {
  if (language === 'python' || language === 'java') return false;
  return !INPUTS.has(key) && !STORES.has(key) && !TECHNICAL.test(key) && !CHECKED.test(key);
}

function rootText(node: CodeNode | undefined, scopes: Scopes): string {
  return node === undefined ? '' : scopes.textOf(node);
}

function isIdentity(path: readonly string[]): boolean {
  const [first = '', second] = path;
  if (STORES.has(first)) return second !== undefined && PERSON.test(second);
  return IDENTITY.has(first);
}

/** Whether something inside the expression is the caller. */
export function holdsCaller(given: CodeNode | undefined, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node === undefined) return false;
  return isCaller(node, scopes) || named(node).some((part) => holdsCaller(part, scopes));
}
