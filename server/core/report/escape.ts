/** Text of a document is nobody's word: what it says is shown, and never read as Markdown, HTML or Mermaid. */

const LONGEST = 200;

/** One line of prose. */
export function prose(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()<>#!|~&@:$^=]/g, (character) => ESCAPED.get(character) ?? `\\${character}`)
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`);
}

/** A code span, fenced by more backticks than the text holds. */
export function code(text: string): string {
  const line = oneLine(text).replaceAll('|', '∣');
  const runs = Array.from(line.matchAll(/`+/g), (run) => run[0].length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const edge = line === '' || /^[`\s]|[`\s]$/.test(line) ? ' ' : '';
  return `${fence}${edge}${line}${edge}${fence}`;
}

/** A link whose text is a code span; both halves may be hostile. The target is a path or a URI that the caller made. */
export function link(text: string, target: string): string {
  const address = encodeURI(toWellFormed(target)).replace(/[()<>'|]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `[${code(text)}](${address})`;
}

/** A quoted label of Mermaid: whatever is not plain becomes a numeric character reference in its own syntax. */
export function label(text: string): string {
  const characters = Array.from(oneLine(text).slice(0, 60));
  return `"${characters
    .map((character) => (/[\p{L}\p{N} ,./_-]/u.test(character) ? character : `#${character.codePointAt(0)};`))
    .join('')}"`;
}

/** The fragment that GitHub and VS Code give a heading of letters, digits, spaces, dashes and punctuation. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

/** Shown as entities, since a backslash does not keep these from starting HTML or an automatic link everywhere. */
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  [':', '&#58;'],
  ['@', '&#64;'],
]);

/** Without control and invisible formatting characters, which could reorder or hide what a reader sees. */
function oneLine(text: string): string {
  const line = toWellFormed(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '');
  return line.length > LONGEST ? `${toWellFormed(line.slice(0, LONGEST))}…` : line;
}

/** A lone half of a surrogate pair becomes the replacement character. */
function toWellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
