import type { ThreatTemplate } from '../server/core/model/threats/template.js';
import { PRACTICES, type PracticeId } from '../server/core/rule/practices.js';
import type { Rule, Subject } from '../server/core/rule/rule.js';
import type { Snippet } from '../server/core/rule/snippet.js';
import {
  CODE_SUBJECTS,
  DOCUMENT_SUBJECTS,
  DRIFT_SUBJECTS,
  PROPERTY_SUBJECTS,
} from '../server/core/rule/subjects.js';
import { DOMAINS, INSTRUMENTS, type Instrument, OUT_OF_SIGHT, PRACTICE_WORDS } from './practice-words.js';
import { withoutNames } from './rule-page.js';
import { blocks, cell } from './text.js';
import type { OwedRule } from './threats.js';

export interface Content {
  readonly rules: readonly Rule[];
  readonly snippets: readonly Snippet[];
  readonly threats: readonly ThreatTemplate[];
  readonly owed: readonly OwedRule[];
}

const WORDS = {
  note: '<!-- Generated from rules, snippets and threats: run npm run generate. -->',
  title: '# Practices',
  intro:
    'What serves each of the forty practices of API security: a rule that reads the document, a rule that reads code, a fix, a snippet, a question of the threat model. "owed" is promised and not there yet; a dash means that the instrument cannot see the practice.',
  owed: 'owed',
  outOfSight: '–',
  served: '{served} of {possible} places are served.',
  columns: {
    spec: 'document rule',
    code: 'code rule',
    fix: 'fix',
    scaffold: 'snippet',
    question: 'question',
  },
} as const;

/** Drift rules look at both sides. */
const OF_DOCUMENTS: readonly Subject[] = [...DOCUMENT_SUBJECTS, ...DRIFT_SUBJECTS];
const OF_CODE: readonly Subject[] = [...CODE_SUBJECTS, ...PROPERTY_SUBJECTS, ...DRIFT_SUBJECTS];

/** Which rule, fix, snippet and question serves each practice. */
export function practicesPage(content: Content): string {
  const cells = PRACTICES.flatMap((id) => INSTRUMENTS.map((instrument) => serves(id, instrument, content)));
  const possible = cells.filter((one) => one !== WORDS.outOfSight).length;
  const served = cells.filter((one) => one !== WORDS.outOfSight && !one.startsWith(WORDS.owed)).length;
  return blocks([
    WORDS.note,
    WORDS.title,
    WORDS.intro,
    WORDS.served.replace('{served}', String(served)).replace('{possible}', String(possible)),
    ...Object.entries(DOMAINS).flatMap(([domain, title]) => [`## ${title}`, table(domain, content)]),
  ]);
}

function table(domain: string, content: Content): string {
  const columns = INSTRUMENTS.map((instrument) => WORDS.columns[instrument]);
  return [
    `| practice | ${columns.join(' | ')} |`,
    `| --- |${' --- |'.repeat(columns.length)}`,
    ...PRACTICES.filter((id) => id.startsWith(`${domain}-`)).map((id) => row(id, content)),
  ].join('\n');
}

function row(id: PracticeId, content: Content): string {
  const cells = INSTRUMENTS.map((instrument) => serves(id, instrument, content));
  return `| <a id="${id}"></a>**${id}**<br>${cell(PRACTICE_WORDS[id])} | ${cells.join(' | ')} |`;
}

function serves(id: PracticeId, instrument: Instrument, content: Content): string {
  const names = served(id, instrument, content);
  if (names.length > 0) return names.join('<br>');
  if (OUT_OF_SIGHT[id]?.includes(instrument)) return WORDS.outOfSight;
  const owed = content.owed
    .filter(({ practices, sees }) => sees === instrument && practices.includes(id))
    .map(({ rule }) => `\`${rule}\``);
  return owed.length > 0 ? `${WORDS.owed}: ${owed.join(', ')}` : WORDS.owed;
}

function served(id: PracticeId, instrument: Instrument, content: Content): readonly string[] {
  const rules = content.rules.filter(({ practices }) => practices.includes(id));
  switch (instrument) {
    case 'spec':
      return rules.filter((rule) => looksAt(rule, OF_DOCUMENTS)).map(ruleLink);
    case 'code':
      return rules.filter((rule) => looksAt(rule, OF_CODE)).map(ruleLink);
    case 'fix':
      return rules.flatMap((rule) =>
        Object.values(rule.fixes ?? {}).map(({ title }) => cell(withoutNames(title))),
      );
    case 'scaffold':
      return content.snippets.flatMap((snippet) =>
        snippet.practices.includes(id) ? [`\`${snippet.prefix}\` ${cell(snippet.title)}`] : [],
      );
    default:
      return content.threats.flatMap((threat) =>
        threat.practices.includes(id) ? [`${threat.id} ${cell(threat.title)}`] : [],
      );
  }
}

function looksAt(rule: Rule, subjects: readonly Subject[]): boolean {
  return subjects.some((subject) => rule.check[subject] !== undefined);
}

function ruleLink({ id }: Rule): string {
  return `[\`${id}\`](rules/${id}.md)`;
}
