import type {
  Described,
  Direction,
  Endpoint,
  Guard,
  Known,
  Method,
  OperationFact,
  Security,
} from '../model/types.js';
import type { MapNode, Node, ScalarNode } from '../syntax/node.js';
import type { Spot } from '../syntax/spot.js';
import type { LanguageId } from '../text/leaf.js';
import type { Anchor } from '../text/span.js';
import type { Allowance } from './allow.js';
import type { CallAround } from './call-around.js';
import type { DocumentView } from './document-view.js';
import type { HandedAt, HandedOver } from './handed.js';
import type { HandlerView } from './handler-view.js';
import type { SchemaView } from './schema-view.js';
import type { Siblings } from './siblings.js';

export type {
  CorsFact,
  OasVersion,
  OperationFact,
  ParameterFact,
  ResponseFact,
  Security,
  ServerFact,
} from '../model/types.js';
export type { DocumentFacts, DocumentView } from './document-view.js';
export type { OperationView } from './operation-view.js';
export type { SchemaView } from './schema-view.js';
export type { SchemeView } from './scheme-view.js';
export type { TextView } from './text-view.js';

/** A Parameter Object, with its schema, after `$ref`. Checked once, where it is declared. */
export interface ParameterView {
  readonly node: MapNode;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body' | 'formData' | (string & {});
  readonly document: DocumentView | undefined;
  /** The operation that declares it inline; undefined for a path's parameter and for a component. */
  readonly operation: OperationFact | undefined;
  /** Every operation that takes it, whether inline, of the path or by `$ref`; empty for a component that none uses. */
  readonly usedBy: readonly OperationFact[];
  /** In 2.0 the parameter itself. */
  readonly schema: SchemaView | undefined;
  /** The value of `name`, where a finding about the parameter stands. */
  readonly nameNode: Node;
  /** Whether it is a text in the address of which its prose does not say that it names a thing, as `key` may. */
  readonly mayBeSecret: boolean;
  /** Whether it has keywords that mean something in a query only. */
  readonly isStyled: boolean;
  get(key: string): Node | undefined;
}

/** A Media Type Object: what a body of one type looks like. Checked once, where it is declared. */
export interface MediaTypeView {
  readonly node: MapNode;
  /** As written: 'multipart/form-data'. */
  readonly type: string;
  /** The key that names the type, where a finding about the body stands. */
  readonly keyNode: ScalarNode;
  readonly direction: Direction;
  readonly document: DocumentView | undefined;
  /** The operation that declares it inline; undefined in a component. */
  readonly operation: OperationFact | undefined;
  /** Its schema, when that is not missing. */
  readonly schema: SchemaView | undefined;
  /** Whether a schema in it, or the component that one refers to, describes a file. Unknown behind further references. */
  readonly holdsFile: Known<boolean>;
  get(key: string): Node | undefined;
}

/** A piece of code, with its text. */
export interface CodeSpot extends Spot {
  readonly text: string;
}

/** One endpoint in code, any framework. */
export interface RouteView {
  /** Where a finding stands: the path argument of the registration. */
  readonly at: CodeSpot;
  /** The whole registration call. */
  readonly node: CodeSpot;
  readonly endpoint: Endpoint;
  readonly method: Method;
  readonly path: string;
  readonly framework: string;
  readonly guards: Known<readonly Guard[]>;
  /** POST, PUT, PATCH, DELETE. */
  readonly writes: boolean;
  /** Whether every mount on the way to the application is resolved. */
  readonly mounted: boolean;
  /** The other routes of the same router. */
  readonly siblings: Siblings;
  /** Of the first route of its package: how many there are, and whether all that stands in front of them is in sight. */
  readonly survey: { readonly routes: number; readonly seen: boolean } | undefined;
  /** What related documents say of it, or of another route; empty where none describes it. */
  documented(other?: Endpoint): readonly Described[];
  /** What comments allow a rule to say where something is registered. */
  allowances(at: Anchor, rule: string): readonly Allowance[];
  /** What each way to it asked of its callers when a baseline was taken: kinds of guards, and their names as scopes. */
  readonly formerly: readonly { readonly endpoint: Endpoint; readonly asked: Security['anyOf'] }[];
  /** The guard argument that siblings of the same file use most, when it can be written here as it is. */
  readonly siblingGuard: string | undefined;
  /** The end of the path argument: where a guard argument would be inserted. */
  readonly guardSlot: CodeSpot | undefined;
  /** The same as `siblingGuard` for guards of another kind. */
  siblingCheck(kind: Guard['kind']): string | undefined;
  /** Where an argument would be inserted that runs directly before the handler. */
  readonly handlerSlot: CodeSpot | undefined;
  /** The first of the checks that are registered behind the route, where it can be moved in front as it is. */
  readonly lateGuard: LateGuardView | undefined;
}

/** A registration that comes too late. */
export interface LateGuardView {
  /** Its statement, with the comments that belong to it. */
  readonly statement: CodeSpot;
  /** Where it would stand in front of the route. */
  readonly slot: CodeSpot;
  /** What is registered between the two, which it would reach as well. */
  readonly reached: readonly Endpoint[];
}

export type Origin = 'request' | 'literal' | 'constant' | 'computed' | 'unknown';

/** A value as it arrives at a call: followed through aliases, destructuring, templates and concatenation. */
export interface ValueView extends CodeSpot, HandedOver {
  /** Where it comes from; of a composed value the worst of its parts. */
  readonly origin: Origin;
  /** Pieces of a template or a concatenation in order; the value itself when it is one piece. */
  readonly parts: readonly ValueView[];
  /** Text of a literal. */
  readonly literal: string | undefined;
  /** 'template', 'concatenation', 'address' (of Java), 'object', 'array', 'stream', 'call', 'function', 'name' or 'literal'. */
  readonly form: string;
  /** Keys under which the caller sent it, however it was converted since: ['body'] is all of the body. */
  readonly input: readonly string[] | undefined;
  /** Names of the fields that a server decides, of an object that a store keeps and the caller sent: a table as a body. */
  readonly stored: readonly string[] | undefined;
  /** Names and members that it is made of as they are; what a call makes of them is left out. */
  readonly reads: readonly ReadView[];
  /** What it tells of a fault that was caught. */
  readonly fault: FaultView | undefined;
  /** What stands in when the value is absent: 'secret' of `process.env.KEY || 'secret'`. */
  readonly fallback: ValueView | undefined;
  /** Where another function hands it over, when it reaches this one from a request in that way. */
  readonly via: HandedAt | undefined;
  /** The call or `new` that it is, or that is behind its name; undefined where something else may be put in its place. */
  made(): CallView | undefined;
  /** What was put in the place of the field that it is before it is read here: `hash(x)` of `body.password = hash(x)`. */
  replacedBy(): readonly ValueView[];
  /** The type that its declaration states, as written: 'User' of `User user = find(id)`. */
  readonly stated: string | undefined;
  /** Where what a name stands for is written: where it is declared in this file, or a text of another place. */
  readonly written: CodeSpot | Anchor | undefined;
  /** The statement around it, where another can be put in front; undefined in a body that is an expression. */
  readonly statement: CodeSpot | undefined;
  /** Where a condition in it decides whether it is reached, without a block: the branch, or 'part' of an expression. */
  branch(): CodeSpot | 'part' | undefined;
  /** The conditions in its function on which it depends whether it is reached, as written, the nearest first. */
  conditions(): readonly string[];
  /** Whether it was compared with what is allowed, narrowed or handed whole to what decides, before it is used here. */
  isChecked(): boolean;
  /** The keys under which the caller sent what it is one of, as an item of a list or a key of an object. */
  among(): readonly string[] | undefined;
  /** That list or object: `changes` of `for key, value in changes.items()`. */
  over(): ValueView | undefined;
  /** Whether it was found to be a text, a number or a switch before it is used here, and so is no object or list. */
  isScalar(): boolean;
  /** Whether it was found to be the number or the name of a host, of whichever, before it is used here. */
  hasHostForm(): boolean;
  /** What keeps it, as a piece of a path, from leading upwards: 'name' is its last part, 'root' was resolved from "/". */
  readonly confined: 'name' | 'root' | undefined;
  /** Of an object literal, through names, spreads and `Object.assign`; a path goes deeper: property('cookie.secure'). */
  property(path: string): ValueView | undefined;
  /** Its items when it is a list whose items are all in sight, else undefined. */
  readonly items: readonly ValueView[] | undefined;
  /** Names of its properties when it is an object literal whose properties are all in sight, else undefined. */
  readonly keys: readonly string[] | undefined;
  /** Objects that are spread into it, when it is an object literal: `{ ...req.body, role: 'user' }`. */
  readonly spreads: readonly ValueView[];
}

/** A name or a member, where it is read. */
export interface ReadView extends CodeSpot {
  /** Its last name: 'password' of `user.password`. */
  readonly name: string;
  /** Of a name, the key of what it holds: 'password' of `p`, by `const p = req.body.password`. */
  readonly held: string | undefined;
  readonly input: readonly string[] | undefined;
  /** Fields with a credential that its text shows, when it is an object that the caller sent. */
  readonly tells: readonly string[];
}

/** The part of a value that tells of a fault. */
export interface FaultView extends CodeSpot {
  readonly tells: 'all' | 'message' | 'stack';
  /** It is key and value in one: `{ message }`. */
  readonly short: boolean;
  /** It is told only where the fault is of some kind, or where the code runs for developers. */
  readonly chosen: boolean;
  /** It was caught in its function, whatever it is. */
  readonly broad: boolean;
  /** Entries of the object literal that it stands in, in order; empty where it stands in none. */
  entries(): readonly FaultEntry[];
  /** What else the value tells of it, in order: the cause in `Map.of("error", e.getMessage(), "cause", e.getCause())`. */
  others(): readonly CodeSpot[];
}

/** An entry of an object literal that tells of a fault, or stands beside one that does. */
export interface FaultEntry extends CodeSpot {
  readonly tells: FaultView['tells'] | undefined;
  /** The part that tells; the entry itself where none does. */
  readonly fault: CodeSpot;
  readonly short: boolean;
  /** It spreads what it tells: `...err`. */
  readonly spread: boolean;
}

/** One call in code; `new`, the assignment to a member and an equality are calls too. */
export interface CallView extends CallAround<CallView> {
  readonly node: CodeSpot;
  /** 'db.query'. */
  readonly callee: string;
  /**
   * 'query'; 'new Agent' of `new https.Agent()`, 'secure=' of `cookie.secure = false`, 'CrossOrigin' of `@CrossOrigin`,
   * 'def verify' of a method that Java declares, 'return' of what it answers with the name of a page, '==' of an equality, whose arguments are its sides, '""' of a text that may
   * hold a secret or open a database.
   */
  readonly name: string;
  readonly arguments: readonly ValueView[];
  argument(index: number): ValueView | undefined;
  /** The argument that is given by name: `timeout` of `get(url, timeout=3)`. */
  keyword(name: string): ValueView | undefined;
  /** All that are given by name, in order. */
  readonly keywords: readonly ValueView[];
  /** Tables that are unpacked into arguments with a name: `payload` of `User(**payload)`. */
  readonly unpacked: readonly ValueView[];
  readonly language: LanguageId;
  /** The function around it that answers requests; undefined in a function that is only called by one. */
  readonly handler: HandlerView | undefined;
  /** The module that the callee or its receiver was imported from, when it is visible. */
  readonly module: string | undefined;
  /** The call that gave what is called, when that has a name: `compile(text)` of `const page = compile(text); page(data)`. */
  factory(): CallView | undefined;
  /** What it is called on: `folder / name` of `(folder / name).open()`. */
  readonly object: ValueView | undefined;
  /** The type that the declaration of what it is called on states: 'OrderRepository' of `orders.save(order)`. */
  readonly receiver: string | undefined;
  /** Calls by which the function of this file that is called hands an argument on as it was given. */
  handsOn(index: number): readonly CallView[];
  /** Callees of the other calls in the same function, or of the module outside of functions; 'a.b=' for an assignment. */
  neighbors(beyond?: boolean): readonly string[];
  /** Those of these calls that have the name, with what they are given; under '==' the equalities there. */
  nearby(name: string): readonly CallView[];
  readonly inTest: boolean;
}
