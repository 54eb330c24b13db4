/** Where the cursor stands between the braces of one line's value, or of the lines that it goes on over. */
export interface FlowCursor {
  /** Offset of the outermost brace. */
  readonly start: number;
  /** Keys from there to the map or the value that is being written; '*' for an item of a list. */
  readonly path: readonly string[];
  /** Offset of the first character of the word that is being typed. */
  readonly word: number;
  /** Undefined where a value is being written; else the keys that its map has already. */
  readonly keys: readonly string[] | undefined;
}

/** A brace that opens a value, at the beginning of a line or behind a key or a dash. */
const OPENS =
  /^ *(?:- +)*(?:(?:"[^"\n]*"[ \t]*|'[^'\n]*'[ \t]*|[^\s#'"[\]{},&!|>%@:-][^:#\n]*):[ \t]+)?(?=[{[])/gm;
const TOKEN =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[{}[\],]|:(?=[\s,{}[\]]|$)|(?<=\s)#.*|(?:[^\s{}[\],:]|:(?![\s,{}[\]]|$))+/g;

interface Frame {
  readonly isMap: boolean;
  readonly keys: string[];
  /** Of the entry that is being read; undefined before its name. */
  key: string | undefined;
  /** The colon of the entry has been read. */
  valued: boolean;
}

/** Undefined outside of braces, and where what stands there is no place for a word of its own. */
export function flowCursor(text: string, offset: number): FlowCursor | undefined {
  for (const { 0: lead, index } of text.matchAll(OPENS)) {
    const start = index + lead.length;
    if (start >= offset) return undefined;
    const found = within(text, start, offset);
    if (found !== 'before') return found;
  }
  return undefined;
}

/** 'before': the braces close before the cursor. */
function within(text: string, start: number, offset: number): FlowCursor | 'before' | undefined {
  const stack: Frame[] = [];
  for (const { 0: token, index } of text.slice(start, offset).matchAll(TOKEN)) {
    const end = start + index + token.length;
    if (token.startsWith('#')) {
      if (end === offset) return undefined;
    } else if (end === offset && /^[\w/.*-]+$/.test(token))
      return standing(text, stack, start, offset - token.length, offset);
    else if (!read(token, stack)) return 'before';
  }
  const isApart = /[\s{[,]/.test(text[offset - 1] ?? '');
  return isApart ? standing(text, stack, start, offset, offset) : undefined;
}

/** False when the outermost brace has closed. */
function read(token: string, stack: Frame[]): boolean {
  const frame = stack.at(-1);
  if (token === '{' || token === '[') {
    stack.push({ isMap: token === '{', keys: [], key: undefined, valued: false });
  } else if (token === '}' || token === ']') {
    stack.pop();
  } else if (frame && token === ',') {
    frame.key = undefined;
    frame.valued = false;
  } else if (frame && token === ':') {
    frame.valued = true;
    if (frame.key !== undefined) frame.keys.push(frame.key);
  } else if (frame && !frame.valued) frame.key = unquoted(token);
  return stack.length > 0;
}

function standing(
  text: string,
  stack: readonly Frame[],
  start: number,
  word: number,
  offset: number,
): FlowCursor | undefined {
  const inner = stack.at(-1);
  if (!inner || !/^[ \t]*(?:[,}\]\r\n]|#|$)/.test(text.slice(offset, offset + 200))) return undefined;
  const path = stack.slice(0, -1).map(stepOf);
  if (!inner.isMap) return { start, path: [...path, '*'], word, keys: undefined };
  if (inner.valued) return { start, path: [...path, stepOf(inner)], word, keys: undefined };
  if (inner.key !== undefined) return undefined;
  return { start, path, word, keys: [...inner.keys, ...keysAhead(text.slice(offset))] };
}

function stepOf({ isMap, key = '' }: Frame): string {
  return isMap ? key : '*';
}

/** Keys between the cursor and the end of its map. */
function keysAhead(text: string): readonly string[] {
  const stack: Frame[] = [{ isMap: true, keys: [], key: undefined, valued: false }];
  const [own] = stack;
  for (const [token] of text.matchAll(TOKEN)) if (!token.startsWith('#') && !read(token, stack)) break;
  return own?.keys ?? [];
}

function unquoted(key: string): string {
  return /^(["']).*\1$/.test(key) ? key.slice(1, -1) : key;
}
