import { credentialName, NOT_A_CREDENTIAL, ONE_TIME } from './sensitive.js';
import { hasWord, isExactly, terms, tokensOf } from './tokens.js';

/** Whether who guesses a value of this name is let in, when a program makes it: `resetToken`, `generateOtp`, `salt`. */
export function isMadeSecret(name: string): boolean {
  const tokens = tokensOf(name).filter((token) => !MAKING.has(token));
  const last = tokens.at(-1) ?? '';
  if (last === 'tokens' || hasWord(tokens, TIMES)) return false;
  if (isExactly(tokens, ALONE)) return true;
  if (hasWord(tokens, ONE_TIME) && LINKS.has(last)) return true;
  if (hasWord(tokens, NOT_A_CREDENTIAL)) return false;
  return last === 'token' || credentialName(tokens.join(' '), 'path') !== undefined;
}

/** Whether the name says that a code stands there, which may be one of a voucher as well. */
export function isMadeCode(name: string): boolean {
  return isExactly(
    tokensOf(name).filter((token) => !MAKING.has(token)),
    CODES,
  );
}

/** Whether a name or a path is about proving who somebody is: `/forgot-password`, `sendVerificationMail`. */
export function provesSomebody(name: string): boolean {
  return hasWord(tokensOf(name), PROVING);
}

/** Words of functions that make something, and of what is made for a while. */
const MAKING: ReadonlySet<string> = new Set(
  terms(`generate, generated, generates, generator, gen, create, created, make, build, issue, new, random, rand, get, set,
    temp, temporary, tmp, initial, secure, simple, unique, my, the, a, raw, plain, hashed, hash, digit`),
);

/** What is said about a secret, and no part of it. */
const TIMES: ReadonlySet<string> = new Set(
  terms(`expires, expiry, expire, expired, expiration, exp, ttl, at, date, time, timestamp, sent, last, attempts, attempt,
    issued, since, until, delay, timeout, interval, start, end, age, iat, nbf, count, index, idx, validity, duration`),
);

const ALONE: ReadonlySet<string> = new Set(
  terms(`token, otp, otp code, pin, pin code, salt, password salt, secret, sid, genid, csrf token, xsrf token, csrf, totp,
    passcode, auth code, access code, login code, security code, backup code, backup codes, recovery codes`),
);

const LINKS: ReadonlySet<string> = new Set(terms('link, url'));

const CODES: ReadonlySet<string> = new Set(terms('code, number'));

const PROVING: ReadonlySet<string> = new Set(
  terms(`forgot, forget, reset, recover, recovery, verify, verification, otp, 2 fa, mfa, confirm, confirmation, activate,
    activation, login, signin`),
);
