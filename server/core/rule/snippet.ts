import type { OasVersion } from '../model/types.js';
import type { Plain } from '../syntax/node.js';
import type { LanguageId } from '../text/leaf.js';
import type { PathStep } from '../text/span.js';
import type { PracticeId } from './practices.js';

/** A template that puts a control in place. One snippet is one file, `snippets/<topic>/<name>.ts`. */
export interface Snippet {
  /** `<topic>/<name>`. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what it does for the API. */
  readonly detail: string;
  /** What a person types to be offered it. */
  readonly prefix: string;
  readonly practices: readonly PracticeId[];
  /** Threat templates that it lowers. */
  readonly threats: readonly string[];
  readonly content: DocumentContent | CodeContent;
}

/**
 * Entries for an OpenAPI document, written as a tree from its root; '${1:default}' in a key or a text is a placeholder.
 * At a place further down the part of the tree that belongs there is inserted.
 */
export interface DocumentContent {
  readonly kind: 'openapi';
  readonly versions: readonly OasVersion[];
  readonly tree: { readonly [key: string]: Plain };
  /** Where it may be inserted, as keys from the root; '*' is any key. The first is the whole. */
  readonly places: readonly (readonly string[])[];
  /** What is written where it is needed instead of among the components. */
  readonly inline?: readonly Inline[];
  /** A comment for places at which the rest of the tree has to be written by hand. YAML only. */
  readonly hint?: string;
}

/** Entries of a map, or items of a list. */
export interface Inline {
  /** Keys from the root to the map or list; '*' is any key, and '**' at the front any way to what follows. */
  readonly places: readonly (readonly string[])[];
  readonly entries: { readonly [key: string]: Plain } | readonly Plain[];
}

/** Statements for the top level of a code file, by language; those of JavaScript import as modules do. */
export interface CodeContent {
  readonly kind: 'code';
  readonly javascript?: string;
  /** Also for `tsx`. */
  readonly typescript?: string;
  readonly python?: string;
  readonly java?: string;
}

/** Where a cursor stands. */
export interface SnippetContext {
  readonly language: LanguageId;
  /** Undefined in code. */
  readonly version?: OasVersion;
  /** Steps from the root to the map in which an entry would be inserted; undefined where none can. */
  readonly path?: readonly PathStep[];
  /** Keys of that map, the one being typed left out. */
  readonly keys?: readonly string[];
  /** Items of a list stand there, and no entries of a map. */
  readonly items?: boolean;
  /** Keys of the root, where something may be written there as well. */
  readonly rootKeys?: readonly string[];
  /** Of code: the cursor is at the top level, where a statement may begin. */
  readonly statement?: boolean;
  /** How the file imports; ESM when it says nothing. */
  readonly module?: 'esm' | 'commonjs';
}

export function defineSnippet(snippet: Snippet): Snippet {
  return snippet;
}
