import type { CallView, ValueView } from '../../server/core/rule/views.js';

const DAY = 86_400;
const YEAR = 365 * DAY;
/** Seconds of the units of the package `ms`, as `jsonwebtoken` and `jose` take them. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:y|yr|yrs|year|years)$/, YEAR],
  [/^(?:w|week|weeks)$/, 7 * DAY],
  [/^(?:d|day|days)$/, DAY],
  [/^(?:h|hr|hrs|hour|hours)$/, 3600],
];

/** Tokens that are kept, can be taken back or are no one's session. */
const KEPT = /refresh|remember|invit|api_?key|unsubscribe|device|service|machine|\bbot\b|licen[cs]e/i;
/** How much is read of what stands in front of the call: the name of its function and of the variable. */
const AROUND = 200;

/** Where a life of a year or more is written, and how many days it lasts. */
export interface LongLife {
  readonly at: ValueView;
  readonly days: number;
}

/** A life of a year or more that the options, the chain or the payload of a token write out; undefined for what is kept. */
export function longLifeOf(call: CallView): LongLife | undefined {
  if (KEPT.test(before(call) + call.node.text)) return undefined;
  const at = call.language === 'python' ? call.argument(0)?.property('exp') : optionOf(call);
  const seconds = at === undefined ? 0 : call.language === 'python' ? sumOf(at) : secondsIn(at);
  return at === undefined || seconds < YEAR ? undefined : { at, days: Math.round(seconds / DAY) };
}

/** What stands in front of the call in its statement, which begins where a line does. */
function before({ node: { leaf, start } }: CallView): string {
  const text = leaf.text.slice(Math.max(0, start - AROUND), start);
  return text.slice([...text.matchAll(/^\S/gm)].at(-1)?.index ?? 0);
}

function optionOf(call: CallView): ValueView | undefined {
  const set = /\.setExpirationTime\($/.test(call.callee) || call.name === 'setExpirationTime';
  return set ? call.argument(0) : call.argument(2)?.property('expiresIn');
}

/** `'365d'`, `'1 year'`, 31536000 and `60 * 60 * 24 * 365`; 0 for anything else. */
function secondsIn({ literal, text }: ValueView): number {
  const [, count = '', unit = ''] = /^(\d{1,9}(?:\.\d+)?)\s*([a-z]+)$/i.exec(literal ?? '') ?? [];
  const found = UNITS.find(([name]) => name.test(unit.toLowerCase()));
  if (found !== undefined) return Number(count) * found[1];
  if (/^\d[\d_]*$/.test(literal ?? '') && !/^['"`]/.test(text)) return productOf(literal ?? '');
  return /^\d[\d_]*(?:\s*\*\s*\d[\d_]*)+$/.test(text) ? productOf(text) : 0;
}

/** `now() + timedelta(days=365)`, directly or under a name. */
function sumOf({ parts, text }: ValueView): number {
  const sum = [text, ...parts.map((part) => part.text)].find((one) => /\btimedelta\(/.test(one)) ?? '';
  const [, unit, count = '0'] = /\btimedelta\(\s*(days|weeks)\s*=\s*(\d{1,9})\s*\)/.exec(sum) ?? [];
  return Number(count) * (unit === 'weeks' ? 7 : 1) * DAY;
}

function productOf(text: string): number {
  return text.split('*').reduce((product, factor) => product * Number(factor.replaceAll('_', '').trim()), 1);
}
