import type { Method } from '../../../facts/api.js';
import type { ClassFact, CodeFacts, Expr, FunctionFact } from '../../../facts/code/types.js';
import type { Framework } from '../../../facts/frameworks/framework.js';
import type { Anchor } from '../../../text/span.js';

/** Something that running code changes. */
export interface Owned {
  /** What made it: a run, or whoever went on when all had run. */
  home?: object;
}

/** What names or fields hold. */
export type Names = Map<string, Value> & Owned;

/** A value while code is followed; what cannot be known is 'unknown'. */
export type Value =
  /** `missing`: an object that is all in sight does not have it. */
  | { readonly kind: 'unknown'; readonly missing?: true }
  /** Text; undefined when it is a text that cannot be known. */
  | { readonly kind: 'text'; readonly text: string | undefined }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** An object, an instance or what a module exports. */
  | ObjectValue
  | FunctionValue
  | ClassValue
  | { readonly kind: 'router'; readonly router: Router }
  /** The answer of `route(path)`. */
  | { readonly kind: 'chain'; readonly router: Router; readonly paths: Paths }
  /** A decorator that registers the function that it is put on. */
  | Registrar
  | ExternalValue
  | { readonly kind: 'either'; readonly values: readonly Value[] };

export interface Registrar {
  readonly kind: 'registrar';
  readonly as: 'route' | 'middleware';
  readonly call: RouterCall;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly fields: Names;
  readonly class?: ClassValue;
  /** It has fields that are out of sight. */
  open?: boolean;
  /** It was written down as it is: what it lacks, it does not have. */
  readonly literal?: true;
}

export interface FunctionValue {
  readonly kind: 'function';
  /** Decorators below the one that registers it: they run first. From the inside out. */
  readonly wrappers: Handler[];
  /** What the class that holds it asks for before any of its methods. */
  readonly shared?: readonly Handler[];
  readonly fact: FunctionFact;
  readonly scope: Scope;
  readonly fields: Names;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly fact: ClassFact;
  readonly scope: Scope;
}

/** Something from a package: the names that lead to it, and whether it was called on the way. */
export interface ExternalValue {
  readonly kind: 'external';
  readonly module: string;
  readonly names: readonly string[];
  readonly called: boolean;
  /** Arguments of the last call. */
  readonly args: readonly Value[];
  readonly keywords: Keywords;
  /** It demands credentials that nobody looks at. */
  readonly unread?: true;
  /** It only demands credentials, and whoever asks for it judges them. */
  readonly judged?: true;
}

/** Arguments with a name. */
export type Keywords = ReadonlyMap<string, Value>;

export interface Scope {
  readonly module: Module;
  readonly names: Names;
  readonly up: Scope | undefined;
  readonly self: Value | undefined;
}

export interface Module extends Owned {
  readonly uri: string;
  readonly facts: CodeFacts;
  readonly exports: ObjectValue;
  /** What `module.exports` was set to. */
  replaced: Value | undefined;
}

/** Paths of a registration; an entry is undefined when it cannot be known. */
export type Paths = readonly (string | undefined)[];

export interface Handler {
  readonly value: Value;
  readonly name: string;
  /** It asks whose object it is, and for no role. */
  readonly narrow?: true;
  readonly at: Anchor;
}

/** What was registered on a router, in order. `maybe`: only under a condition, which the router itself does not stand under. */
export type Layer =
  | {
      readonly kind: 'use';
      readonly paths: Paths;
      readonly exact: boolean;
      readonly handlers: readonly Handler[];
      readonly maybe: boolean;
      /** It is asked for by the router's own routes. */
      readonly own?: true;
    }
  | {
      readonly kind: 'mount';
      readonly paths: Paths;
      readonly router: Router;
      /** They stand before what is mounted alone. */
      readonly handlers: readonly Handler[];
      /** What the router asks for itself does not reach what is mounted. */
      readonly apart?: true;
    }
  | {
      readonly kind: 'route';
      readonly method: Method;
      readonly paths: Paths;
      readonly handlers: readonly Handler[];
      readonly uri: string;
      readonly site: number;
      /** It is registered only under a condition. */
      readonly maybe?: true;
    }
  | { readonly kind: 'param'; readonly name: string; readonly handler: Handler }
  /** Something out of sight may serve any path. */
  | { readonly kind: 'unseen'; readonly uri: string };

export interface Router extends Owned {
  readonly id: string;
  /** 'orphan': it stands for an application or router whose construction cannot be seen. */
  readonly kind: 'application' | 'router' | 'orphan';
  readonly framework: Framework;
  readonly uri: string;
  /** What all of its paths begin with; undefined when that cannot be known. */
  readonly prefix: string | undefined;
  /** The branches that it came into being in: where it is, they were taken. */
  readonly within: readonly object[];
  readonly layers: Layer[];
}

/** A call of a method of a router. */
export interface RouterCall {
  readonly router: Router;
  /** Paths of the chain, behind `route(path)`. */
  readonly chain: Paths | undefined;
  readonly method: string;
  /** Of each argument the expression and its place in the call; several come out of one that is laid out. */
  readonly exprs: readonly Expr[];
  readonly places: readonly number[];
  readonly args: readonly Value[];
  readonly keywords: Keywords;
  readonly site: number | undefined;
  readonly uri: string;
}

export const UNKNOWN_VALUE: Value = { kind: 'unknown' };
export const MISSING_VALUE: Value = { kind: 'unknown', missing: true };

/** What an object has not. */
export function lacking({ literal, open }: ObjectValue): Value {
  return literal === true && open !== true ? MISSING_VALUE : UNKNOWN_VALUE;
}

/** More than this is not followed: code that doubles a value would make it endless. */
const MOST_ALTERNATIVES = 16;
export const MOST_ITEMS = 1_000;
export const LONGEST_TEXT = 2_000;

/** Values of which one is taken, each once. */
export function eitherOf(values: readonly Value[]): Value {
  const flat = new Set(values.flatMap((value) => (value.kind === 'either' ? value.values : [value])));
  const [only] = flat;
  if (only === undefined || flat.size > MOST_ALTERNATIVES) return UNKNOWN_VALUE;
  return flat.size === 1 ? only : { kind: 'either', values: [...flat] };
}

export const NO_KEYWORDS: Keywords = new Map();

export function externalValue(module: string, names: readonly string[] = []): ExternalValue {
  return { kind: 'external', module, names, called: false, args: [], keywords: NO_KEYWORDS };
}

export function objectValue(fields: Iterable<readonly [string, Value]> = []): ObjectValue {
  return { kind: 'object', fields: new Map(fields) };
}
