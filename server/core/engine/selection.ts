import { matchesRule } from '../rule/glob.js';
import type { Rule } from '../rule/rule.js';
import type { Selection } from './types.js';

/** Whether the rule belongs to what was asked for. A rule named in full runs whatever its profile. */
export function selects(selection: Selection, rule: Rule): boolean {
  const inProfile = selection.profile === 'strict' || rule.profile === 'recommended';
  if (!selection.rules) return inProfile;
  return selection.rules.some((glob) => glob === rule.id || (inProfile && matchesRule(glob, rule.id)));
}
