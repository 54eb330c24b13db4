import { terms, tokensOf } from './tokens.js';

/**
 * Whether a default that stands in the place of a credential would let somebody in as it is: no hole to be filled, no
 * name of a way to sign, and no reference to where the credential is kept.
 */
export function isUsableCredential(value: string): boolean {
  const text = value.trim().replace(/^(?:bearer|basic|token|apikey)\b\s*/i, '');
  if (text === '' || /^[*•·.x-]+$/i.test(text)) return false;
  if (/[<>{}[\]…]|\.\.\.|^[$/%]|:\/\/|^(?:env|vault|file|arn|ref):/i.test(text)) return false;
  if (HOLES.test(text) || isWordAbout(text)) return false;
  return !/^(?:[hrep]s\d{3}|sha-?\d+|md5|bcrypt|scrypt|argon2\w*|pbkdf2\w*)$/i.test(text);
}

/** One word that says how a credential is made, and is none. */
function isWordAbout(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens.length === 1 && WORDS.has(tokens[0] ?? '');
}

/** What the reader is meant to put something else for; keys for demonstrations are given to everybody on purpose. */
const HOLES = /\byour|insert|replace|redact|placeholder|here\b|demo|\bsample\b|\bexample\b|x{4,}|^string$/i;

const WORDS: ReadonlySet<string> = new Set(
  terms(`none, null, undefined, auto, automatic, generated, generate, random, optional, required, default, disabled,
    enabled, true, false, yes, no, off, on, empty, plain, plaintext, encrypted, jwt, opaque, session, cookie, header, query`),
);
