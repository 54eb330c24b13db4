import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  InsertTextFormat,
} from 'vscode-languageserver/node';
import type { Abilities } from './abilities.js';
import { type Setting, toOffset } from './convert.js';
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
    return document ? snippets.at(document, toOffset(document, position, convert.encoding)) : [];
  };
  return {
    complete: ({ textDocument, position }) =>
      valid(textDocument.uri, position).map((snippet) => ({
        label: snippet.prefix,
        labelDetails: { description: snippet.title },
        detail: snippet.title,
        documentation: snippet.detail,
        filterText: snippet.prefix,
        kind: CompletionItemKind.Snippet,
        insertText: abilities.snippets ? snippet.body : plain(snippet.body),
        insertTextFormat: abilities.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      })),
    choices: ({ uri, position }) =>
      valid(uri, position).map(({ id, title, detail, body }) => ({ id, title, detail, body })),
  };
}

/** The text of a snippet with its defaults filled in. */
export function plain(body: string): string {
  return body
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
    .replace(/\$\{\d+\|((?:[^,|\\]|\\.)*)[^}]*\|\}/g, '$1')
    .replace(/\$(?:\d+|\{\d+\})/g, '')
    .replace(/\\([$}\\,|])/g, '$1');
}
