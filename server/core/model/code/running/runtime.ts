import type { ClassFact, Expr, FunctionFact } from '../../../facts/code/types.js';
import type { Framework } from '../../../facts/frameworks/framework.js';
import type { Found } from './found.js';
import type { Event } from './runs.js';
import type { Module, Scope, Value } from './values.js';
import type { Writes } from './writes.js';

/** What follows code, for those that serve it. */
export interface Runtime {
  readonly frameworks: readonly Framework[];
  /** By URI. */
  readonly modules: ReadonlyMap<string, Module>;
  readonly found: Found;
  readonly writes: Writes;
  /** As long as it is the same, what was found out of a value stands. */
  readonly epoch: object;
  /** As long as it is the same, what was found out of names alone stands. */
  readonly sense: object;
  /** The branches that what runs now stands in: each of them may not be taken. The outermost comes first. */
  readonly branches: readonly object[];
  /** The file that runs; '' when all have run. */
  readonly home: string;
  evaluate(e: Expr, scope: Scope): Value;
  /** The file that a specifier of this file names. */
  resolve(specifier: string, from: string): string | undefined;
  /** Names of the files in a folder, and of the folders in it that are modules; the file that asks is left out. */
  entries(folder: string, from: string): readonly string[];
  /** Paths of the files that fit a glob: from the folder that it is looked for in, or whole where the glob names a place. */
  matches(glob: string, base: string, from: string): readonly string[];
  /** What a module is for the one who imports or requires it. */
  load(specifier: string, from: string): Value;
  /** The id of the next router. */
  nextId(): string;
  /** Something came into being. */
  happened(event: Event): void;
  /** An instance of the class was made. */
  construct(fact: ClassFact): void;
  /** Runs the body of a function; what it returns is unknown when it cannot be followed. */
  enter(fact: FunctionFact, scope: Scope): Value;
}
