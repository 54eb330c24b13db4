import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** What keeps rows of Python that were made before: of a session, or of the manager of a model. */
const KEEPS_ROWS =
  /(?:sess\w*|\bdb|database|conn|uow|store|repo\w*|crud|dao|\btx|\bs)\.(?:add|add_all|bulk_save_objects|merge)$|\.objects\.(?:bulk_create|abulk_create)$|\.(?:bulk_create|save|insert|create)$/i;
/** Calls that keep each table of a list as a row. */
const EACH_KEPT = /^(?:insert_many|bulk_insert_mappings|bulk_update_mappings)$/;

/** Calls of databases that take tables and no objects of classes. */
const TAKES_TABLES = /^(?:insert_one|insert_many|replace_one|bulk_insert_mappings|bulk_update_mappings)$/;
/** Calls that write a table over what a query finds: `update(User).where(...).values(payload)`, `query.update(payload)`. */
const FILLS_FOUND =
  /(?:^|\.)(?:insert|update)\(.*\.values$|\.(?:query|filter|filter_by|where|objects)\b.*\.update$/s;
/** Those that are told first what they find. */
const FINDS_AND_FILLS = /\.(?:update_one|update_many|find_one_and_update)$/;

/** A table that handlers of Python hand over as it came: `User(**payload)` in a service, `insert_many(rows)`. */
export function handedTable(call: CallView): ValueView | undefined {
  const { callee, name, unpacked, arguments: given } = call;
  if (TAKES_TABLES.test(name)) return handedIn(given);
  if (FILLS_FOUND.test(callee)) return handedIn([...unpacked, ...given]);
  if (FINDS_AND_FILLS.test(callee)) return handedIn(given.slice(1).flatMap(setBy));
  // The calls around are many where this stands outside of all functions: they are asked for last.
  const found = handedIn(unpacked);
  return found && keepsRows(call) ? found : undefined;
}

/** `{"$set": payload}`. */
function setBy(given: ValueView): readonly ValueView[] {
  const set = given.property('$set') ?? given;
  return [set, ...set.spreads];
}

function handedIn(values: readonly ValueView[]): ValueView | undefined {
  return values.find(({ handed }) => handed !== undefined);
}

/** Whether rows are kept that are made where the call is: models of other kinds only check what they are given. */
function keepsRows(call: CallView): boolean {
  return call.neighbors(true).some((one) => KEEPS_ROWS.test(one));
}

/** Rows of Python whose columns the caller named: `[User(**one) for one in body.users]`, `insert_many(data["users"])`. */
export function rowsIn(call: CallView): ValueView | undefined {
  const { name } = call;
  if (EACH_KEPT.test(name)) return call.arguments.find(({ input }) => isOfBody(input));
  if (!/^[A-Z]/.test(name)) return undefined;
  const found = call.unpacked.find((one) => isOfBody(one.among()) || isMember(one.among()));
  return found && keepsRows(call) ? found : undefined;
}

/** A body with any keys, a list of such, or what lies in one under a key. */
function isOfBody(input: readonly string[] | undefined): boolean {
  return input?.[0] === 'json' && input.length <= 3;
}

/** A list in a record: of what is unpacked by its keys no class says which there are. */
function isMember(input: readonly string[] | undefined): boolean {
  return input?.[0] === 'body' && input.length === 2;
}

/** `db.execute(insert(User), rows)`. */
export function insertsRows({ language, name, arguments: [statement, rows] }: CallView): boolean {
  if (language !== 'python' || name !== 'execute' || rows === undefined) return false;
  return /^(?:\w+\.)?(?:insert|update)\(\s*\w+\s*\)$|\.(?:insert|update)\(\)$/.test(statement?.text ?? '');
}
