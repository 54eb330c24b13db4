/** Where the cursor stands between the brackets of JSON. */
export interface JsonPlace {
  /** Keys from the root to the innermost open object or list. */
  readonly path: readonly string[];
  /** Keys of that object, without the one that is being typed. */
  readonly keys: readonly string[];
  /** It is a list. */
  readonly items: boolean;
  /** An entry follows, so that a comma is needed. */
  readonly comma: boolean;
}

/** A text longer than this is not searched for the cursor at every key. */
const LONGEST = 2_000_000;
/** A text that has no end is a quote alone. */
const TOKEN = /"((?:[^"\\\n]|\\.)*)"\s*:?|"|[{}[\]]/g;

/** The word that is being typed from `start` to `offset` stands where a key or an item would. */
export function jsonPlace(text: string, start: number, offset: number): JsonPlace | undefined {
  if (text.length > LONGEST) return undefined;
  const before = text.slice(0, start).trimEnd();
  const after = text.slice(offset).trimStart();
  if (!/[{[,]$/.test(before)) return undefined;
  const open = openIn(before);
  if (!open || !(open.items ? /^[\]{]/ : /^["}]/).test(after)) return undefined;
  return { ...open, keys: [...open.keys, ...keysAhead(after)], comma: !/^[\]}]/.test(after) };
}

/** The innermost open bracket; undefined inside a text, or inside a list of anything but what is typed there. */
function openIn(text: string): Omit<JsonPlace, 'comma'> | undefined {
  const stack: { readonly isMap: boolean; readonly keys: string[] }[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '"') return undefined;
    if (token === '{' || token === '[') stack.push({ isMap: token === '{', keys: [] });
    else if (token === '}' || token === ']') stack.pop();
    else if (token.endsWith(':')) stack.at(-1)?.keys.push(token.slice(1, token.lastIndexOf('"')));
  }
  const inner = stack.pop();
  if (!inner || stack.some(({ isMap }) => !isMap)) return undefined;
  return { path: stack.map(({ keys }) => keys.at(-1) ?? ''), keys: inner.keys, items: !inner.isMap };
}

/** Keys from a place inside of an object to its end. */
export function keysAhead(text: string): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') {
      if (--depth < 0) break;
    } else if (depth === 0 && token.endsWith(':')) keys.push(token.slice(1, token.lastIndexOf('"')));
  }
  return keys;
}
