import type { CodeNode } from '../../syntax/code.js';
import { terms, tokensOf } from '../../words/tokens.js';
import type { Scopes } from './scopes.js';

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
  const words = tokensOf(name).filter((word) => !VERBS.has(word));
  if (words.length > 0 && !BY_CONDITION.test(name)) return words.join(' ');
  const called =
    /(?:^|\.|\(['"`]?)(\w+?)['"`]?\)?(?:Repository|Repo|Model|Service|Dao|Store|_repository|_service|_crud)?$/.exec(
      receiver === undefined ? '' : scopes.textOf(receiver),
    );
  return called?.[1];
}

/** Whether a method of this name does something to one object. */
export function actsOn(name: string): boolean {
  return ACTIONS.has(tokensOf(name)[0] ?? '');
}

const ACTIONS: ReadonlySet<string> = new Set(
  terms(`confirm, decline, accept, complete, extend, renew, move, reschedule, rename, assign, unassign, transfer,
    refund, ship, finish, reopen, withdraw, release, suspend, resume, activate, deactivate, submit, return, mark, pay`),
);

const VERBS: ReadonlySet<string> = new Set([
  ...ACTIONS,
  ...['find', 'get', 'load', 'fetch', 'retrieve', 'read', 'show', 'delete', 'remove', 'destroy', 'update'],
  ...['patch', 'edit', 'modify', 'cancel', 'archive', 'restore', 'by', 'id', 'pk', 'one', 'and', 'or'],
  ...['fail', 'throw', 'unique', 'first', 'approve', 'reject', 'close', 'publish', 'reference'],
]);
