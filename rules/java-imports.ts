import type { Change } from '../server/core/rule/change.js';
import type { CodeSpot } from '../server/core/rule/views.js';
import { lineBreak } from './code-text.js';

/** A line that imports something; `name` is '' for what imports members. */
interface Import {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Imports what the file lacks, in order of the names among those that begin alike; undefined where it imports nothing yet, or
 * calls something else so.
 */
export function importJava(names: readonly string[], { leaf }: CodeSpot): readonly Change[] | undefined {
  const there = importsIn(leaf.text);
  const missing = names.filter((name) => !isImported(name, there)).toSorted();
  if (missing.length === 0) return [];
  if (there.length === 0 || missing.some((name) => isTaken(name, there, leaf.text))) return undefined;
  const added = new Map<number, string>();
  for (const name of missing) {
    const { at, isBefore } = placeFor(name, there);
    const line = lineBreak({ leaf, start: at, endLeaf: leaf, end: at, text: '' });
    const text = isBefore ? `import ${name};${line}` : `${line}import ${name};`;
    added.set(at, (added.get(at) ?? '') + text);
  }
  return [...added].map(([at, by]) => ({ text: { leaf, start: at, endLeaf: leaf, end: at }, by }));
}

function importsIn(text: string): readonly Import[] {
  return [...text.matchAll(/^import\s+(static\s+)?([\w.*]+)\s*;/gm)].map((found) => ({
    name: found[1] === undefined ? (found[2] ?? '') : '',
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** Whether a file of Java knows a class by its bare name: 'jakarta.validation.Valid'. */
function isImported(name: string, there: readonly Import[]): boolean {
  const home = name.slice(0, name.lastIndexOf('.'));
  return there.some((one) => one.name === name || one.name === `${home}.*`);
}

function isTaken(name: string, there: readonly Import[], text: string): boolean {
  const bare = name.slice(name.lastIndexOf('.'));
  return (
    there.some((one) => one.name.endsWith(bare)) ||
    new RegExp(`\\b(?:class|interface|record|enum) ${bare.slice(1)}\\b`).test(text)
  );
}

/** In front of the first that comes behind it by its name, else behind the last. */
function placeFor(name: string, there: readonly Import[]): { at: number; isBefore: boolean } {
  const classes = there.filter((one) => one.name !== '');
  const root = name.slice(0, name.indexOf('.') + 1);
  const alike = classes.filter((one) => one.name.startsWith(root));
  const among = [alike, classes, there].find((list) => list.length > 0) ?? there;
  const next = among.find((one) => one.name > name);
  return next === undefined
    ? { at: among.at(-1)?.end ?? 0, isBefore: false }
    : { at: next.start, isBefore: true };
}
