import type { Change } from '../../server/core/rule/change.js';
import { isNode } from '../../server/core/rule/nodes.js';
import type { ProblemView } from '../../server/core/rule/problem-view.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/suppression-unused',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['testing-sast', 'testing-continuous'],
  standards: ['CWE-1164'],
  title: 'Silences nothing',
  why: `
    The fault that this once silenced is gone, or the rule's name is misspelled.
    Left in place it hides the next fault of that kind, which nobody has seen or
    accepted.`,
  messages: { unused: 'Nothing here is found by "{rule}", so this silences nothing.' },
  fixes: { remove: { title: 'Remove it', safety: 'safe' } },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: http
        # portcullis-allow auth/http-basic: the partner moves to tokens
        # <- Nothing here is found by "auth/http-basic", so this silences nothing.
        scheme: bearer`,
      fixed: `
        type: http
        scheme: bearer`,
      good: `
        type: http
        # portcullis-allow auth/http-basic: the partner moves to tokens
        scheme: basic`,
    },
  ],

  check: {
    problem({ kind, at, node, data }, { report }) {
      if (kind !== 'suppression-unused') return;
      report({
        at,
        message: 'unused',
        data: { rule: shorten(String(data.rule ?? ''), 60) },
        fixes: node === undefined ? [] : [{ fix: 'remove', changes: () => removal(node) }],
      });
    },
  },
});

/** An entry of `x-portcullis-allow` is a node; a comment is only text. */
function removal(spot: NonNullable<ProblemView['node']>): readonly Change[] {
  return isNode(spot) ? [{ remove: spot }] : [{ text: wholeLine(spot), by: '' }];
}

/** The comment with its line, when nothing else stands on it, else with the blanks before it. */
function wholeLine(spot: NonNullable<ProblemView['node']>): NonNullable<ProblemView['node']> {
  const { text } = spot.leaf;
  let start = spot.start;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start -= 1;
  const alone = start === 0 || text.charAt(start - 1) === '\n';
  const rest = alone ? (/^[ \t]*(?:\r?\n|$)/.exec(text.slice(spot.end))?.[0].length ?? 0) : 0;
  return { ...spot, start, end: spot.end + rest };
}
