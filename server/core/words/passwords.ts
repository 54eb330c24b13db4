import { secretField } from './sensitive.js';
import { tokensOf, vocabulary } from './tokens.js';

/**
 * Whether a function of this name compares a password with the one that is kept: `bcrypt.compare`, `verify_password`.
 * `callee`: all of what is called, 'argon2.verify', where the last name alone says too little.
 */
export function provesPassword(name: string, callee = name): boolean {
  return PROVERS.test(name) || PROVING_METHODS.test(callee);
}

/** Whether what is called makes the hash of a password that it is given: `bcrypt.hash`, `createHash('md5').update`. */
export function hashesPassword(callee: string): boolean {
  return HASHERS.test(callee);
}

const PROVERS =
  /^(?:compare(?:Sync)?|(?:bcrypt|password|argon2?)_?(?:compare|verify)|(?:compare|check|verify|validate|match|is_?valid)_?pass(?:word|wd|phrase)?\w*|pass(?:word|wd)_?(?:matches|verify|is_?valid))$/i;

/** Of a library or an object whose name says that it is about passwords. */
const PROVING_METHODS =
  /(?:^|[._])(?:argon2?\w*|bcrypt\w*|scrypt\w*|pwd\w*|pass(?:word|wd)?_?\w*|hasher|encoder|ph)\.(?:verify|verifySync|verify_and_update|check_?pw|compare|matches)$/i;

const HASHERS =
  /(?:^|\.)(?:hash|hashSync|hash_?pw|encode|pbkdf2\w*|scrypt\w*|make_password|generate_password_hash|hash_?\w*pass\w*|\w*password_?hash\w*|encrypt_?pass\w*|crypt|md5\w*|sha\d+\w*)$|create(?:Hash|Hmac)\([^()]*\)\.update$/i;

/** Whether a field of this name holds a password, or what one is compared with, and no word about it. */
export function storesPassword(name: string): boolean {
  return secretField(name) === 'password' || HASHES.find(tokensOf(name))?.rest.length === 0;
}

/** What is kept of a password or a PIN under another name. */
const HASHES = vocabulary(`
  pass hash, pass digest, hashed pass, pw hash, pw digest, hashed pw, secret hash, secret digest, hashed secret,
  pin hash, pin digest, hashed pin, credential hash, hashed credential`);
