import type { CodeNode } from '../../../syntax/code.js';
import { terms, tokensOf } from '../../../words/tokens.js';
import type { Scopes } from '../names/scopes.js';

/** Calls that find objects by conditions. */
export const BY_CONDITION =
  /^(?:find|findOne|findFirst|findUnique|findFirstOrThrow|findUniqueOrThrow|findBy|findOneBy|findOneByOrFail|findOneOrFail|findOrFail|findAll|findMany|findOneAndUpdate|findOneAndDelete|findOneAndRemove|findOneAndReplace|updateOne|updateMany|deleteOne|deleteMany|replaceOne|update|upsert|delete|del|destroy|remove|where|andWhere|first|get|get_or_404|get_object_or_404|filter|filter_by|find_one|find_one_and_update|find_one_and_delete|update_one|delete_one|get_or_none|one)$/;

/** What the objects are called: by the receiver, by the type that is asked for, or by the name of the function. */
export function resourceOf(
  name: string,
  receiver: CodeNode | undefined,
  args: readonly CodeNode[],
  scopes: Scopes,
): string | undefined {
  const [first = '', ...more] = args.map((one) => scopes.textOf(one));
  if (/^[A-Z]\w*$/.test(first)) return first;
  // `mongoTemplate.findById(id, Order.class)`.
  const asked = [first, ...more]
    .map((one) => /^([A-Z]\w*)\.class$/.exec(one)?.[1])
    .find((one) => one !== undefined);
  if (asked !== undefined) return asked;
  const words = nounIn(name);
  const called =
    /(?:^|\.|\(['"`]?|\[['"`])(\w+?)['"`]?[)\]]?(?:Repository|Repo|Model|Service|Dao|Store|_repository|_service|_crud)?$/.exec(
      receiver === undefined ? '' : scopes.textOf(receiver),
    );
  // `loans.statement(id)` finds a loan, and shows it in some way.
  const isPart = words.length === tokensOf(name).length && keepsSome(called?.[1]);
  return words.length > 0 && !BY_CONDITION.test(name) && !isPart ? words.join(' ') : called?.[1];
}

/** Whether it is called as many of a kind are: `loans`, and no `queries` or `utils`. */
function keepsSome(name = ''): boolean {
  return /[^s]s$/.test(name) && name.length > 4 && !TOOLS.has(tokensOf(name).at(-1) ?? '');
}

const TOOLS: ReadonlySet<string> = new Set(
  terms(`utils, tools, helpers, services, repositories, repos, models, stores, queries, tables, records, databases,
    actions, handlers, controllers, params, args, kwargs, options, loaders, finders, selectors, commands, entities`),
);

/** Of the name of a function what it is about: 'order' of `getOrderWithItems` and `findOrderByCustomer`; empty where it says nothing. */
function nounIn(name: string): readonly string[] {
  const words = tokensOf(name).filter((word) => !VERBS.has(word));
  const first = words.findIndex((word) => !LINKS.has(word));
  // `findForUser` says for whom, and not what.
  if (first < 0 || words.slice(0, first).some((word) => !JOINS.has(word))) return [];
  const last = words.findIndex((word, index) => index > first && LINKS.has(word));
  return words.slice(first, last < 0 ? undefined : last);
}

/** Whether a method of this name does something to one object. */
export function actsOn(name: string): boolean {
  return ACTIONS.has(tokensOf(name)[0] ?? '');
}

const ACTIONS: ReadonlySet<string> = new Set(
  terms(`confirm, decline, accept, complete, extend, renew, move, reschedule, rename, assign, unassign, transfer,
    refund, ship, finish, reopen, withdraw, release, suspend, resume, activate, deactivate, submit, return, mark, pay`),
);

/** Whether a method of this name ends one of many: `bookings.abort(id)`; what runs is ended by whoever started it. */
export function endsOne(name: string, receiver: string): boolean {
  const last = tokensOf(receiver).at(-1) ?? '';
  return ENDS.has(tokensOf(name)[0] ?? '') && /[^s]s$/.test(last) && !RUNNING.has(last);
}

const ENDS: ReadonlySet<string> = new Set(
  terms('abort, annul, discard, discontinue, erase, expunge, purge, terminate, trash, void, wipe'),
);
const RUNNING: ReadonlySet<string> = new Set(
  terms(`requests, jobs, tasks, timers, workers, threads, processes, connections, sockets, streams, uploads, downloads,
    transfers, sessions, caches, queues, runs, executions, builds, pipelines, transactions, calls, fs, this, controllers, signals`),
);

/** Words of which the ones behind them say more about an object, and those of them that may open a name. */
const LINKS: ReadonlySet<string> = new Set(
  terms('by, and, or, with, without, from, for, of, into, where, when, if, including, using, via'),
);
const JOINS: ReadonlySet<string> = new Set(['by', 'and', 'or']);

/** Words that say what is done to an object, how, and how it is told from others. */
const VERBS: ReadonlySet<string> = new Set([
  ...ACTIONS,
  ...['find', 'get', 'load', 'fetch', 'retrieve', 'read', 'show', 'delete', 'remove', 'destroy', 'update'],
  ...ENDS,
  ...[
    'change',
    'toggle',
    'switch',
    'flip',
    'touch',
    'set',
    'enable',
    'disable',
    'lock',
    'unlock',
    'relocate',
  ],
  ...['open', 'patch', 'edit', 'modify', 'cancel', 'archive', 'restore', 'id', 'pk', 'one'],
  ...['fail', 'throw', 'unique', 'first', 'approve', 'reject', 'close', 'publish', 'reference'],
  ...['lookup', 'look', 'up', 'describe', 'view', 'query', 'single', 'key', 'uuid', 'guid', 'ref'],
  ...['drop', 'force', 'hard', 'soft', 'safe', 'safely', 'permanently', 'async', 'sync', 'raw', 'full'],
  ...['details', 'detail', 'info', 'data', 'record', 'entity', 'object'],
  ...[
    'any',
    'all',
    'other',
    'unchecked',
    'unscoped',
    'unguarded',
    'unsafe',
    'insecure',
    'directly',
    'anyway',
  ],
]);
