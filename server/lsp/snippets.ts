import { bodyAt, restAt } from '../../snippets/render.js';
import type { Snippet } from '../core/rule/snippet.js';
import { type Cursor, cursorAt } from './cursor.js';
import { inDocument } from './part-of.js';
import type { SnippetReader } from './parts.js';

/** Offers the snippets that are valid at a cursor, written as the document is written. */
export function createSnippetReader(snippets: readonly Snippet[]): SnippetReader {
  return {
    at(document, offset, part) {
      const text = document.text();
      const found = cursorAt(text, offset, document.language);
      if (!found) return [];
      const { root: _, ...inside } = found;
      const cursor: Cursor = part ? { ...inside, context: inDocument(found.context, part) } : found;
      return snippets.flatMap((snippet) => {
        const { root, start } = cursor;
        const context = root === undefined ? cursor.context : { ...cursor.context, rootKeys: root.keys };
        const body = bodyAt(snippet, context);
        if (body === undefined) return [];
        const { id, title, detail, prefix } = snippet;
        const offer = { id, title, detail, prefix, start, body: adapt(body, text, cursor) };
        const rest = restAt(snippet, context);
        if (root === undefined || rest === undefined) return [offer];
        return [{ ...offer, also: { offset: root.offset, text: atRoot(rest, text, cursor) } }];
      });
    },
  };
}

/** Snippets are written with two spaces a level and end in a line feed; the line that they go to has one already. */
function adapt(body: string, text: string, cursor: Cursor): string {
  const trimmed = body.replace(/\n$/, '');
  const unit = cursor.context.statement === undefined ? unitOf(text) : '  ';
  const indented = indentedBy(trimmed, unit);
  return cursor.comma ? `${indented},` : indented;
}

function indentedBy(text: string, unit: string): string {
  if (unit === '  ') return text;
  return text.replace(/^(?: {2})+/gm, (spaces) => unit.repeat(spaces.length / 2));
}

/** Entries of the root, before what stands there. */
function atRoot(entries: string, text: string, { context }: Cursor): string {
  const unit = unitOf(text);
  const indented = indentedBy(entries, unit);
  if (context.language === 'yaml') return indented;
  return `${indented.replace(/\n$/, '').replace(/^/gm, `\n${unit}`).replace(/\n\n/g, '\n')},`;
}

/** One level of indent, as the first indented line shows it. */
function unitOf(text: string): string {
  const first = /^([ \t]+)[^\s#-]/m.exec(text)?.[1] ?? '  ';
  return first.startsWith('\t') ? '\t' : first;
}
