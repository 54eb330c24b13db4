import type { Plain } from '../node.js';
import { isNumberLike, type Quote, readsAsOther, scalarText } from './scalar.js';
import type { Style } from './style.js';

type PlainMap = { readonly [key: string]: Plain };

export function isPlainList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

export function isPlainMap(value: Plain): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How keys and strings of one container are quoted, as its neighbors show it. */
export interface Quoting {
  readonly keys: Quote;
  readonly codes: Quote;
  readonly strings: Quote;
}

/** Brackets: JSON, or YAML flow style. */
export interface FlowForm {
  readonly json: boolean;
  readonly style: Style;
  readonly quoting: Quoting;
  /** Undefined: on one line; else the white space that the line of the opening bracket begins with. */
  readonly indent: string | undefined;
  readonly unit: string;
}

export function keyText(key: string, quoting: Quoting, style: Style, flow: boolean): string {
  const quote = isNumberLike(key) && quoting.keys === 'plain' ? quoting.codes : quoting.keys;
  // A number as a key is read as text by whoever reads OpenAPI; the author's habit decides.
  if (quote === 'plain' && isNumberLike(key)) return key;
  return scalarText(key, { quote, fallback: style.quote, flow });
}

/** One line, or the lines of a block scalar's header and text; `step` is the indentation of that text. */
function stringLines(value: string, style: Style, quoting: Quoting): readonly string[] {
  if (!isBlockText(value))
    return [scalarText(value, { quote: quoting.strings, fallback: style.quote, flow: false })];
  const kept = value.endsWith('\n');
  const lines = (kept ? value.slice(0, -1) : value).split('\n');
  const pad = ' '.repeat(style.step);
  return [kept ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : pad + line))];
}

/** Text that a literal block can hold as it is. */
function isBlockText(value: string): boolean {
  return /^[^\s][^\r]*\n/.test(value) && !/\n\n$|[\t ]\n|[\t ]$/.test(value) && !hasOddCharacter(value);
}

function hasOddCharacter(value: string): boolean {
  return [...value].some((one) => {
    const code = one.codePointAt(0) ?? 0;
    return (
      (code < 0x20 && one !== '\n') ||
      (code >= 0x7f && code <= 0xa0) ||
      code === 0xfeff ||
      code === 0x2028 ||
      code === 0x2029
    );
  });
}

/** The value in block style: what stands behind `key:` on its line (undefined: nothing), and the lines below, relative to the key. */
export function blockValue(
  value: Plain,
  style: Style,
  quoting: Quoting,
): { readonly inline: string | undefined; readonly below: readonly string[] } {
  if (typeof value === 'string') {
    const [first, ...rest] = stringLines(value, style, quoting);
    return { inline: first, below: rest };
  }
  if (isPlainList(value) && value.length > 0 && !isShortList(value, style)) {
    const pad = ' '.repeat(style.sequenceStep);
    return {
      inline: undefined,
      below: value.flatMap((item) => itemLines(item, style, quoting)).map((line) => indented(line, pad)),
    };
  }
  if (isPlainMap(value) && Object.keys(value).length > 0) {
    const pad = ' '.repeat(style.step);
    return { inline: undefined, below: mapLines(value, style, quoting).map((line) => indented(line, pad)) };
  }
  const form: FlowForm = { json: false, style, quoting, indent: undefined, unit: '' };
  return { inline: flowText(value, form), below: [] };
}

/** The lines of one entry, relative to the column of its key. */
export function entryLines(key: string, value: Plain, style: Style, quoting: Quoting): readonly string[] {
  const { inline, below } = blockValue(value, style, quoting);
  return [`${keyText(key, quoting, style, false)}:${inline === undefined ? '' : ` ${inline}`}`, ...below];
}

/** The lines of one item, relative to the column of its dash. */
export function itemLines(item: Plain, style: Style, quoting: Quoting): readonly string[] {
  const lines = contentLines(item, style, quoting);
  return lines.map((line, index) => (index === 0 ? `- ${line}` : indented(line, '  ')));
}

/** The value in block style at a column of its own, as an item of a sequence holds it. */
export function contentLines(value: Plain, style: Style, quoting: Quoting): readonly string[] {
  if (isPlainMap(value) && Object.keys(value).length > 0) return mapLines(value, style, quoting);
  if (isPlainList(value) && value.length > 0 && !isShortList(value, style)) {
    return value.flatMap((item) => itemLines(item, style, quoting));
  }
  const { inline, below } = blockValue(value, style, quoting);
  return [inline ?? '', ...below];
}

/** The value in brackets, JSON or YAML flow. */
export function flowText(value: Plain, form: FlowForm): string {
  if (isPlainList(value)) {
    const inline =
      form.indent === undefined || (form.style.flowLists && value.every((item) => !isNested(item)));
    const inner = inline ? { ...form, indent: undefined } : deeper(form);
    return brackets(
      '[',
      value.map((item) => flowText(item, inner)),
      ']',
      inline ? { ...form, indent: undefined } : form,
    );
  }
  if (isPlainMap(value)) {
    const inner = deeper(form);
    return brackets(
      '{',
      Object.entries(value).map(([key, held]) => flowEntry(key, held, inner)),
      '}',
      form,
    );
  }
  if (form.json) return JSON.stringify(value);
  return scalarText(value, { quote: form.quoting.strings, fallback: form.style.quote, flow: true });
}

/** `key: value` in brackets; `form` is that of the entry's own line. */
export function flowEntry(key: string, value: Plain, form: FlowForm): string {
  const name = form.json ? JSON.stringify(key) : keyText(key, form.quoting, form.style, true);
  return `${name}:${form.json && form.style.tight ? '' : ' '}${flowText(value, form)}`;
}

export function indented(line: string, pad: string): string {
  return line === '' ? '' : pad + line;
}

function mapLines(value: PlainMap, style: Style, quoting: Quoting): readonly string[] {
  return Object.entries(value).flatMap(([key, held]) => entryLines(key, held, style, quoting));
}

function isShortList(value: readonly Plain[], style: Style): boolean {
  return style.flowLists && value.length <= 5 && value.every((item) => !isNested(item) && !needsBlock(item));
}

function needsBlock(item: Plain): boolean {
  return typeof item === 'string' && (item.includes('\n') || (item.length > 40 && !readsAsOther(item)));
}

function isNested(value: Plain): boolean {
  return typeof value === 'object' && value !== null;
}

function deeper(form: FlowForm): FlowForm {
  return form.indent === undefined ? form : { ...form, indent: form.indent + form.unit };
}

function brackets(open: string, inner: readonly string[], close: string, form: FlowForm): string {
  if (inner.length === 0) return open + close;
  const { eol, tight } = form.style;
  if (form.indent !== undefined) {
    const pad = eol + form.indent + form.unit;
    return `${open}${pad}${inner.join(`,${pad}`)}${eol}${form.indent}${close}`;
  }
  const blank = open === '[' || !form.style.padded ? '' : ' ';
  return `${open}${blank}${inner.join(form.json && tight ? ',' : ', ')}${blank}${close}`;
}
