import type { Anchor } from '../../../text/span.js';
import { isCountName } from '../../../words/counts.js';

/** As many are told of one function. */
export const MAX_PER_FUNCTION = 20;

/** What handlers hand over as it came, and which do. */
export interface Carried {
  /** It is all of the body. */
  readonly whole?: readonly Taken[];
  /** It is a member of a body, as JSON brought it to these handlers. */
  readonly member?: readonly Taken[];
  /** It is all of the query. */
  readonly query?: readonly Taken[];
}

/** What a parameter of a function holds because a caller elsewhere hands it over: a value that came with a request. */
export interface Received extends Carried {
  readonly parameter: number;
  /** Only this property of it. */
  readonly key?: string;
  /** The call that hands it over. */
  readonly at: Anchor;
  /** It is none of that: a dependency gives it. */
  readonly own?: true;
  /** What the dependency gives is who is calling. */
  readonly caller?: true;
  /** The class of what the dependency gives, where the name of its type stands for it. */
  readonly type?: string;
  /** It is a record that the function takes itself, as its parameter says. */
  readonly held?: true;
  /** It is a list of records that the function takes itself, and what is said is said of each. */
  readonly each?: true;
  /** It keeps fields that its class does not declare. */
  readonly open?: true;
  /** Its class says which values its fields may have. */
  readonly constrained?: true;
  /** Fields with a credential that stand in the text which objects of its class become. */
  readonly tells?: readonly string[];
  /** A store keeps objects of its class: their fields that a server decides, by their names. */
  readonly stored?: readonly string[];
  /** It is an object whose fields the caller sent; of those that are `narrow` the type leaves no choice of text. */
  readonly record?: true;
  readonly narrow?: readonly string[];
  /** No parameter, -1: what the function hands something on to finds out by itself who is calling. */
  readonly asking?: true;
  /** The same: what is found by the call at this place, whoever is calling; '' where nothing is looked up. */
  readonly finds?: string;
  /** It is a statement of SQL that was put together with it. */
  readonly sql?: Statement;
}

/** A statement of SQL that is handed over. */
export interface Statement {
  /** 'store.fetch_all': what it is handed to. */
  readonly to: string;
  /** Which argument it is; -1 where it has a name. */
  readonly index: number;
}

/** What came with a request, where a handler hands it on. */
export interface Taken {
  /** '<uri>#<index>' of the handler. */
  readonly by: string;
  /** 'users.update': what it is handed to. */
  readonly to: string;
}

/** What is said of it as something that handlers hand over, without the rest. */
export function carriedOf({ whole, member, query }: Carried): Carried {
  return {
    ...(whole === undefined ? {} : { whole }),
    ...(member === undefined ? {} : { member }),
    ...(query === undefined ? {} : { query }),
  };
}

/** The same of a member of it: that of a body JSON brought as well. */
export function memberCarried({ whole, member }: Carried): Carried {
  return carriedOf({ member: whole ?? member });
}

/** Whether a field of a record leaves no choice of text, by its type or else by its name. */
export function isNarrowIn({ narrow }: Pick<Received, 'narrow'>, key: string): boolean {
  return narrow?.includes(key) ?? isCountName(key);
}

/** What is known of the class of a record that a handler takes. */
export type RecordTold = Pick<Received, 'open' | 'constrained' | 'stored' | 'tells'>;

/** What of either is told once. */
export function both(before: Received, more: Received): Partial<Received> {
  const sql = before.sql ?? more.sql;
  return {
    ...carriedOf({
      whole: merged(before.whole, more.whole),
      member: merged(before.member, more.member),
      query: merged(before.query, more.query),
    }),
    ...(sql === undefined ? {} : { sql, at: before.sql === undefined ? more.at : before.at }),
  };
}

function merged(
  before: readonly Taken[] | undefined,
  more: readonly Taken[] = [],
): readonly Taken[] | undefined {
  if (before === undefined) return more.length === 0 ? undefined : more;
  const added = more.filter((one) => !before.some(({ by, to }) => by === one.by && to === one.to));
  return [...before, ...added].slice(0, MAX_PER_FUNCTION);
}
