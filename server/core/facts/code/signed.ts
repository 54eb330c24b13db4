import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { calleeName, calleeText } from './called-name.js';
import { bindingOf, expression, type Reading, textOf } from './expression.js';
import { isHeeded, isSwallowed } from './heeded.js';
import { paramsOf } from './params.js';
import { namesOf } from './steps.js';
import type { Behavior } from './types.js';

/** A header in which a sender proves that a delivery is theirs, where it is read. */
const HEADER =
  /(?:headers\s*(?:\?\.)?\s*(?:\.\s*get\s*\(|\[)|\.(?:header|getHeader)\s*\()\s*['"`][\w-]*(?:signature|hmac)[\w-]*['"`]|\.get\s*\(\s*['"`](?:[\w-]+-(?:signature|hmac)|(?:signature|hmac)-)[\w-]*['"`]|\{[^{}]*['"][\w-]*(?:signature|hmac)[\w-]*['"]\s*:[^{}]*\}\s*=\s*[\w.]*headers\b/i;
/** Parameters that a framework fills from such a header. */
const HANDED = /\b(?:Request)?Header\b/;
const NAMED = /signature|hmac/i;
/** Calls of packages that check a delivery. */
const PROVES =
  /construct_?event(?:async)?$|verify_?and_?receive$|verify_?(?:webhook_?|request_?|hmac_?)?signature$|\bwebhooks?\.(?:verify|unwrap)$/i;
const MAKES_HMAC = /create_?hmac|\bhmac\b|HmacSHA|HmacUtils/i;
const COMPARES = /^(?:timingSafeEqual|compare_digest|isEqual|safe_?compare|constant_?time_?\w+)$/i;
const EQUALITY = /^[=!]==?$/;
/** Calls that read a value, make another form of it, answer or write it down. */
const KEEPS =
  /^(?:from|of|String|get|header|getHeader|encode|decode|strip|trim|split|slice|replace|startsWith|startswith|json|send|status|log|info|warn|error|debug|trace|print|println|create|insert\w*|save|add|push)$/;
/** What is compared against forged requests says nothing of who is calling. */
const FORGERY = /csrf|xsrf/i;

/** Of these the ones that fail where it is wrong. */
const FAILS = /construct_?event(?:async)?$|verify_?and_?receive$|\bwebhooks?\.unwrap$/i;
/** Other names of what may check a delivery. */
const MAY_CHECK = /sign|hmac|verif|valid|check|genuin|authentic|trust|webhook/i;
/** How a function refuses by itself, or leaves what it found for others, whatever it gives back. */
const REFUSES =
  /\bthrow\b|\braise\b|\breject\b|\bassert|\bnext\b|\bres(?:ponse)?\b|\w\s*\.\s*\w+\s*=(?![=>])/;
const ABOUT = new RegExp(
  `${MAY_CHECK.source}|${NAMED.source}|equal|compare|construct_?event|receive|unwrap`,
  'i',
);
const MOST_CALLS = 6;
const NOTHING: Signing = {};

/** What a function makes of the signature of what it is sent. */
export type Signing = Pick<Behavior, 'purpose' | 'vain' | 'yields'>;

/**
 * Whether a function checks the signature of what it is sent, or hands the header that holds it to something that may:
 * `stripe.webhooks.constructEvent(body, signature, key)`, `timingSafeEqual(hmac(body), given)`, `valid(body, signature)`.
 * 'unproven' where nothing hangs on what comes of it.
 */
export function signingIn(body: CodeNode, reading: Reading): Signing {
  if (!mayAsk(body, reading)) return NOTHING;
  const calls = [...walk(body)].filter(({ type }) => type === 'call_expression');
  const found = evidenceIn(body, calls, reading);
  if (found.length === 0 && comparesOnly(body, calls, reading)) return { yields: true };
  const isHeld = (one: CodeNode) =>
    isHeeded(one, body, reading) ||
    answersLater(one) ||
    (FAILS.test(calleeText(one, reading)) && !isSwallowed(one, body, reading));
  if (found.some(isHeld)) {
    const yields = !REFUSES.test(textOf(body, reading)) && !found.some((one) => mayFail(one, reading));
    return { purpose: 'signed', ...(yields ? { yields } : {}) };
  }
  // What is called may refuse by itself.
  const rests = found.filter((one) => mayRefuse(one, reading) && !isSwallowed(one, body, reading));
  const vain = (rests.length > 0 ? rests : calls.filter((one) => isVain(one, body, reading)))
    .slice(0, MOST_CALLS)
    .map((one) => expression(field(one, 'function'), reading, 8));
  return {
    ...(rests.length > 0 ? { purpose: 'signed' } : found.length > 0 ? { purpose: 'unproven' } : {}),
    ...(vain.length > 0 ? { vain } : {}),
  };
}

/** Whether the text of a function has what may be about a signature; elsewhere its parameters may. */
function mayAsk(body: CodeNode, reading: Reading): boolean {
  const text = textOf(body, reading);
  return !isScript(reading.language) || ABOUT.test(text) || isComparison(body, reading);
}

/** `const same = (a, b) => timingSafeEqual(a, b)`. */
function comparesOnly(body: CodeNode, calls: readonly CodeNode[], reading: Reading): boolean {
  if (!isScript(reading.language)) return false;
  const compares = isComparison(body, reading) || calls.some((one) => isComparison(one, reading));
  return compares && !REFUSES.test(textOf(body, reading));
}

/** Whether it is a call of something with a name that may check a delivery, and nothing reads what it gives back. */
function isVain(call: CodeNode, body: CodeNode, reading: Reading): boolean {
  const mayCheck = isScript(reading.language) && MAY_CHECK.test(calleeName(call, reading));
  return mayCheck && !answersLater(call) && !isHeeded(call, body, reading);
}

/** What it finds it hands to a function that it is given. */
function answersLater(node: CodeNode): boolean {
  return node.type === 'call_expression' && argumentsOf(node).some(isFunction);
}

function mayRefuse(node: CodeNode, reading: Reading): boolean {
  return node.type === 'call_expression' && !COMPARES.test(calleeName(node, reading));
}

function mayFail(node: CodeNode, reading: Reading): boolean {
  return mayRefuse(node, reading) && PROVES.test(calleeText(node, reading));
}

/** Places in a function at which the signature of what it is sent is asked about. */
function evidenceIn(body: CodeNode, calls: readonly CodeNode[], reading: Reading): readonly CodeNode[] {
  const params = body.parent === undefined ? [] : paramsOf(body.parent);
  const handed = params.filter((one) => isHanded(one, reading));
  const text = textOf(body, reading);
  if (handed.length === 0 && !/signature|hmac|construct_?event|webhooks?\./i.test(text)) return [];
  if (FORGERY.test(text)) return [];
  const compares = (node: CodeNode) => isComparison(node, reading);
  const made = declaredBy(body, MAKES_HMAC, [], reading);
  const given = declaredBy(body, HEADER, handed, reading);
  return [
    ...calls.filter((call) => PROVES.test(calleeText(call, reading))),
    ...(MAKES_HMAC.test(text) ? calls.filter(compares) : []),
    ...[...walk(body)].filter(
      (node) =>
        (compares(node) && (mentions(node, made, reading) || makesHmac(node, reading))) ||
        isChecked(node, given, reading),
    ),
  ];
}

/** `createHmac('sha256', KEY).update(body).digest('hex') === given`. */
function makesHmac(node: CodeNode, reading: Reading): boolean {
  return node.type === 'binary_expression' && MAKES_HMAC.test(textOf(node, reading));
}

/** `x_signature: str = Header()`, `@RequestHeader("X-Signature") String given`. */
function isHanded(param: CodeNode, reading: Reading): boolean {
  if (reading.language !== 'python' && reading.language !== 'java') return false;
  const text = textOf(param, reading);
  return HANDED.test(text) && NAMED.test(text);
}

/** Names of parameters, and of what is declared by a value in which the pattern or one of them is found. */
function declaredBy(
  body: CodeNode,
  pattern: RegExp,
  params: readonly CodeNode[],
  reading: Reading,
): ReadonlySet<string> {
  const names = new Set(params.flatMap((one) => namesOf(bindingOf(one, reading))));
  for (const node of walk(body)) {
    const value = node.type === 'variable_declarator' ? field(node, 'value') : undefined;
    if (value === undefined) continue;
    if (!pattern.test(textOf(node, reading)) && !mentions(value, names, reading)) continue;
    for (const name of namesOf(bindingOf(field(node, 'name'), reading))) names.add(name);
  }
  return names;
}

function mentions(node: CodeNode, names: ReadonlySet<string>, reading: Reading): boolean {
  if (names.size === 0) return false;
  return [...walk(node)].some(
    (one) => /^(?:shorthand_property_)?identifier$/.test(one.type) && names.has(textOf(one, reading)),
  );
}

function isComparison(node: CodeNode, reading: Reading): boolean {
  if (node.type === 'binary_expression') return EQUALITY.test(field(node, 'operator')?.type ?? '');
  return node.type === 'call_expression' && COMPARES.test(calleeName(node, reading));
}

/** Whether a signature is compared, or handed to something that may check it. */
function isChecked(node: CodeNode, given: ReadonlySet<string>, reading: Reading): boolean {
  const holds = (one: CodeNode): boolean =>
    HEADER.test(textOf(one, reading)) || mentions(one, given, reading);
  if (node.type === 'binary_expression')
    return isComparison(node, reading) && !isMissing(node, reading) && holds(node);
  if (node.type !== 'call_expression' || KEEPS.test(calleeName(node, reading))) return false;
  return argumentsOf(node).some(holds);
}

/** `signature === undefined` only asks whether there is one. */
function isMissing(node: CodeNode, reading: Reading): boolean {
  return [field(node, 'left'), field(node, 'right')].some((side) =>
    /^(?:null|undefined|None|['"]{2})$/.test(side === undefined ? '' : textOf(side, reading)),
  );
}
