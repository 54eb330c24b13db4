import type { LanguageId } from '../../text/leaf.js';
import type { GuardKind, Method } from '../api.js';
import type { ClassFact, CodeFacts, Expr, FunctionFact } from '../code/types.js';

/** What a piece of middleware from a package does to a request: a kind of guard, or nothing that concerns security. */
export type Treatment =
  | GuardKind
  /** Checks what the request brings and refuses nothing: code behind it has to ask what was found. */
  | 'noting'
  /** Lets every caller through. */
  | 'none'
  /** Serves paths of its own that we cannot see. */
  | 'serves'
  /** Takes handlers and returns one that behaves as they do. */
  | 'wrapper'
  /** May be anything. */
  | 'unknown';

/** A parameter of a function, as far as it says where its value comes from. */
export interface Parameter {
  /** As written; '' when it has no type. */
  readonly type: string;
  /** Names of its decorators, and of what its default value and its type call. */
  readonly marks: readonly string[];
  /** A pattern says how all of its text may look. */
  readonly patterned?: true;
  /** Names of the decorators of its function: 'get', 'GetMapping'. */
  readonly decorators: readonly string[];
}

/**
 * What a parameter of a handler holds: 'request', the request itself; 'input', a value that the caller sent; 'record',
 * an object whose members the caller sent; 'computed', a value that leaves the caller no choice of text.
 */
export type Source = 'request' | 'input' | 'record' | 'computed';

/** How a framework declares routes by decorators of their handlers: `@router.get('/x', dependencies=[...])`. */
export interface Decorating {
  /** Decorators and methods whose argument `methods` names the verbs. */
  readonly generic: readonly string[];
  /** Methods that take a path and a handler. */
  readonly adds: readonly string[];
  /** Methods that take a router, `prefix` and `dependencies`. */
  readonly includes: readonly string[];
  /** Decorators of a function, and methods, that put it in front of every route. */
  readonly middleware: readonly string[];
  /** What asks for another function to run first: '<module>.<name>'. Its argument `scopes` asks for permissions. */
  readonly dependencies: readonly string[];
  /** The module of what demands that a caller sends credentials, and leaves it to others to check them. */
  readonly schemes: string;
  /** Base classes of types that check what the caller sends. */
  readonly models: readonly string[];
}

/** How a framework declares routes by annotations of classes and their methods. */
export interface Annotating {
  /** Annotations of classes whose methods answer requests; and those that do so only together with another one. */
  readonly controllers: readonly string[];
  readonly pages: readonly string[];
  readonly answers: string;
  /** Annotations of interfaces that call other servers and serve nothing. */
  readonly clients: readonly string[];
  /** Types of what may stand in front of every route without a word in the routes. */
  readonly interceptors: readonly string[];
  /** The annotation of classes and methods that names paths and methods. The others are verbs. */
  readonly mapping: string;
  /** Annotations of parameters that check what the caller sends. */
  readonly checks: readonly string[];
  /** Methods that end a rule about who may call. */
  readonly rules: readonly string[];
  /** Annotations whose names speak of callers and that demand nothing. */
  readonly known: RegExp;
  /** What an annotation with this text demands; undefined when it is about something else. */
  demands(annotation: string, text: string): readonly GuardKind[] | undefined;
  /** Text of a demand that concerns one object, as its owner does, and says nothing of a role. */
  readonly narrow: RegExp;
  /** The rules about access that a function sets up; undefined when it sets up none. */
  chain(fact: FunctionFact, of: ClassFact, functions: CodeFacts['functions']): Chain | undefined;
  /** Those of the interceptors that stand in front of nothing until a function puts them there. */
  readonly registered: readonly string[];
  /** Modules that may guard routes beside what interceptors do. */
  readonly others: RegExp;
  /** Where a function puts interceptors in front of routes; undefined where it does nothing of the kind. */
  interceptions(
    fact: FunctionFact,
    of: ClassFact,
    functions: CodeFacts['functions'],
  ): readonly Interception[] | undefined;
}

/** One interceptor in front of routes. Patterns are expressions, since they may be constants of another file. */
export interface Interception {
  /** The name of its class, when that can be known. */
  readonly type?: string;
  /** Empty for all paths. */
  readonly on: readonly Expr[];
  readonly except: readonly Expr[];
  /** It is there in any case, and all that is said of its paths can be read. */
  readonly sure: boolean;
}

/** Rules about access in order: the first that matches decides. */
export interface Chain {
  /** Which requests it is about at all; undefined for all of them. */
  readonly about: Matcher | undefined;
  /** Undefined when they cannot be read. */
  readonly rules: readonly AccessRule[] | undefined;
  readonly order: number;
  /** It is set up only where a property or a profile asks for it. */
  readonly depends?: true;
}

/** Patterns are expressions, since they may be constants of another file. `partial`: some of it cannot be read. */
export interface Matcher {
  readonly method?: string;
  /** Undefined: any path. */
  readonly patterns: readonly Expr[] | undefined;
  readonly partial: boolean;
  /** It is about all that tells how the server runs: what Spring calls actuators. */
  readonly insides?: true;
}

export interface AccessRule {
  readonly matcher: Matcher;
  /** What it demands; undefined when that cannot be known, empty when everybody may call. */
  readonly demands: readonly GuardKind[] | undefined;
  /** 'hasRole'. */
  readonly name: string;
  readonly site: number | undefined;
}

/** How one framework declares routes, mounts and guards. Mostly data; one file each. */
export interface Framework {
  readonly name: string;
  readonly languages: readonly LanguageId[];
  /** Modules whose import makes a file one of the framework's. */
  readonly modules: readonly string[];
  /** What makes an application or a router: '<module>' for its default export, '<module>.<name>' for a named one. */
  readonly constructors: Readonly<Record<string, 'application' | 'router'>>;
  /** Methods of an application or router that register a route. */
  readonly verbs: Readonly<Record<string, Method>>;
  readonly decorating?: Decorating;
  readonly annotating?: Annotating;
  /** `route(path)` whose answer takes verbs without a path. */
  readonly chain?: string;
  /** Methods that mount routers and middleware. */
  readonly mounts: readonly string[];
  /** Methods that run a function for each request with a path parameter. */
  readonly params: readonly string[];
  /** Middleware that serves files: '<module>.<name>'. */
  readonly files?: RegExp;
  /** Names that a router commonly has where its construction cannot be seen. */
  readonly receivers: RegExp;
  /** Middleware by package; then by name of its export or method, '*' for any other. */
  readonly middleware: Readonly<Record<string, Treatment | Readonly<Record<string, Treatment>>>>;
  /** Options of middleware that lets callers without credentials through where they are false. */
  readonly demanding?: readonly string[];
  /** Ways to sign in that everybody passes. */
  readonly lenient?: readonly string[];
  /** Modules that serve an application and register nothing on it. */
  readonly servers: readonly string[];
  /** Members of the request that say who is calling, and its members that hold what the caller sent. */
  readonly identity: readonly string[];
  readonly inputs: readonly string[];
  /** The paths that a path with optional parts stands for. */
  variants?(path: string): readonly string[];
  /** What a parameter holds where parameters are no request and response; undefined when it cannot be known. */
  source?(parameter: Parameter): Source | undefined;
}
