import { sameMembers } from '../../../text/members.js';
import { computed } from '../../../text/multimap.js';
import { grouped } from './groups.js';
import type { Reached } from './registrations.js';

/** Whether two plain values say the same. */
export type Same = (a: unknown, b: unknown) => boolean;

/** What the registrations in one file serve. */
export interface Section {
  readonly uri: string;
  /** As following routers found it, and as annotations say. */
  readonly followed: readonly Reached[];
  readonly annotated: readonly Reached[];
  /** Both; two ways that lead to a followed registration and pass the same are one. */
  readonly reached: readonly Reached[];
}

/** The very same as before while the same is reached; what is reached anew and equal to before is that very one. */
export function sectionOf(
  { uri, followed, annotated }: Omit<Section, 'reached'>,
  before: Section | undefined,
  same: Same,
): Section {
  const isSame = before && sameMembers(before.followed, followed) && sameMembers(before.annotated, annotated);
  if (isSame) return before;
  const unique = new Map(followed.map((one) => [identityOf(one), one]));
  const all = [...unique.values(), ...annotated];
  return { uri, followed, annotated, reached: before ? steadied(before.reached, all, same) : all };
}

const identities = new WeakMap<Reached, string>();

/** What tells ways to a registration apart. */
function identityOf(one: Reached): string {
  return computed(identities, one, () => toldApart(one));
}

function toldApart({ endpoint, mounted }: Reached): string {
  const { method, path, at, guards } = endpoint;
  const names = guards.known ? guards.value.map(({ kind, name }) => `${kind} ${name}`) : null;
  return JSON.stringify([at.uri, ...at.path, method, path, names, mounted]);
}

/** Each is held against that of the ways to its registration that was there in its place. */
function steadied(before: readonly Reached[], now: readonly Reached[], same: Same): readonly Reached[] {
  const olds = grouped(before, ({ key }) => key);
  const places = new Map<string, number>();
  return now.map((one) => {
    const place = places.get(one.key) ?? 0;
    places.set(one.key, place + 1);
    return steady(olds.get(one.key)?.[place], one, same);
  });
}

/** What was reached and found to serve the same as something of before, and what is shown of it since. */
const canonical = new WeakMap<Reached, Reached>();

function steady(old: Reached | undefined, one: Reached, same: Same): Reached {
  if (old === undefined) return one;
  if (old === one || canonical.get(one) === old) return old;
  if (!same(old.endpoint, one.endpoint)) return one;
  const isOld =
    old.mounted === one.mounted &&
    old.own === one.own &&
    old.router === one.router &&
    sameMembers(old.answering, one.answering);
  const shown = isOld ? old : { ...one, endpoint: old.endpoint };
  canonical.set(one, shown);
  return shown;
}
