import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { guardOf } from './endpoints.js';
import { type Claim, claimOf } from './sent-claims.js';

/** A decision by what the caller says, with the key of its message. */
export interface Decided {
  readonly at: ValueView;
  readonly claim: Claim;
  readonly message: 'role' | 'person' | 'caller' | 'address';
}

/** What decides by a claim: comparisons, lists that are looked into, and what says for all that follows who is calling. */
export const DECIDES: readonly string[] = [
  ...['==', 'equals', 'equalsIgnoreCase', 'includes', 'has', 'contains'],
  ...['user=', 'userId=', 'currentUser='],
];

const EQUALS = /^(?:==|equals|equalsIgnoreCase)$/;
const LISTED = /^(?:includes|has|contains)$/;
const ALLOWED = /allow|white|trusted|permitted|internal|ips?\b/i;
const ADDRESS = /^(?:[\d.]{4,}|::1|::ffff:[\d.]+|localhost)$/;
/** A role that is written out, or has a name. */
const FIXED = /^(?:(?:[\w$]+\.)*[A-Z][A-Z\d_]*(?:\.\w+)?|[Tt]rue)$/;
const OWNER = /[.[]\W*(?:get_?)?\w*(?:user|owner|author|customer|account|member|creat)\w*\W*$/i;
const CONVERTED = /\.(?:toString|valueOf|toHexString|hex)(?:\(\))?$|^(?:String|Number|str|int)\(|\)$/g;
const CALLER = /\breq(?:uest)?\b|session|current|principal|token|claims|auth(?!or)|\bme\b/i;
/** Who refuses where it is not so. */
const REFUSES = /^\W*(?:return\b)?[^;}]{0,80}(?:\b40[13]\b|forbidden|unauthori|denied)/i;
const PROVES = /verify|compare|secret|api_?key|signature|decode/i;
/** Code that has whoever stands in front prove it. */
const PROVEN =
  /gateway|ingress|envoy|istio|proxy|timingSafeEqual|compare_digest|createHmac|MessageDigest\.isEqual/i;
const TELLS =
  /(?:^|[._])(?:log\w*|info|warn\w*|error|debug|trace|track\w*|audit\w*|set|emit|console)(?:[._(]|$)/i;
const FINDS_CALLER = /user|caller|identity|principal|auth/i;

/** What a call decides by a claim; undefined where it decides by something else, or by nothing. */
export function decidedBy(call: CallView): Decided | undefined {
  const { name, node, language, object, arguments: given } = call;
  if (name !== '==' && name.endsWith('=')) return setBy(call);
  const sides = name === '==' ? given : [object, ...given];
  for (const side of sides) {
    const claim = claimOf(side, node, language);
    const other = sides.find((one) => one !== side);
    if (side === undefined || claim === undefined || other === undefined) continue;
    if (decides(claim, side, other, call)) return { at: side, claim, message: claim.says };
  }
  return undefined;
}

/** Whether somebody in front of the code may have proven what it says. */
export function mayBeProven({ node, handler }: CallView): boolean {
  const { endpoints = [] } = handler ?? {};
  return (
    PROVEN.test(node.leaf.text) || endpoints.some(({ guards }) => guards.known && guards.value.some(isProof))
  );
}

function isProof({ name }: { readonly name: string }): boolean {
  return /internal|secret|service|signature|mtls/i.test(name);
}

function decides(claim: Claim, side: ValueView, other: ValueView, call: CallView): boolean {
  const { name } = call;
  switch (claim.says) {
    case 'role':
      return EQUALS.test(name) && isFixed(other) && (isSet(claim) || refuses(call));
    case 'person':
      return EQUALS.test(name) && isOwner(other) && !isCompared(side, call);
    case 'address':
      return EQUALS.test(name)
        ? ADDRESS.test(other.literal ?? '')
        : LISTED.test(name) && call.argument(0) === side && ALLOWED.test(other.text);
  }
}

function isSet({ in: place }: Claim): boolean {
  return place === 'header' || place === 'cookie';
}

function isFixed({ literal, text }: ValueView): boolean {
  return literal === undefined ? FIXED.test(text) : /^\w[\w-]*$/.test(literal) && literal !== 'undefined';
}

function isOwner({ text, input, literal }: ValueView): boolean {
  const name = text.replace(CONVERTED, '');
  return input === undefined && literal === undefined && OWNER.test(name) && !CALLER.test(name);
}

/** Whether the same is held against who is signed in, here or beside it. */
function isCompared({ input = [] }: ValueView, call: CallView): boolean {
  return call.nearby('==').some(({ arguments: sides }) => {
    const [side] = sides.filter((one) => one.input?.join() === input.join());
    return side !== undefined && sides.some((one) => one !== side && CALLER.test(one.text));
  });
}

/** Whether callers are turned away by it. What is looked for is no condition of that, nor what may not be stored. */
function refuses({ name, node }: CallView): boolean {
  const { text } = node.leaf;
  const isNegated =
    name === '==' ? /!==?/.test(node.text) : /!\s*$/.test(text.slice(node.start - 4, node.start));
  return isNegated && REFUSES.test(text.slice(node.end, node.end + 140));
}

/** `req.user = { id: req.headers['x-user-id'] }`. */
function setBy(call: CallView): Decided | undefined {
  const { node, language, object } = call;
  const value = call.argument(0);
  if (object?.text !== call.handler?.request || call.neighbors().some((one) => PROVES.test(one)))
    return undefined;
  const parts = [value, ...['id', '_id', 'userId', 'sub'].map((key) => value?.property(key))];
  return claimedIn(parts, node, language);
}

function claimedIn(
  values: readonly (ValueView | undefined)[],
  at: CallView['node'],
  language: CallView['language'],
): Decided | undefined {
  for (const value of values) {
    const claim = claimOf(value, at, language);
    if (value !== undefined && claim?.says === 'person' && isSet(claim))
      return { at: value, claim, message: 'caller' };
  }
  return undefined;
}

/** By what a function that nothing stands in front of, or that finds out who is calling, asks for what is theirs. */
export function callerTaken(handling: HandlingView): Decided | undefined {
  const { calls, callers, endpoints, passesOn, name = '' } = handling;
  if (calls.some(({ callee }) => PROVES.test(callee))) return undefined;
  const isOpen = passesOn
    ? FINDS_CALLER.test(name)
    : endpoints.every(
        (one) => one.guards.known && !one.obscured && guardOf(one, 'authentication') === undefined,
      );
  if (!isOpen || endpoints.length === 0) return undefined;
  for (const call of calls) {
    if (TELLS.test(call.callee)) continue;
    const values = call.arguments.flatMap((one) => [
      one,
      ...(one.keys ?? []).map((key) => one.property(key)),
    ]);
    const found = claimedIn(values, call.node, call.language);
    if (found === undefined) continue;
    // Whoever else is asked for may be the one.
    const isOne = callers.every(({ text }) => text === found.at.text);
    return isOne && !PROVEN.test(call.node.leaf.text) ? found : undefined;
  }
  return undefined;
}
