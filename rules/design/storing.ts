import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isPrismaWrite } from '../input/stores.js';
import { insertsRows, rowsIn } from './stored-rows.js';

/** Receivers that store nothing, or what the caller may fill as they like. */
const ELSEWHERE =
  /^(?:axios|http|https|fetch|got|request|res|response|stripe|redis|cache|logger|log|console|socket|io|bus|queue|producer|client|map|session|params|headers|formData|form|validator|schema|joi|z|yup|_)\b|Cache\b|^(?:crypto|hmac|hash|cipher)/i;
/** What a request, or the client of a database, only leads to: `request.app.state.db.users`, `client["shop"]["users"]`. */
const CARRIED =
  /^res(?:ponse)?\.locals\.|^(?:self\.|this\.)?request\.(?=(?:app|state|locals|context|db|database|models|mongo\w*|prisma|knex)\b)(?:(?:app|state|locals|context)\b\??\.?)*|^(?:mongo_?)?client(?=\.db\(|\[|\.\w+\.\w+\.(?:insert|update|replace)_?one$)/i;
const CLIENTS =
  /^(?:axios|got|node-fetch|stripe|undici|superagent|ky|zod|joi|yup|requests|httpx|celery|redis|ioredis|ws|socket\.io)/;
const NO_MODEL =
  /^new (?:\w*(?:Error|Exception|Response|Request|Event|Schema|Command|Dto|DTO|Service|Client|Controller|Validator|Query)|Map|Set|Date|URL|URLSearchParams|Promise|Array|Object|Buffer|FormData|ObjectId)$/;
/** Types of Java that hold what is sent and stores nothing. */
const NO_RECORD = /(?:Dto|DTO|Request|Form|Payload|Command|V[oO]|View|Params?|Input|Response|Model)$|^var$/;
/** What stores records in Java, by its name or its type. */
const STORES = /repo|dao|entitymanager|\bem\b/i;
/** Calls by whose name a record is stored. */
export const STORING: readonly string[] = [
  ...[
    'create',
    'insert',
    'insertMany',
    'insertOne',
    'insert_one',
    'bulkCreate',
    'createMany',
    'build',
    'save',
  ],
  ...['update', 'updateOne', 'updateMany', 'update_one', 'upsert', 'findByIdAndUpdate', 'findOneAndUpdate'],
  ...[
    'findOneAndReplace',
    'replaceOne',
    'patch',
    'set',
    'assign',
    'merge',
    'extend',
    'values',
    'setattr',
    'persist',
  ],
  ...['copyProperties', 'updateValue', 'findField'],
  ...['insertAndFetch', 'updateAndFetchById', 'patchAndFetchById', 'saveAndFlush'],
  ...['add', 'saveOrUpdate', 'save_changes', 'replace', 'replace_one'],
  ...['saveAll', 'saveAllAndFlush', 'add_all', 'bulk_save_objects', 'insert_many', 'forEach'],
  ...['bulk_insert_mappings', 'bulk_update_mappings', 'sqlmodel_update'],
];
/** Where a member of a record is filled whose name a variable holds. */
export const FILLS_MEMBER = '[]=';
/** Calls that put an object in the place of a question mark: all its fields become columns. */
export const FILLS_SET: readonly string[] = ['query', 'execute', 'format'];
/** Calls that keep an object of a class whose objects are kept: of a session, a repository, or of the object itself. */
const KEEPS =
  /^(?:add|add_all|bulk_save_objects|merge|insert|insert_many|update|persist|replace|save|saveAll|saveAllAndFlush|saveAndFlush|saveOrUpdate|upsert)$/;
/** `users::save`. */
const KEEPS_EACH = /^(\w+)::(?:save|saveAndFlush|persist|merge|insert)$/;
const KEEPS_ITSELF = /^(?:create|insert|replace|save|save_changes|update|upsert)$/;
/** What hands an object to a store of its own, or to none. */
const HANDS_ON =
  /service|facade|manager|use_?case|handler|client|producer|publisher|sender|cache|queue|events?$|validator|mapper|converter|list$|set$/i;

/** What Python keeps rows with. */
const SESSIONS = /sess|db|database|conn|uow|store|repo|crud|dao|tx\b|(?:^|\.)s\b/i;

/** The object of a table or an entity that the caller sent and the call keeps as it is: `db.add(body)`, `body.save()`. */
export function keptIn(call: CallView): ValueView | undefined {
  const { name, language, receiver = '', callee } = call;
  const own = language === 'python' && KEEPS_ITSELF.test(name) ? call.object : undefined;
  if (own?.stored?.length) return own;
  if (name === 'forEach') return keptEach(call);
  const by = `${callee.slice(0, callee.lastIndexOf('.'))} ${receiver}`;
  if (!KEEPS.test(name) || by.split(' ').some((one) => HANDS_ON.test(one))) return undefined;
  const [first] = call.arguments;
  if (language === 'java') return name === 'add' || first?.stored === undefined ? undefined : first;
  if (!SESSIONS.test(by)) return undefined;
  // A table of which the caller may set everything holds nothing to take.
  return first?.stored?.length ? first : undefined;
}

/** `sent.forEach(users::save)`. */
function keptEach(call: CallView): ValueView | undefined {
  const { language, object } = call;
  const [, store = ''] = KEEPS_EACH.exec(call.argument(0)?.text ?? '') ?? [];
  const keeps = language === 'java' && store !== '' && !HANDS_ON.test(store);
  return keeps && object?.stored !== undefined ? object : undefined;
}

/** Whether something of this name stores a record. */
export function isStoring(callee: string, { language }: CallView): boolean {
  const at = callee.lastIndexOf('.');
  if (at <= 0 || !STORING.includes(callee.slice(at + 1))) return false;
  return language === 'java' ? STORES.test(callee) : !isElsewhere(callee);
}

function isElsewhere(callee: string): boolean {
  return ELSEWHERE.test(callee.replace(CARRIED, ''));
}

/** `for (const key in req.body) user[key] = req.body[key]`, where the record is saved: the keys. */
export function keysIn(call: CallView): ValueView | undefined {
  const { name, object, language } = call;
  if (name !== FILLS_MEMBER || object === undefined || /^(?:python|java)$/.test(language)) return undefined;
  const [key] = call.arguments;
  if (key?.among()?.join() !== 'body') return undefined;
  return call.neighbors(true).some((one) => one === `${object.text}.save`) ? key : undefined;
}

const MANY = /^(?:bulkCreate|insertMany|createMany)$/;
const ONE = /^(?:create|insertOne|build|new [A-Z]\w*)$/;

/** Records that the caller sent as a list: `bulkCreate(req.body.items)`, `req.body.items.map((one) => Item.create(one))`. */
export function itemsIn(call: CallView): ValueView | undefined {
  const { name, language } = call;
  if (language === 'python') return rowsIn(call);
  if (language === 'java') return undefined;
  const [first] = call.arguments;
  if (ONE.test(name)) return isList(first?.among()) ? first : undefined;
  if (!MANY.test(name)) return undefined;
  return [first?.property('data') ?? first].find((one) => isList(one?.input));
}

function isList(input: readonly string[] | undefined): boolean {
  return input?.[0] === 'body' && input.length <= 2 && !input.includes('...');
}

/** Whether a record is filled with all that something of the same type, or a table of any fields, holds. */
function fills({ callee, name, arguments: given }: CallView): boolean {
  const [first, second] = given;
  // An entity that the caller sent, over the one that is kept.
  if (name === 'copyProperties' && given.length === 2 && first?.stored !== undefined) return true;
  if (name === 'findField') return /^ReflectionUtils\./.test(callee);
  if (name === 'updateValue') return /mapper/i.test(callee);
  const type = first?.stated;
  return given.length === 2 && type !== undefined && type === second?.stated && !NO_RECORD.test(type);
}

/** `query('INSERT INTO users SET ?', body)` of MySQL. */
function fillsSet({ language, arguments: [first] }: CallView): boolean {
  const statement = first?.form === 'object' ? first.property('sql') : first;
  const text = statement?.parts.map(({ literal }) => literal ?? 'x').join('') ?? '';
  return (
    language !== 'python' && language !== 'java' && /\b(?:insert|update|replace)\b.*\bset\s+\?/is.test(text)
  );
}

/** Whether the call stores a record. */
export function stores(call: CallView): boolean {
  const { callee, name, module = '' } = call;
  if (CLIENTS.test(module)) return false;
  if (FILLS_SET.includes(name)) return fillsSet(call) || insertsRows(call);
  if (name === 'assign') return callee === 'Object.assign' && call.arguments.length > 1;
  if (name === 'merge' || name === 'extend')
    return (
      /^(?:_|lodash|merge|extend|\w*(?:[rR]epo|[rR]epository|[mM]anager))\b/.test(callee) &&
      call.arguments.length > 1
    );
  if (name === 'setattr') return call.language === 'python';
  if (name === 'values') return call.language === 'python' || /\.insert\(/.test(callee);
  if (/^new /.test(name)) {
    const kept = call.neighbors().some((one) => /\.(?:save|persist|insert|create)$/.test(one));
    return call.language !== 'java' && kept && !NO_MODEL.test(name);
  }
  if (/^[A-Z]/.test(name)) return call.language === 'python' && !NO_MODEL.test(`new ${name}`);
  if (call.language === 'java' && /^(?:copyProperties|updateValue|findField)$/.test(name)) return fills(call);
  if (call.language === 'java') return STORES.test(`${callee} ${call.receiver ?? ''}`);
  return (callee.includes('.') && !isElsewhere(callee)) || isPrismaWrite(call);
}
