import { propertiesLanguage } from '../core/facts/config/properties.js';
import type { LanguageId } from '../core/text/leaf.js';
import { languageOfText } from '../host/candidates.js';
import { languageOf } from '../host/languages.js';
import { pathOfUri } from '../host/uris.js';

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
export function languageOfBuffer(uri: string, name: string, text: string): LanguageId | undefined {
  const path = uri.replace(/[?#].*$/, '');
  const language = propertiesLanguage(path) ?? BY_NAME.get(name) ?? languageOf(path);
  const file = pathOfUri(path);
  return language && file !== undefined ? languageOfText(file, language, text) : language;
}
