import { RULES } from '../../rules/index.js';
import type { Rule } from '../core/rule/rule.js';
import { type Cli, OPTIONS } from './command.js';
import type { Io } from './io.js';

const WORDS = { about: 'list the rules' };

export function rulesCommand({ command, io, done }: Cli): void {
  command('rules', WORDS.about)
    .addOption(OPTIONS.format('table', 'json'))
    .action((options) => done(rules(options, io)));
}

export function rules({ format }: { readonly format: 'table' | 'json' }, io: Io): number {
  if (format === 'json') io.out(`${JSON.stringify({ rules: RULES.map(ruleJson) }, null, 2)}\n`);
  else {
    const width = Math.max(...RULES.map(({ id }) => id.length));
    for (const { id, severity, profile, title } of RULES) {
      io.out(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${profile.padEnd(11)}  ${title}\n`);
    }
  }
  return 0;
}

function ruleJson(rule: Rule) {
  const safeties = Object.values(rule.fixes ?? {}).map(({ safety }) => safety);
  const fix = safeties.includes('safe') ? 'safe' : safeties.length > 0 ? 'review' : null;
  const { id, title, profile, severity, weight, practices, standards } = rule;
  return { id, title, profile, severity, weight, practices, standards, fix };
}
