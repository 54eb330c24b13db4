import type { LanguageId } from '../../text/leaf.js';
import type { Purpose } from '../api.js';
import type { Openness } from './openness.js';
import type { RecordFact, RowFact } from './record-types.js';

/**
 * What a code file tells the rest of the workspace: just enough of its statements to follow routers, mounts and guards
 * through it. Plain data and no offsets; places are numbers of the file's registration calls (see `sites.ts`).
 */
export interface CodeFacts {
  /** Files of tests, minified and generated files: nothing else is said about them. */
  readonly skipped: boolean;
  readonly language: LanguageId;
  /** Modules that the file imports or requires, as written. */
  readonly modules: readonly string[];
  /** Statements of the module itself, in order; imports and function declarations first, as they are hoisted. */
  readonly steps: readonly Step[];
  /** By their numbers, see `numbers.ts`. */
  readonly functions: ReadonlyMap<number, FunctionFact>;
  readonly classes: ReadonlyMap<number, ClassFact>;
  /** Stored records that hand out a password with everything else. */
  readonly records?: readonly RecordFact[];
  /** Rows of tables that methods hand out whole, and what is known of such tables; of Java. */
  readonly rows?: readonly RowFact[];
  /** Texts that other files can name and that may be keys. */
  readonly written?: readonly WrittenFact[];
  /** It takes operators of queries out of what callers send, or has Mongoose do so. */
  readonly sanitizes?: true;
}

/** A text, or a schema, that a file writes down under a name. */
export interface WrittenFact {
  /** Names that lead to it from the module: 'config.jwt.secret'; in Java from the class. */
  readonly path: string;
  /** Its beginning; of schemas and options ''. */
  readonly text: string;
  /** Of a schema: what it does with fields that it does not name. */
  readonly schema?: Openness;
  /** Of options of Joi and yup: what they say of such fields. */
  readonly options?: Openness;
  /** It only stands in where the environment says nothing. */
  readonly fallback?: true;
}

/** An expression, as far as routes and guards may hang on it. */
export type Expr =
  | { readonly k: 'name'; readonly n: string }
  | { readonly k: 'text'; readonly v: string }
  /** A regular expression. */
  | { readonly k: 'pattern' }
  | { readonly k: 'this' }
  | { readonly k: 'get'; readonly of: Expr; readonly n: string }
  /** A member whose name is computed. */
  | { readonly k: 'item'; readonly of: Expr; readonly at: Expr }
  /** `site`: its number, when it is a registration call. */
  | {
      readonly k: 'call';
      readonly f: Expr;
      readonly a: readonly Expr[];
      /** Arguments with a name; '...' for those that cannot be seen. */
      readonly kw?: readonly (readonly [string, Expr])[];
      readonly site?: number;
    }
  | { readonly k: 'new'; readonly f: Expr; readonly a: readonly Expr[] }
  | { readonly k: 'list'; readonly i: readonly Expr[] }
  | { readonly k: 'spread'; readonly of: Expr }
  /** `more`: it also holds keys that are not listed. */
  | { readonly k: 'object'; readonly p: readonly (readonly [string, Expr])[]; readonly more?: true }
  /** Pieces of a template or a concatenation. */
  | { readonly k: 'join'; readonly i: readonly Expr[] }
  /** Values of which one is taken; `or`: the first that is there. */
  | { readonly k: 'either'; readonly i: readonly Expr[]; readonly or?: true }
  | { readonly k: 'function'; readonly i: number }
  | { readonly k: 'class'; readonly i: number }
  | { readonly k: 'other' };

/** What a declaration or parameter binds: a name, or names taken out of an object ([key, name], key '...' for the rest) or a list ('0', '...' for the rest, '[]' for all arguments that are left); the last is what stands in for one that an object lacks. */
export type Binding = string | { readonly take: readonly Taken[] } | null;

export type Taken = readonly [key: string, to: Binding, otherwise?: Expr];

/** `maybe`: inside an `if` or a similar branch. */
export type Step =
  /** `hoisted`: a function declaration, which exists before the first statement. `again`: an assignment. */
  | {
      readonly s: 'let';
      readonly to: Binding;
      readonly is: Expr;
      readonly maybe?: true;
      readonly hoisted?: true;
      readonly again?: true;
    }
  /** Assignment to a member: `this.app = x`, `module.exports = x`, `exports.y = x`. */
  | { readonly s: 'set'; readonly of: Expr; readonly n: string; readonly is: Expr; readonly maybe?: true }
  | { readonly s: 'do'; readonly e: Expr; readonly maybe?: true }
  | { readonly s: 'return'; readonly e: Expr }
  | { readonly s: 'each'; readonly to: Binding; readonly of: Expr; readonly body: readonly Step[] }
  /** `name` is 'default', '*' for the namespace, '=' for `module.exports`, or the exported name. */
  | { readonly s: 'import'; readonly from: string; readonly name: string; readonly to: string | null }
  | { readonly s: 'export'; readonly name: string; readonly e: Expr }
  /** `export * from`. */
  | { readonly s: 'pass'; readonly from: string };

/** What a function can do to a request that it stands in front of. A flag is left out when it is false. */
export interface Behavior {
  /** Statuses and faults that it can answer, throw or hand to `next`. */
  readonly answers: readonly Answer[];
  /** It looks at who is calling: `req.user`, the session, the Authorization header, a token. */
  readonly identity?: true;
  /** It decides by what the caller is allowed: a role, a permission, a scope. */
  readonly weighs?: true;
  /** It decides by scopes that the route asks for, which may be none. */
  readonly told?: true;
  /** It decides by whose an object is. */
  readonly owns?: true;
  /** It speaks of credentials: a sign-in, a sign-up. */
  readonly credentials?: true;
  /** It lets a caller pass who sends no credentials. */
  readonly admits?: true;
  /** It checks a token and turns nobody away, unless what it calls does. */
  readonly lets?: true;
  /** It changes data before it looks who is calling. */
  readonly early?: true;
  /** It certainly lets nobody pass who sends no credentials. */
  readonly turns?: true;
  /** It compares a password with the one that is kept. */
  readonly proves?: true;
  /** Calls that it hands a password, or all of the body, and that may. */
  readonly tries?: readonly Expr[];
  /** What it is there for. */
  readonly purpose?: Purpose;
  /** Calls that may check the signature of what is delivered, and of which nothing reads what they give back. */
  readonly vain?: readonly Expr[];
  /** Of one that checks such a signature, or compares texts: it gives back what it found, and refuses nothing itself. */
  readonly yields?: true;
  /** It verifies a token. */
  readonly verifies?: true;
  /** It checks what the request brings against a schema. */
  readonly validates?: true;
  /** What a schema makes of the body it puts in no place, so that the body stays as it was sent. */
  readonly drops?: true;
  /** What options of its own say of fields that the schema does not name. */
  readonly others?: Openness;
  /** It lets requests on. */
  readonly passes?: true;
  /** It answers requests itself, and not only in order to refuse them. */
  readonly responds?: true;
  /** What it does depends on the path or the method of the request. */
  readonly skips?: true;
  /** Statuses that it answers with, where names or other functions say which. */
  readonly statuses?: readonly Expr[];
  /** All that it does is to hand a request to one other function, and to hand on what goes wrong there. */
  readonly wraps?: true;
  /** Functions that it hands the request, the response or `next` to. */
  readonly hands?: readonly Handed[];
  /** Other functions whose name says that they check a caller. */
  readonly helpers: readonly Expr[];
  /** It calls more of them than are listed. */
  readonly more?: true;
  /** What code in front has left for it, and it reads; undefined: that cannot be told. */
  readonly takes?: readonly string[];
  /** What it leaves for code behind it: 'note' of `req.note = ...`, 'bill' of `@ModelAttribute Bill load(...)`. */
  readonly leaves?: readonly string[];
  /** Fields of the body with a password, in the place of which it puts something else for what comes behind. */
  readonly replaces?: readonly string[];
}

/** `to`: 'q' for the request, 's' for the response, 'n' for `next`: 'qs'; '' where it is only told a status. */
export interface Handed {
  readonly f: Expr;
  readonly to: string;
  /** Its arguments, as far as a status may come of them. */
  readonly a?: readonly Expr[];
  /** Faults that are made in its arguments. */
  readonly says?: readonly Answer[];
}

/** 'login': a redirect to a login page; '4xx': another client error. */
export type Answer = '401' | '403' | '429' | '4xx' | 'login';

/** A call that may hand what a caller sent to another function. */
export interface Send {
  readonly f: Expr;
  /** The root of `f` is the type that the called object states, and not itself. */
  readonly typed?: true;
  readonly a: readonly Sent[];
}

/** One argument, or one property of an object literal that is an argument. */
export interface Sent {
  readonly i: number;
  readonly key?: string;
  /** Of an argument that is given by name; `i` says nothing then. */
  readonly name?: string;
  /**
   * 'request': a value that the caller sent; 'body': all of the body, as it came; 'member': a member of the body, as JSON
   * brought it; 'query': all of the query, as it came; 'record': an object of a type, whose fields the caller sent; 'id': a number or the like that names a record, with which
   * nothing else can be done; else the parameter that it is made of, and which of its properties. `whole`: it is the
   * parameter, and nothing here checks or cuts it. `got`: a method of the parameter gives it, as those of records do.
   */
  readonly from:
    | 'request'
    | 'body'
    | 'member'
    | 'query'
    | 'record'
    | 'id'
    | { readonly i: number; readonly key?: string; readonly whole?: true; readonly got?: true };
  /** The type of a record, as it is named. */
  readonly type?: string;
  /** A statement of SQL was put together with it. */
  readonly sql?: true;
  /** The parameter that holds what the caller sent, when its type may yet say that a dependency gives it. */
  readonly by?: number;
}

/** A parameter that a request fills: with a value, or with an object whose fields the caller sent. */
export interface Given {
  readonly i: number;
  readonly source: 'input' | 'record';
  readonly type?: string;
  /** It is a list of objects, and their type is given. */
  readonly each?: true;
}

export interface FunctionFact {
  readonly name?: string;
  readonly params: readonly Binding[];
  /** What parameters are where nothing is given for them: parameter and expression; of what concerns routes. */
  readonly defaults?: readonly (readonly [number, Expr])[];
  /** Takes (req, res) and so is no factory: nothing it returns matters. */
  readonly handler: boolean;
  /** Takes (err, req, res, next): only errors reach it. */
  readonly onError: boolean;
  /** What its parameters ask for by their default values and types: parameter and expression. */
  readonly needs?: readonly (readonly [number, Expr])[];
  /** Those of them that ask for something and that it never looks at; of Python. */
  readonly ignores?: readonly number[];
  /** Those of them that it does nothing with but give them back; of Python. */
  readonly returns?: readonly number[];
  /** Those of them on which all hangs that it refuses, and of each only that it is there, or its scheme; of Python. */
  readonly formal?: readonly number[];
  /** A handler that hands all of the request to another function, or is handed what was made of it; of Python. */
  readonly handsRequest?: true;
  /** It reads who is calling, as parameters of Python and of Java hold that; of Java also from what Spring keeps. */
  readonly asks?: true;
  /** From the top down. */
  readonly decorators?: readonly Expr[];
  /** Empty when nothing in it concerns routes. */
  readonly steps: readonly Step[];
  readonly behavior?: Behavior;
  /** Objects that its parameters hold, when it declares a route; values too when it has no body. */
  readonly given?: readonly Given[];
  /** It declares a route and has no body. */
  readonly bare?: true;
  readonly sends?: readonly Send[];
  /** What it calls by the types that are stated: 'OrderService.remove'; of handlers of Java. */
  readonly calls?: readonly string[];
  /** The stored record that it gives back as it is, by its name. */
  readonly gives?: string;
  /** What it finds by an identifier, whoever is calling, '' where it looks nothing up; or that it leaves that to another function. */
  readonly finds?: string;
  readonly leaves?: true;
  /** The place of that identifier among its parameters, where it is not the first. */
  readonly by?: number;
}

export interface ClassFact {
  readonly name?: string;
  readonly extends?: Expr;
  /** Interfaces that it implements; of Java. */
  readonly implements?: readonly Expr[];
  /** From the top down; of Java, and of Python where they make routes of its methods. */
  readonly decorators?: readonly Expr[];
  /** Fields with values, in order. */
  readonly fields: readonly (readonly [string, Expr])[];
  readonly methods: readonly (readonly [string, number])[];
  readonly statics: readonly (readonly [string, Expr])[];
  /** Types of its fields, as written; of Java and Python. */
  readonly types?: readonly (readonly [string, string])[];
  /** Fields that are held to a pattern, or to a validator; of Java and Python. */
  readonly patterned?: readonly string[];
  /** Methods that find a record by a parameter, whoever is calling, with the place of that among several, and what it is called; of Java. */
  readonly finders?: readonly (readonly [method: string, record: string])[];
  /** Methods that hand their one parameter to a method of another type, 'OrderReader.read', and do nothing else; of Java. */
  readonly forwards?: readonly (readonly [method: string, to: string])[];
  /** It is an enumeration. */
  readonly options?: true;
  /** It keeps fields that it does not declare; of Python. */
  readonly open?: true;
  /** Annotations of its fields say which values they may have, and nothing but a check of the request asks for that; of Java. */
  readonly constrained?: true;
  /** Fields with a credential that stand in the text which its objects become; of Java and Python. */
  readonly tells?: readonly string[];
  /** Its objects are kept: an entity, a table, a document; of Java and Python. */
  readonly stored?: true;
}
