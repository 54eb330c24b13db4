import type { Answer, Engine, Want } from '../core/engine/types.js';
import type { ThreatModel } from '../core/model/threats/cards.js';
import type { Known } from '../core/model/types.js';
import type { Baseline } from '../core/rule/baseline.js';
import type { Rule } from '../core/rule/rule.js';
import type { SettingsSchema } from '../core/rule/settings-schema.js';
import type { Document } from '../core/text/document.js';
import type { LanguageId } from '../core/text/leaf.js';
import type { PartOf } from './part-of.js';
import type { SnippetChoice, ThreatReport } from './protocol.js';

/** What a server is made of; a test gives it one rule and a world of its own. */
export interface Parts {
  readonly engine: Engine;
  /** Cuts a text into a document that the engine reads. */
  cut(uri: string, language: LanguageId, version: number, text: string): Document;
  /** The world outside, confined to these workspace folders (URIs that end in '/'). */
  outside(folders: readonly string[]): Outside;
  readonly threats: ThreatReader;
  readonly snippets: SnippetReader;
  /** What hovers say about a finding. */
  readonly rules: readonly Rule[];
  /** What may be written into a configuration. */
  readonly settings: SettingsSchema;
  /** One spelling for one file, whoever names it: clients escape more characters than others. */
  canonicalUri(uri: string): string;
  /** Address of the page about a rule. */
  ruleHref(rule: string): string | undefined;
  /** Milliseconds since 1970, as `Date.now`. */
  now(): number;
}

/** A text that a search has found or somebody asked for. */
export interface File {
  readonly uri: string;
  readonly language: LanguageId;
  readonly text: string;
}

/** Files and slow judgments; every method answers, none throws. */
export interface Outside {
  /** A text inside the workspace, or why there is none; 'unknown': it is there and not ours to judge. */
  read(uri: string): File | 'missing' | 'refused' | 'unreadable' | 'unknown';
  /** Whether something of this name is there; 'refused' outside the workspace. */
  presence(uri: string): 'there' | 'missing' | 'refused';
  /** The same as `read` for a file that nobody named: undefined unless it looks like an OpenAPI document, decisions or written code. */
  find(uri: string): File | undefined;
  /** All that `find` would find, one by one; undefined between files, so that the caller may pause. */
  search(): Iterable<File | undefined>;
  /** What was accepted before in the workspace folders; `broken`: a file has that name and is no baseline. */
  baseline(): { readonly baseline: Baseline | undefined; readonly broken: boolean };
  /** The folders above a file, inside the workspace, in which a package begins: URIs that end in '/'. */
  packagesAbove(uri: string): readonly string[];
  /** Whether the manifest of a package, by the URI of its folder, names what may guard requests out of sight. */
  isFronted(folder: string): boolean;
  /** How a pattern behaves, or what the structure check says of the document. */
  judge(want: Want, engine: Engine): Promise<Known<Answer>>;
  /** Ends workers. */
  close(): void;
}

/** Reads the threat model of an OpenAPI document out of the engine. */
export interface ThreatReader {
  report(engine: Engine, document: Named): ThreatReport | undefined;
  model(engine: Engine, document: Named): ThreatModel | undefined;
  /** Open and unknown cards of the document's operation at an offset of a file, open ones first. */
  questions(engine: Engine, document: Named, at: { uri: string; offset: number }): readonly ThreatTitle[];
}

export interface Named {
  readonly uri: string;
  /** Its path in the workspace: what a report calls it, and what tells it from others. */
  readonly name: string;
}

export interface ThreatTitle {
  readonly card: string;
  readonly question: string;
}

export interface SnippetReader {
  /** Snippets that are valid at an offset of a document, or of a file that is part of one. */
  at(document: Document, offset: number, part?: PartOf): readonly SnippetOffer[];
}

export interface SnippetOffer extends Omit<SnippetChoice, 'also'> {
  /** What has to be written elsewhere with it. */
  readonly also?: { readonly offset: number; readonly text: string };
  /** What a person types to be offered it. */
  readonly prefix: string;
  /** Offset of the word that it replaces. */
  readonly start: number;
}
