import type { Known } from '../../model/types.js';
import type { RegexVerdict, Rule } from '../../rule/rule.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import type { Statement } from '../../syntax/code-statements.js';
import type { NameTest } from '../../words/sensitive.js';
import type { Contents } from './contents.js';
import type { CodeEnv } from './env.js';
import type { NameUses } from './names/name-uses.js';

/** Nodes and plain values, side by side. Nodes are the same when they are identical, since their text then is as well. */
export type Evidence = readonly (CodeNode | string | number | undefined)[];

/** The names of a file. */
export interface NameBook {
  readonly root: CodeRoot;
  textOf(node: CodeNode): string;
  /** What a name refers to that is looked up in this scope and then in those around it. */
  declaredFrom(scope: CodeNode | undefined, name: string): Evidence;
  /** Everything in the file that does this to a name. */
  usedAnywhere(use: keyof NameUses, name: string): Evidence;
  /** Names that a statement of the file declares around it, or does something to. */
  namesIn(statement: Statement): readonly string[];
  /** The class or enumeration of the file that has the name. */
  classDeclared(name: string): CodeNode | undefined;
  /** Whether all of a package is imported at once. */
  loads(module: string): boolean;
}

/** What rules ask of the engine. */
export interface RuleAsks {
  regex(pattern: string): Known<RegexVerdict> | undefined;
  today(): Known<string>;
  options(rule: Rule): unknown;
  listed(rule: Rule): NameTest;
  speaks(rule: Rule, other: Rule): boolean;
}

/** What may be asked while a statement is checked, beside what stands in it. */
export interface World {
  readonly root: CodeRoot;
  readonly contents: Contents;
  readonly names: NameBook;
  readonly env: CodeEnv;
  readonly asks: RuleAsks;
}
