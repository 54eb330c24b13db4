import { tokensOf, vocabulary } from './tokens.js';

/** What prose or an extension says of a control that no keyword of OpenAPI can: 'owner', who may use an object; 'limits', how often somebody may try. */
export type Claim = 'owner' | 'limits';

/** Prose is read up to here: what matters is said early. */
const MAX_PROSE = 20_000;

/** Claims of a description, sorted. */
export function claimsOfProse(text: string): readonly Claim[] {
  const read = text.slice(0, MAX_PROSE);
  const claims: Claim[] = [];
  if (LIMITS.test(read)) claims.push('limits');
  if (OWNER.test(read) || CHOSEN.test(read)) claims.push('owner');
  return claims;
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
