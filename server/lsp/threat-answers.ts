import { documentOf as besideOf } from '../core/engine/decisions/claims.js';
import { type Refusal, refusalOf } from '../core/engine/decisions/needs.js';
import { type Decision, writeDecision } from '../core/engine/decisions/write.js';
import type { Engine } from '../core/engine/types.js';
import {
  ANSWER_FIELDS,
  type AnswerField,
  DECISION_STATUSES,
  type DecisionStatus,
  decisionsBeside,
  isDecisions,
} from '../core/facts/config/decisions.js';
import type { Answer } from '../core/model/threats/answers.js';
import { isAsking, type ThreatCard, type ThreatModel } from '../core/model/threats/cards.js';
import { ANSWERS } from '../core/model/threats/generated/library.js';
import { type Setting, toNewFile, toWorkspaceEdit } from './convert.js';
import type {
  ThreatAnswer,
  ThreatAnswerParams,
  ThreatAnswerResult,
  ThreatQuestion,
  ThreatQuestionParams,
} from './protocol.js';
import { say, type WORDS } from './words.js';

export interface ThreatAnswers {
  question(params: ThreatQuestionParams): ThreatQuestion | null;
  answer(params: ThreatAnswerParams): ThreatAnswerResult | null;
}

export interface ThreatAnswersSetting {
  readonly engine: Engine;
  readonly convert: Setting;
  model(document: string): ThreatModel | undefined;
  /** Whether the file is there, so that nothing may take its place, and nobody can tell what it says. */
  isClosed(file: string): boolean;
  /** UTC day, 'YYYY-MM-DD'. */
  today(): string;
}

/** Asks the questions of threats one by one, and makes the edits that write answers down. */
export function createThreatAnswers(setting: ThreatAnswersSetting): ThreatAnswers {
  const { engine, convert, model, today, isClosed } = setting;
  const documentOf = (uri: string) =>
    isDecisions(uri) ? besideOf(uri, (one) => engine.kindOf(one) === 'openapi') : uri;
  return {
    question({ uri: given, card: id }) {
      const uri = documentOf(given);
      const cards = uri === undefined ? undefined : model(uri)?.cards;
      const asking = cards?.filter(isAsking) ?? [];
      const card = id === undefined ? next(asking) : cards?.find((one) => one.id === id);
      if (uri === undefined || !card) return null;
      const answers = [...(card.template.also ?? []), ...ANSWERS].map((one) => offered(one, today()));
      const { statement, question } = card;
      const title = card.template.title;
      return {
        uri: convert.theirs(uri),
        card: card.id,
        title,
        statement,
        question,
        left: asking.length,
        answers,
      };
    },
    answer({ uri, card: id, ...given }) {
      const file = decisionsBeside(uri);
      const refuse = (problem: ThreatAnswerResult['problem'], message: string) => {
        return { edit: null, file: convert.theirs(file), problem, message };
      };
      const card = model(uri)?.cards.find((one) => one.id === id);
      if (!card) return refuse('gone', say('refuse_gone'));
      const decision = decisionOf(card, given, today());
      if (!decision) return refuse('refused', say('refuse_status'));
      const refusal = refusalOf(decision, today());
      if (refusal) return refuse('refused', reasonOf(refusal));
      const written = writeDecision(engine.document(file), file, decision);
      if (written.kind === 'unreadable' || isClosed(file))
        return refuse('unreadable', say('refuse_unreadable'));
      const edit =
        written.kind === 'edits'
          ? toWorkspaceEdit(written.edits, convert, false)
          : toNewFile(file, written.text, convert);
      if (edit === null) return refuse('absent', say('refuse_absent'));
      return { edit, file: convert.theirs(file), problem: null, message: null };
    },
  };
}

function reasonOf(refusal: Refusal): string {
  if (refusal.why !== 'missing') return say(`refuse_${refusal.why}`);
  return say('refuse_missing', { fields: refusal.fields.map((field) => `"${field}"`).join(', ') });
}

/** What nobody has answered comes first, and what is open before what is not known. */
function next(asking: readonly ThreatCard[]): ThreatCard | undefined {
  const rank = ({ decision, status }: ThreatCard) => (decision ? 2 : 0) + (status === 'open' ? 0 : 1);
  return [...asking].sort((a, b) => rank(a) - rank(b))[0];
}

const DETAILS: Readonly<Record<DecisionStatus, keyof typeof WORDS>> = {
  open: 'answer_open',
  mitigated: 'answer_mitigated',
  'mitigated-elsewhere': 'answer_elsewhere',
  accepted: 'answer_accepted',
  transferred: 'answer_transferred',
  'not-applicable': 'answer_not_applicable',
  'needs-review': 'answer_needs_review',
};

function offered({ status, label, needs, reason }: Answer, today: string): ThreatAnswer {
  return {
    status,
    label,
    detail: say(DETAILS[status]),
    fields: needs.map((name) => ({
      name,
      ask: say(`field_${name}`),
      kind: name === 'review' ? 'day' : 'text',
      value: name === 'review' ? yearAfter(today) : '',
    })),
    given: reason === undefined ? {} : { reason },
  };
}

/** Undefined for what is no answer: it came from the client, which may say anything. */
function decisionOf(
  { id, template, scope }: ThreatCard,
  given: Omit<ThreatAnswerParams, 'uri' | 'card'>,
  today: string,
): Decision | undefined {
  const status = DECISION_STATUSES.find((name) => name === given.status);
  if (status === undefined) return undefined;
  const fields: Partial<Record<AnswerField, string>> = {};
  for (const name of ANSWER_FIELDS) {
    const text = oneLine(given.fields[name]);
    if (text !== '') fields[name] = text;
  }
  return { id, kind: template.kind, scope, status, by: oneLine(given.by), at: today, fields };
}

function oneLine(text: unknown): string {
  return typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '';
}

function yearAfter(day: string): string {
  const time = new Date(`${day}T00:00:00Z`);
  time.setUTCFullYear(time.getUTCFullYear() + 1);
  return time.toISOString().slice(0, 10);
}
