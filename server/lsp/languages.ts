import type { LanguageId } from '../core/text/leaf.js';

/** The language of a text, by the client's name for it, else by the file's extension; undefined when it is none of ours. */
export function languageOf(uri: string, languageId?: string): LanguageId | undefined {
  return BY_NAME.get(languageId ?? '') ?? BY_EXTENSION.get(extensionOf(uri));
}

/** True for languages that OpenAPI documents are written in. */
export function isDocument(language: LanguageId): boolean {
  return language === 'yaml' || language === 'json';
}

const BY_NAME = new Map<string, LanguageId>([
  ['yaml', 'yaml'],
  ['json', 'json'],
  ['jsonc', 'json'],
  ['javascript', 'javascript'],
  ['javascriptreact', 'javascript'],
  ['typescript', 'typescript'],
  ['typescriptreact', 'tsx'],
]);

const BY_EXTENSION = new Map<string, LanguageId>([
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
  ['js', 'javascript'],
  ['cjs', 'javascript'],
  ['mjs', 'javascript'],
  ['jsx', 'javascript'],
  ['ts', 'typescript'],
  ['cts', 'typescript'],
  ['mts', 'typescript'],
  ['tsx', 'tsx'],
]);

function extensionOf(uri: string): string {
  const path = uri.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
