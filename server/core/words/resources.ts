import { remembered } from './remembered.js';
import { hasWord, terms, tokensOf } from './tokens.js';

/**
 * The first literal segment behind version prefixes, by which a reader groups operations; '/' when there is none. Of
 * `/chat.postMessage` and `/users:search` it is what comes before the verb.
 */
export function resourceOf(path: string): string {
  const segment = literalSegments(path).find((candidate) => !PREFIX.test(candidate));
  return segment?.split(/(?<=.)[.:]/)[0] ?? '/';
}

/** Whether a template of the path, or a query parameter, names an object: what a caller may swap for somebody else's. */
export function objectIdentifier(path: string, queryNames: readonly string[]): 'yes' | 'no' | 'unknown' {
  const names = Array.from(path.matchAll(/\{([^{}]*)\}/g), (match) => match[1] ?? '');
  const verdicts = names.map((name) => identifies(tokensOf(name)));
  if (verdicts.includes('yes') || queryNames.some(isObjectQuery)) return 'yes';
  return verdicts.includes('unknown') ? 'unknown' : 'no';
}

/** An object that a path names by an identifier: `/shop/orders/{orderId}`. */
export interface AddressedObject {
  /** What stands before it: '/shop/orders'. */
  readonly collection: string;
  /** The last literal segment before it: 'orders'; empty when there is none. */
  readonly noun: string;
}

/** The objects that a path names, from left to right. */
export const addressedObjects = remembered((path): readonly AddressedObject[] => {
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.flatMap((segment, index) => {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    if (name === undefined || identifies(tokensOf(name)) !== 'yes') return [];
    const above = segments.slice(0, index);
    const noun = above.findLast((literal) => !literal.includes('{') && !PREFIX.test(literal)) ?? '';
    return [{ collection: `/${above.join('/')}`, noun }];
  });
});

/** Whether the path is about the caller: `/me/orders/{id}`, `/users/self`. */
export const isOwnPath = remembered((path) =>
  path.split('/').some((segment) => OWN.has(segment.toLowerCase())),
);

/** Whether the path does something that is done to what is not one's own: `/profiles/{name}/follow`. */
export const isSocialPath = remembered((path) => {
  const last = literalSegments(path).at(-1) ?? '';
  return !path.endsWith('}') && hasWord(tokensOf(last), SOCIAL);
});

/** Whether objects of this name are there for everybody: products, countries, articles. */
export function isCatalogNoun(noun: string): boolean {
  return hasWord(tokensOf(noun).slice(-1), CATALOG);
}

/** Whether objects of this name are those who call, or what all else of theirs lies in: users, tenants, teams. */
export function isPrincipalNoun(noun: string): boolean {
  return hasWord(tokensOf(noun).slice(-1), PRINCIPALS);
}

function identifies(tokens: readonly string[]): 'yes' | 'no' | 'unknown' {
  const last = tokens.at(-1) ?? '';
  if (IDENTIFIERS.has(last)) return 'yes';
  return tokens.some((token) => NOT_AN_OBJECT.has(token)) ? 'no' : 'unknown';
}

/** `userId`, not `id` of nothing in particular and not `requestId`. */
function isObjectQuery(name: string): boolean {
  const tokens = tokensOf(name);
  return (
    tokens.length > 1 &&
    (tokens.at(-1) === 'id' || tokens.at(-1) === 'uuid') &&
    !tokens.some((token) => TECHNICAL.has(token))
  );
}

/** Segments of a path that are no templates. */
export function literalSegments(path: string): readonly string[] {
  return path.split(/[/?#]/).filter((segment) => segment !== '' && !segment.includes('{'));
}

const PREFIX = /^(v\d+(\.\d+)*|api|apis|rest)$/i;

const IDENTIFIERS: ReadonlySet<string> = new Set([
  ...['id', 'ids', 'uid', 'uuid', 'guid', 'ulid', 'key', 'number', 'no', 'ref', 'reference'],
  ...['slug', 'handle', 'username', 'email', 'user', 'account', 'customer', 'order'],
]);

const NOT_AN_OBJECT: ReadonlySet<string> = new Set([
  ...['version', 'format', 'lang', 'language', 'locale', 'country', 'currency', 'region', 'type', 'kind'],
  ...['date', 'year', 'month', 'day', 'page', 'limit', 'offset', 'status', 'category', 'action', 'ext'],
]);

const TECHNICAL: ReadonlySet<string> = new Set([
  ...['request', 'trace', 'correlation', 'session', 'client', 'app', 'span', 'message', 'event'],
]);

const OWN: ReadonlySet<string> = new Set(terms('me, @me, self, my, mine, ~, current'));

const SOCIAL: ReadonlySet<string> = new Set(
  terms(`follow, unfollow, like, unlike, star, unstar, favorite, unfavorite, favourite, unfavourite, bookmark, upvote,
    downvote, vote, react, reaction, rate, rating, review, block, unblock, mute, unmute, subscribe, unsubscribe, join`),
);

const CATALOG: ReadonlySet<string> = new Set(
  terms(`product, item, catalog, catalogue, category, categories, brand, country, countries, region, city, cities,
    currency, currencies, language, locale, timezone, genre, tag, topic, faq, article, post, story, stories, news, movie,
    film, show, episode, book, author, album, song, track, artist, recipe, ingredient, event, venue, store, restaurant,
    hotel, museum, location, station, stop, route, airport, species, breed, plan, rate, template, plugin, package,
    version, release, schema, emoji, icon, holiday, course, game, character, planet, team, league, player`),
);

const PRINCIPALS: ReadonlySet<string> = new Set(
  terms(`user, account, customer, client, member, person, people, owner, tenant, organization, organisation, org,
    workspace, team, company, companies, business, merchant, group, project, subscription`),
);
