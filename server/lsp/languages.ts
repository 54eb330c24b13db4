import type { LanguageId } from '../core/text/leaf.js';
import { languageOf } from '../host/languages.js';

const BY_NAME: ReadonlyMap<string, LanguageId> = new Map([
  ['yaml', 'yaml'],
  ['json', 'json'],
  ['jsonc', 'json'],
  ['javascript', 'javascript'],
  ['javascriptreact', 'javascript'],
  ['typescript', 'typescript'],
  ['typescriptreact', 'tsx'],
  ['python', 'python'],
  ['java', 'java'],
]);

/** The language of a buffer, by the client's name for it, else by its URI; undefined when it is none of ours. */
export function languageOfBuffer(uri: string, name: string): LanguageId | undefined {
  return BY_NAME.get(name) ?? languageOf(uri.replace(/[?#].*$/, ''));
}
