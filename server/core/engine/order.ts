import { byText } from '../text/order.js';
import type { Entry } from './locate.js';

/** In the order of the text, then of rules; what two documents see in a component that both refer to is reported once. */
export function inOrder(entries: Entry[]): readonly Entry[] {
  if (entries.length < 2) return entries;
  const sorted = entries.sort((a, b) => compare(a, b) || compareFurther(a, b));
  return sorted.filter((entry, index) => {
    const before = sorted[index - 1];
    return before === undefined || compare(before, entry) !== 0;
  });
}

/** The same entries, each with how many before it have its identity; `ordinals` knows those of blocks before. */
export function numbered(entries: readonly Entry[], ordinals: Map<string, number>): readonly Entry[] {
  return entries.map((entry) => {
    const ordinal = ordinals.get(entry.identity) ?? 0;
    ordinals.set(entry.identity, ordinal + 1);
    return entry.ordinal === ordinal ? entry : { ...entry, ordinal };
  });
}

function compare(a: Entry, b: Entry): number {
  return (
    a.start - b.start ||
    a.end - b.end ||
    byText(a.sighting.raw.rule.id, b.sighting.raw.rule.id) ||
    byText(a.sighting.fixed.message, b.sighting.fixed.message)
  );
}

/** Which of several that say the same is reported does not depend on who spoke first. */
function compareFurther({ sighting: a }: Entry, { sighting: b }: Entry): number {
  return byText(a.fixed.endpoint ?? '', b.fixed.endpoint ?? '') || byText(a.identity ?? '', b.identity ?? '');
}
