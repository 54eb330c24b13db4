import type { PathStep } from './span.js';

/** Languages whose text the engine reads. */
export type LanguageId =
  | 'yaml'
  | 'json'
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'python'
  | 'java'
  /** Properties of Spring, as a `.properties` file and as YAML. */
  | 'properties'
  | 'properties-yaml';

/** True for languages that OpenAPI documents are written in; all others are read as code is, whole. */
export function isDocument(language: LanguageId): boolean {
  return language === 'yaml' || language === 'json';
}

/** True for files that say with what properties an application of Spring runs. They are one leaf, as code is. */
export function isProperties(language: LanguageId): boolean {
  return language === 'properties' || language === 'properties-yaml';
}

/** True for JavaScript and what is compiled to it. */
export function isScript(language: LanguageId): boolean {
  return language === 'javascript' || language === 'typescript' || language === 'tsx';
}

/**
 * The piece of text that is parsed alone, with positions of its own. The texts of a document's leaves, joined, are
 * the document's text. Leaves are immutable and are reused by identity in the next version when nothing in them changed.
 */
export interface Leaf {
  /** The document it belongs to. */
  readonly uri: string;
  readonly text: string;
  /** How many line ends `text` holds. */
  readonly lines: number;
  /** Steps from the root to the container that holds this leaf's entry; empty for top-level entries. */
  readonly path: readonly PathStep[];
  /** Key or index of the entry in that container; undefined when the leaf is a whole document or mere trivia. */
  readonly key: PathStep | undefined;
  /** The leaf holds only the key of a container whose entries follow as leaves of their own. */
  readonly head: boolean;
  /** How `text` is read. A YAML document that is written as JSON is read as JSON. */
  readonly syntax: 'yaml' | 'json' | 'code';
  /** Undefined in well-formed text; else why the cut had to guess here. */
  readonly flaw?: Flaw;
}

/**
 * 'odd': a line or token that fits nowhere was left in this leaf; 'comma-missing', 'comma-extra': JSON's comma behind
 * this entry; 'unclosed': the bracket that closes the container of this entry is missing behind it.
 */
export type Flaw = 'odd' | 'comma-missing' | 'comma-extra' | 'unclosed';

/** What facts and rules are about: a path item, a component, a webhook, a top-level section, a code file. */
export interface Unit {
  /** Unique in the document: '/paths/~1users', '/components/schemas/User', '/info', '' for a file that is one unit. */
  readonly id: string;
  readonly kind: 'section' | 'path' | 'webhook' | 'component' | 'file' | 'code';
  /** Steps from the root to what the unit is about. */
  readonly path: readonly PathStep[];
  readonly leaves: readonly Leaf[];
}
