import type { SnippetContext } from '../core/rule/snippet.js';
import type { LanguageId } from '../core/text/leaf.js';
import { endsAtTop } from './code-cursor.js';
import { jsonPlace, keysAhead } from './json-cursor.js';
import { climb, rootKeys, siblingsBelow } from './yaml-lines.js';

/** Where the cursor stands, and the word that is being typed there. */
export interface Cursor {
  readonly context: SnippetContext;
  /** Offset of the first character of the word; the cursor's own when there is none. */
  readonly start: number;
  /** JSON only: an entry follows, so that a comma is needed. */
  readonly comma: boolean;
  /** Of a document, where entries of its root may be written before those that hold the cursor, and its keys. */
  readonly root?: { readonly offset: number; readonly keys: readonly string[] };
}

/** No snippet belongs into a map that is indented further. */
const DEEPEST = 40;

/** Reads the text around the cursor, not its tree: while somebody types, the text is broken. */
export function cursorAt(text: string, offset: number, language: LanguageId): Cursor | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const typed = /[\w-]*$/.exec(text.slice(lineStart, offset))?.[0] ?? '';
  const start = offset - typed.length;
  if (language === 'yaml') return yamlCursor(text, { lineStart, start, offset });
  if (language === 'json') return jsonCursor(text, start, offset);
  return codeCursor(text, { lineStart, start, offset }, language);
}

interface Spot {
  readonly lineStart: number;
  readonly start: number;
  readonly offset: number;
}

function yamlCursor(text: string, { lineStart, start, offset }: Spot): Cursor | undefined {
  const column = start - lineStart;
  const alone = text.slice(lineStart, start).trim() === '' && restOfLine(text, offset).trim() === '';
  if (!alone || column > DEEPEST) return undefined;
  const above = climb(text, lineStart, column);
  if (!above) return undefined;
  const below = siblingsBelow(text, offset, column, above.items);
  if (!below) return undefined;
  const context = {
    language: 'yaml' as const,
    ...versionOf(text, 'yaml'),
    path: above.path,
    keys: [...above.keys, ...below.keys],
    ...itemsOf(above.items || below.items),
  };
  // Keys and items never stand side by side.
  if (context.items && context.keys.length > 0) return undefined;
  const entry = above.path.length === 0 ? undefined : lastEntry(text.slice(0, lineStart));
  const root = entry === undefined ? {} : { root: { offset: entry, keys: rootKeys(text) } };
  return { context, start, comma: false, ...root };
}

/** Where the last entry of the root begins, with the comments right above it; undefined without one. */
function lastEntry(text: string): number | undefined {
  return [...text.matchAll(/^(?:#[^\n]*\n)*["'A-Za-z]/gm)].at(-1)?.index;
}

function itemsOf(items: boolean): Pick<SnippetContext, 'items'> {
  return items ? { items } : {};
}

/** The word being typed stands where a key would, or an item. */
function jsonCursor(text: string, start: number, offset: number): Cursor | undefined {
  const place = jsonPlace(text, start, offset);
  if (!place) return undefined;
  const { comma, items, ...at } = place;
  const version = versionOf(text, 'json');
  const inside = text.indexOf('{') + 1;
  const root = { offset: inside, keys: keysAhead(text.slice(inside)) };
  return { context: { language: 'json', ...version, ...at, ...itemsOf(items) }, start, comma, root };
}

/** A statement may begin at the left edge, unless the line above goes on or stands in something that does. */
function codeCursor(text: string, { lineStart, start, offset }: Spot, language: LanguageId): Cursor {
  const above = text.slice(0, lineStart).trimEnd();
  const open = /[,([{=+&|?:.\\]$/.test(above) && !above.endsWith('*/');
  const isAlone = start === lineStart && restOfLine(text, offset).trim() === '';
  const statement = isAlone && !open && endsAtTop(text.slice(0, lineStart), language);
  const commonjs = /\brequire\s*\(/.test(text) && !/^import\s/m.test(text);
  return {
    context: { language, statement, module: commonjs ? 'commonjs' : 'esm' },
    start,
    comma: false,
  };
}

function restOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end < 0 ? text.length : end);
}

function versionOf(text: string, language: LanguageId): Pick<SnippetContext, 'version'> {
  const version = versionIn(text, language);
  return version === undefined ? {} : { version };
}

/** The version that the text of a whole document says it has. */
export function versionIn(text: string, language: LanguageId): SnippetContext['version'] {
  const pattern =
    language === 'json' ? /"(?:openapi|swagger)"\s*:\s*"(\d\.\d)/ : /^(?:openapi|swagger):\s*["']?(\d\.\d)/m;
  const version = pattern.exec(text)?.[1];
  const isOurs = version === '2.0' || version === '3.0' || version === '3.1' || version === '3.2';
  return isOurs ? version : undefined;
}
