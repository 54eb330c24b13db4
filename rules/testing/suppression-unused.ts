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
  messages: {
    unused: 'Nothing here is found by "{rule}", so this silences nothing.',
    place: 'An allow comment stands above what it covers; here "{rule}" silences nothing.',
    unknown: 'No rule is called "{rule}", so this silences nothing.',
    meant: 'No rule is called "{rule}"; did you mean "{meant}"?',
    nameless: 'The rule is missing: portcullis-allow <rule>: <reason>; this silences nothing.',
    shape: 'Rules with their reasons are expected here, { "<rule>": "why" }; this silences nothing.',
  },
  fixes: { remove: { title: 'Remove it', safety: 'safe' } },
  examples: [
    {
      as: 'scheme',
      bad: `
        type: apiKey
        name: key
        # portcullis-allow auth/api-key-in-url: the partner moves to tokens
        # <- Nothing here is found by "auth/api-key-in-url", so this silences nothing.
        in: header`,
      fixed: `
        type: apiKey
        name: key
        in: header`,
      good: `
        type: apiKey
        name: key
        # portcullis-allow auth/api-key-in-url: the partner moves to tokens
        in: query`,
    },
    {
      as: 'scheme',
      bad: `
        type: apiKey
        name: key
        # portcullis-allow crypto/server-http, auth/api-key-in-url: the partner moves to tokens
        #                  ^^^^^^^^^^^^^^^^^^ Nothing here is found by "crypto/server-http", so this silences nothing.
        in: query`,
      fixed: `
        type: apiKey
        name: key
        # portcullis-allow auth/api-key-in-url: the partner moves to tokens
        in: query`,
    },
    {
      as: 'scheme',
      bad: `
        type: http
        # portcullis-allow : nothing to say
        # <- The rule is missing: portcullis-allow <rule>: <reason>; this silences nothing.
        scheme: bearer`,
    },
    {
      as: 'scheme',
      bad: `
        type: http # portcullis-allow auth/http-basic: the partner moves to tokens
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ An allow comment stands above what it covers; here "auth/http-basic" silences nothing.
        scheme: bearer`,
    },
    {
      as: 'scheme',
      bad: `
        type: http
        # portcullis-allow auth/http-basics: the partner moves to tokens
        # <- No rule is called "auth/http-basics"; did you mean "auth/http-basic"?
        scheme: bearer`,
    },
    {
      as: 'scheme',
      bad: `
        type: http
        # portcullis-allow partner/tokens: they move to tokens
        # <- No rule is called "partner/tokens", so this silences nothing.
        scheme: bearer`,
    },
    {
      as: 'scheme',
      bad: `
        type: http
        scheme: bearer
        x-portcullis-allow: auth/http-basic
        #                   ^^^^^^^^^^^^^^^ Rules with their reasons are expected here, { "<rule>": "why" }; this silences nothing.`,
    },
  ],

  check: {
    problem({ kind, at, node, data }, { report }) {
      if (kind !== 'suppression-unused') return;
      const message = MESSAGES.get(String(data.fault)) ?? 'unused';
      const isMeant = message === 'unknown' && data.meant !== undefined;
      report({
        at,
        message: isMeant ? 'meant' : message,
        data: {
          rule: shorten(String(data.rule ?? ''), 40),
          meant: shorten(String(data.meant ?? ''), 40),
        },
        // What is written or placed wrongly was meant to silence something: a person mends it.
        fixes:
          node === undefined || message !== 'unused' ? [] : [{ fix: 'remove', changes: () => removal(node) }],
      });
    },
  },
});

/** By what is wrong with the allowance itself. */
const MESSAGES: ReadonlyMap<string, 'place' | 'unknown' | 'nameless' | 'shape'> = new Map([
  ['place', 'place'],
  ['unknown', 'unknown'],
  ['nameless', 'nameless'],
  ['shape', 'shape'],
]);

/** An entry of `x-portcullis-allow` is a node; a comment is only text. */
function removal(spot: NonNullable<ProblemView['node']>): readonly Change[] {
  if (isNode(spot)) return [{ remove: spot }];
  // One of several that a comment lists goes alone.
  const isComment = /[#/]/.test(spot.leaf.text.charAt(spot.start));
  return [{ text: isComment ? wholeLine(spot) : spot, by: '' }];
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
