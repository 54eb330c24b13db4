import { isReadBySpring, propertyKey } from '../facts/config/properties.js';
import { append } from '../text/multimap.js';
import { byText } from '../text/order.js';
import { type Layout, packageOf } from './layout.js';
import { joinPaths } from './shape.js';

/** What a file says of one property, without offsets. */
export interface Said {
  /** See `propertyKey`. */
  readonly key: string;
  readonly value: string;
  readonly profile: string | undefined;
}

/** What one file says; undefined while nothing of it could be read yet. */
export interface PropertySource {
  readonly uri: string;
  readonly said: readonly Said[] | undefined;
}

/** What stands before all paths of a package, by its folder; undefined where that cannot be known. */
export type Contexts = ReadonlyMap<string, string | undefined>;

/** All properties of a package, by `saidKey`; of those that are said several times, the last counts. */
export type AllSaid = ReadonlyMap<string, readonly Said[]>;

export function saidKey(home: string, name: string): string {
  return `${home} ${propertyKey(name)}`;
}

/** The properties of all packages, and the paths that these put before every route. */
export interface PropertyModel {
  readonly said: AllSaid;
  readonly contexts: Contexts;
}

/** Joins properties again and again: the very same as before while the same files say the same. */
export class PropertyJoin {
  #known:
    | (PropertyModel & { readonly sources: readonly PropertySource[]; readonly layout: Layout })
    | undefined;

  join(sources: readonly PropertySource[], layout: Layout): PropertyModel {
    const known = this.#known;
    const isSame = ({ uri, said }: PropertySource, index: number) =>
      known?.sources[index]?.uri === uri && known.sources[index]?.said === said;
    if (known?.layout === layout && known.sources.length === sources.length && sources.every(isSame))
      return known;
    this.#known = { ...joinProperties(sources, layout), sources, layout };
    return this.#known;
  }
}

function joinProperties(sources: readonly PropertySource[], layout: Layout): PropertyModel {
  const said = new Map<string, Said[]>();
  const unread = new Set<string>();
  const homes = new Set<string>();
  for (const { uri, said: own } of sources.toSorted((a, b) => byText(rankOf(a.uri), rankOf(b.uri)))) {
    const home = packageOf(uri, layout);
    if (!isReadBySpring(uri, home)) continue;
    homes.add(home);
    if (own === undefined) unread.add(home);
    for (const one of own ?? []) append(said, `${home} ${one.key}`, one);
  }
  const contexts = new Map<string, string | undefined>();
  for (const home of homes) {
    const path = unread.has(home) ? undefined : contextOf(home, said);
    if (path !== '/') contexts.set(home, path);
  }
  return { said, contexts };
}

/** Files in the order in which Spring takes them, where a later one overrides those before it. */
function rankOf(uri: string): string {
  const outside = uri.includes('/src/main/resources/') ? 0 : 1;
  const config = /\/config\/[^/]*$/.test(uri) ? 1 : 0;
  const lines = uri.endsWith('.properties') ? 1 : 0;
  return `${outside}${config}${lines} ${uri}`;
}

/** Each puts its path behind those before it; of the spellings of one only one is given. */
const CONTEXTS = [
  'server.context-path',
  'server.servlet.context-path',
  'spring.mvc.servlet.path',
  'spring.webflux.base-path',
];

/** '/' where nothing stands before the routes. */
function contextOf(home: string, said: AllSaid): string | undefined {
  let path = '/';
  for (const name of CONTEXTS) {
    const own = said.get(saidKey(home, name))?.findLast(({ profile }) => profile === undefined);
    const value = own === undefined ? '' : resolved(own.value, home, said);
    // What a build tool puts in is out of sight.
    if (value === undefined || value.includes('@')) return undefined;
    path = joinPaths(path, value.trim());
  }
  return path;
}

/** Placeholders that stand in one another; nobody writes more. */
const DEEPEST = 4;

/** The value with its placeholders filled from the properties of the package or their defaults; undefined where one has neither. */
function resolved(value: string, home: string, said: AllSaid, depth = 0): string | undefined {
  const open = value.indexOf('${');
  if (open < 0) return value;
  const close = closing(value, open);
  if (close < 0 || depth > DEEPEST) return undefined;
  const inner = value.slice(open + 2, close);
  const colon = inner.indexOf(':');
  const name = colon < 0 ? inner : inner.slice(0, colon);
  const own = said.get(saidKey(home, name))?.findLast(({ profile }) => profile === undefined);
  const given = own?.value ?? (colon < 0 ? undefined : inner.slice(colon + 1));
  const filled = given === undefined ? undefined : resolved(given, home, said, depth + 1);
  const rest = resolved(value.slice(close + 1), home, said, depth + 1);
  return filled === undefined || rest === undefined ? undefined : value.slice(0, open) + filled + rest;
}

/** Index of the brace that closes the one behind `$`; -1 without one. */
function closing(value: string, open: number): number {
  let depth = 0;
  for (let at = open + 1; at < value.length; at++) {
    if (value[at] === '{') depth += 1;
    else if (value[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
