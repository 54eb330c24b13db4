import type { ThreatCard } from '../core/model/threats/cards.js';
import { statusWord } from '../core/report/markdown.js';
import type { Document } from '../core/text/document.js';
import type { Range } from '../core/text/span.js';
import type { AnswerCards } from './answer-cards.js';
import type { Markup } from './markup.js';
import { say } from './words.js';

/** What a hover says of the threat whose id stands at a place, and where the id stands in the text. */
export function answerWords(
  document: Document,
  offset: number,
  { cards, markup }: { readonly cards: AnswerCards; readonly markup: Markup },
): { readonly blocks: readonly string[]; readonly range: Range } | undefined {
  const found = cards.at(document, offset);
  if (!found) return undefined;
  const { leaf, start, end } = found.id;
  const base = document.offsetOf(leaf);
  return { blocks: [cardWords(found.card, markup)], range: { start: base + start, end: base + end } };
}

function cardWords(card: ThreatCard, markup: Markup): string {
  const { template, question } = card;
  return [
    `${markup.strong(template.title)} ${markup.code(template.kind)}`,
    markup.prose(question),
    say('threatStatus', { status: statusWord(card) }),
  ].join('\n\n');
}
