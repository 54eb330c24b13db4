import type { LanguageId } from '../core/text/leaf.js';

/** How a language writes what holds no statements. */
interface Lexis {
  /** Comments, texts and brackets; what has no end is taken as far as its beginning. */
  readonly tokens: RegExp;
  /** What ends a text or a comment that goes on over lines, by what begins it. */
  readonly ends: ReadonlyMap<string, string>;
}

const TEXT = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/;
const BRACKETS = /[()[\]{}]/;
/** A slash where a value may begin: behind an operator, a bracket or a word that wants one. */
const PATTERN =
  /(?<=(?:^|[(,=:[!&|?{};+\-*%~^<>\n]|\b(?:return|typeof|case|in|of|do|else))[ \t]*)\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//;

const SCRIPT: Lexis = {
  tokens: union(/\/\*/, /\/\/[^\n]*/, PATTERN, /`/, TEXT, BRACKETS),
  ends: new Map([['/*', '*/']]),
};
const JAVA: Lexis = {
  tokens: union(/\/\*/, /\/\/[^\n]*/, /"""/, TEXT, BRACKETS),
  ends: new Map([
    ['/*', '*/'],
    ['"""', '"""'],
  ]),
};
const PYTHON: Lexis = {
  tokens: union(/#[^\n]*/, /"""|'''/, TEXT, BRACKETS),
  ends: new Map([
    ['"""', '"""'],
    ["'''", "'''"],
  ]),
};

function union(...some: readonly RegExp[]): RegExp {
  return new RegExp(some.map(({ source }) => source).join('|'), 'g');
}

/** What stands between the backquotes of a template. */
const TEMPLATE = /\\[\s\S]|`|\$\{/g;

/** Whether a text ends at the top level of its file: in no bracket, text, template or comment that is still open. */
export function endsAtTop(text: string, language: LanguageId): boolean {
  const { tokens, ends } = language === 'python' ? PYTHON : language === 'java' ? JAVA : SCRIPT;
  const open: string[] = [];
  for (let at = 0; ; ) {
    const pattern = open.at(-1) === '`' ? TEMPLATE : tokens;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return open.length === 0;
    const [token] = found;
    at = found.index + token.length;
    const end = ends.get(token);
    if (end !== undefined) {
      const behind = endOf(text, at, end);
      if (behind < 0) return false;
      at = behind;
    } else step(open, token);
  }
}

/** Offset behind the next such end that no backslash stands in front of; -1 when there is none. */
function endOf(text: string, from: number, end: string): number {
  let at = text.indexOf(end, from);
  while (at > from && end !== '*/' && text[at - 1] === '\\') at = text.indexOf(end, at + 1);
  return at < 0 ? -1 : at + end.length;
}

function step(open: string[], token: string): void {
  if (token === '`') {
    if (open.at(-1) === '`') open.pop();
    else open.push(token);
  } else if (/^(?:\$\{|[([{])$/.test(token)) open.push(token);
  else if (/^[)\]}]$/.test(token)) open.pop();
}
