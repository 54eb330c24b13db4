import { bodyAt } from '../../snippets/render.js';
import type { Snippet } from '../core/rule/snippet.js';
import { type Cursor, cursorAt } from './cursor.js';
import type { SnippetReader } from './parts.js';

/** Offers the snippets that are valid at a cursor, written as the document is written. */
export function createSnippetReader(snippets: readonly Snippet[]): SnippetReader {
  return {
    at(document, offset) {
      const text = document.text();
      const cursor = cursorAt(text, offset, document.language);
      if (!cursor) return [];
      return snippets.flatMap((snippet) => {
        const body = bodyAt(snippet, cursor.context);
        if (body === undefined) return [];
        const { id, title, detail, prefix } = snippet;
        return [{ id, title, detail, prefix, start: cursor.start, body: adapt(body, text, cursor) }];
      });
    },
  };
}

/** Snippets are written with two spaces a level and end in a line feed; the line that they go to has one already. */
function adapt(body: string, text: string, cursor: Cursor): string {
  const trimmed = body.replace(/\n$/, '');
  const unit = cursor.context.statement === undefined ? unitOf(text) : '  ';
  const indented =
    unit === '  ' ? trimmed : trimmed.replace(/^(?: {2})+/gm, (spaces) => unit.repeat(spaces.length / 2));
  return cursor.comma ? `${indented},` : indented;
}

/** One level of indent, as the first indented line shows it. */
function unitOf(text: string): string {
  const first = /^([ \t]+)[^\s#-]/m.exec(text)?.[1] ?? '  ';
  return first.startsWith('\t') ? '\t' : first;
}
