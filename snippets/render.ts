import type { DocumentContent, Inline, Snippet, SnippetContext } from '../server/core/rule/snippet.js';
import { asSwagger } from './swagger.js';
import { jsonEntries } from './write-json.js';
import { yamlEntries, yamlItems } from './write-yaml.js';

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
  const own = context.version === '2.0' ? asSwagger(content) : content;
  return sharedBody(own, context) ?? inlineBody(own, context);
}

/** Of what is shared, the part that belongs to the place. */
function sharedBody(content: DocumentContent, context: SnippetContext): string | undefined {
  const place = content.places.find((candidate) => isAt(candidate, context.path));
  const part = place && partAt(content.tree, place);
  if (!place || context.items || !isMap(part) || !isFree(part, context.keys ?? [])) return undefined;
  return documentBody(content, place, context.language, useOf(content, context) === undefined);
}

/** Entries of the root that go with what `bodyAt` gives for a place further down, placeholders filled; undefined without such. */
export function restAt({ content }: Snippet, context: SnippetContext): string | undefined {
  if (content.kind === 'code') return undefined;
  const use = useOf(content, context);
  if (use === undefined) return undefined;
  return filled(context.language === 'json' ? jsonEntries(use) : yamlEntries(use));
}

/** What every operation asks for, which stands at the root. */
const USE = 'security';

/** Undefined where the snippet is put at the root as a whole, or the API asks for something already. */
function useOf({ tree }: DocumentContent, { path = [], rootKeys = [USE] }: SnippetContext) {
  const use = tree[USE];
  return use === undefined || path.length === 0 || rootKeys.includes(USE) ? undefined : { [USE]: use };
}

/** What is written at the place itself. */
function inlineBody({ inline = [] }: DocumentContent, context: SnippetContext): string | undefined {
  const { path = [], keys = [], language } = context;
  if (path.some((key) => SAMPLES.has(String(key)))) return undefined;
  const found = inline.find(({ places }) => places.some((candidate) => isAt(candidate, context.path)));
  if (found === undefined) return undefined;
  const { entries } = found;
  const fits = isMap(entries) ? !context.items && isFree(entries, keys) : keys.length === 0;
  if (!fits) return undefined;
  if (language === 'json') return jsonEntries(entries);
  return isMap(entries) ? yamlEntries(entries) : yamlItems(entries);
}

/** Keys below which values stand that only show how something looks. */
const SAMPLES: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const']);

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

function documentBody(
  content: DocumentContent,
  place: readonly string[],
  language: Language,
  isPart = false,
): string {
  const part = partAt(content.tree, place) ?? {};
  if (language === 'json') return jsonEntries(part);
  const hint =
    isPart && place.length > 0 && content.hint ? `# ${content.hint.replace(/\$/g, () => '\\$')}\n` : '';
  return `${hint}${yamlEntries(part)}`;
}

function codeBody(
  { content }: Snippet,
  language: Language,
  module: SnippetContext['module'],
): string | undefined {
  if (content.kind !== 'code' || isDocument(language) || isProperties(language)) return undefined;
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
  if (path === undefined) return false;
  const [first, ...rest] = place;
  if (first === '**') return path.length > rest.length && isAt(rest, path.slice(path.length - rest.length));
  return path.length === place.length && place.every((key, at) => key === '*' || key === path[at]);
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

function isMap(tree: Tree | Inline['entries'] | undefined): tree is { readonly [key: string]: Tree } {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

function isProperties(language: Language): language is 'properties' | 'properties-yaml' {
  return language === 'properties' || language === 'properties-yaml';
}

function isDocument(language: Language): language is 'yaml' | 'json' {
  return language === 'yaml' || language === 'json';
}
