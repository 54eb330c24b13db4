import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

/** Whether a scheme or a header of this name carries a key that was made for a program, and no token of a person. */
export function isProgramKeyName(name: string): boolean {
  const tokens = tokensOf(name);
  return KEYS.find(tokens) !== undefined && !isPersonalName(name);
}

/** Whether the name of a scheme says that what it carries is somebody's own. */
export function isPersonalName(name: string): boolean {
  return hasWord(tokensOf(name), OF_A_PERSON);
}

/** Whether prose about a credential says that programs of one's own hold it, which nobody acts through. */
export function saysMachines(text: string): boolean {
  return MACHINES.test(text);
}

/** Whether prose about a credential says that each person has one. */
export function saysOnePerson(text: string): boolean {
  return PERSON.test(text);
}

const KEYS = vocabulary(
  `api key, app key, application key, access key, subscription key, developer key, partner key, merchant key,
  client key, service key, integration key, app id, application id, api secret, key`,
);

const OF_A_PERSON: ReadonlySet<string> = new Set(
  terms(
    'user, personal, person, member, employee, session, token, jwt, bearer, login, authorization, cookie',
  ),
);

const MACHINES =
  /\b(?:server|service|machine|system|backend|back-end)[- ]to[- ](?:server|service|machine|system|backend)\b|\bm2m\b|\b(?:internal|between) services?\b|\bservice account|\b(?:background|batch|cron) jobs?\b|\bmicro-?services?\b|\bwebhooks?\b/i;

const PERSON =
  /\b(?:personal|your own|individual)\b[^.]{0,20}\b(?:key|token)|\b(?:user|person|account|member|employee)(?:'s|-specific|s')?\b[^.]{0,30}\b(?:key|token)\b|\b(?:key|token)\b[^.]{0,40}\b(?:of|for|to|belongs to|identif\w+) (?:an?|the|each|every|that) (?:user|person|account|member|employee)/i;
