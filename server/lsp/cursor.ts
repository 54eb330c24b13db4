import type { SnippetContext } from '../core/rule/snippet.js';
import type { LanguageId } from '../core/text/leaf.js';

/** Where the cursor stands, and the word that is being typed there. */
export interface Cursor {
  readonly context: SnippetContext;
  /** Offset of the first character of the word; the cursor's own when there is none. */
  readonly start: number;
  /** JSON only: an entry follows, so that a comma is needed. */
  readonly comma: boolean;
}

/** A JSON text longer than this is not searched for the cursor at every key. */
const LONGEST_JSON = 2_000_000;
/** No snippet belongs into a map that is indented further. */
const DEEPEST = 16;

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

interface Line {
  readonly indent: number;
  /** The key when the line opens or holds an entry; undefined for anything else. */
  readonly key: string | undefined;
  /** Nothing stands behind the key: its value is what follows, further in. */
  readonly opens: boolean;
}

function yamlCursor(text: string, { lineStart, start, offset }: Spot): Cursor | undefined {
  const column = start - lineStart;
  const alone = text.slice(lineStart, start).trim() === '' && restOfLine(text, offset).trim() === '';
  if (!alone || column > DEEPEST) return undefined;
  const above = climb(text, lineStart, column);
  if (!above) return undefined;
  const below = siblingsBelow(text, offset, column);
  if (!below) return undefined;
  const context = {
    language: 'yaml' as const,
    ...versionOf(/^(?:openapi|swagger):\s*["']?(\d\.\d)/m, text),
    path: above.path,
    keys: [...above.keys, ...below],
  };
  return { context, start, comma: false };
}

/** The keys that lead to the map at this column, and its entries above; undefined where no map of that column can be. */
function climb(text: string, from: number, column: number): { path: string[]; keys: string[] } | undefined {
  const path: string[] = [];
  const keys: string[] = [];
  let level = column;
  let deeper = false;
  for (let end = from - 1; end > 0 && level > 0; ) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    const line = readLine(text, begin, end);
    end = begin - 1;
    if (!line) continue;
    if (line.indent > level) {
      deeper ||= path.length === 0;
      continue;
    }
    if (line.indent === level) {
      if (line.key === undefined) return undefined;
      if (path.length === 0) keys.push(line.key);
      continue;
    }
    // The parent's entries stand further in: at this column the text is broken.
    const elsewhere = deeper && path.length === 0 && keys.length === 0;
    if (line.key === undefined || !line.opens || elsewhere) return undefined;
    path.unshift(line.key);
    level = line.indent;
  }
  // At the left edge every unindented line is a sibling.
  if (column === 0) keys.push(...rootKeys(text.slice(0, from)));
  return { path, keys };
}

/** Entries of the same map below the cursor; undefined when something else stands at another indent. */
function siblingsBelow(text: string, from: number, column: number): string[] | undefined {
  const keys: string[] = [];
  if (column === 0) return rootKeys(text.slice(from));
  for (let begin = text.indexOf('\n', from) + 1; begin > 0; begin = text.indexOf('\n', begin) + 1) {
    const end = text.indexOf('\n', begin);
    const line = readLine(text, begin, end < 0 ? text.length : end);
    if (!line) continue;
    if (line.indent < column) break;
    if (line.indent > column && keys.length === 0) return undefined;
    if (line.indent === column && line.key !== undefined) keys.push(line.key);
  }
  return keys;
}

/** Undefined for blank lines and comments. */
function readLine(text: string, begin: number, end: number): Line | undefined {
  const line = text.slice(begin, end);
  const content = line.trimStart();
  if (content.trimEnd() === '' || content.startsWith('#')) return undefined;
  const entry = /^(?:"([^"]*)"|'([^']*)'|([^\s#'"[\]{}&*!|>%@-][^:#]*?))\s*:(?:\s+(.*))?$/.exec(
    content.trimEnd(),
  );
  const key = entry?.[1] ?? entry?.[2] ?? entry?.[3];
  const value = entry?.[4] ?? '';
  return { indent: line.length - content.length, key, opens: value === '' || value.startsWith('#') };
}

function rootKeys(text: string): string[] {
  return [...text.matchAll(/^([A-Za-z][\w-]*):(?=\s|$)/gm)].flatMap(([, key]) => key ?? []);
}

/** Walks the brackets up to the cursor. The word being typed stands where a key would. */
function jsonCursor(text: string, start: number, offset: number): Cursor | undefined {
  if (text.length > LONGEST_JSON) return undefined;
  const before = text.slice(0, start).trimEnd();
  const after = text.slice(offset).trimStart();
  if (!/[{,]$/.test(before) || !/^["}]/.test(after)) return undefined;
  const open = openMaps(before);
  if (!open) return undefined;
  const context = {
    language: 'json' as const,
    ...versionOf(/"(?:openapi|swagger)"\s*:\s*"(\d\.\d)/, text),
    path: open.path,
    keys: [...open.keys, ...keysAhead(after)],
  };
  return { context, start, comma: after.startsWith('"') };
}

/** The path to the innermost open object and its keys so far; undefined inside an array or a text. */
function openMaps(text: string): { path: string[]; keys: string[] } | undefined {
  const stack: { readonly map: boolean; readonly keys: string[] }[] = [];
  for (const [token] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:?|[{}[\]]/g)) {
    if (token === '{' || token === '[') stack.push({ map: token === '{', keys: [] });
    else if (token === '}' || token === ']') stack.pop();
    else if (token.endsWith(':')) stack.at(-1)?.keys.push(token.slice(1, token.lastIndexOf('"')));
  }
  const inner = stack.at(-1);
  if (!inner || stack.some(({ map }) => !map)) return undefined;
  const path = stack.slice(0, -1).map(({ keys }) => keys.at(-1) ?? '');
  return { path, keys: inner.keys };
}

/** Keys between the cursor and the end of its object. */
function keysAhead(text: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (const [token] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:?|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') {
      if (--depth < 0) break;
    } else if (depth === 0 && token.endsWith(':')) keys.push(token.slice(1, token.lastIndexOf('"')));
  }
  return keys;
}

/** A statement may begin at the left edge, unless the line above goes on. */
function codeCursor(text: string, { lineStart, start, offset }: Spot, language: LanguageId): Cursor {
  const above = text.slice(0, lineStart).trimEnd();
  const open = /[,([{=+&|?:.\\]$/.test(above) && !above.endsWith('*/');
  const statement = start === lineStart && restOfLine(text, offset).trim() === '' && !open;
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

function versionOf(pattern: RegExp, text: string): Pick<SnippetContext, 'version'> {
  const version = pattern.exec(text)?.[1];
  if (version === '2.0' || version === '3.0' || version === '3.1' || version === '3.2') return { version };
  return {};
}
