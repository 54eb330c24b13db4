import {
  ANSWER_FIELDS,
  type AnswerField,
  DECISION_STATUSES,
  DECISIONS_VERSION,
  type DecisionStatus,
  ID_PATTERN,
  MOST_DECISIONS,
  OTHER_KEYS,
} from '../facts/config/decisions.js';
import type { SettingsSchema } from './settings-schema.js';

/** A threat that may be decided about. */
export interface Decidable {
  /** The template's: 'd.no-rate-limit'. */
  readonly kind: string;
  readonly title: string;
}

/** Every sentence about the file of answers that an editor shows. */
const WORDS = {
  title: 'Answers to threats',
  about: 'What was decided about the threats to the API beside this file.',
  version: 'Of the form of this file.',
  decisions: 'What was decided, by the id of each threat.',
  other: 'Kept for other versions; nothing reads it.',
  decision: 'What was decided about one threat.',
  kind: 'Which threat of the library it is.',
  scope: 'What the threat is about: a resource, a scheme, an operation, or the API.',
  status: 'What was decided.',
  by: 'Who decided.',
  at: 'When, as 2026-11-23.',
} as const;

const STATUSES: Readonly<Record<DecisionStatus, string>> = {
  open: 'It is not dealt with yet; a ticket says who will.',
  mitigated: 'This service deals with it; where says the place.',
  'mitigated-elsewhere': 'Something in front of it or behind it does; component says which.',
  accepted: 'The risk is carried until the day of its review.',
  transferred: 'Somebody else carries it; party says who.',
  'not-applicable': 'It is none here; the reason says why.',
  'needs-review': 'Nobody knows yet.',
};

const FIELDS: Readonly<Record<AnswerField, string>> = {
  where: 'The file, the function or the middleware that deals with it.',
  component: 'The component that deals with it.',
  party: 'Who carries it.',
  reference: 'Where that is written down.',
  ticket: 'The ticket, or whose task it is.',
  reason: 'Why it was decided so.',
  approver: 'Who has accepted the risk.',
  review: 'The day on which somebody looks again, as 2026-11-23.',
};

const TEXT: SettingsSchema = { anyOf: [{ type: 'string' }, { type: 'number' }] };
const DAY: SettingsSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

/** What may be written into a file of decisions. One description: for editors and for completion. */
export function decisionsSchema(threats: readonly Decidable[]): SettingsSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: WORDS.title,
    description: WORDS.about,
    type: 'object',
    properties: {
      version: {
        description: WORDS.version,
        type: 'integer',
        minimum: DECISIONS_VERSION,
        maximum: DECISIONS_VERSION,
      },
      decisions: {
        description: WORDS.decisions,
        type: 'object',
        patternProperties: { [ID_PATTERN]: decisionSchema(threats) },
        additionalProperties: false,
        maxProperties: MOST_DECISIONS,
      },
    },
    patternProperties: { [`^(?:${OTHER_KEYS.join('|')})$`]: { description: WORDS.other } },
    additionalProperties: false,
  };
}

/** What may be said of one of these threats, or of the one that it is. */
export function decisionSchema(threats: readonly Decidable[], scope?: string): SettingsSchema {
  const fields = ANSWER_FIELDS.map((name) => {
    return [name, { description: FIELDS[name], ...(name === 'review' ? DAY : TEXT) }] as const;
  });
  return {
    description: WORDS.decision,
    type: 'object',
    properties: {
      kind: {
        description: WORDS.kind,
        type: 'string',
        enum: threats.map(({ kind }) => kind),
        enumDescriptions: threats.map(({ title }) => title),
      },
      scope: { description: WORDS.scope, ...(scope ? { type: 'string', enum: [scope] } : TEXT) },
      status: {
        description: WORDS.status,
        type: 'string',
        enum: DECISION_STATUSES,
        enumDescriptions: DECISION_STATUSES.map((status) => STATUSES[status]),
      },
      ...Object.fromEntries(fields),
      by: { description: WORDS.by, ...TEXT },
      at: { description: WORDS.at, ...DAY },
    },
    required: ['status'],
  };
}
