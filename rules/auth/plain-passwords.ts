import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
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
  /user|member|account|customer|client|admin|employee|person|people|student|patient|staff|teacher|doctor|login|e?mail/i;
/** A database that makes a hash of it by itself. */
const HASHES = /crypt|hash|digest|md5|sha\d|\bpassword\s*\(/i;

/** What a password is as clear after as before. */
const TIDIES =
  /(?:\.(?:trim\w*|strip|toString|normalize|to\w+Case|lower|upper|substring|slice)\(.*\)|^(?:String|str|escape)\(.*\))$/s;
/** Names of what puts a hash in the place of a password that was sent. */
const REPLACES =
  /(?:hash|encrypt|bcrypt|crypt|encode)\w*?(?:pass|pwd|body|user|credential)|(?:pass|pwd)\w*?(?:hash|encrypt|crypt)|^hash$/i;
/** Short names of a record, which say nothing of what it is. */
const RECORDS =
  /^(?:u|r|x|row|rows|result|results|res|record|doc|document|found|existing|entity|data|item|one|match|stored|db\w*)$/i;
/** What is compared by a constant name, or stands in settings, is one secret, and no table of them. */
const SETTING =
  /(?:^|[._([])(?:\w*(?:settings|config|conf|cfg|options|opts|propert(?:y|ies)|props|environ\w*|env|secrets|constants|vault))\b/i;
const CONSTANT = /['"]?\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+['"]?\W*$/;

/** What a call compares or stores as the caller typed it. */
export function plainIn(call: CallView): Plain | undefined {
  const plain = sentTo(call);
  return plain === undefined || isReplaced(plain.value, call) ? undefined : plain;
}

/** Whether a hash stands in its place by now, by an assignment or by what is registered in front. */
function isReplaced(value: ValueView, { handler }: CallView): boolean {
  const last = value.replacedBy().at(-1);
  if (last !== undefined && !isSent(last) && !TIDIES.test(last.text)) return true;
  if (handler === undefined) return false;
  const key = value.input?.at(-1) ?? lastName(value.text);
  const { endpoints, fronts } = handler;
  const isInFront = endpoints.length > 0 && endpoints.every(({ replaced = [] }) => replaced.includes(key));
  return isInFront || fronts.some((front) => REPLACES.test(front));
}

function sentTo(call: CallView): Plain | undefined {
  const { name, callee } = call;
  if (/^(?:==|equals|compare_digest|timingSafeEqual)$/.test(name)) return comparedIn(call);
  if (/^findBy\w+AndPassword$/.test(name))
    return PEOPLE.test(callee) ? compared(call.arguments.find(isSent)) : undefined;
  return (/^(?:find|filter_by)/.test(name) ? filteredIn(call) : undefined) ?? inSql(call);
}

function compared(value: ValueView | undefined): Plain | undefined {
  return value && { value, is: 'compared' };
}

/** `User.findOne({ email, password })`. */
function filteredIn(call: CallView): Plain | undefined {
  const filter = call.argument(0);
  const conditions = [filter, filter?.property('where')].flatMap((one) =>
    one === undefined ? [] : conditionsOf(one),
  );
  const isOfPeople = [call.callee, ...conditions.map(([field]) => field)].some((one) => PEOPLE.test(one));
  if (call.name === 'filter_by') {
    const value = call.keyword('password');
    const names = PEOPLE.test(call.node.text);
    return names && value !== undefined && isSent(value) ? compared(value) : undefined;
  }
  return isOfPeople
    ? compared(conditions.find(([field, value]) => isClear(field) && isSent(value))?.[1])
    : undefined;
}

/** `user.password === req.body.password`. */
function comparedIn(call: CallView): Plain | undefined {
  const { name, object, arguments: given } = call;
  const isOn = name === 'equals' && object !== undefined && given.length === 1;
  const sides = isOn ? [object, ...given] : given;
  const [a, b] = sides;
  if (a === undefined || b === undefined || sides.length !== 2) return undefined;
  const value = isSent(a) && isKept(b, call) ? a : isSent(b) && isKept(a, call) ? b : undefined;
  return compared(value);
}

/** A password in what the caller sent, as it was typed. */
function isSent(value: ValueView): boolean {
  return value.origin === 'request' && value.parts.length === 1 && isClear(lastName(value.text));
}

/** A password of a person's record; that of a room or of the service itself is no table of users. */
function isKept({ origin, text }: ValueView, call: CallView): boolean {
  if (origin !== 'unknown' || !/[.[]/.test(text) || !isClear(lastName(text))) return false;
  if (OWN_PASSWORDS.test(text) || SETTING.test(text) || CONSTANT.test(text)) return false;
  const holder = text.slice(0, text.lastIndexOf(lastName(text)));
  if (PEOPLE.test(holder)) return true;
  return RECORDS.test(/[A-Za-z_$]\w*/.exec(holder)?.[0] ?? '') && isAmongPeople(call);
}

/** Whether a function speaks of people: in what it calls, in what it asks a database, or in what it is sent. */
function isAmongPeople(call: CallView): boolean {
  const asked = ['query', 'execute', 'get', 'findOne', 'find_one'].flatMap((name) => call.nearby(name));
  const paths = call.handler?.endpoints.map(({ path }) => path) ?? [];
  const words = [
    ...call.neighbors(),
    ...asked.map(({ node }) => node.text),
    ...(call.handler?.fields ?? []),
    ...paths,
  ];
  return words.some((one) => PEOPLE.test(one));
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

/** What was typed itself, where another form of it is kept: `str(body["password"])`. */
export function typedIn(value: ValueView): CodeSpot {
  const [read, ...more] = value.form === 'call' ? value.reads : [];
  return read === undefined || more.length > 0 ? value : read;
}
