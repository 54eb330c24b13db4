import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isPasswordName } from '../../server/core/words/sensitive.js';

/** Names of what makes a digest, or the hash of a password. */
export const DIGESTS: readonly string[] = [
  ...['update', 'hash', 'digest', 'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'new', 'hashString'],
  ...['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512', 'SHA3', 'hashSync', 'genSalt', 'genSaltSync'],
  ...['md5Hex', 'sha1Hex', 'sha256Hex', 'sha384Hex', 'sha512Hex', 'md5DigestAsHex', 'gensalt'],
  ...['hashPassword', 'encryptPassword', 'hash_password', 'get_password_hash', 'getHash', 'encrypt'],
  ...['new BCryptPasswordEncoder', 'new MessageDigestPasswordEncoder', 'new Md4PasswordEncoder'],
  ...['new StandardPasswordEncoder', 'new LdapShaPasswordEncoder', 'getInstance'],
];

/** What a call makes a digest of. */
export interface Digest {
  /** 'sha1'. */
  readonly algorithm: string;
  readonly of: readonly ValueView[];
}

const ALGORITHM = /(?:^|[^a-z])(md[245]|sha-?(?:1|224|256|384|512|3(?:-\d+)?)|ripemd-?160)/i;
const PACKAGES =
  /^(?:md5|js-md5|blueimp-md5|ts-md5|sha1|js-sha1|js-sha256|js-sha512|crypto-js(?:\/\w+)?|hash\.js)$/;
const COMMONS = /(?:^|\.)DigestUtils\.(md5|sha\d+)(?:Hex|DigestAsHex)?$/;
const GUAVA = /\bHashing\.(md5|sha\d+)\(\)\.hashString$/;
/** Encoders of Spring Security that take one digest. */
const ENCODERS = /^new (?:MessageDigest|Md4|Standard|LdapSha)PasswordEncoder$/;
/** What makes a guess expensive, or keeps what an older version of the project has stored. */
const SLOW =
  /bcrypt|argon2|scrypt|pbkdf2|passlib|pwd_?context|(?:password)?encoder\.(?:encode|matches)|DelegatingPasswordEncoder/i;
/** Places that hold a password of the service itself, and none of a user. */
export const OWN_PASSWORDS =
  /^(?:process|config|settings|env|options|conf|app|Deno|secrets|constants)\b|\benv\b/i;
/** What a protocol mixes with a password that it proves once, and stores nowhere. */
const PROTOCOLS = /\brealm\b|nonce(?:s|\b|_)|\bchallenge|\bscramble|\btimestamp|\biso_?now\b/i;
/** What is encrypted by a key that is made of a password. */
const CIPHERS = /cipher|fernet|secretkeyspec/i;
/** Services that know leaked passwords, and are told the beginning of a digest. */
const LEAKS = /pwned|hibp|breach|leak/i;
const BCRYPT = /^(?:bcrypt|bcryptjs|bcrypt-nodejs|@node-rs\/bcrypt)$/;
const BCRYPT_HASHES = ['hash', 'hashSync', 'hashpw'];
/** What lives for minutes, or is too long to be guessed. */
const ONE_TIME =
  /token|(?<!en|de)code|otp|nonce|secret|session|refresh|cookie|api_?key|\bkey\b|uuid|random|\bpin\b|answer|ticket/i;
const LEAST_COST = 10;

/** What a call makes a fast digest of; undefined for other calls. */
export function digestOf(call: CallView): Digest | undefined {
  const { language } = call;
  const algorithm =
    language === 'java' ? inJava(call) : language === 'python' ? inPython(call) : inScript(call);
  return algorithm === undefined ? undefined : { algorithm, of: call.arguments };
}

function inScript(call: CallView): string | undefined {
  const { name, module = '' } = call;
  if (name === 'update') {
    const made = call.object?.made();
    return made?.name === 'createHash' ? named(made.argument(0)?.literal) : undefined;
  }
  if (/^(?:node:)?crypto$/.test(module))
    return name === 'hash' ? named(call.argument(0)?.literal) : undefined;
  return PACKAGES.test(module) ? named(`${name} ${module}`) : undefined;
}

function inPython(call: CallView): string | undefined {
  const { name, module } = call;
  if (module !== 'hashlib') return undefined;
  if (name === 'new') return named(call.argument(0)?.literal);
  return name === 'update' ? named(call.object?.made()?.name) : named(name);
}

function inJava(call: CallView): string | undefined {
  const { name, callee } = call;
  const common = COMMONS.exec(callee)?.[1] ?? GUAVA.exec(callee)?.[1];
  if (common !== undefined) return common;
  if (!/^(?:digest|update)$/.test(name)) return undefined;
  const made = call.object?.made();
  const isDigest =
    call.receiver === 'MessageDigest' || /(?:^|\.)MessageDigest\.getInstance$/.test(made?.callee ?? '');
  return isDigest && call.argument(0) !== undefined ? named(made?.argument(0)?.literal) : undefined;
}

function named(text: string | undefined): string | undefined {
  return ALGORITHM.exec(text ?? '')?.[1]?.toLowerCase();
}

/** The digest that a function of the file makes of what it is handed. */
export function handedDigest(call: CallView): Digest | undefined {
  const inner = call
    .handsOn(0)
    .map(digestOf)
    .find((one) => one !== undefined);
  // Where the function calls it a password as well, it is told there.
  if (inner === undefined || inner.of.some(isPassword)) return undefined;
  return { algorithm: inner.algorithm, of: call.arguments.slice(0, 1) };
}

/** Whether a value is a password, or made of one, by its names. */
export function isPassword({ text, parts, origin }: ValueView): boolean {
  if (origin === 'literal') return false;
  return [text, ...parts.map((part) => part.text)].some((one) =>
    (one.match(/[A-Za-z_$][\w$]*/g) ?? []).some(isClear),
  );
}

/** Whether the name is that of a password as it was typed, and not of its hash or its rules. */
export function isClear(name: string): boolean {
  return (
    isPasswordName(name) && !/hash|digest|crypt|salt|history|length|policy|encoded|leak|pwned/i.test(name)
  );
}

/** Whether a digest here is a step of something else: of a slow hash, of a protocol, of a look-up of leaked passwords. */
export function isStep(call: CallView): boolean {
  const around = call.neighbors();
  if (around.some((callee) => [SLOW, LEAKS, CIPHERS].some((one) => one.test(callee)))) return true;
  // Of the same length two texts can be compared in constant time.
  const digests = [call, ...call.nearby(call.name)].flatMap((one) => one.arguments);
  if (digests.some(({ text }) => PROTOCOLS.test(text) || OWN_PASSWORDS.test(text))) return true;
  return ['slice', 'substring', 'substr', 'get', 'fetch'].some((name) =>
    call
      .nearby(name)
      .some(({ arguments: given }) => given.some(({ text }) => text === '5' || LEAKS.test(text))),
  );
}

/** The cost that a call of bcrypt is given for a password, when it is too low. */
export function lowCost(call: CallView): ValueView | undefined {
  const cost = costOf(call);
  const isLow = cost !== undefined && /^\d$/.test(cost.literal ?? '') && Number(cost.literal) < LEAST_COST;
  return isLow && slowed(call).every(mayBePassword) ? cost : undefined;
}

/** What the cost is for: the first argument of a hash, or of those to which a salt of the function goes. */
function slowed(call: CallView): readonly ValueView[] {
  const { name } = call;
  if (name.startsWith('new ')) return [];
  const hashes = /^hash/.test(name) ? [call] : BCRYPT_HASHES.flatMap((one) => call.nearby(one));
  return hashes.flatMap((one) => one.argument(0) ?? []);
}

/** Whether the names say a password, or nothing; a token of full length needs no slow hash. */
function mayBePassword(value: ValueView): boolean {
  return isPassword(value) || !ONE_TIME.test(value.text);
}

function costOf(call: CallView): ValueView | undefined {
  const { name, callee, module = '', language } = call;
  return language === 'java'
    ? name === 'new BCryptPasswordEncoder' || /(?:^|\.)BCrypt\.gensalt$/.test(callee)
      ? call.argument(0)
      : undefined
    : !BCRYPT.test(module)
      ? undefined
      : /^gen_?salt/i.test(name)
        ? (call.keyword('rounds') ?? call.argument(0))
        : /^hash(?:Sync)?$/.test(name)
          ? call.argument(1)
          : undefined;
}

/** The encoder of Spring Security that a call makes, when it takes a fast digest or none at all. */
export function weakEncoder(call: CallView): 'plain' | 'digest' | undefined {
  if (call.language !== 'java' || call.neighbors().some((callee) => /DelegatingPasswordEncoder/.test(callee)))
    return undefined;
  if (/(?:^|\.)NoOpPasswordEncoder\.getInstance$/.test(call.callee)) return 'plain';
  return ENCODERS.test(call.name) ? 'digest' : undefined;
}
