import { propertiesLanguage } from '../core/facts/config/properties.js';
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
  const path = uri.replace(/[?#].*$/, '');
  return propertiesLanguage(path) ?? BY_NAME.get(name) ?? languageOf(path);
}
