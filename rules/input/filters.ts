import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { terms, tokensOf } from '../../server/core/words/tokens.js';

/** Names of what takes a filter of MongoDB, or a text of one. */
export const FILTERS: readonly string[] = [
  ...['find', 'findOne', 'exists', 'count', 'countDocuments', 'distinct', 'remove', 'update', 'aggregate'],
  ...['findOneAndUpdate', 'findOneAndDelete', 'findOneAndReplace', 'findOneAndRemove', 'where', '$where'],
  ...['updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'replaceOne'],
  ...['find_one', 'find_one_and_update', 'find_one_and_delete', 'find_one_and_replace', 'count_documents'],
  ...['update_one', 'update_many', 'delete_one', 'delete_many', 'replace_one'],
  ...['new BasicQuery', 'new BasicDBObject', 'new Document', 'append', 'parse'],
];

/** Methods that no other store has. */
const OF_MONGO =
  /^(?:findOneAnd\w+|(?:update|delete)(?:One|Many)|replaceOne|countDocuments|find_one\w*|(?:update|delete)_(?:one|many)|replace_one|count_documents)$/;
/** Those of other stores and of lists as well. */
const SHARED = /^(?:find|findOne|exists|count|remove|update|distinct|aggregate)$/;
const DRIVERS = /^(?:mongodb|mongoose|monk|mongojs|nedb(?:-promises)?|pymongo|motor)\b/;
const OTHER_STORES = /^(?:sequelize|typeorm|objection|@prisma|@mikro-orm|knex|bookshelf|waterline)\b/;
const OTHERS = /repo(?:sitory)?\b|manager|prisma|knex|\bquery\(/i;
/** A model, or a collection, by its name. */
const MODELS = /(?:^|\.)(?:[A-Z]\w*|\w*(?:Model|[cC]ollection))$|\bcollection\([^()]*\)$|^db\.\w+$/;
/** Keys by which other stores are asked. */
const OTHER_KEYS = ['where', 'include', 'attributes', 'relations'];
const WRITES = /(?:update|delete|remove|replace)/i;
/** Last words of names for a filter, and for the steps of an aggregation. */
const QUERIES = new Set(
  terms('filter, filters, query, where, selector, criteria, criterion, condition, conditions'),
);
const PIPELINES = new Set(terms('pipeline, stages, aggregation'));
const EITHER = new Set([...QUERIES, ...PIPELINES]);
const GROUPS = /^\$(?:and|or|nor)$/;

/** Whether the call changes or removes what its filter finds. */
export function changes({ name }: CallView): boolean {
  return WRITES.test(name);
}

/** The filter that a call hands to MongoDB, or a pipeline that came whole; undefined for other calls. */
export function filterOf(call: CallView): ValueView | undefined {
  const [first, second] = call.arguments;
  if (call.language === 'java' || first === undefined || !isMongo(call)) return undefined;
  if (call.name === 'distinct') return second;
  if (call.name !== 'aggregate') return first;
  if (isSentAs(PIPELINES, first, call)) return first;
  return first.items?.map((stage) => stage.property('$match')).find((one) => one !== undefined);
}

function isMongo(call: CallView): boolean {
  const { name, module = '', object } = call;
  const isOther = call.arguments.some((one) => OTHER_KEYS.some((key) => one.property(key) !== undefined));
  if (OTHER_STORES.test(module) || isOther) return false;
  const on = object?.text ?? '';
  if (object === undefined || OTHERS.test(on)) return false;
  return (
    OF_MONGO.test(name) ||
    (SHARED.test(name) && (DRIVERS.test(module) || MODELS.test(on) || isCollection(object)))
  );
}

/** `const events = this.mongo.db().collection('events')`. */
function isCollection(object: ValueView): boolean {
  return object.made()?.name === 'collection';
}

/** The conditions of a filter by the field that they are about, through `$and` and `$or`; those that cannot be seen are left out. */
export function conditionsOf(filter: ValueView): readonly (readonly [field: string, value: ValueView])[] {
  return (filter.keys ?? []).flatMap((key) => {
    const value = filter.property(key);
    if (value === undefined) return [];
    return GROUPS.test(key) ? (value.items ?? []).flatMap(conditionsOf) : [[key, value] as const];
  });
}

/** Objects that the caller sent and that are the filter, or are spread into it. */
export function wholesIn(filter: ValueView, call: CallView): readonly ValueView[] {
  if (isSentAs(call.name === 'aggregate' ? EITHER : QUERIES, filter, call)) return [filter];
  return [filter, ...filter.spreads].filter((one) => isWhole(one) || isParsed(one) || isHandedOn(one));
}

/**
 * All of the body or the query, or a member of the body by the name of a filter, as a handler elsewhere hands it to the
 * function; what it hands to a model is told of there.
 */
function isHandedOn({ origin, text, handed, query, member }: ValueView): boolean {
  const taken = handed ?? query ?? (isNameOf(QUERIES, text) ? member : undefined);
  if (origin !== 'request' || taken === undefined) return false;
  return !taken.callees.every((callee) => isFilterOfModel(callee));
}

function isFilterOfModel(callee: string): boolean {
  const at = callee.lastIndexOf('.');
  const [on, name] = [callee.slice(0, Math.max(at, 0)), callee.slice(at + 1)];
  return OF_MONGO.test(name) || (SHARED.test(name) && MODELS.test(on) && !OTHERS.test(on));
}

/**
 * `req.body.filter`: a member of what was sent whose name says that it is an object of operators. By another name it may be
 * what a model's own `find` looks for.
 */
function isSentAs(
  names: ReadonlySet<string>,
  { origin, form, input = [] }: ValueView,
  { language }: CallView,
): boolean {
  const [from = '', ...path] = input;
  // A field of a model of Python may be a text by its type, which need not stand in this file.
  const sent = language === 'python' ? from === 'json' : from === 'body' || from === 'query';
  return sent && origin === 'request' && form === 'name' && isNameOf(names, path.at(-1) ?? '');
}

function isNameOf(names: ReadonlySet<string>, name: string): boolean {
  return names.has(tokensOf(name).at(-1) ?? '');
}

function isWhole({ origin, form, input }: ValueView): boolean {
  const sent = /^(?:(?:body|query)(?: \.\.\.)?|json \*)$/.test(input?.join(' ') ?? '');
  return sent && (origin === 'request' || form === 'object');
}

/** `JSON.parse(req.query.filter)`. */
function isParsed(value: ValueView): boolean {
  const made = value.made();
  return /^(?:JSON\.parse|json\.loads)$/.test(made?.callee ?? '') && made?.argument(0)?.origin === 'request';
}

/** The texts in a call that the database reads as a program, or as a query in its own notation. */
export function programsOf(call: CallView): readonly ValueView[] {
  const { name, callee, arguments: given } = call;
  const [first, second] = given;
  if (call.language !== 'java') {
    const found = name === '$where' ? first : filterOf(call)?.property('$where');
    return found === undefined ? [] : [found];
  }
  if (name === 'new BasicQuery' || callee === 'Filters.where') return first === undefined ? [] : [first];
  if (/^(?:(?:Bson)?Document|BasicDBObject)\.parse$/.test(callee))
    // What is parsed as it came may be a document that is to be kept.
    return first !== undefined && first.parts.length > 1 ? [first] : [];
  return first?.literal === '$where' && second !== undefined ? [second] : [];
}
