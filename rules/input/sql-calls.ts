import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { readsAsSql } from '../../server/core/words/statements.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';
import { mayBeValidated } from './validated.js';

/** What statements are handed to. */
export const CALLEES: readonly string[] = [
  ...[
    'query',
    'execute',
    'executemany',
    'executescript',
    'executeSql',
    'run',
    'all',
    'get',
    'each',
    'prepare',
    'raw',
    'exec',
    'unsafe',
  ],
  ...[
    'any',
    'one',
    'none',
    'many',
    'oneOrNone',
    'manyOrNone',
    'literal',
    'sql',
    'whereRaw',
    'orWhereRaw',
    'havingRaw',
  ],
  ...['executeQuery', 'executeUpdate', 'prepareStatement', 'prepareCall', 'createQuery', 'createNativeQuery'],
  ...[
    'queryForList',
    'queryForObject',
    'queryForMap',
    'queryForRowSet',
    'queryForStream',
    'update',
    'batchUpdate',
  ],
  ...[
    'fetch',
    'fetchrow',
    'fetchval',
    'fetch_all',
    'fetch_one',
    'fetch_val',
    'scalar',
    'scalars',
    'read_sql',
    'read_sql_query',
  ],
  // Names that projects give to their own way to the database.
  ...['rows', 'row', 'first', 'selectOne', 'selectAll', 'runQuery', 'execQuery', 'doQuery', 'rawQuery'],
  ...[
    'queryOne',
    'queryAll',
    'queryRows',
    'queryRow',
    'querySql',
    'runSql',
    'fetchAll',
    'fetchOne',
    'fetchRows',
  ],
  ...[
    'run_query',
    'exec_query',
    'do_query',
    'raw_query',
    'query_one',
    'query_all',
    'run_sql',
    'execute_query',
  ],
  ...['where', 'andWhere', 'orWhere', 'having', 'andHaving', 'orHaving'],
  ...['orderBy', 'addOrderBy', 'groupBy', 'addGroupBy', 'addSelect'],
  ...['orderByRaw', 'joinRaw', 'groupByRaw', 'fromRaw', '$queryRawUnsafe', '$executeRawUnsafe', 'queryRaw'],
];

/** Callees of which the whole argument is SQL, a fragment too; short names mean other things where no database is called. */
const RAW = /^(?:(?:or)?whereRaw|havingRaw|orderByRaw|groupByRaw|joinRaw|fromRaw|\$\w+Unsafe)$/i;
const SHORT = /^(?:raw|queryRaw|unsafe)$/;
const LITERAL = /(?:^|\.)sequelize\.literal$/i;

/** Methods of TypeORM's builder that take a condition as SQL, and those that take columns so. */
const CONDITIONS = /^(?:and|or)?(?:where|having)$/i;
const COLUMNS = /^(?:add)?(?:orderBy|groupBy|select)$/i;
const COMPARING = /[=<>]|\b(?:like|ilike|in|is|between|not)\b/i;

const STATEMENTS = /^(?:query|execute|exec|run|all|prepare|executeSql|executescript)$/;

/** Names of what SQL is sent through, where the driver is out of sight. */
const CONNECTIONS = /(?:^|[._])(?:pool|db|conn|connection|knex|sequelize|database|pg|mysql)\.\w+$/i;

/** Words in the names of what takes fragments. */
const TAKES_FRAGMENTS: ReadonlySet<string> = new Set(
  terms(`pool, db, conn, connection, knex, sequelize, database, datasource, pg, postgres, mysql, sqlite, sql, prisma, orm,
    drizzle, trx, tx, transaction, em, manager, qb, builder, objects`),
);

const DRIVERS =
  /^(?:pg|pg-promise|pg-native|mysql2?|mariadb|sqlite3|better-sqlite3|knex|sequelize|typeorm|mssql|oracledb|sqlalchemy|asyncpg|psycopg2?|@vercel\/postgres)\b/;

/** Whether what the call is given is a statement, or goes to a database. */
export function isSql(call: CallView, statement: ValueView): boolean {
  if (CONDITIONS.test(call.name)) return isCondition(call, statement);
  if (COLUMNS.test(call.name)) return isOfBuilder(call);
  if (statement.parts.some(({ via }) => isHandedSql(via))) return true;
  return isDatabase(call, statement) || readsAsSql(textOf(statement));
}

/** A condition that is written as a text; other builders take columns and values apart. */
function isCondition(call: CallView, statement: ValueView): boolean {
  if (call.language === 'python' || call.language === 'java') return false;
  const isText = statement.form === 'template' || statement.form === 'concatenation';
  return isText && statement.parts.some(({ literal }) => COMPARING.test(literal ?? ''));
}

function isOfBuilder({ callee, receiver }: CallView): boolean {
  return /\bcreateQueryBuilder\(/.test(callee) || /QueryBuilder\b/.test(receiver ?? '');
}

/** Whether all that the call is given is SQL, a fragment too; a statement that is wholly the caller's says nothing itself. */
function isDatabase(call: CallView, statement: ValueView): boolean {
  const { name, callee, module } = call;
  if (RAW.test(name) || LITERAL.test(callee)) return true;
  if (call.language === 'java') return isDatabaseOfJava(call);
  if (SHORT.test(name))
    return hasWord(tokensOf(receiverOf(call)), TAKES_FRAGMENTS) || DRIVERS.test(module ?? '');
  if (statement.parts.length !== 1 || !STATEMENTS.test(name)) return false;
  if (module === undefined) return CONNECTIONS.test(callee);
  // What a file of the project hands out is told by its name alone, and may take criteria where a driver takes a text.
  if (module.startsWith('.')) return CONNECTIONS.test(callee) && !isWholePart(statement);
  return DRIVERS.test(module);
}

/** The last name that it is called on: 'knex' of `Team.knex().raw` and of `this.knex.raw`. */
function receiverOf({ object }: CallView): string {
  const text = object?.text ?? '';
  return text.endsWith(')') ? (object?.made()?.name ?? '') : text.slice(text.lastIndexOf('.') + 1);
}

function isWholePart({ text }: ValueView): boolean {
  return /(?:^|\.)(?:query|body|params)$/.test(text);
}

/** By the type of what is called, or the chain of calls: `connection.createStatement().execute(text)`. */
function isDatabaseOfJava({ name, callee, receiver = '' }: CallView): boolean {
  if (/^(?:JdbcTemplate|JdbcOperations|NamedParameterJdbc(?:Template|Operations)|JdbcClient)$/.test(receiver))
    return /^(?:query\w*|execute|update|batchUpdate|sql)$/.test(name);
  if (/^(?:Statement|Connection)$/.test(receiver) || /\bcreateStatement\(\)\.\w+$/.test(callee))
    return /^(?:execute(?:Query|Update)?|prepare(?:Statement|Call))$/.test(name);
  return receiver === 'EntityManager' && /^create(?:Native)?Query$/.test(name);
}

/** Whether a statement is handed over whole, so that it is reported where it is put together: in another file, or where its function is called. */
export function isHandedWhole(call: CallView, statement: ValueView, { via }: ValueView): boolean {
  if (statement.parts.length !== 1 || isFragment(call) || isHandedSql(via)) return false;
  return via !== undefined || call.callers().some(isReported);
}

/** Whether another function puts SQL together and hands it over in a way that tells nobody that it is SQL. */
export function isHandedSql(via: ValueView['via']): boolean {
  if (via?.sql === undefined) return false;
  const { to, index } = via.sql;
  return index !== 0 || !CALLEES.includes(to.slice(to.lastIndexOf('.') + 1));
}

/** Whether what a call is given is a statement with something in it that the caller sent. */
function isReported(call: CallView): boolean {
  const statement = CALLEES.includes(call.name) ? statementOf(call) : undefined;
  if (statement === undefined || statement.parts.length < 2) return false;
  return statement.parts.some(({ origin }) => origin === 'request') && isSql(call, statement);
}

/** Whether the call puts what it is given into a statement by itself: `orderByRaw`. */
function isFragment(call: CallView): boolean {
  return (
    /\wRaw$/.test(call.name) || LITERAL.test(call.callee) || (COLUMNS.test(call.name) && isOfBuilder(call))
  );
}

/** Whether the call is one of TypeORM's builder, which takes values under names. */
export function takesNames({ name }: CallView): boolean {
  return CONDITIONS.test(name) || COLUMNS.test(name);
}

/** The argument that holds the statement: the first, or its property `text` or `sql`. */
export function statementOf(call: CallView): ValueView | undefined {
  const first = call.argument(0);
  if (first?.form !== 'object') return first;
  return first.property('text') ?? first.property('sql');
}

/** The statement as far as it is known. */
function textOf(statement: ValueView): string {
  return statement.parts.map((part) => part.literal ?? ' ? ').join('');
}

/** Whether it may be made of keys of a body of which a validator in front leaves only those that are allowed. */
export function hasNarrowKeys(call: CallView, { input }: ValueView): boolean {
  const around = call.neighbors();
  if (input !== undefined || !around.some((callee) => /^Object\.(?:keys|entries)$/.test(callee)))
    return false;
  return mayBeValidated(call);
}
