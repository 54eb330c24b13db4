import type { ThreatCard, ThreatFact, ThreatModel } from '../model/threats/cards.js';
import type { DecisionStatus } from '../model/threats/decisions.js';
import type { OperationEvidence } from '../model/threats/evidence.js';
import type { Stride } from '../model/threats/template.js';
import { phrase } from '../model/threats/wording.js';
import { dataFlowDiagram } from './diagram.js';
import { code, link, prose, slug } from './escape.js';
import {
  CLASS_WORDS,
  DECISION_WORDS,
  FACT_WORDS,
  FIELD_WORDS,
  STATUS_WORDS,
  STRIDE_WORDS,
  WORDS,
} from './threat-words.js';
import type { Locate } from './threats-json.js';

export interface ThreatReportInput {
  readonly model: ThreatModel;
  /** The document's path as its reader knows it. */
  readonly name: string;
  /** False when part of the document is out of sight. */
  readonly inSight: boolean;
  readonly operations: readonly OperationEvidence[];
  readonly locate: Locate;
  /** Rules whose finding says no more than that the document is silent, so that it contradicts nobody. */
  readonly silent: ReadonlySet<string>;
}

export interface ThreatReportText {
  readonly markdown: string;
  /** Where each card is: the fragment of its heading, and its line, counted from 0. */
  readonly cards: readonly { readonly id: string; readonly anchor: string; readonly line: number }[];
}

/** Lists are cut here: a card about a whole API may concern hundreds of operations. */
const MOST_OPERATIONS = 12;
const MOST_EVIDENCE = 20;

/** The threat report in Markdown, with a Mermaid diagram. The same input gives the same text. */
export function threatReport(input: ThreatReportInput): ThreatReportText {
  const lines = head(input);
  const cards: { id: string; anchor: string; line: number }[] = [];
  for (const stride of strides()) {
    const own = input.model.cards.filter((card) => card.template.stride === stride);
    if (own.length > 0) lines.push(`## ${STRIDE_WORDS[stride]}`, '');
    for (const card of own) {
      const heading = headingOf(card);
      cards.push({ id: card.id, anchor: slug(heading), line: lines.length });
      lines.push(`### ${heading}`, '', ...body(card, input), '');
    }
  }
  return { markdown: `${lines.join('\n').trimEnd()}\n`, cards };
}

/** Names what the card speaks of where that is one plain word, so that the fragment is the same in every viewer. */
function headingOf({ template, group, id }: ThreatCard): string {
  const named = template.rollup !== 'api' && /^[a-z0-9][a-z0-9-]{0,39}$/i.test(group);
  return `${template.id} ${template.title}${named ? `: ${group}` : ''} (${id})`;
}

function head(input: ThreatReportInput): string[] {
  const { model, name, operations } = input;
  const served = operations.filter(({ operation }) => !operation.outbound).length;
  return [
    `# ${phrase(WORDS.title, { document: code(name) })}`,
    '',
    phrase(WORDS.summary, { ...model.summary, operations: served }),
    ...(input.inSight ? [] : ['', WORDS.incomplete]),
    ...(model.cards.length === 0 ? ['', WORDS.none] : []),
    '',
    `## ${WORDS.flows}`,
    '',
    WORDS.flowsNote,
    '',
    '```mermaid',
    ...dataFlowDiagram(name, operations, model).split('\n'),
    '```',
    '',
    `## ${WORDS.overview}`,
    '',
    WORDS.table,
    '| --- | --: | --: | --: |',
    ...strides().map((stride) => overviewRow(stride, model)),
    '',
  ];
}

function overviewRow(stride: Stride, model: ThreatModel): string {
  const own = model.cards.filter((card) => card.template.stride === stride);
  const count = (status: ThreatCard['status']) => own.filter((card) => card.status === status).length;
  return `| ${STRIDE_WORDS[stride]} | ${count('open')} | ${count('unknown')} | ${count('mitigated')} |`;
}

function body(card: ThreatCard, { locate, silent }: ThreatReportInput): readonly string[] {
  const { template } = card;
  const ids = [
    ...template.owasp,
    ...template.cwe.map((id) => `CWE-${id}`),
    ...(template.capec ?? []).map((id) => `CAPEC-${id}`),
    ...template.asvs5.map((id) => `ASVS ${id}`),
  ];
  return [
    `**${statusWord(card)}** · ${ids.join(' · ')}`,
    '',
    prose(card.statement),
    '',
    `**${WORDS.concerns}**: ${operationList(card, locate)}`,
    '',
    `**${WORDS.evidence}**`,
    '',
    ...evidenceLines(card, locate),
    ...card.facts.flatMap(factLine),
    '',
    `**${WORDS.question}**: ${prose(card.question)}`,
    '',
    ...decisionLines(card, silent),
    `**${WORDS.controls}**`,
    '',
    ...template.controls.map((control) => `- ${control}`),
    ...(template.snippets.length === 0
      ? []
      : [`- ${phrase(WORDS.snippets, { snippets: template.snippets.map(code).join(', ') })}`]),
  ];
}

/** As it was decided, else as rules have it. */
export function statusWord({ status, decision }: ThreatCard): string {
  return decision && !decision.overdue ? DECISION_WORDS[decision.fact.status] : STATUS_WORDS[status];
}

function decisionLines({ decision, evidence }: ThreatCard, silent: ReadonlySet<string>): readonly string[] {
  if (!decision) return [];
  const { status, by = '', at = '', fields } = decision.fact;
  const form = by === '' ? WORDS.decidedAt : at === '' ? WORDS.decidedBy : WORDS.decided;
  const who = phrase(form, { status: DECISION_WORDS[status], by: prose(by), at: prose(at) });
  return [
    `**${WORDS.decision}**: ${who}`,
    '',
    ...FIELD_WORDS.flatMap(([field, name]) => {
      const text = fields[field];
      return text === undefined ? [] : [`- ${phrase(WORDS.field, { name, text: prose(text) })}`];
    }),
    ...(decision.overdue ? [`- ${WORDS.overdue}`] : []),
    ...silenceLine(status, evidence, silent),
    '',
  ];
}

/** Why a threat that is dealt with has findings and nobody is contradicted. */
function silenceLine(
  status: DecisionStatus,
  evidence: ThreatCard['evidence'],
  silent: ReadonlySet<string>,
): readonly string[] {
  if (status !== 'mitigated' && status !== 'mitigated-elsewhere') return [];
  const found = evidence.filter(({ rule, effect }) => effect === 'raises' && silent.has(rule));
  const rules = [...new Set(found.map(({ rule }) => code(rule)))];
  return rules.length === 0 ? [] : [`- ${phrase(WORDS.silent, { rules: rules.join(', ') })}`];
}

function operationList(card: ThreatCard, locate: Locate): string {
  return listed(
    card.operations.map(({ name, place }) => `${code(name)} (${linkTo(place, locate)})`),
    MOST_OPERATIONS,
  );
}

function evidenceLines(card: ThreatCard, locate: Locate): readonly string[] {
  if (card.evidence.length === 0) return [`- ${WORDS.unheard}`];
  const lines = card.evidence.slice(0, MOST_EVIDENCE).map(({ rule, effect, place }) => {
    return `- ${phrase(WORDS[effect], { rule: code(rule), place: linkTo(place, locate) })}`;
  });
  const rest = card.evidence.length - lines.length;
  return rest > 0 ? [...lines, `- ${phrase(WORDS.more, { count: rest })}`] : lines;
}

function factLine({ fact, value, operations }: ThreatFact): readonly string[] {
  const words = factWords(fact, value);
  if (words === undefined) return [];
  return [`- ${phrase(WORDS.fact, { words, operations: listed(operations.map(code), MOST_OPERATIONS) })}`];
}

function factWords(fact: string, value: ThreatFact['value']): string | undefined {
  const classes = CLASS_WORDS[fact];
  if (typeof value === 'object') return classes && phrase(classes.atLeast, { class: value.atLeast });
  if (value === 'yes' || value === 'no' || value === 'unknown') return FACT_WORDS[fact]?.[value];
  return classes && phrase(classes.exactly, { class: value });
}

function listed(items: readonly string[], most: number): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} ${phrase(WORDS.more, { count: items.length - most })}` : shown;
}

function linkTo(place: Parameters<Locate>[0], locate: Locate): string {
  const { file, line, href } = locate(place);
  return link(`${file}:${line}`, href ?? `${file}#L${line}`);
}

function strides(): readonly Stride[] {
  return ['S', 'T', 'R', 'I', 'D', 'E'];
}
