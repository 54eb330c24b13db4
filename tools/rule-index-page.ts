import type { Rule } from '../server/core/rule/rule.js';
import { DOMAINS } from './practice-words.js';
import { blocks, cell } from './text.js';

const WORDS = {
  note: '<!-- Generated from the rules: run npm run generate. -->',
  title: '# Rules',
  intro:
    'Each page says what is wrong, why it matters, what it looks like, and how to repair or allow it. Rules of the profile `recommended` are on by default; `strict` adds the rest.',
  head: '| rule | what it finds | severity | profile | fix |\n| --- | --- | --- | --- | --- |',
} as const;

/** The list of all rules, by domain. */
export function ruleIndexPage(rules: readonly Rule[]): string {
  const sections = Object.entries(DOMAINS).flatMap(([domain, title]) => {
    const own = rules.filter(({ id }) => id.startsWith(`${domain}/`));
    return own.length === 0 ? [] : [`## ${title}`, [WORDS.head, ...own.map(row)].join('\n')];
  });
  return blocks([WORDS.note, WORDS.title, WORDS.intro, ...sections]);
}

function row(rule: Rule): string {
  return `| [\`${rule.id}\`](${rule.id}.md) | ${cell(rule.title)} | ${rule.severity} | ${rule.profile} | ${fixOf(rule)} |`;
}

/** The safest fix that the rule offers. */
export function fixOf(rule: Rule): string {
  const safeties = Object.values(rule.fixes ?? {}).map(({ safety }) => safety);
  if (safeties.includes('safe')) return 'safe';
  return safeties.length > 0 ? 'review' : '–';
}
