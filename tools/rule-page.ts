import type { Example, Rule } from '../server/core/rule/rule.js';
import { optionsOf } from '../server/core/rule/settings-schema.js';
import { CODE_SUBJECTS, PROPERTY_SUBJECTS } from '../server/core/rule/subjects.js';
import { PRACTICE_WORDS } from './practice-words.js';
import { standardLink } from './standards.js';
import { blocks, cell, dedent, fenced } from './text.js';

/** Words of the pages that no rule holds. */
const WORDS = {
  note: '<!-- Generated from the rule: run npm run generate. -->',
  why: '## Why',
  examples: '## Examples',
  bad: 'The carets mark what is found:',
  fixed: 'After the fix:',
  good: 'Nothing is found here:',
  file: 'with',
  profile: 'In a file that only some profile of Spring reads,',
  fixes: '## Fixes',
  noFix: 'There is no automatic fix: a person has to decide.',
  safe: 'safe: honest callers notice nothing; applied by "Fix all safe problems in this file"',
  review: 'review: look at the change before you keep it',
  options: '## Options',
  allow: '## Allow it in one place',
  allowText:
    'Write the comment above the line, with a reason, and a last day if you like. It covers the node below it and everything inside.',
  allowJson: 'In JSON, write it into the object:',
  until: '2027-01-31',
} as const;

const PROFILES = {
  recommended: 'on by default',
  strict: 'on with the profile `strict`',
} as const;

/** The page about one rule. */
export function rulePage(rule: Rule): string {
  return blocks([
    WORDS.note,
    `# ${rule.title}`,
    `\`${rule.id}\` · ${rule.severity} · ${PROFILES[rule.profile]} · ${rule.weight}`,
    Object.values(rule.messages)
      .map((message) => `> ${withoutNames(message)}`)
      .join('\n>\n'),
    WORDS.why,
    dedent(rule.why),
    standards(rule),
    WORDS.examples,
    ...rule.examples.flatMap((example) => exampleBlocks(rule, example)),
    WORDS.fixes,
    fixes(rule),
    ...options(rule),
    ...allow(rule),
  ]);
}

function standards(rule: Rule): string {
  const practices = rule.practices.map((id) => `- [${id}](../../practices.md#${id}): ${PRACTICE_WORDS[id]}`);
  return [...rule.standards.map((standard) => `- ${standardLink(standard)}`), ...practices].join('\n');
}

function exampleBlocks(rule: Rule, example: Example): readonly string[] {
  const given = example.language ?? (isCodeRule(rule) ? 'javascript' : 'yaml');
  const language = given === 'properties-yaml' ? 'yaml' : given;
  const files = fileBlocks(example.files);
  const shown = (words: string, text: string | undefined) =>
    text === undefined ? [] : [words, fenced(language, dedent(text))];
  const bad = 'bad' in example ? [...shown(WORDS.bad, example.bad), ...files] : [];
  const own = 'fixed' in example ? shown(WORDS.fixed, example.fixed) : [];
  const others = fileBlocks(example.fixedFiles);
  const fixed = own.length === 0 && others.length > 0 ? [WORDS.fixed, ...others] : [...own, ...others];
  const good = [...shown(WORDS.good, example.good), ...('bad' in example ? [] : files)];
  const named = example.profile === undefined ? [] : [nameOf(example.profile, language)];
  return [...named, ...bad, ...fixed, ...good];
}

function nameOf(profile: string, language: string): string {
  return `${WORDS.profile} \`application-${profile}.${language === 'yaml' ? 'yml' : language}\`:`;
}

function fileBlocks(files: Example['files']): readonly string[] {
  return Object.entries(files ?? {}).flatMap(([name, text]) => [
    `${WORDS.file} \`${name}\`:`,
    fenced(languageOf(name), dedent(text)),
  ]);
}

function fixes(rule: Rule): string {
  const own = Object.values(rule.fixes ?? {});
  if (own.length === 0) return WORDS.noFix;
  return own.map(({ title, safety }) => `- ${withoutNames(title)} (${WORDS[safety]})`).join('\n');
}

function options(rule: Rule): readonly string[] {
  const entries = optionsOf(rule);
  if (entries.size === 0) return [];
  const rows = [...entries].map(
    ([name, option]) => `| \`${name}\` | ${cell(option.title)} | \`${JSON.stringify(option.default)}\` |`,
  );
  return [WORDS.options, ['| option | meaning | default |', '| --- | --- | --- |', ...rows].join('\n')];
}

/** What a title is filled with is not known here. */
export function withoutNames(title: string): string {
  return title.replace(/\{\w+\}/g, '…');
}

function allow(rule: Rule): readonly string[] {
  // What is wrong with a text, or with a comment that allows something, is repaired and not allowed.
  if (rule.check.problem !== undefined) return [];
  const comment = isCodeRule(rule) ? '//' : '#';
  const language = isCodeRule(rule) ? 'javascript' : 'yaml';
  const json = { 'x-portcullis-allow': { [rule.id]: { reason: '<why>', until: WORDS.until } } };
  return [
    WORDS.allow,
    WORDS.allowText,
    fenced(
      language,
      [
        `${comment} portcullis-allow ${rule.id}: <why>`,
        `${comment} portcullis-allow ${rule.id} until ${WORDS.until}: <why>`,
      ].join('\n'),
    ),
    ...(isCodeRule(rule) ? [] : [WORDS.allowJson, fenced('json', JSON.stringify(json, null, 2))]),
  ];
}

const OF_CODE: ReadonlySet<string> = new Set([...CODE_SUBJECTS, ...PROPERTY_SUBJECTS]);

/** The rule speaks of nothing but code, and of the properties that it runs with. */
export function isCodeRule(rule: Rule): boolean {
  return Object.keys(rule.check).every((subject) => OF_CODE.has(subject));
}

function languageOf(name: string): string {
  if (name.endsWith('.json')) return 'json';
  if (name.endsWith('.py')) return 'python';
  if (name.endsWith('.java')) return 'java';
  if (name.endsWith('.properties')) return 'properties';
  if (/\.[cm]?[jt]sx?$/.test(name)) return /\.[cm]?tsx?$/.test(name) ? 'typescript' : 'javascript';
  return 'yaml';
}
