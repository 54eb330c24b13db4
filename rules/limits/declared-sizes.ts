import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CodeSpot } from '../../server/core/rule/views.js';

/** A parameter of a handler, as FastAPI and Spring fill them with what callers send. */
export interface DeclaredSize {
  readonly name: CodeSpot;
  /** As written; of Java with its annotations. */
  readonly type: CodeSpot;
  /** What it is where callers send nothing; of Python. */
  readonly value: CodeSpot | undefined;
}

/** Annotations of Java that leave a number as large as callers like. */
const LOOSE =
  /@(?:RequestParam|PathVariable|Min|Positive|PositiveOrZero|NotNull|NonNull|Nullable|Parameter)\b(?:\s*\((?:[^()]|\([^()]*\))*\))?/g;
const OF_JAVA = /^(?:\s|final\b)*(?:int|Integer|long|Long)$/;
const OF_PYTHON =
  /^(?:int|PositiveInt|NonNegativeInt|(?:typing\.)?Optional\[\s*int\s*\]|int\s*\|\s*None|(?:typing\.)?Annotated\[\s*int(?:\s*\|\s*None)?\s*,\s*(?:fastapi\.)?(?:Query|Path)\(.*\)\s*,?\s*\])$/s;
const OPENS = '([{';
const CLOSES = ')]}';

/** The parameter of that name, where its type is that of a number; undefined where it is any other, or there is none. */
export function declaredSize(handling: HandlingView, name: string): DeclaredSize | undefined {
  const { node, language, name: own = '' } = handling;
  if (language !== 'python' && language !== 'java') return undefined;
  const from = new RegExp(`\\b${own}\\s*\\(`).exec(node.text);
  if (from === null) return undefined;
  const found = paramIn(node, from.index + from[0].length, name, language === 'python');
  if (found === undefined) return undefined;
  const type = found.type.text.trim();
  const isNumber = language === 'python' ? OF_PYTHON.test(type) : OF_JAVA.test(type.replace(LOOSE, ''));
  return isNumber ? found : undefined;
}

/** Whether its declaration says how large it may be. */
export function isBoundedParam({ type, value }: DeclaredSize): boolean {
  return /\b(?:le|lt|maximum)\s*=/.test(`${type.text} ${value?.text ?? ''}`);
}

function paramIn(node: CodeSpot, start: number, name: string, isPython: boolean): DeclaredSize | undefined {
  for (const [from, to] of partsOf(node.text, start)) {
    const text = node.text.slice(from, to);
    const pattern = isPython ? new RegExp(`^\\s*(${name})\\s*:`) : new RegExp(`^(.*\\s)(${name})\\s*$`, 's');
    const found = pattern.exec(text);
    if (found === null) continue;
    return isPython ? inPython(node, from, text, name) : inJava(node, from, found[1] ?? '', name);
  }
  return undefined;
}

function inJava(node: CodeSpot, from: number, type: string, name: string): DeclaredSize {
  const start = from + type.length;
  const lead = /^\s*/.exec(type)?.[0].length ?? 0;
  return {
    type: spotIn(node, from + lead, start),
    name: spotIn(node, start, start + name.length),
    value: undefined,
  };
}

function inPython(node: CodeSpot, from: number, text: string, name: string): DeclaredSize {
  const own = from + text.indexOf(name);
  const colon = text.indexOf(':');
  const equals = topLevel(text, '=', colon);
  const end = equals < 0 ? text.length : equals;
  const value = equals < 0 ? undefined : trimmed(node, from + equals + 1, from + text.length);
  return {
    name: spotIn(node, own, own + name.length),
    type: trimmed(node, from + colon + 1, from + end),
    value,
  };
}

function trimmed(node: CodeSpot, from: number, to: number): CodeSpot {
  const text = node.text.slice(from, to);
  const lead = text.length - text.trimStart().length;
  return spotIn(node, from + lead, from + text.trimEnd().length);
}

function spotIn({ leaf, endLeaf, start, text }: CodeSpot, from: number, to: number): CodeSpot {
  return { leaf, endLeaf, start: start + from, end: start + to, text: text.slice(from, to) };
}

/** Where each parameter of a list begins and ends. */
function partsOf(text: string, from: number): readonly (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (OPENS.includes(letter)) depth += 1;
    else if (depth > 0 && CLOSES.includes(letter)) depth -= 1;
    else if (depth === 0 && (letter === ',' || letter === ')')) {
      parts.push([start, at]);
      start = at + 1;
      if (letter === ')') break;
    }
  }
  return parts;
}

/** Where a letter stands outside of brackets; -1 where it does not. */
function topLevel(text: string, letter: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const one = text[at] ?? '';
    if (OPENS.includes(one)) depth += 1;
    else if (CLOSES.includes(one)) depth -= 1;
    else if (depth === 0 && one === letter) return at;
  }
  return -1;
}
