import type { LookupView } from '../../server/core/rule/handling.js';
import { addressedObjects, isCatalogNoun, isPrincipalNoun } from '../../server/core/words/resources.js';
import { tokensOf } from '../../server/core/words/tokens.js';
import { type Endpoint, isWriting, templated } from './endpoints.js';

/** What is there for everybody may be read; it may not be changed. */
export function matters(lookup: LookupView, endpoints: readonly Endpoint[]): boolean {
  if (changes(lookup, endpoints)) return true;
  const noun = nameOf(lookup, endpoints);
  if (noun !== undefined && isCatalogNoun(noun)) return false;
  // To write to somebody they have to be found.
  return (
    lookup.from === 'params' || noun === undefined || !isPrincipalNoun(noun) || !endpoints.some(isWriting)
  );
}

export function changes(lookup: LookupView, endpoints: readonly Endpoint[]): boolean {
  return (
    lookup.writes || (lookup.from === 'params' && endpoints.every((one) => isWriting(one) && addresses(one)))
  );
}

export function addresses({ path }: Endpoint): boolean {
  return addressedObjects(templated(path)).length > 0;
}

/** Names of what reads and writes records, which say nothing of them. */
const NAMELESS =
  /^(?:\w{1,2}|dbs?|database|session|repo|repository|dao|em|entity ?manager|models?|svc|srv|services?|controller|client|prisma|pool|conn|connection|knex|sequelize|orm|store|storage|manager|collection|table|data|api|this|self)$/i;

/** Pieces of a path that say how it is reached, or what is done and not to what: `/lists/force/{id}`. */
const NO_NOUN =
  /^(?:\w?|.*\{.*|v\d+(?:\.\d+)*|apis?|rest|by-?id|id|force|hard|soft|permanent(?:ly)?|details?|full|raw|find|get|show|view|edit|update|delete|remove|destroy)$/i;

function isNoun(segment: string): boolean {
  return !NO_NOUN.test(segment);
}

/** What a record is called; undefined where neither the code nor the path has a noun for it. */
export function nameOf({ resource }: LookupView, endpoints: readonly Endpoint[]): string | undefined {
  const [first] = endpoints;
  const above = first && addressedObjects(templated(first.path)).at(-1)?.collection;
  if (resource !== undefined && tokensOf(resource).length > 0 && !NAMELESS.test(resource))
    return singular(resource);
  const noun = above?.split('/').findLast(isNoun);
  return noun === undefined ? undefined : singular(noun);
}

function singular(noun: string): string {
  if (/ies$/.test(noun)) return noun.replace(/ies$/, 'y');
  if (/(?:ss|x|ch|sh)es$/.test(noun)) return noun.slice(0, -2);
  return /[^sui]s$/.test(noun) ? noun.slice(0, -1) : noun;
}
