import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, stringValue, unwrap, walk } from '../../syntax/code-read.js';
import { calleeName, calleeText } from './called-name.js';
import { type Reading, textOf } from './expression.js';
import { type Roles, rootName } from './passage.js';

/** What is handed to a handler: what hangs there is the caller's own, or the answer. */
const HANDED =
  /^(?:_?req|_?request|res|resp|response|reply|servletRequest|servletResponse|httpRequest|httpResponse)$/;
const HANDED_IN_JAVA =
  /^(?:session|httpSession|cookie|SecurityContextHolder|ResponseEntity|ResponseCookie|URI|UriComponentsBuilder)$/;
/** Roots of calls that keep nothing. */
const PLAIN =
  /^(?:String|Number|Boolean|JSON|Math|Date|Object|Array|Set|Map|List|URL|Optional|Objects|Duration|console|log|logger|logging|z|Joi|str|int|bool|[A-Z][A-Z_\d]*)$/;
/** Functions and methods that keep nothing, whatever they are called on. */
const HARMLESS =
  /^(?:includes|contains|has|test|match(?:es)?|fullmatch|startsWith|startswith|endsWith|endswith|indexOf|at|toLowerCase|toUpperCase|lower|upper|trim|strip|slice|split|join|parse|safeParse|parseInt|parseFloat|encodeURIComponent|decodeURIComponent|next|url_for|redirect|str|int|len|isoformat|timedelta|\w+Exception|\w+Error|\w*Response|getOrDefault|equals|toString|build|path|secure|httpOnly|maxAge|sameSite)$/;
/** Calls that change the caller's cookies or session, or end it. */
const ENDS =
  /^(?:clearCookie|delete_cookie|destroy|logout|logOut|invalidate|clear|clearContext|removeAttribute|pop)$/;
const SETS = /^(?:cookie|set_cookie|setCookie|setAttribute)$/;
const SENDS = /^(?:redirect|RedirectResponse|RedirectView|sendRedirect|location)$/;
/** What a cookie or a session holds that says who is calling. */
const WHO =
  /user|auth|account|uid|log(?:ged|in)|member|token|admin|role|jwt|sid|session|access|customer|tenant|scope|permi|owner|^id$|_id$|Id$|email|name$/i;

/**
 * Whether a handler changes nothing but what the caller's own cookies and session hold, and there nothing that says who
 * is calling, ends that session, or only sends a browser on.
 */
export function keepsOwn(
  body: CodeNode,
  calls: readonly CodeNode[],
  roles: Roles | undefined,
  reading: Reading,
): boolean {
  const handed = handedTo(roles, reading);
  const rootOf = (node: CodeNode): string => rootName(unwrap(node) ?? node, reading);
  if (!calls.every((call) => isHarmless(call, handed, reading))) return false;
  let found = calls.some((call) => isOwn(call, handed, reading));
  const declared = new Set(
    [...walk(body)].flatMap((node) => {
      const name = node.type === 'variable_declarator' ? field(node, 'name') : undefined;
      return name === undefined ? [] : [textOf(name, reading)];
    }),
  );
  for (const node of walk(body)) {
    if (!/assignment_expression$|^update_expression$|^delete_expression$/.test(node.type)) continue;
    const target = unwrap(field(node, 'left') ?? field(node, 'argument'));
    if (target === undefined) return false;
    const root = rootOf(target);
    if (target.type === 'identifier' && declared.has(root)) continue;
    if (!handed(root)) return false;
    if (isOfSession(target, reading)) {
      if (saysWho(node, target, reading)) return false;
      found = true;
    }
  }
  return found;
}

/** Tells by their names what is handed to a handler. */
export function handedTo(roles: Roles | undefined, reading: Reading): (root: string) => boolean {
  return (root) =>
    HANDED.test(root) ||
    (root !== '' && (root === roles?.request || root === roles?.response)) ||
    (reading.language === 'java' && HANDED_IN_JAVA.test(root));
}

/** Whether a call keeps nothing that says who is calling. */
export function isHarmless(call: CodeNode, handed: (root: string) => boolean, reading: Reading): boolean {
  const root = rootName(unwrap(field(call, 'function')) ?? call, reading);
  const name = calleeName(call, reading);
  if (SETS.test(name) && handed(root)) return !WHO.test(keyOf(call, reading) ?? 'id');
  return handed(root) || PLAIN.test(root) || HARMLESS.test(name);
}

function isOwn(call: CodeNode, handed: (root: string) => boolean, reading: Reading): boolean {
  const name = calleeName(call, reading);
  if (SENDS.test(name)) return true;
  const root = rootName(unwrap(field(call, 'function')) ?? call, reading);
  if (!handed(root)) return false;
  return (
    SETS.test(name) || (ENDS.test(name) && /session|ogout|ogOut|ookie|ontext/.test(calleeText(call, reading)))
  );
}

/** The name of the cookie or the attribute that is set. */
function keyOf(call: CodeNode, reading: Reading): string | undefined {
  return stringValue(argumentsOf(call)[0], reading.text);
}

function isOfSession(target: CodeNode, reading: Reading): boolean {
  return /^\w+\s*\??\.\s*session\b/.test(textOf(target, reading));
}

/** `req.session.userId = id` signs in; `req.session = null` ends it. */
function saysWho(node: CodeNode, target: CodeNode, reading: Reading): boolean {
  const key = field(target, 'property') ?? field(target, 'index');
  const value = field(node, 'right');
  if (value !== undefined && /^(?:null|undefined|None)$/.test(textOf(value, reading))) return false;
  const name = key === undefined ? '' : (stringValue(key, reading.text) ?? textOf(key, reading));
  return node.type.startsWith('assignment') && (WHO.test(name) || !/^\w+$/.test(name));
}
