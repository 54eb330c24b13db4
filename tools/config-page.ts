import type { Rule } from '../server/core/rule/rule.js';
import { settingsSchema } from '../server/core/rule/settings-schema.js';
import { cell, fenced } from './text.js';

/** A configuration that says everything that one can say. A test proves that nothing is wrong with it. */
export const EXAMPLE = `profile: strict
rules:
  auth/http-basic: warning
  docs/*: info
  testing/invalid-document: off
  input/string-max-length-missing:
    severity: info
    options: { limit: 500 }
overrides:
  - files: [legacy/**, '*.draft.yaml']
    profile: recommended
    rules: { auth/http-basic: off }
exclude: [vendor, fixtures/broken]
sensitive: [memberNumber, nationalRef]
`;

const WORDS = {
  title: '## `portcullis.yaml`',
  intro: `A file of this name, or \`portcullis.yml\`, says what is checked in its folder and below it. For each file the nearest one
above it counts, alone, and never one from outside the workspace folder; on the command line that is the outermost of
the working directory and the paths. Editor and command line read the same file, and an edit takes effect before it is
saved.`,
  head: '| key | meaning |\n| --- | --- |',
  rules: [
    'A rule is set to `error`, `warning`, `info`, `hint` or `off`, or to an object with `severity` and `options`.',
    'A full id counts before a glob, and of several globs the last one counts. A full id switches a rule on whatever the profile; a glob speaks of the rules that the profile has.',
    'Of several overrides that fit a file, the last one that speaks of a rule counts.',
    'In globs of files `*` stands for a part of a name, `**` for any folders, `{a,b}` for either. One without a slash fits at any depth, and one that names a folder fits all that is in it.',
    'Excluded files are still read for those that refer to them. A name under `sensitive` covers `memberNumber`, `member_number` and `MemberNumbers`: it must not stand in a query, nor be shown in full.',
    '`--profile`, and a rule that `--rule` names in full, win over the file; the settings of the editor count where the file says nothing.',
    'What is wrong in the file is a finding in it, by [testing/invalid-configuration](rules/testing/invalid-configuration.md). So is that it cannot be read, and then the defaults apply.',
    'Editors with the YAML extension check it by `schemas/portcullis.schema.json`; completion works without that.',
  ],
} as const;

/** The part of the settings page that is about the file. */
export function configBlocks(rules: readonly Rule[]): readonly string[] {
  const { properties = {} } = settingsSchema(rules);
  const rows = Object.entries(properties).map(
    ([key, { description = '' }]) => `| \`${key}\` | ${cell(description)} |`,
  );
  return [
    WORDS.title,
    WORDS.intro,
    fenced('yaml', EXAMPLE.trimEnd()),
    [WORDS.head, ...rows].join('\n'),
    WORDS.rules.map((line) => `- ${line}`).join('\n'),
  ];
}
