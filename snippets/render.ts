import type { DocumentContent, Snippet, SnippetContext } from '../server/core/rule/snippet.js';
import { jsonEntries } from './write-json.js';
import { yamlEntries } from './write-yaml.js';

type Tree = DocumentContent['tree'][string];
type Language = SnippetContext['language'];

/** Whether the snippet may be inserted there: a place of its own whose keys are not taken. */
export function validAt(snippet: Snippet, context: SnippetContext): boolean {
  return bodyAt(snippet, context) !== undefined;
}

/**
 * The text for that place in the snippet syntax of LSP and VS Code (TextMate), without indent of its own, ending in a line
 * feed; undefined where the snippet is not valid.
 */
export function bodyAt(snippet: Snippet, context: SnippetContext): string | undefined {
  const { content } = snippet;
  if (content.kind === 'code') {
    return context.statement === true ? codeBody(snippet, context.language, context.module) : undefined;
  }
  if (context.version === undefined || !content.versions.includes(context.version)) return undefined;
  const place = content.places.find((candidate) => isAt(candidate, context.path));
  const part = place && partAt(content.tree, place);
  if (!place || !isMap(part) || !isFree(part, context.keys ?? [])) return undefined;
  return documentBody(content, place, context.language);
}

/** The whole snippet, where nothing is known of the place. */
export function wholeBody(snippet: Snippet, language: Language): string | undefined {
  const { content } = snippet;
  if (content.kind === 'code') return codeBody(snippet, language, 'esm');
  return isDocument(language) ? documentBody(content, [], language) : undefined;
}

/** The text with the defaults of its placeholders. */
export function filled(body: string): string {
  return body.replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1').replace(/\\([$}\\])/g, '$1');
}

function documentBody(content: DocumentContent, place: readonly string[], language: Language): string {
  const part = partAt(content.tree, place) ?? {};
  if (language === 'json') return jsonEntries(part);
  const hint = place.length > 0 && content.hint ? `# ${content.hint.replace(/\$/g, () => '\\$')}\n` : '';
  return `${hint}${yamlEntries(part)}`;
}

function codeBody(
  { content }: Snippet,
  language: Language,
  module: SnippetContext['module'],
): string | undefined {
  if (content.kind !== 'code' || isDocument(language)) return undefined;
  const body = content[language === 'tsx' ? 'typescript' : language];
  return body !== undefined && module === 'commonjs' && language === 'javascript' ? toCommonJs(body) : body;
}

/** `import { a } from 'b';` becomes `const { a } = require('b');`. */
function toCommonJs(body: string): string {
  return body
    .replace(/^import \* as (\w+) from ('[^']+');$/gm, 'const $1 = require($2);')
    .replace(/^import (\{[^}]+\}) from ('[^']+');$/gm, 'const $1 = require($2);');
}

function isAt(place: readonly string[], path: SnippetContext['path']): boolean {
  if (path?.length !== place.length) return false;
  return place.every((key, at) => key === '*' || key === path[at]);
}

function isFree(part: { readonly [key: string]: Tree }, keys: readonly string[]): boolean {
  return Object.keys(part).every((key) => !keys.includes(filled(key)));
}

function partAt(tree: Tree, place: readonly string[]): Tree | undefined {
  const [key, ...rest] = place;
  if (key === undefined) return tree;
  const next = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
  return next === undefined ? undefined : partAt(next, rest);
}

function isMap(tree: Tree | undefined): tree is { readonly [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

function isDocument(language: Language): language is 'yaml' | 'json' {
  return language === 'yaml' || language === 'json';
}
