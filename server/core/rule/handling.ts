import type { Endpoint } from '../model/types.js';
import type { LanguageId } from '../text/leaf.js';
import type { Siblings } from './siblings.js';
import type { CallView, CodeSpot, ValueView } from './views.js';

/** A function that answers the requests of a route, where it is written: beside its registration or in another file. */
export interface HandlingView {
  /** Its name, else its head. */
  readonly at: CodeSpot;
  readonly node: CodeSpot;
  readonly name: string | undefined;
  readonly language: LanguageId;
  /** It lets requests on, so that what it does not decide may be decided behind it. */
  readonly passesOn: boolean;
  /** It answers for whatever goes wrong in other handlers, and serves no route itself. */
  readonly ofFaults: boolean;
  /** What it serves, with guards in order. */
  readonly endpoints: readonly Endpoint[];
  /** The other routes of the router that serves one of them. */
  siblings(endpoint: Endpoint): Siblings;
  /** Calls in it, in order. */
  readonly calls: readonly CallView[];
  /** Objects that it makes with `new` and members that it assigns to, in order: 'new User', 'role='. */
  readonly fills: readonly CallView[];
  /** What it gives back, which is the answer where frameworks send that. */
  readonly returns: readonly ValueView[];
  /** Reads, changes and removals of stored objects by an identifier that the caller sent, in order. */
  readonly lookups: readonly LookupView[];
  /** Where the outcome may depend on who is calling: a comparison, a condition of a query, a check that is handed the caller. */
  readonly decisions: readonly CodeSpot[];
  /** Where it reads who is calling: 'req.user.id', `current_user`. */
  readonly callers: readonly CodeSpot[];
  /** What it takes out of what the caller sent, in order. */
  readonly inputs: readonly InputView[];
  /** Stored records with a password in them that it answers with, or with a part of, in order. */
  readonly exposed: readonly ExposedView[];
  /** Parameters of Java that hold a body whose class says what its fields may hold, where nothing asks for that: no `@Valid`. */
  readonly unasked: readonly CodeSpot[];
  /** Parameters of Java that hold a body of any fields, of which it uses some and decides nothing by what they hold. */
  readonly untyped: readonly CodeSpot[];
  /** Where what the caller sent may be checked: a validator, a condition, a conversion, a helper out of sight. */
  readonly validations: readonly CodeSpot[];
}

/** A stored record, or a part of it, that is sent. */
export interface ExposedView {
  /** Where it is sent: the value, or the type that the function states for its answer. */
  readonly at: CodeSpot;
  /** 'User'. */
  readonly record: string;
  /** Its fields that hold a password, or what one is compared with. */
  readonly secrets: readonly string[];
  /** Nothing in sight takes them out. */
  readonly whole: boolean;
  /** Behind the query, where Mongoose takes a selection of fields. */
  readonly slot: CodeSpot | undefined;
  /** It is a model which says what of a record is shown. */
  readonly stated?: true;
}

/** A stored object found by an identifier that the caller sent. */
export interface LookupView {
  /** The call. */
  readonly node: CodeSpot;
  /** The identifier, where it is handed over. */
  readonly key: CodeSpot;
  /** Where the caller sent it: 'params', 'query', 'body'; 'params' also where a parameter of the function holds it. */
  readonly from: string;
  /** 'orders', `Order`: what the object is called; undefined when nothing says so. */
  readonly resource: string | undefined;
  /** It changes or removes the object. */
  readonly writes: boolean;
  /** Conditions that cannot be seen, or code that may know the caller without being told, stand in it as well. */
  readonly hidden: boolean;
  /** Under what name it is left for what comes behind: 'note' of `req.note = ...`, that of a dependency that gives it back. */
  readonly left: string | undefined;
  /** Where a condition can be added: behind the identifier in an object literal. */
  readonly slot: CodeSpot | undefined;
  /** How other places of the file ask for objects of this kind that are the caller's: a field, and its pair as it is written. */
  owner(): { readonly name: string; readonly text: string } | undefined;
}

/** A value that the caller sent, where it is read. */
export interface InputView extends CodeSpot {
  /** Keys on the way: ['body', 'email']; a lone ['body'] is all of it. */
  readonly path: readonly string[];
  /** The statement of the function's own body that it stands in, where another can be put in front. */
  readonly statement: CodeSpot | undefined;
}
