/** How a scalar is written; a plain one is quoted all the same where YAML would read it as something else. */
export type Quote = 'plain' | 'single' | 'double';

export interface ScalarStyle {
  readonly quote: Quote;
  /** The quotes to take when a plain scalar cannot stay plain. */
  readonly fallback: 'single' | 'double';
  /** Inside `[]` or `{}`, where commas and brackets mean something. */
  readonly flow: boolean;
}

/** The scalar as YAML text on one line. */
export function scalarText(value: null | boolean | number | string, style: ScalarStyle): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (style.quote === 'plain' && isPlain(value, style.flow)) return value;
  const quote = style.quote === 'plain' ? style.fallback : style.quote;
  return quote === 'single' ? singleQuoted(value) : doubleQuoted(value);
}

/** A string that YAML 1.1 or 1.2 would read as a number, a date, a boolean or null when it stood without quotes. */
export function readsAsOther(text: string): boolean {
  return OTHER.test(text) || NUMBER.test(text) || TIME.test(text);
}

/** Whether the text is a status code or another whole number: the keys that authors quote by habit. */
export function isNumberLike(text: string): boolean {
  return /^\d+$/.test(text);
}

const OTHER = /^(?:~|null|true|false|yes|no|on|off|<<|=|[-+]?\.inf|\.nan)$/i;
const NUMBER = /^[-+]?(?:0[xob][\da-f_]+|[\d_]*\.?[\d_]+(?:e[-+]?\d+)?|\d[\d_]*\.?(?:e[-+]?\d+)?)$/i;
const TIME = /^(?:\d{4}-\d{1,2}-\d{1,2}(?:[Tt\s].*)?|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?)$/;

function isPlain(text: string, flow: boolean): boolean {
  if (text === '' || text !== text.trim() || readsAsOther(text)) return false;
  // Every indicator at the start is quoted, also where the grammar would let `-x` or `:x` stand.
  if (/^[-?:,[\]{}#&*!|>'"%@`=]/.test(text) && !/^[-:?][\w/]/.test(text)) return false;
  if (/:(?:\s|$)|\s#/.test(text) || hasControl(text)) return false;
  return !flow || !/[,[\]{}]|:$|^[-?:]/.test(text);
}

/** Characters that YAML wants escaped, line breaks among them. */
function hasControl(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code <= 0xa0)) return true;
    if (code === 0xfeff || code === 0x2028 || code === 0x2029 || (code >= 0xd800 && code <= 0xdfff))
      return true;
  }
  return false;
}

function singleQuoted(text: string): string {
  if (hasControl(text)) return doubleQuoted(text);
  return `'${text.replaceAll("'", "''")}'`;
}

/** JSON's escapes are a subset of YAML's. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
