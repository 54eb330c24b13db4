import { tokensOf, vocabulary } from './tokens.js';

/**
 * What prose or an extension says that no keyword of OpenAPI can: 'owner', who may use an object; 'limits', how often
 * somebody may try; 'open', that everybody may call; 'internal', that it is not for those who get the document.
 */
export type Claim = 'owner' | 'limits' | 'open' | 'internal';

/** Prose is read up to here: what matters is said early. */
const MAX_PROSE = 20_000;

/** Claims of a description, sorted. */
export function claimsOfProse(text: string): readonly Claim[] {
  const read = text.slice(0, MAX_PROSE);
  const claims: Claim[] = [];
  if (LIMITS.test(read)) claims.push('limits');
  if (OPEN.test(read)) claims.push('open');
  if (OWNER.test(read) || CHOSEN.test(read)) claims.push('owner');
  return claims;
}

/** Whether prose about a whole API says that everybody may read what it holds; prose about a part of it does not. */
export function saysPublicApi(text: string): boolean {
  return PUBLIC.test(text.slice(0, MAX_PROSE));
}

/** The claim of an extension by its name: `x-rate-limit`, `x-required-permissions`; undefined when it makes none. */
export function claimOfExtension(name: string): Claim | undefined {
  if (!name.startsWith('x-')) return undefined;
  const tokens = tokensOf(name);
  if (LIMIT_NAMES.find(tokens) !== undefined) return 'limits';
  return OWNER_NAMES.find(tokens) === undefined ? undefined : 'owner';
}

const LIMITS =
  /\brate[- ]?limit|\bthrottl|\b(?:lock(?:ed|s)?[- ]?out|lockout)\b|\bbrute[- ]?forc|\btoo many\b|\bre?captcha\b|\b(?:account|user) (?:is|gets|will be) (?:temporarily )?(?:locked|blocked)\b|\b(?:failed|maximum|max|number of|\d+) (?:login |sign-?in |log-?in |unsuccessful )*attempts\b/i;

const OPEN = new RegExp(
  [
    String.raw`\b(?:auth(?:entication|orization)?|credentials|(?:access )?tokens?|signing in|logging in|sign-?in|log-?in) (?:(?:is|are) )?(?:optional|not (?:required|needed|necessary))\b`,
    String.raw`\b(?:no|without) (?:auth(?:entication|orization)?|credentials|sign-?in|log-?in) (?:is |are )?(?:required|needed|necessary)\b`,
    String.raw`\bdoes(?: not|n't) require (?:auth(?:entication|orization)?|credentials|(?:an? )?(?:access )?token|sign-?in|log-?in)\b`,
    String.raw`\b(?:open|available|accessible|visible|readable) (?:to|for|by) (?:everybody|everyone|anybody|anyone|all users|the (?:general )?public|anonymous)\b`,
    String.raw`\bpublicly (?:available|accessible|readable|visible)\b|\bpublic (?:endpoint|users)\b`,
    String.raw`\b(?:unauthenticated|anonymous) (?:users|callers|clients|visitors|requests) (?:can|may|are (?:allowed|welcome))\b`,
  ].join('|'),
  'i',
);

const PUBLIC =
  /\b(?:this|the) (?:[\w-]+ ){0,3}(?:API|service)(?: itself| \([^()]*\))? (?:is (?:public|open|publicly)\b|(?:requires no|does(?: not|n't) require(?: any)?) (?:auth|credentials|sign|log|(?:api )?key)|(?:lets|allows) (?:the )?(?:public|everybody|everyone|anybody|anyone)\b)|\b(?:no|without) authentication (?:is )?(?:required|needed) (?:to use|for) (?:this|the) API\b/i;

const OWNER =
  /\b(?:owners?|owned|owns?|tenants?|belong(?:s|ing)?|permissions?|permitted|privileges?|authori[sz]ed|roles?|(?:have|has|having|with|grants?) access|(?:current|authenticated|signed[- ]in|logged[- ]in|calling) (?:user|account|customer|member)|only (?:be )?(?:accessible|visible|available) (?:to|for|by)|your (?:account|organi[sz]ation))\b/i;

const WHO =
  '(?:authors?|creators?|admin(?:istrator)?s?|super-?(?:users?|admins?)|staff|moderators?|managers?)';

/** 'Only the author may', 'restricted to administrators', '(superuser only)': people, and the word that shuts others out. */
const CHOSEN = new RegExp(
  `\\b(?:only|requires?|restricted to|limited to|must be|has to be)\\b[^.]{0,50}\\b${WHO}\\b|\\b${WHO}[ -](?:\\w+ )?only\\b|\\b${WHO} (?:is|are) allowed\\b`,
  'i',
);

const LIMIT_NAMES = vocabulary('rate limit, rate limiting, ratelimiting, throttle, throttling, quota');

const OWNER_NAMES = vocabulary(
  'authorization, authorisation, authorize, permission, role, scope, acl, policy, owner, ownership, tenant, access',
);
