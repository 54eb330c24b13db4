import { existsSync } from 'node:fs';
import path from 'node:path';
import { isDecisions } from '../core/facts/config/decisions.js';
import { LONGEST_PROPERTIES, mayBeProperties } from '../core/facts/config/properties.js';
import { FRAMEWORKS } from '../core/facts/frameworks/index.js';
import { isDocument, isProperties, type LanguageId } from '../core/text/leaf.js';
import { BUILDS } from './fronted.js';
import { languageOf } from './languages.js';

const MINIFIED_NAME = /[.-]min\.[cm]?jsx?$/i;
const NO_ROUTES_NAME = /\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?[jt]sx?$|^(?:test_.*|.*_test|conftest)\.py$/i;
const GENERATED_MARK = /@generated\b|\bDO NOT EDIT\b|\bauto-?generated\b|\bthis file (?:is|was) generated\b/i;
/** How far down a mark of generated code may stand. */
const HEAD = 1000;
/** Nobody writes lines of this length by hand. */
const LONG_LINE = 5000;
/** UTF-16 units. */
const MAX_CODE = 1_000_000;
const MODULES = FRAMEWORKS.flatMap(({ modules }) => modules.map((name) => name.replaceAll('.', '\\.')));
/** Asks for one of our frameworks; what a tool has put together holds it instead. */
const OURS = new RegExp(
  `\\b(?:require\\(|from|import)\\s*["'](?:${MODULES.join('|')})["']|^[ \\t]*(?:from|import)[ \\t]+(?:${MODULES.join('|')})\\b`,
  'm',
);
/** A superset of what the engine takes for an OpenAPI document: the name of either version key. */
const VERSION_KEY = /(?:^|[\s{,"'])(?:openapi|swagger)["']?\s*:/;
/** Others may keep threats under such a name too; what they keep is not ours to judge. */
const DECISIONS_KEY = /(?:^|[\s{,"'])decisions["']?\s*:/;

/** The language of a file that a search reads, judged by its name. */
export function candidateLanguage(file: string): LanguageId | undefined {
  const name = path.basename(file);
  return MINIFIED_NAME.test(name) || NO_ROUTES_NAME.test(name) ? undefined : languageOf(file);
}

/** The language of a text: what may be Spring's by its name is, beside the build file of a package, where it is no API document. */
export function languageOfText(file: string, language: LanguageId, text: string): LanguageId {
  if (language !== 'yaml' || !mayBeProperties(file.replaceAll('\\', '/'))) return language;
  const isBuilt = BUILDS.some((name) => existsSync(path.join(path.dirname(file), name)));
  return isBuilt && !VERSION_KEY.test(text) ? 'properties-yaml' : language;
}

/** The language of a document whose name says nothing about it; undefined when the text is no document. */
export function languageIn(text: string): LanguageId | undefined {
  if (!VERSION_KEY.test(text)) return undefined;
  return text.trimStart().startsWith('{') ? 'json' : 'yaml';
}

/** Longer code is not parsed: hand-written route code is far shorter. */
export function isCodeTooLong(language: LanguageId, { length }: { readonly length: number }): boolean {
  return !isDocument(language) && length > MAX_CODE;
}

/** Code that is too long to be parsed, and may be nothing of ours. */
export function isLeftUnread(language: LanguageId, text: string): boolean {
  return isCodeTooLong(language, text) && !isWrittenTooLong(language, text);
}

/** Code that somebody wrote for one of our frameworks, and that is too long to be parsed. */
export function isWrittenTooLong(language: LanguageId, text: string): boolean {
  return isCodeTooLong(language, text) && isWritten(text) && OURS.test(text);
}

/** Whether a text found by a search may be an OpenAPI document, decisions about threats, or code that somebody wrote. */
export function isCandidate(file: string, language: LanguageId, text: string): boolean {
  if (isProperties(language)) return text.length <= LONGEST_PROPERTIES;
  if (isDecisions(file)) return DECISIONS_KEY.test(text);
  return isDocument(language) ? VERSION_KEY.test(text) : isWritten(text);
}

function isWritten(code: string): boolean {
  return code.trim() !== '' && !GENERATED_MARK.test(code.slice(0, HEAD)) && !hasLongLine(code);
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start + LONG_LINE < text.length; ) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end - start > LONG_LINE) return true;
    start = end + 1;
  }
  return false;
}
