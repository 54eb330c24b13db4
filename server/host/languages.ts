import path from 'node:path';
import { propertiesLanguage } from '../core/facts/config/properties.js';
import type { LanguageId } from '../core/text/leaf.js';

const LANGUAGES: ReadonlyMap<string, LanguageId> = new Map([
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['ts', 'typescript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['tsx', 'tsx'],
  ['py', 'python'],
  ['java', 'java'],
]);

/** Extensions of files in a language of ours, without the dot. */
export const EXTENSIONS: readonly string[] = [...LANGUAGES.keys(), 'properties'];

/** The language that a file's path says, or that of a URI; undefined when it is none of ours. */
export function languageOf(file: string): LanguageId | undefined {
  return (
    propertiesLanguage(file.replaceAll('\\', '/')) ?? LANGUAGES.get(path.extname(file).slice(1).toLowerCase())
  );
}
