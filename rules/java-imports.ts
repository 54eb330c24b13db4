import type { Change } from '../server/core/rule/change.js';
import type { CodeSpot } from '../server/core/rule/views.js';
import { lineBreak } from './code-text.js';

const IMPORTS = /^import[^;\n]*;/gm;

/** Whether a file of Java knows a class by its bare name: 'jakarta.validation.Valid'. */
function isImported(name: string, { leaf: { text } }: CodeSpot): boolean {
  const home = name.slice(0, name.lastIndexOf('.'));
  return [`import ${name};`, `import ${home}.*;`].some((line) => text.includes(line));
}

/** Imports what the file lacks behind its last import; undefined where it imports nothing yet. */
export function importJava(names: readonly string[], spot: CodeSpot): readonly Change[] | undefined {
  const { leaf } = spot;
  const missing = names.filter((name) => !isImported(name, spot));
  const last = [...leaf.text.matchAll(IMPORTS)].at(-1);
  if (missing.length === 0) return [];
  if (last === undefined) return undefined;
  const end = last.index + last[0].length;
  const behind = { leaf, start: end, endLeaf: leaf, end };
  const line = lineBreak({ ...behind, start: last.index, text: '' });
  return [{ text: behind, by: missing.map((name) => `${line}import ${name};`).join('') }];
}
