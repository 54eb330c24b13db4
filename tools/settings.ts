import type { Rule } from '../server/core/rule/rule.js';
import { type OptionWords, optionList } from './rule-page.js';
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
  intro:
    'In VS Code they are under `portcullis.`; other editors send the same object as the configuration of the server.',
  profile:
    'Which rules speak: `recommended` holds those that a good reviewer would raise; `strict` adds hygiene and completeness.',
  recommended: 'What a good reviewer would raise.',
  strict: 'Also hygiene and completeness.',
  options: 'Options of single rules, by rule id.',
  head: '| rule | option | meaning | type | default |\n| --- | --- | --- | --- | --- |',
  rules: '## `portcullis.options`',
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
  const properties = Object.fromEntries(options.map((rule) => [rule.id, ruleSchema(rule)]));
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
    optionList(rule).map(([name, option]) => optionRow(rule, name, option)),
  );
  return blocks([
    WORDS.note,
    WORDS.title,
    WORDS.intro,
    '## `portcullis.profile`',
    WORDS.profile,
    ...(rows.length === 0 ? [] : [WORDS.rules, WORDS.options, [WORDS.head, ...rows].join('\n')]),
  ]);
}

function withOptions(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => optionList(rule).length > 0);
}

function ruleSchema(rule: Rule): unknown {
  const entries = optionList(rule).map(([name, { title, ...schema }]) => [
    name,
    { ...schema, description: title },
  ]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(entries) };
}

function optionRow(rule: Rule, name: string, option: OptionWords): string {
  const bounds = [option.minimum, option.maximum].some((bound) => bound !== undefined)
    ? ` ${option.minimum ?? ''}–${option.maximum ?? ''}`
    : '';
  return `| [\`${rule.id}\`](rules/${rule.id}.md) | \`${name}\` | ${cell(option.title)} | ${option.type}${bounds} | \`${JSON.stringify(option.default)}\` |`;
}
