import type { HandlingView } from '../../server/core/rule/handling.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import { quoted } from '../code-text.js';

/** Leaves the secrets out where the query takes a selection of fields. `fields`: them, as a person reads it. */
export function omit(
  { slot, secrets }: HandlingView['exposed'][number],
  fields: string,
): readonly FixOffer[] {
  if (slot === undefined) return [];
  const list = secrets.map((name) => `-${name}`).join(' ');
  const changes = () => [{ text: slot, by: `.select(${quoted(list, slot, 'javascript')})` }];
  return [{ fix: 'omit', data: { fields }, changes }];
}
