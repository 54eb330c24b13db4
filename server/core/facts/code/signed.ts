import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, walk } from '../../syntax/code-read.js';
import { calleeName, calleeText } from './called-name.js';
import { bindingOf, type Reading, textOf } from './expression.js';
import { paramsOf } from './params.js';
import { namesOf } from './steps.js';

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

/**
 * Whether a function checks the signature of what it is sent, or hands the header that holds it to something that may:
 * `stripe.webhooks.constructEvent(body, signature, key)`, `timingSafeEqual(hmac(body), given)`, `valid(body, signature)`.
 */
export function checksSignature(body: CodeNode, reading: Reading): boolean {
  const params = body.parent === undefined ? [] : paramsOf(body.parent);
  const handed = params.filter((one) => isHanded(one, reading));
  const text = textOf(body, reading);
  if (handed.length === 0 && !/signature|hmac|construct_?event|webhooks?\./i.test(text)) return false;
  if (FORGERY.test(text)) return false;
  const calls = [...walk(body)].filter(({ type }) => type === 'call_expression');
  if (calls.some((call) => PROVES.test(calleeText(call, reading)))) return true;
  const compares = (node: CodeNode) => isComparison(node, reading);
  if (MAKES_HMAC.test(text) && calls.some(compares)) return true;
  const made = declaredBy(body, MAKES_HMAC, [], reading);
  if (made.size > 0 && [...walk(body)].some((node) => compares(node) && mentions(node, made, reading)))
    return true;
  const given = declaredBy(body, HEADER, handed, reading);
  return [...walk(body)].some((node) => isChecked(node, given, reading));
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
