import { flowCursor } from './flow-cursor.js';

/** Where the cursor stands in a configuration. */
export interface ConfigCursor {
  /** Keys from the root to the map or the value that is being written; '*' for an item of a list. */
  readonly path: readonly string[];
  /** Offset of the first character of the word that is being typed. */
  readonly start: number;
  /** Undefined where a value is being written; else the keys that its map has already. */
  readonly keys: readonly string[] | undefined;
  /** Between braces, where lines and indents say nothing. */
  readonly flow: boolean;
}

interface Line {
  /** Column of the key, behind the dashes. */
  readonly column: number;
  /** Columns of the dashes before it. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  /** Nothing stands behind the key. */
  readonly opens: boolean;
}

const KEY = String.raw`(?:"[^"]*"|'[^']*'|[^\s#'"[\]{},&!|>%@:-][^:#]*?)`;
const ENTRY = new RegExp(String.raw`^(${KEY})[ \t]*:(?:[ \t]+(.*))?$`);
const WORD = /^[\w/.*-]*$/;

/** Reads the lines around the cursor, not the tree: while somebody types, the text is broken. */
export function configCursor(text: string, offset: number): ConfigCursor | undefined {
  const flow = flowCursor(text, offset);
  if (flow)
    return { ...flow, path: [...pathTo(text, flow.start), ...flow.path], start: flow.word, flow: true };
  return blockCursor(text, offset);
}

/** The way to the value that begins at an offset. */
function pathTo(text: string, start: number): readonly string[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const { dashes, column } = leadOf(text.slice(lineStart, start));
  const key = new RegExp(String.raw`^(${KEY})[ \t]*:`).exec(text.slice(lineStart + column, start))?.[1];
  const { path } = climb(text, lineStart, column, dashes);
  return key === undefined ? path : [...path, unquoted(key)];
}

function blockCursor(text: string, offset: number): ConfigCursor | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const { dashes, column } = leadOf(before);
  const content = before.slice(column);
  if (!/^\s*(?:#.*)?$/.test(restOf(text, offset))) return undefined;
  const value = new RegExp(String.raw`^(${KEY})[ \t]*:[ \t]+([\w.-]*)$`).exec(content);
  if (value) {
    const { path } = climb(text, lineStart, column, dashes);
    const [, key = '', typed = ''] = value;
    return { path: [...path, unquoted(key)], start: offset - typed.length, keys: undefined, flow: false };
  }
  if (!WORD.test(content)) return undefined;
  const above = climb(text, lineStart, column, dashes);
  const keys = [...above.keys, ...keysBelow(text, offset, column)];
  return { path: above.path, start: offset - content.length, keys, flow: false };
}

/** The way to the map whose keys stand at this column, and those above the cursor. */
function climb(
  text: string,
  from: number,
  column: number,
  dashes: readonly number[],
): { readonly path: readonly string[]; readonly keys: readonly string[] } {
  const path: string[] = dashes.map(() => '*');
  const keys: string[] = [];
  let level = dashes[0] ?? column;
  let own = dashes.length === 0;
  // The key of a list may stand in the same column as its dashes.
  let ofList = dashes.length > 0;
  for (let end = from - 1; end > 0 && (level > 0 || own || ofList); ) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    const line = readLine(text.slice(begin, end));
    end = begin - 1;
    if (line?.key === undefined || line.column > level) continue;
    const [dash] = line.dashes;
    const parent = line.column < level || (ofList && dash === undefined);
    if (parent && !line.opens) continue;
    if (parent) path.unshift(line.key);
    else if (own) keys.push(line.key);
    if (parent || dash !== undefined) {
      own = false;
      path.unshift(...line.dashes.map(() => '*'));
      ofList = dash !== undefined;
      level = dash ?? line.column;
    }
  }
  return { path, keys };
}

/** Keys of the same map below the cursor. */
function keysBelow(text: string, from: number, column: number): readonly string[] {
  const keys: string[] = [];
  for (const line of text.slice(from).split('\n').slice(1)) {
    const read = readLine(line);
    if (read && (read.column < column || read.dashes.length > 0)) break;
    if (read?.key !== undefined && read.column === column) keys.push(read.key);
  }
  return keys;
}

/** Undefined for blank lines and comments. */
function readLine(line: string): Line | undefined {
  const { dashes, column } = leadOf(line);
  const content = line.slice(column).trimEnd();
  if (content === '' || content.startsWith('#')) return undefined;
  const [, key, rest = ''] = ENTRY.exec(content) ?? [];
  return {
    dashes,
    column,
    key: key === undefined ? undefined : unquoted(key),
    opens: rest === '' || rest.startsWith('#'),
  };
}

function leadOf(line: string): { readonly dashes: readonly number[]; readonly column: number } {
  const lead = /^ *(?:- +)*/.exec(line)?.[0] ?? '';
  return { dashes: [...lead.matchAll(/-/g)].map(({ index }) => index), column: lead.length };
}

function unquoted(key: string): string {
  return /^(["']).*\1$/.test(key) ? key.slice(1, -1) : key;
}

function restOf(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end < 0 ? text.length : end);
}
