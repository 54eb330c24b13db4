import type { ThreatCard } from '../core/model/threats/cards.js';
import { THREATS } from '../core/model/threats/generated/library.js';
import { decisionSchema, decisionsSchema } from '../core/rule/decisions-schema.js';
import type { SettingsSchema } from '../core/rule/settings-schema.js';

/** What may be written into the file of answers about these threats: any answer, and each of the threats by its id. */
export function answerSchema(cards: readonly ThreatCard[]): SettingsSchema {
  const schema = decisionsSchema(THREATS);
  const properties = Object.fromEntries(cards.map((card) => [card.id, cardSchema(card)]));
  return {
    ...schema,
    properties: { ...schema.properties, decisions: { ...schema.properties?.decisions, properties } },
  };
}

function cardSchema({ template, scope, statement, question }: ThreatCard): SettingsSchema {
  return {
    ...decisionSchema([template], scope),
    title: template.title,
    description: `${statement}\n\n${question}`,
  };
}
