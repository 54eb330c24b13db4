import type { Option, Rule } from '../server/core/rule/rule.js';
import { optionsOf, optionsSchema } from '../server/core/rule/settings-schema.js';
import { configBlocks } from './config-page.js';
import { blocks, cell } from './text.js';

/** The JSON Schema of one setting, as `contributes.configuration` of a VS Code extension holds it. */
export interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly markdownDescription: string;
  readonly scope: string;
  readonly [key: string]: unknown;
}

const WORDS = {
  note: '<!-- Generated from the rules: run npm run generate. -->',
  title: '# Settings',
  editor: '## In the editor',
  intro:
    'For what no `portcullis.yaml` says. In VS Code they are under `portcullis.`; other editors send the same object as the configuration of the server.',
  profile:
    'Which rules speak where no `portcullis.yaml` says so: `recommended` holds those that a good reviewer would raise; `strict` adds hygiene and completeness.',
  recommended: 'What a good reviewer would raise.',
  strict: 'Also hygiene and completeness.',
  options: 'Options of single rules, by rule id.',
  head: '| rule | option | meaning | type | default |\n| --- | --- | --- | --- | --- |',
  rules: '### `portcullis.options`',
} as const;

/** The settings of the extension. */
export function settings(rules: readonly Rule[]): Readonly<Record<string, Setting>> {
  const profile: Setting = {
    type: 'string',
    enum: ['recommended', 'strict'],
    enumDescriptions: [WORDS.recommended, WORDS.strict],
    default: 'recommended',
    scope: 'window',
    markdownDescription: WORDS.profile,
  };
  const options = withOptions(rules);
  if (options.length === 0) return { 'portcullis.profile': profile };
  const properties = Object.fromEntries(options.map((rule) => [rule.id, optionsSchema(rule)]));
  return {
    'portcullis.options': {
      type: 'object',
      additionalProperties: false,
      properties,
      default: {},
      scope: 'window',
      markdownDescription: WORDS.options,
    },
    'portcullis.profile': profile,
  };
}

export function settingsPage(rules: readonly Rule[]): string {
  const options = withOptions(rules);
  const rows = options.flatMap((rule) =>
    [...optionsOf(rule)].map(([name, option]) => optionRow(rule, name, option)),
  );
  return blocks([
    WORDS.note,
    WORDS.title,
    ...configBlocks(rules),
    WORDS.editor,
    WORDS.intro,
    '### `portcullis.profile`',
    WORDS.profile,
    ...(rows.length === 0 ? [] : [WORDS.rules, WORDS.options, [WORDS.head, ...rows].join('\n')]),
  ]);
}

function withOptions(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => optionsOf(rule).size > 0);
}

function optionRow(rule: Rule, name: string, option: Option<unknown>): string {
  const bounds = [option.minimum, option.maximum].some((bound) => bound !== undefined)
    ? ` ${option.minimum ?? ''}–${option.maximum ?? ''}`
    : '';
  return `| [\`${rule.id}\`](rules/${rule.id}.md) | \`${name}\` | ${cell(option.title)} | ${option.type}${bounds} | \`${JSON.stringify(option.default)}\` |`;
}
