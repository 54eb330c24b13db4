import type { Hover, MarkupContent, Position } from 'vscode-languageserver/node';
import type { Finding } from '../core/rule/finding.js';
import type { Rule } from '../core/rule/rule.js';
import type { Document } from '../core/text/document.js';
import type { Range } from '../core/text/span.js';
import type { Abilities } from './abilities.js';
import type { AnswerCards } from './answer-cards.js';
import { answerWords } from './answer-words.js';
import { rangeIn, type Setting, toOffset } from './convert.js';
import { createEndpointWords } from './endpoint-words.js';
import { MARKDOWN, type Markup, PLAIN } from './markup.js';
import type { Session } from './session.js';
import { say } from './words.js';

export interface HoverSetting {
  readonly session: Session;
  readonly convert: Setting;
  readonly abilities: Pick<Abilities, 'markdown'>;
  readonly rules: readonly Rule[];
  readonly cards: AnswerCards;
}

/** More rules than this at one place would fill the screen; the squiggle has the messages of all. */
const MOST = 3;

/** What stands at a place: the words of the rules that found something, who may call the operation or route, and which threat it is. */
export function createHover(setting: HoverSetting): (uri: string, position: Position) => Hover | null {
  const { session, convert, abilities, cards } = setting;
  const markup = abilities.markdown ? MARKDOWN : PLAIN;
  const rules = new Map(setting.rules.map((rule) => [rule.id, rule]));
  const endpoints = createEndpointWords({ session, markup });
  return (uri, position) => {
    const document = session.buffer(uri);
    if (!document) return null;
    const offset = toOffset(document, position, convert.encoding);
    const found = findingsAt(document, offset, session);
    const about = endpoints(document, offset) ?? answerWords(document, offset, { cards, markup });
    const named = [...new Set(found.map(({ rule }) => rule))].flatMap((id) => rules.get(id) ?? []);
    const blocks = [
      ...named.slice(0, MOST).map((rule) => ruleWords(rule, markup, convert.ruleHref(rule.id))),
      ...(about?.blocks ?? []),
    ];
    if (blocks.length === 0) return null;
    const range = about?.range ?? smallest(found.map(({ place }) => place.range));
    const contents: MarkupContent = { kind: markup.kind, value: blocks.join(markup.rule) };
    return { contents, ...(range ? { range: rangeIn(document, range, convert.encoding) } : {}) };
  };
}

function findingsAt(document: Document, offset: number, { engine }: Session): readonly Finding[] {
  return engine
    .findingsAt(document.uri, { start: offset, end: offset })
    .filter(({ place }) => place.version === document.version);
}

function ruleWords({ id, title, why, standards }: Rule, markup: Markup, page: string | undefined): string {
  return [
    `${markup.strong(title)} ${page === undefined ? markup.code(id) : markup.link(id, page)}`,
    why.replace(/\s+/g, ' ').trim(),
    ...(standards.length > 0 ? [say('standards', { standards: standards.join(', ') })] : []),
  ].join('\n\n');
}

function smallest(ranges: readonly Range[]): Range | undefined {
  return [...ranges].sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}
