import { remembered } from './remembered.js';
import { hasWord, isExactly, terms, tokensOf, vocabulary } from './tokens.js';

/** What somebody who holds the value can do with it. */
export type SecretKind = 'password' | 'secret' | 'key' | 'token' | 'session' | 'signature' | 'code';

/** Personal or financial data whose loss harms the person it is about. */
export type PersonalKind = 'identity' | 'card' | 'account' | 'birth' | 'contact' | 'health';

/** Fields that a server decides, and what a caller who may set them gains. */
export type OwnedKind = 'authority' | 'money' | 'pay' | 'purchase' | 'state' | 'ownership' | 'record' | 'id';

/**
 * The credential that a parameter of this name carries; undefined when the name is about something else, as `pageToken`,
 * `tokenType`, `csrf_token` and `public_key` are. `token`, `key` and `code` alone count only in a query, since in a path
 * they mostly name a resource: `/objects/{key}`.
 */
export function credentialName(name: string, where = 'query'): SecretKind | undefined {
  return credentialsIn(where)(name);
}

const credentialsIn = remembered((where) => remembered((name) => credentialIn(name, where)));

function credentialIn(name: string, where: string): SecretKind | undefined {
  const tokens = tokensOf(name);
  if (tokens.length === 1 && where === 'query') {
    const lone = LONE_QUERY_NAMES.get(tokens[0] ?? '');
    if (lone !== undefined) return lone;
  }
  if (isOneTime(tokens)) return 'code';
  return secretKind(tokens);
}

/**
 * Whether a parameter of this name proves who calls, in whatever form: `Authorization`, `X-Service-Token`, a session
 * cookie, and in a query the id of the application that asks, as `appid` is.
 */
export function provesCaller(name: string, where: string): boolean {
  const tokens = tokensOf(name);
  if (PROOFS.has(credentialName(name, where) ?? '')) return true;
  if (where === 'query') return isExactly(tokens, APPLICATIONS);
  if (where !== 'header' && where !== 'cookie') return false;
  return PROOF_WORDS.has(tokens.at(-1) ?? '') && !hasWord(tokens, NOT_A_CREDENTIAL);
}

/**
 * What secret a field of this name holds, when a response shows it: a password, a private key, a client secret, a token.
 * Undefined for what is said about a secret: `passwordChangedAt`, `hasPassword`, `secretId`, `maskedKey`, `last4`.
 */
export const secretField = remembered((name): SecretKind | undefined => {
  const tokens = tokensOf(name);
  if (isCardCode(name) || isExactly(tokens, LONE_SECRET_FIELDS)) return 'code';
  // The access key of a pair is its name; what proves the caller is called secret.
  return isExactly(tokens, KEY_NAMES) ? undefined : secretKind(tokens);
});

/** Whether a field of this name holds the code that proves that a payment card is at hand: it works as long as the card. */
export function isCardCode(name: string): boolean {
  return isExactly(tokensOf(name), CARD_CODES);
}

/** What personal or financial data a field of this name holds. Masked and derived values are none. */
export const personalField = remembered((name): PersonalKind | undefined => {
  const tokens = tokensOf(name);
  for (const [kind, words] of PERSONAL) {
    const match = words.find(tokens);
    if (match !== undefined && !hasWord(match.rest, ABOUT_A_SECRET)) return kind;
  }
  return undefined;
});

/** Why a caller should not be able to set a field of this name; undefined when callers may. */
export const serverOwnedField = remembered((name): OwnedKind | undefined => {
  const tokens = tokensOf(name);
  for (const [kind, names] of OWNED) if (isExactly(tokens, names)) return kind;
  const about = tokens.slice(0, -1);
  return DECISIONS.has(tokens.at(-1) ?? '') && about.length === 1 && !hasWord(about, ASKING)
    ? 'state'
    : undefined;
});

/** Whether a field of this name says what something costs: a caller who sets it sets what is paid. */
export const isPriceName = remembered((name) => isExactly(tokensOf(name), PRICES));

/** Whether an object of this name is bought, or says what is to be paid: `NewOrder`. */
export function isPurchase(name: string): boolean {
  return hasWord(tokensOf(name), PURCHASES);
}

/** Whether a name belongs to some list. */
export type NameTest = (name: string) => boolean;

/** The test of an empty list. */
export const NOT_LISTED: NameTest = () => false;

/**
 * Whether a name holds one of these as whole words, in whatever style either is written. Masked and derived values
 * hold none: `memberNumber` is found in `member_numbers` and not in `maskedMemberNumber`.
 */
export function sensitiveNames(names: readonly string[]): NameTest {
  const words = vocabulary(names.map((name) => tokensOf(name).join(' ')).join(','));
  return (name) => {
    const match = words.find(tokensOf(name));
    return match !== undefined && !hasWord(match.rest, ABOUT_A_SECRET);
  };
}

/** Whether the name is that of a password that a person types. */
export function isPasswordName(name: string): boolean {
  return credentialName(name) === 'password';
}

/** The words around the term decide whether the name holds the secret or speaks of it. */
function secretKind(tokens: readonly string[]): SecretKind | undefined {
  for (const [kind, words] of SECRETS) {
    const match = words.find(tokens);
    if (match === undefined) continue;
    return hasWord(match.rest, NOT_A_CREDENTIAL) || hasWord(match.rest, ABOUT_A_SECRET) ? undefined : kind;
  }
  return undefined;
}

/** `resetToken`, `verification_code`: works once and soon expires, so its loss costs less. */
function isOneTime(tokens: readonly string[]): boolean {
  return hasWord(tokens, ONE_TIME) && hasWord(tokens, ONE_TIME_VALUES) && !hasWord(tokens, NOT_A_CREDENTIAL);
}

export const ONE_TIME: ReadonlySet<string> = new Set(
  terms(`reset, verification, verify, confirmation, confirm, activation, activate, invite, invitation,
    unsubscribe, magic, otp, recovery`),
);

const PROOFS: ReadonlySet<string> = new Set(['key', 'token', 'secret', 'session']);

/** Last words of headers and cookies that nothing but a proof has. */
const PROOF_WORDS: ReadonlySet<string> = new Set(
  terms('authorization, auth, token, secret, jwt, session, sid, apikey, credential, credentials'),
);

const APPLICATIONS: ReadonlySet<string> = new Set(['appid', 'app id']);

const ONE_TIME_VALUES: ReadonlySet<string> = new Set(terms('token, key, code, secret, password'));

const LONE_QUERY_NAMES: ReadonlyMap<string, SecretKind> = new Map([
  ['auth', 'token'],
  ['authorization', 'token'],
  ['token', 'token'],
  ['key', 'key'],
  ['sid', 'session'],
  ['sig', 'signature'],
  ['signature', 'signature'],
]);

/** In this order: a name that says several things is the first of them. */
const SECRETS: readonly (readonly [SecretKind, ReturnType<typeof vocabulary>])[] = [
  ['password', vocabulary('password, passwd, pwd, passphrase, pass phrase, passcode')],
  ['secret', vocabulary('client secret, secret, shared secret, mnemonic, seed phrase')],
  [
    'key',
    vocabulary(`api key, private key, secret key, access key, auth key, encryption key, signing key,
    subscription key, license key, app key, master key`),
  ],
  [
    'token',
    vocabulary(`access token, refresh token, id token, auth token, authentication token, authorization token,
    bearer token, api token, session token, user token, oauth token, security token,
    personal access token, jwt`),
  ],
  ['session', vocabulary('session id, phpsessid, jsessionid, session key, session cookie')],
];

/** Paging, forgery protection, kinds and counts: the name speaks of a token without being a credential. */
export const NOT_A_CREDENTIAL: ReadonlySet<string> = new Set(
  terms(`page, pagination, paging, next, prev, previous, cursor, continuation, continue, sync, csrf,
    xsrf, captcha, recaptcha, hcaptcha, idempotency, concurrency, etag, type, types, kind,
    count, counts, limit, length, size, max, min, number, usage, sort, public, primary, foreign,
    partition, passwordless, publishable, upload, resume, device, push`),
);

/** Words that turn a secret's name into a statement about it. */
const ABOUT_A_SECRET: ReadonlySet<string> = new Set(
  terms(`masked, mask, redacted, obfuscated, truncated, encrypted, hint, last, suffix, prefix,
    fingerprint, has, is, set, enabled, disabled, required, requires, supported, allowed, needs,
    needed, must, can, expires, expiry, expired, expiration, exp, ttl, lifetime, age, validity,
    valid, invalid, verified, revoked, blacklisted, at, on, date, time, timestamp, changed, change, updated, created,
    rotated, reset, forgot, url, uri, href, link, path, endpoint, file, location, arn, ref,
    reference, name, label, title, description, status, state, policy, strength, format,
    version, algorithm, alg, method, mode, config, settings, options, provider, source, scheme,
    scope, scopes, exempt, scan, error, errors, message, id, ids, uuid, exists, present, permission,
    permissions, manager, engine, rotation, request, grant, authentication, command, cmd, prompt`),
);

const KEY_NAMES: ReadonlySet<string> = new Set(['access key', 'aws access key']);

const CARD_CODES: ReadonlySet<string> = new Set(
  terms('cvv, cvv 2, cvc, cvc 2, card verification value, card verification code, card security code'),
);

const LONE_SECRET_FIELDS: ReadonlySet<string> = new Set(
  terms(`pin, pin hash, otp, otp secret, totp secret, mfa secret, recovery codes, backup codes, salt,
    password salt`),
);

const PERSONAL: readonly (readonly [PersonalKind, ReturnType<typeof vocabulary>])[] = [
  [
    'identity',
    vocabulary(`ssn, social security number, social security no, national id, national identification number,
    national insurance number, passport number, passport no, drivers license number,
    driver license number, drivers licence number, tax file number, aadhaar, aadhaar number, personnummer, pesel,
    codice fiscale, nino, nric, cpf, cpf number`),
  ],
  ['card', vocabulary('card number, credit card number, debit card number, cc number')],
  ['account', vocabulary('iban, bank account number, account number, routing number, sort code')],
  ['birth', vocabulary('date of birth, birth date, birthday, dob')],
  ['health', vocabulary('diagnosis, medical record, blood type, health insurance number')],
  ['contact', vocabulary('email, email address, phone number, mobile number, home address, street address')],
];

const PRICES: ReadonlySet<string> = new Set(
  terms(`price, unit price, amount, total, total amount, total price, grand total, subtotal, sub total, discount,
    discount amount, cost, fee, tax, tax amount, net amount, gross amount, order total, payment amount, refund amount`),
);

/** Last words of what somebody in charge says: `discountApproved`, `identity_verified`. */
const DECISIONS: ReadonlySet<string> = new Set(terms('approved, verified'));

/** Before these a name asks for something. */
const ASKING: ReadonlySet<string> = new Set(
  terms('only, include, exclude, show, require, requires, if, when, not, pre, auto'),
);

const PURCHASES: ReadonlySet<string> = new Set(
  terms(
    'order, invoice, booking, reservation, purchase, cart, basket, checkout, payment, bill, ticket, subscription',
  ),
);

const OWNED: readonly (readonly [OwnedKind, ReadonlySet<string>])[] = [
  [
    'authority',
    new Set(
      terms(`role, roles, user role, user roles, is admin, admin, is superuser, superuser, is super user,
    is staff, is root, is owner, is moderator, permissions, privileges, privilege level,
    access level, user type`),
    ),
  ],
  [
    'money',
    new Set(
      terms(`balance, account balance, wallet balance, available balance, credit, credits, credit balance,
    credit limit`),
    ),
  ],
  // Of breaks and leaves it says something else.
  ['purchase', new Set(terms('is paid, paid, total price, order total'))],
  // What an employer decides; programs of the employer set it all the time.
  ['pay', new Set(terms('salary, base salary, annual salary, monthly salary, wage, hourly wage, pay grade'))],
  [
    'state',
    new Set(
      terms(`verified, is verified, email verified, is email verified, phone verified, is phone verified,
    kyc status, approved, is approved, approval status, verification status, payment status,
    is banned`),
    ),
  ],
  [
    'ownership',
    new Set(
      terms(`owner, owner id, owned by, owner account id, merchant account id, tenant id, created by, created by id,
    updated by, author id`),
    ),
  ],
  [
    'record',
    new Set(
      terms(`created at, created on, created, date created, creation date, created date,
    updated at, updated on, modified at, last modified, date modified, deleted at, last login,
    last login at, login count`),
    ),
  ],
  ['id', new Set(terms('id, uuid'))],
];
