import { isMap, isSequence, type MapNode, type Node, stringOf } from '../../syntax/node.js';
import type { Spot } from '../../syntax/spot.js';
import { documentTree, leafTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';

/** What a rule may be set to. */
export const LEVELS = ['error', 'warning', 'info', 'hint', 'off'] as const;
export const PROFILES = ['recommended', 'strict'] as const;
export type Level = (typeof LEVELS)[number];
export type ProfileName = (typeof PROFILES)[number];

/** More than anybody writes by hand; what is beyond is not read, so that no file can make the engine slow. */
export const MOST = {
  /** UTF-16 units of a whole file. */
  text: 262_144,
  rules: 500,
  overrides: 50,
  /** Globs of one list. */
  globs: 50,
  names: 200,
  /** Characters of a glob or a name. */
  length: 200,
} as const;

/** The names of a configuration, best first where two stand in one folder. */
export const CONFIG_NAMES = ['portcullis.yaml', 'portcullis.yml'] as const;

export type OptionValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** What is said of one rule, or of all that a glob names. */
export interface RuleEntry {
  readonly name: string;
  readonly level?: Level;
  readonly options?: ReadonlyMap<string, OptionValue>;
}

export interface OverrideFacts {
  readonly files: readonly string[];
  readonly profile?: ProfileName;
  readonly rules: readonly RuleEntry[];
}

/** What a configuration says, as far as it can be understood; no offsets. */
export interface ConfigFacts {
  readonly profile?: ProfileName;
  /** In the order of the text. */
  readonly rules: readonly RuleEntry[];
  readonly overrides: readonly OverrideFacts[];
  readonly exclude: readonly string[];
  readonly sensitive: readonly string[];
}

/** Why nothing of a configuration is read. */
export interface Unreadable {
  readonly reason: 'syntax' | 'large';
  /** The parser's words. */
  readonly message: string;
  readonly at: Spot | undefined;
}

export const DEFAULTS: ConfigFacts = { rules: [], overrides: [], exclude: [], sensitive: [] };

/** Whether the file is a configuration, by its name. */
export function isConfig(uri: string): boolean {
  return CONFIG_NAMES.some((name) => uri.endsWith(`/${name}`));
}

/** The settings of a configuration; the defaults when its text is broken. What is of a wrong kind is left out. */
export function configFacts(document: Document): ConfigFacts {
  const root = unreadable(document) ? undefined : documentTree(document);
  if (!isMap(root)) return DEFAULTS;
  return {
    ...profileOf(root),
    rules: rulesOf(root.get('rules')),
    overrides: itemsOf(root.get('overrides'), MOST.overrides).filter(isMap).map(overrideOf),
    exclude: textsOf(root.get('exclude'), MOST.globs),
    sensitive: textsOf(root.get('sensitive'), MOST.names),
  };
}

/** Why the text cannot be read as a whole; half a configuration could mean the opposite of the whole one. */
export function unreadable(document: Document): Unreadable | undefined {
  if (document.length > MOST.text) return { reason: 'large', message: '', at: undefined };
  for (const leaf of document.leaves) {
    const [problem] = leafTree(leaf).problems;
    if (problem) return { reason: 'syntax', message: problem.message, at: problem.spot };
  }
  return undefined;
}

function overrideOf(node: MapNode): OverrideFacts {
  return {
    files: textsOf(node.get('files'), MOST.globs),
    ...profileOf(node),
    rules: rulesOf(node.get('rules')),
  };
}

function profileOf(node: MapNode): { readonly profile?: ProfileName } {
  const text = stringOf(node.get('profile'));
  const profile = PROFILES.find((name) => name === text);
  return profile === undefined ? {} : { profile };
}

/** A name that is given twice keeps its last entry. */
function rulesOf(node: Node | undefined): readonly RuleEntry[] {
  if (!isMap(node)) return [];
  const names = new Map<string, Node>();
  for (const { key, value } of node.entries.slice(0, MOST.rules)) {
    const name = String(key.value);
    names.delete(name);
    names.set(name, value);
  }
  return [...names].map(([name, value]) => ruleOf(name, value));
}

function ruleOf(name: string, node: Node): RuleEntry {
  if (!isMap(node)) return { name, ...levelOf(node) };
  const options = node.get('options');
  return {
    name,
    ...levelOf(node.get('severity')),
    ...(isMap(options) ? { options: optionsOf(options) } : {}),
  };
}

function levelOf(node: Node | undefined): { readonly level?: Level } {
  const text = stringOf(node);
  const level = LEVELS.find((name) => name === text);
  return level === undefined ? {} : { level };
}

function optionsOf({ entries }: MapNode): ReadonlyMap<string, OptionValue> {
  const pairs = entries.slice(0, MOST.rules).flatMap(({ key, value }) => {
    const read = optionOf(value);
    return read === undefined ? [] : [[String(key.value), read] as const];
  });
  return new Map(pairs);
}

function optionOf(node: Node): OptionValue | undefined {
  if (node.kind === 'scalar') return node.value;
  if (node.kind !== 'sequence') return undefined;
  return node.items.slice(0, MOST.names).flatMap((item) => (item.kind === 'scalar' ? [item.value] : []));
}

function textsOf(node: Node | undefined, most: number): readonly string[] {
  return itemsOf(node, most).flatMap((item) => {
    const text = stringOf(item);
    return text === undefined || text.length > MOST.length ? [] : [text];
  });
}

function itemsOf(node: Node | undefined, most: number): readonly Node[] {
  return isSequence(node) ? node.items.slice(0, most) : [];
}
