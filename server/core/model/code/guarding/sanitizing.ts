import type { CodeFacts } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import { type Layout, packageOf } from '../../layout.js';
import type { Reached } from '../routing/registrations.js';

/** The endpoints, each told whether something in its package takes operators of queries out of what callers send. */
export function toldOfSanitizing(
  reached: readonly Reached[],
  files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
  layout: Layout,
): readonly Reached[] {
  const clean = new Set(files.flatMap(({ uri, facts }) => (facts.sanitizes ? [packageOf(uri, layout)] : [])));
  if (clean.size === 0) return reached;
  return reached.map((one) => (clean.has(packageOf(one.uri, layout)) ? sanitized(one) : one));
}

/** Each with what was made of it, so that it goes on to be the very same. */
const known = new WeakMap<Reached, Reached>();

function sanitized(one: Reached): Reached {
  return computed(known, one, () => ({ ...one, endpoint: { ...one.endpoint, sanitized: true } }));
}
