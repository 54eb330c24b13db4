import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Files } from './files.js';

/** What one .gitignore says about everything below its folder; of several, the deepest has the last word. */
export interface Layer {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Beyond these a pattern is more likely an attack than a habit, and matching it may take very long. */
const MAX_PATTERN = 500;
const MAX_STARS = 8;

/** Nothing is ignored yet. */
export const NO_LAYERS: readonly Layer[] = [];

/** The layers of the folder that holds these, with its own .gitignore when it has one. */
export function withFolder(layers: readonly Layer[], files: Files, folder: string): readonly Layer[] {
  const read = files.read(path.join(folder, '.gitignore'));
  if (read.kind !== 'text') return layers;
  const patterns = read.text.split(/\r?\n/).filter(isHarmless);
  return [...layers, { folder, rules: ignore().add(patterns) }];
}

/** The layers above a folder, from the root of the workspace folder that holds it. */
export function layersAbove(files: Files, folder: string): readonly Layer[] {
  const way: string[] = [];
  for (let at = path.dirname(folder); files.holds(at) && at !== way[0]; at = path.dirname(at))
    way.unshift(at);
  return way.reduce<readonly Layer[]>((layers, at) => withFolder(layers, files, at), NO_LAYERS);
}

export function isIgnored(layers: readonly Layer[], file: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, rules } of layers) {
    const way = path.relative(folder, file).split(path.sep).join('/');
    const verdict = rules.test(isFolder ? `${way}/` : way);
    if (verdict.ignored || verdict.unignored) ignored = verdict.ignored;
  }
  return ignored;
}

function isHarmless(pattern: string): boolean {
  return pattern.length <= MAX_PATTERN && pattern.split('*').length <= MAX_STARS + 1;
}
