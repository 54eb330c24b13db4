import { provesCaller } from './sensitive.js';
import { hasWord, terms, tokensOf } from './tokens.js';

/** Whether a header or field of this name proves to a receiver who sent what arrived: `X-Hub-Signature`, `Hook-Timestamp`. */
export function provesSender(name: string): boolean {
  return provesCaller(name, 'header') || hasWord(tokensOf(name), PROOFS);
}

/** Whether prose about a call says how its receiver may know who sent it. */
export function saysSigned(text: string): boolean {
  return /\bsign(?:ed|ature|ing)|\bhmac\b|\bmutual tls\b|\bmtls\b|\bverif(?:y|ied|ication)\b|\bshared secret\b/i.test(
    text,
  );
}

const PROOFS: ReadonlySet<string> = new Set(
  terms('signature, sig, signed, hmac, digest, timestamp, verification, verify, secret'),
);
