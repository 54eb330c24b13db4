import type { CodeFacts } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import { type Layout, packageOf } from '../../layout.js';
import type { Reached } from '../routing/registrations.js';

/** Packages in which something takes operators of queries out of what callers send. */
export function sanitizingIn(
  files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
  layout: Layout,
): ReadonlySet<string> {
  return new Set(files.flatMap(({ uri, facts }) => (facts.sanitizes ? [packageOf(uri, layout)] : [])));
}

/** Each told that something in its package takes them out. */
export function toldOfSanitizing(reached: readonly Reached[]): readonly Reached[] {
  return computed(known, reached, () => reached.map(sanitized));
}

/** Lists, and each of them, with what was made of it, so that it goes on to be the very same. */
const known = new WeakMap<readonly Reached[], readonly Reached[]>();
const oneKnown = new WeakMap<Reached, Reached>();

function sanitized(one: Reached): Reached {
  return computed(oneKnown, one, () => ({ ...one, endpoint: { ...one.endpoint, sanitized: true } }));
}
