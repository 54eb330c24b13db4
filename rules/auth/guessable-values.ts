import type { KeptView } from '../../server/core/rule/call-around.js';
import type { CallView } from '../../server/core/rule/views.js';
import { isMadeCode, isMadeSecret, provesSomebody } from '../../server/core/words/made-secrets.js';

/** Names of what gives values that can be computed from others, or of the time alone. */
export const GUESSABLE: readonly string[] = [
  ...['random', 'now', 'time', 'getTime', 'currentTimeMillis', 'nanoTime', 'v1', 'uuid1', 'uuidv1'],
  ...['randint', 'randrange', 'choice', 'choices', 'sample', 'getrandbits', 'uniform', 'randbytes'],
  ...['nextInt', 'nextLong', 'nextDouble', 'nextBytes', 'ints'],
  ...['randomAlphanumeric', 'randomAlphabetic', 'randomNumeric', 'randomAscii', 'next', 'nextAlphanumeric'],
];

/** Where a value comes from that can be guessed: a generator made for statistics, the time, or time and machine. */
export type Source = 'random' | 'time' | 'uuid';

const OF_PYTHON = /^(?:randint|randrange|random|choice|choices|sample|getrandbits|uniform|randbytes)$/;
const OF_JAVA = /^next(?:Int|Long|Double|Bytes)$|^ints$/;
const LANG2 =
  /^org\.apache\.commons\.lang\.RandomStringUtils\.random|(?:^|\.)RandomStringUtils\.insecure\(\)\.next/;
const TIMES =
  /^(?:Date\.now|new\s*Date\(\)\.(?:getTime|valueOf)|time\.time|(?:java\.lang\.)?System\.(?:currentTimeMillis|nanoTime))$/;

/** Undefined for what cannot be guessed, and for what cannot be seen. */
export function guessable(call: CallView): Source | undefined {
  const { callee, language } = call;
  if (TIMES.test(callee)) return 'time';
  if (language === 'java') return inJava(call) ? 'random' : undefined;
  if (isUuid(call)) return 'uuid';
  const isRandom = language === 'python' ? inPython(call) : callee === 'Math.random';
  return isRandom ? 'random' : undefined;
}

function isUuid({ name, module = '' }: CallView): boolean {
  return /^(?:v1|uuid1|uuidv1)$/.test(name) && /^uuid(?:\/v1|v1)?$/.test(module);
}

/** Functions of the module, never methods of `SystemRandom`, which asks the system. */
function inPython({ name, callee, module }: CallView): boolean {
  return module === 'random' && OF_PYTHON.test(name) && /^(?:(?:random|rnd|rand)\.)?\w+$/.test(callee);
}

function inJava(call: CallView): boolean {
  const { name, callee, module = '' } = call;
  if (callee === 'Math.random') return true;
  if (LANG2.test(callee) || LANG2.test(`${module}.${callee}`)) return true;
  if (!OF_JAVA.test(name)) return false;
  if (/^(?:new(?:java\.util\.)?Random\(.*\)|(?:\w+\.)*ThreadLocalRandom\.current\(\))\.\w+$/.test(callee))
    return true;
  const made = call.object?.made();
  return made?.name === 'new Random' || /(?:^|\.)ThreadLocalRandom\.current$/.test(made?.callee ?? '');
}

/** The name of a secret that what the call gives is kept under. */
export interface MadeSecret {
  readonly name: string;
  /** All that is made with the call under its first name. */
  readonly value: KeptView['value'];
}

/** Draws that cannot be guessed: what is made with one of them may have a part that can. */
const SAFE =
  /random_?(?:bytes|uuid|int)|uuid_?v?4|nanoid|cuid|secrets\.|SecureRandom|SystemRandom|getRandomValues|token_(?:hex|urlsafe)|hmac|\bsign\(|encrypt/i;
/** Makes a text of a time; one that stays a number says when something happens. */
const TEXT = /^`|\bString\(|toString\(|\bstr\(|(['"])\s*\+|\+\s*['"]|md5|sha\d|digest|\bf['"]/i;

/** What has to differ, and may be known: the parts of a message, files, locks, what belongs together in a log. */
const OTHER = /boundary|file_?name|trace|request_?id|correlation|lock/i;

/** The secret that a call makes of what can be guessed; undefined where nothing says that it is one. */
export function madeSecret(call: CallView, source: Source): MadeSecret | undefined {
  const kept = call.keptAs();
  // A function with a name of no meaning makes what its callers call a secret.
  const all = [...kept, ...(kept.some(({ value }) => value === undefined) ? keptByCallers(call) : [])];
  if (all.some(({ name }) => OTHER.test(name))) return undefined;
  const values = all.map(({ value }) => value?.text ?? '');
  if (values.some((text) => SAFE.test(text))) return undefined;
  if (source === 'time' && !values.some(isOfTime)) return undefined;
  const found = all.find(({ name }) => isMadeSecret(name)) ?? codeIn(call, all);
  if (found === undefined || isRepeated(call, found)) return undefined;
  return { name: found.name, value: kept[0]?.value };
}

/** What a generator makes beside it is told of that. */
function isOfTime(text: string): boolean {
  return TEXT.test(text) && !/random/i.test(text);
}

function keptByCallers(call: CallView): readonly KeptView[] {
  return call.callers().flatMap((one) => one.keptAs().map(({ name }) => ({ name, value: undefined })));
}

/** A bare `code`, where somebody proves by it who he is. */
function codeIn(call: CallView, kept: readonly KeptView[]): KeptView | undefined {
  const code = kept.find(({ name }) => isMadeCode(name));
  if (code === undefined) return undefined;
  const around = [
    ...kept.map(({ name }) => name),
    ...(call.handler?.endpoints ?? []).map(({ path }) => path),
  ];
  return around.some(provesSomebody) ? code : undefined;
}

/** `random() + random()`: told at the first of them. */
function isRepeated(call: CallView, { name, value }: KeptView): boolean {
  return call
    .nearby(call.name)
    .some(
      (one) =>
        one.node.start < call.node.start &&
        one.keptAs().some((kept) => kept.name === name && kept.value?.start === value?.start),
    );
}
