import { terms, tokensOf, vocabulary } from './tokens.js';

/** Whether prose about a secret says that its reader is meant to have it: shown once, short-lived, for whoever has a scope. */
export function saysHandedOut(text: string): boolean {
  return HANDED_OUT.test(text);
}

/** Whether prose about a secret says that what is returned is not all of it. */
export function saysMasked(text: string): boolean {
  return MASKED.test(text);
}

/** Whether prose about a number says that it stands on a paper that proves who somebody is: 'of the identity document'. */
export function saysOfPapers(text: string): boolean {
  return PAPERS.test(text);
}

/** Whether prose about a field says that callers decide it: 'The role to assign to the user'. */
export function saysCallersDecide(text: string): boolean {
  return DECIDED.test(text);
}

/** Whether prose about an object says that nobody can list its fields. */
export function saysFieldsVary(text: string): boolean {
  return VARYING.test(text);
}

/** Whether prose about an address says that the program of a caller opens it: 'required for a client to join'. */
export function saysClientsOpen(text: string): boolean {
  return CLIENTS.test(text);
}

/** Whether prose about an address that is sent says that something is taken from there: 'URL to download the image from'. */
export function saysFetchedFrom(text: string): boolean {
  return TAKEN.test(text);
}

/** Whether prose about an address says that the server looks at it before it calls it: 'Only hosts on the allow list'. */
export function saysAddressesKept(text: string): boolean {
  return KEPT.test(text);
}

/** Whether prose about an address says that people are sent there: 'Send users to this URL'. */
export function saysPeopleAreSent(text: string): boolean {
  return PEOPLE.test(text);
}

/** Whether prose about an address says that it is compared with one that is known. */
export function saysCompared(text: string): boolean {
  return COMPARED.test(text);
}

/** Whether prose about a parameter of this name says that its value names a thing: `key`, 'The key of the size'. */
export function saysKeyOfThing(name: string, text = ''): boolean {
  return (
    name.toLowerCase() === 'key' && /\bkeys? (?:of|for|to) (?:the|an?) /i.test(text) && !PROOF.test(text)
  );
}

/** Whether a parameter of this name is part of trading a code for a token: `code`, `client_secret`. */
export function isTokenExchangeName(name: string): boolean {
  return EXCHANGE.has(tokensOf(name).join(' '));
}

/** Whether a parameter of this name says which registered program asks: `client_id`. */
export function isClientIdName(name: string): boolean {
  return tokensOf(name).join(' ') === 'client id';
}

/** Whether prose about an operation says that its address is given out with a signature in it, which proves the caller. */
export function saysSignedAddress(text: string): boolean {
  return SIGNED.test(text);
}

/** Whether what is said of HTTP Basic says that a key, a token or the secret of a program stands in it, and no password. */
export function saysKeyInBasic(text: string): boolean {
  return BASIC_KEYS.find(tokensOf(text)) !== undefined;
}

const PROOF =
  /\b(?:api|access|secret|auth\w*|credentials?|licen[sc]e|private|tokens?|accounts?|projects?)\b/i;

const HANDED_OUT =
  /\b(?:(?:shown|returned?|displayed|available|visible|provided|secret keys?|see it) only once|only (?:shown|returned|displayed|available|visible|provided)\b[^.]{0,30}\b(?:once|creation|created|explicitly)|only (?:once )?(?:up)?on creation|temporary|ephemeral|short-?lived|(?:passed|given|sent) to (?:the|your) (?:client|front-?end|browser|app)\b|client-?side|front-?end|to be used as an? [\w ]{0,30}parameter\b|unless you explicitly|requires? (?:the )?[`'"][\w:.-]+[`'"] (?:scope|permission))/i;

const MASKED =
  /\b(?:hidden|masked|redacted|obfuscated|obscured|truncated)\b[^.]{0,40}\b(?:return|respon|answer|display|shown|read)|\b(?:return|respon|answer|display|shown)[^.]{0,40}\b(?:hidden|masked|redacted|obfuscated|obscured|truncated)\b/i;

const PAPERS =
  /\b(?:passport|driver'?s? licen[cs]e|(?:of|on) (?:the|an?|your|their) (?:identity |identification |issued )?(?:document|identity card))\b/i;

const DECIDED = /\b(?:to|will be|should be) (?:assign|grant|give)(?:ed|n)?\b/i;

const VARYING =
  /\b(?:fields|keys|properties|parameters|attributes)\b[^.]{0,30}\b(?:vary|varies|depend|differ)|\barbitrary\b|\bfree-?form\b|\b(?:any|custom|additional) (?:key|field|propert|parameter|attribute)/i;

const CLIENTS =
  /\bfor (?:an?|the|your|their|its) (?:client|user|participant|browser|app)s? to (?:join|open|launch|visit|view|follow)\b|\bclients? (?:will|can|may|should|must)\b[^.]{0,40}\b(?:launch|open|join|visit)/i;

const PEOPLE =
  /\b(?:send|redirect|take|bring|lead|forward)(?:s|ed|ing)? (?:the |your |their )?(?:end )?(?:users?|people|customers?|buyers?|payers?|visitors?|browsers?)\b/i;

const TAKEN =
  /\b(?:download|fetch|import|load|pull|retriev|scrap|crawl)(?:e|s|es|ed|ing)?\b (?:[\w-]+ ){0,4}from\b/i;

const KEPT =
  /\b(?:allow|white|safe)[- ]?list|\b(?:registered|verified|approved|allowed|permitted|trusted|known) (?:host|domain|origin|address|url)|\b(?:private|internal|loopback|link-local|local)\b[^.]{0,60}\b(?:refus|reject|block|forbid|den(?:y|ied)|not (?:allow|permit|accept))|\bpublicly (?:reachable|routable|accessible|resolvable)\b/i;

const COMPARED =
  /\b(?:must|has to|should|needs to) (?:exactly )?(?:match|equal|be (?:the same as|identical to|one of))\b/i;

const EXCHANGE: ReadonlySet<string> = new Set(
  terms('code, client secret, grant type, code verifier, authorization code'),
);

const SIGNED = /\b(?:to|at|from) (?:the|a|an|this|that) [`'"]?pre-?signed\b/i;

const BASIC_KEYS = vocabulary(
  `api key, auth token, access token, api token, authorization token, secret key, key id, personal access token,
  client credentials, client secret`,
);
