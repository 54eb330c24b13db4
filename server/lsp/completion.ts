import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
} from 'vscode-languageserver/node';
import { filled } from '../../snippets/render.js';
import type { Abilities } from './abilities.js';
import { type Setting, toOffset, toPosition } from './convert.js';
import { partOf } from './part-of.js';
import type { SnippetReader } from './parts.js';
import type { PositionParams, SnippetChoice } from './protocol.js';
import type { Session } from './session.js';

export interface Completion {
  /** Secure snippets, where they are valid and nowhere else. */
  complete(params: CompletionParams): CompletionItem[];
  choices(params: PositionParams): SnippetChoice[];
}

export interface CompletionSetting {
  readonly session: Session;
  readonly snippets: SnippetReader;
  readonly convert: Setting;
  readonly abilities: Abilities;
}

export function createCompletion({ session, snippets, convert, abilities }: CompletionSetting): Completion {
  const valid = (uri: string, position: PositionParams['position']) => {
    const document = session.buffer(uri);
    if (!document) return [];
    const offset = toOffset(document, position, convert.encoding);
    const offers = snippets.at(document, offset, partOf(document, session.engine));
    const positionOf = (offset: number) => toPosition(document, offset, convert.encoding);
    return offers.map(({ also, ...offer }) => ({
      offer,
      margin: marginAt(document.text(), offer.start),
      start: positionOf(offer.start),
      also: also && { position: positionOf(also.offset), text: also.text },
    }));
  };
  return {
    complete: ({ textDocument, position }) =>
      valid(textDocument.uri, position).map(({ offer, start, margin, also }) => {
        const text = abilities.snippets ? offer.body : filled(offer.body);
        return {
          label: offer.prefix,
          detail: offer.title,
          documentation: offer.detail,
          filterText: offer.prefix,
          kind: CompletionItemKind.Snippet,
          // A client that moves text to the indent of its line would otherwise do so a second time.
          ...(abilities.adjustsIndentation ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
          insertTextFormat: abilities.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
          textEdit: {
            range: { start, end: position },
            newText: abilities.adjustsIndentation ? text : text.replace(/\n(?!\n|$)/g, () => `\n${margin}`),
          },
          ...(also
            ? {
                additionalTextEdits: [
                  { range: { start: also.position, end: also.position }, newText: also.text },
                ],
              }
            : {}),
        };
      }),
    choices: ({ uri, position }) =>
      valid(uri, position).map(({ offer: { id, title, detail, body }, also }) => ({
        id,
        title,
        detail,
        body,
        ...(also ? { also } : {}),
      })),
  };
}

/** The white space with which the line of an offset begins. */
function marginAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}
