import { provesCaller } from './sensitive.js';
import { hasWord, terms, tokensOf } from './tokens.js';

/** Whether a header or field of this name proves to a receiver who sent what arrived: `X-Hub-Signature`, `Hook-Timestamp`. */
export function provesSender(name: string): boolean {
  return provesCaller(name, 'header') || hasWord(tokensOf(name), PROOFS);
}

/** Names of the headers among the parameters of a call that prove to its receiver who sends it. */
export function proofsIn(
  parameters: readonly { readonly name: string; readonly in: string }[],
): readonly string[] {
  return parameters.filter((one) => one.in === 'header' && provesSender(one.name)).map(({ name }) => name);
}

/** Whether there is such a header. */
export function haveProof(parameters: Parameters<typeof proofsIn>[0]): boolean {
  return proofsIn(parameters).length > 0;
}

/** Whether prose about a call says how its receiver may know who sent it, or names the header that proves it. */
export function saysSigned(text: string): boolean {
  return (
    /\bsign(?:ed|ature|ing)|\bhmac\b|\bmutual tls\b|\bmtls\b|\bverif(?:y|ied|ication)\b|\bshared secret\b/i.test(
      text,
    ) || (text.match(/\b[a-z]+(?:-[a-z0-9]+)+\b/gi) ?? []).some(provesSender)
  );
}

/** Whether a body of this media type may carry a signature of its own, as `application/jwt` does. */
export function maySignItself(mediaType: string): boolean {
  return /^(?:application\/(?:.+\+)?(?:jwt|jose(?:\+json)?|cose(?:-sign1?)?|(?:x-)?pkcs7-(?:mime|signature))|multipart\/signed)\s*(?:;|$)/i.test(
    mediaType,
  );
}

/** Whether by a parameter or field of this name a sender asks if it may call: `hub.challenge`, `validationToken`. */
export function asksReceiver(name: string): boolean {
  return hasWord(tokensOf(name), QUESTIONS);
}

const QUESTIONS: ReadonlySet<string> = new Set(terms('challenge, crc, validation, handshake'));

const PROOFS: ReadonlySet<string> = new Set(
  terms('signature, sig, signed, hmac, digest, timestamp, verification, verify, secret'),
);
