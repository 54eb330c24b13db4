import type { Change } from '../../server/core/rule/change.js';
import { isMap, isNode } from '../../server/core/rule/nodes.js';
import type { ProblemView } from '../../server/core/rule/problem-view.js';
import { defineRule, type Report } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/invalid-configuration',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['testing-sast', 'testing-continuous'],
  standards: ['CWE-1059', 'CWE-1164'],
  title: 'Configuration that does not do what it says',
  why: `
    A setting that is misspelled or taken back further down looks like a decision
    and is none: a check that everybody believes to be on is off, or the other
    way round. What can be understood still counts; a file that cannot be read at
    all leaves the defaults in force.`,
  messages: {
    syntax: 'This cannot be read, so the defaults apply: {message}',
    unreadable: 'This is no UTF-8 text that can be read, so the defaults apply.',
    refused: 'This link leads out of the folders that are read, so the defaults apply.',
    large: 'This file is larger than {most} KB, so the defaults apply.',
    beside: 'This file is not used: "{name}" beside it comes first.',
    key: '"{name}" is no setting here.',
    rule: 'There is no rule "{name}".',
    meant: 'There is no "{name}" here; did you mean "{meant}"?',
    nothing: 'No rule is called "{name}".',
    duplicate: '"{name}" is given twice; the last one counts.',
    choice: '"{name}" takes {choices}.',
    kind: '"{name}" takes {kind}.',
    least: '"{name}" takes {minimum} or more.',
    most: '"{name}" takes {maximum} or less.',
    long: 'This is longer than {most} characters and is not read.',
    many: 'Only the first {most} of these are read.',
    few: '"{name}" names nothing, so this applies nowhere.',
    missing: 'Say with "{name}" which files this is for.',
    noOptions: '"{above}" takes no options; they belong to one rule that has some, by its full id.',
    replaced: 'This has no effect: "{by}" sets the same again.',
    offOptions: 'This has no effect: the rule is off.',
    excluded: 'This has no effect: "exclude" leaves these files out.',
    idle: 'This changes nothing: give it "rules" or a "profile".',
    everything: 'This leaves out every file, so nothing is checked.',
    outside: '"{name}" leads out of this folder and names nothing.',
    negated: '"{name}" names nothing: a glob here cannot take files back with "!".',
    complex: '"{name}" has too many parts or choices and is not read.',
    empty: 'An empty glob names nothing.',
  },
  fixes: { spell: { title: 'Write "{meant}"', safety: 'review' } },
  examples: [
    {
      as: 'config',
      bad: `
        profile: strict
        rules:
          auth/http-basik: off
          # <- There is no "auth/http-basik" here; did you mean "auth/http-basic"?`,
      fixed: `
        profile: strict
        rules:
          auth/http-basic: off`,
    },
    {
      as: 'config',
      bad: `
        rules:
          limits/429-missing: sometimes
          #                   ^^^^^^^^^ "limits/429-missing" takes error, warning, info, hint or off.
          crypto/*: off
          # <- This has no effect: "*" sets the same again.
          '*': info
        exclude: ['**']
        #         ^^^^ This leaves out every file, so nothing is checked.`,
    },
    {
      as: 'config',
      bad: `
        rules:
          input/string-max-length-missing:
            severity: info
            options:
              limit: 0
              #      ^ "limit" takes 1 or more.`,
    },
    {
      as: 'config',
      bad: `
        profile: strict
        #        ^
          rules: {}`,
    },
    {
      as: 'config',
      good: `
        profile: strict
        rules:
          docs/*: info
          input/string-max-length-missing:
            severity: warning
            options: { limit: 500 }
        overrides:
          - files: [legacy/**, '*.old.yaml']
            rules: { auth/http-basic: off }
        exclude: [vendor]
        sensitive: [memberNumber]`,
    },
  ],

  check: {
    problem({ kind, at, node, data }, { report }) {
      if (kind !== 'configuration') return;
      const { meant } = data;
      const named = { ...data, ...shortened(data) };
      report({
        at,
        ...wordsFor(String(data.fault), named),
        fixes:
          meant === undefined || node === undefined
            ? []
            : [{ fix: 'spell', data: { meant }, changes: () => spell(node, String(meant)) }],
      });
    },
  },
});

/** The name as it was meant, where a key or a value stands. */
function spell(spot: Spot, to: string): readonly Change[] {
  if (!isNode(spot)) return [];
  const entry = isMap(spot.parent) ? spot.parent.entries.find(({ key }) => key === spot) : undefined;
  return [entry ? { rename: entry.value, to } : { replace: spot, by: to }];
}

type Spot = NonNullable<ProblemView['node']>;
type Data = ProblemView['data'];

/** The message about each fault that the engine knows. */
const MESSAGES: ReadonlyMap<string, string> = new Map([
  ...['syntax', 'unreadable', 'refused', 'large', 'beside', 'key', 'rule', 'nothing', 'duplicate'].map(same),
  ...['choice', 'kind', 'least', 'most', 'long', 'many', 'few', 'missing'].map(same),
  ...['replaced', 'excluded', 'idle', 'everything', 'outside', 'negated', 'complex', 'empty'].map(same),
  ['no-options', 'noOptions'],
  ['off-options', 'offOptions'],
]);

function same(name: string): readonly [string, string] {
  return [name, name];
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['object', 'settings of its own, one a line'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

/** Only what makes the whole file count for nothing is an error. */
const ERRORS: ReadonlySet<string> = new Set(['syntax', 'unreadable', 'refused', 'large']);

function wordsFor(fault: string, data: Data): Pick<Report, 'message' | 'data' | 'severity'> {
  const misspelled = data.meant !== undefined && fault !== 'choice';
  const message = misspelled ? 'meant' : (MESSAGES.get(fault) ?? fault);
  const kind = KINDS.get(String(data.type)) ?? '';
  return { message, data: { ...data, kind }, ...(ERRORS.has(fault) ? { severity: 'error' } : {}) };
}

/** Names are as long as their author likes; messages are not. */
function shortened(data: Data): Data {
  const cut = (key: string, most: number): Data =>
    data[key] === undefined ? {} : { [key]: shorten(String(data[key]), most) };
  return { ...cut('name', 36), ...cut('above', 36), ...cut('by', 40), ...cut('message', 70) };
}
