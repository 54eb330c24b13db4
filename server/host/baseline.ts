import path from 'node:path';
import { readBaseline } from '../core/report/baseline.js';
import type { Baseline } from '../core/rule/baseline.js';
import type { Files } from './files.js';
import { uriOfFile } from './uris.js';

/** The baseline in a file; 'missing' when nothing is there, 'broken' when it cannot be read as one. */
export function baselineIn(files: Files, file: string): Baseline | 'missing' | 'broken' {
  const read = files.read(file);
  if (read.kind === 'missing') return 'missing';
  if (read.kind !== 'text') return 'broken';
  const folder = path.dirname(path.resolve(file));
  return readBaseline(read.text, (name) => uriOfFile(path.resolve(folder, name))) ?? 'broken';
}
