import type { HandlingView, LookupView } from '../../server/core/rule/handling.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { type Endpoint, guardOf } from './endpoints.js';
import { changes, nameOf } from './reached-objects.js';

/** What is told of an object that is found by the caller's identifier alone. */
export function said(lookup: LookupView, open: readonly Endpoint[], handling: HandlingView) {
  const noun = nameOf(lookup, open);
  const record = noun === undefined ? 'record' : `"${shorten(noun, 20)}" record`;
  return {
    at: lookup.key,
    message: changes(lookup, open) ? ('write' as const) : ('read' as const),
    data: { record, key: shorten(lookup.key.text, 30) },
    related: relatedTo(open),
    fixes: fixesOf(lookup, handling),
  };
}

function relatedTo(endpoints: readonly Endpoint[]) {
  const guard = endpoints.map((one) => guardOf(one, 'authentication')).find((one) => one !== undefined);
  return guard === undefined ? [] : [{ at: guard.at, message: 'guard' }];
}

function fixesOf({ slot, owner }: LookupView, { endpoints }: HandlingView): readonly FixOffer[] {
  if (slot === undefined || endpoints.some(({ framework }) => framework !== 'express')) return [];
  const beside = owner();
  if (beside === undefined) return [];
  const changes = () => [{ text: slot, by: `, ${beside.text}` }];
  return [{ fix: 'owner', data: { owner: shorten(beside.name, 30) }, changes }];
}
