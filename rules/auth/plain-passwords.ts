import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { conditionsOf } from '../input/filters.js';
import { CALLEES, statementOf } from '../input/sql-calls.js';
import { isClear, OWN_PASSWORDS } from './password-digests.js';

/** Names of what compares or stores a password as it was typed. */
export const PLAIN: readonly string[] = [
  ...['==', 'equals', 'compare_digest', 'timingSafeEqual', 'filter_by'],
  ...['find', 'findOne', 'findFirst', 'findUnique', 'findOneBy', 'find_one'],
  ...[
    'findByEmailAndPassword',
    'findByUsernameAndPassword',
    'findByLoginAndPassword',
    'findByNameAndPassword',
  ],
  ...CALLEES,
];

/** A password as the caller sent it. */
export interface Plain {
  readonly value: ValueView;
  readonly is: 'compared' | 'stored';
}

const COLUMN = 'pass(?:word|wd)|pwd';
const COMPARES = new RegExp(`\\bwhere\\b[\\s\\S]*\\b(?:${COLUMN})["'\`]?\\s*=`, 'i');
const STORES = new RegExp(
  `\\binsert\\s+into\\b[^(]*\\([^)]*\\b(?:${COLUMN})\\b|\\bupdate\\b[\\s\\S]*\\bset\\b[\\s\\S]*\\b(?:${COLUMN})["'\`]?\\s*=`,
  'i',
);
/** What only people have; what a device or another service is reached by has to be kept as it is. */
const PEOPLE =
  /user|member|account|customer|client|admin|employee|person|people|student|patient|login|e?mail/i;
/** A database that makes a hash of it by itself. */
const HASHES = /crypt|hash|digest|md5|sha\d|\bpassword\s*\(/i;

/** What a call compares or stores as the caller typed it. */
export function plainIn(call: CallView): Plain | undefined {
  const { name } = call;
  if (/^(?:==|equals|compare_digest|timingSafeEqual)$/.test(name)) return comparedIn(call);
  if (/^findBy\w+AndPassword$/.test(name)) return compared(call.arguments.find(isSent));
  const filter = call.argument(0);
  const conditions = [filter, filter?.property('where')].flatMap((one) =>
    one === undefined ? [] : conditionsOf(one),
  );
  const found = /^(?:find|filter_by)/.test(name)
    ? (conditions.find(([field, value]) => isClear(field) && isSent(value))?.[1] ?? keywordOf(call))
    : undefined;
  return compared(found) ?? inSql(call);
}

function compared(value: ValueView | undefined): Plain | undefined {
  return value && { value, is: 'compared' };
}

function keywordOf(call: CallView): ValueView | undefined {
  const value = call.name === 'filter_by' ? call.keyword('password') : undefined;
  return value !== undefined && isSent(value) ? value : undefined;
}

/** `user.password === req.body.password`. */
function comparedIn({ name, object, arguments: given }: CallView): Plain | undefined {
  const isOn = name === 'equals' && object !== undefined && given.length === 1;
  const sides = isOn ? [object, ...given] : given;
  const [a, b] = sides;
  if (a === undefined || b === undefined || sides.length !== 2) return undefined;
  const value = isSent(a) && isKept(b) ? a : isSent(b) && isKept(a) ? b : undefined;
  return compared(value);
}

/** A password in what the caller sent, as it was typed. */
function isSent(value: ValueView): boolean {
  return value.origin === 'request' && value.parts.length === 1 && isClear(lastName(value.text));
}

/** A password of a record. */
function isKept({ origin, text }: ValueView): boolean {
  return origin === 'unknown' && /[.[]/.test(text) && !OWN_PASSWORDS.test(text) && isClear(lastName(text));
}

/** 'password' of `body.password`, `body.getPassword()`, `body["password"]`. */
function lastName(text: string): string {
  return /([A-Za-z_$][\w$]*)(?:\(\))?['"\])\s!]*(?:\s+as\s+\w+)?$/.exec(text)?.[1] ?? '';
}

function inSql(call: CallView): Plain | undefined {
  const statement = statementOf(call);
  const sql = statement?.parts.map(({ literal }) => literal ?? ' ? ').join('') ?? '';
  if (statement === undefined || HASHES.test(sql) || !PEOPLE.test(sql)) return undefined;
  const is = STORES.test(sql) ? 'stored' : COMPARES.test(sql) ? 'compared' : undefined;
  if (is === undefined) return undefined;
  const value = [...statement.parts, ...call.arguments.slice(1).flatMap(valuesIn)].find(isSent);
  return value && { value, is };
}

/** A list of parameters, a table of them, or one. */
function valuesIn(given: ValueView): readonly ValueView[] {
  return given.items ?? given.keys?.flatMap((key) => given.property(key) ?? []) ?? [given];
}
