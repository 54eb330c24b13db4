import { prismaName } from '../../../facts/code/records.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, unwrap } from '../../../syntax/code-read.js';
import { isScript } from '../../../text/leaf.js';
import { homeOf } from '../memory/openings.js';
import { fieldOf } from '../names/members.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { typeName } from '../names/stated-types.js';
import { drizzleRecord } from './drizzle.js';

/** The stored record that a value is. */
export interface Origin {
  readonly name: string;
  /** With all of its fields. */
  readonly whole: boolean;
  /** The query that gives it, where a selection of fields may follow. */
  readonly query?: CodeNode;
}

/** Queries that give whole records: of Mongoose, Sequelize and TypeORM. */
const FINDS =
  /^(?:\w+\.)*([A-Z]\w*)\.(?:find|findOne|findById|findAll|findByPk|findOneBy|findBy|create|findByIdAndUpdate|findOneAndUpdate|findByIdAndDelete|findOneAndDelete|findOrFail|findOneByOrFail)\(/;
/** Of a client of Prisma: `prisma.user.findMany()`, `this.prisma.user.create({ data })`. */
const PRISMA =
  /^(?:\w+\.)*\w*[pP]risma\w*\.(\w+)\.(?:findMany|findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|create|update|upsert|delete)\(/;
/** Of TypeORM, whose repositories are asked for by what they keep. */
const OF_ENTITY =
  /\bgetRepository\(\s*(\w+)\s*\)\s*\.(?:find|findOne|findOneBy|findBy|findOneOrFail|findOneByOrFail|save)\(/;
const OF_REPOSITORY =
  /^(?:\w+\.)*\w+\.(?:find|findOne|findOneBy|findBy|findOneOrFail|findOneByOrFail|save)\(/;
/** Of SQLAlchemy and SQLModel: `db.query(User)`, `session.exec(select(User))`, `session.get(User, id)`. */
const QUERIES = /\.(?:query|get)\(\s*(?:\w+\.)?([A-Z]\w*)\s*[,)]|\bselect\(\s*(?:\w+\.)?([A-Z]\w*)\s*\)/;
const MADE = /^(?:await\s+)?(?:new\s+)?(?:\w+\.)?([A-Z]\w*)\(/;
/** What takes fields away, or makes something else of what was found. */
const NARROWS =
  /\.select\s*\(|attributes|projection|exclude|omit|pick|select\s*:|\.map\s*\(|toJSON|with_entities|load_only|defer\b|\.(?:count|exists|scalar|countDocuments|distinct|then|catch|cursor|explain)\s*\(/;
/** Of these Mongoose lets a selection follow. */
const SELECTABLE = /^(?:\w+\.)*[A-Z]\w*\.(?:find|findOne|findById|findByIdAndUpdate|findOneAndUpdate)\(/;
/** Links of a chain that leave the record whole. */
const WHOLE_TAIL = /\.(?:lean|exec|populate|sort|limit|skip|where|equals|orFail|session)$/;

/** Whether a call or a chain takes fields away, or makes something else of what was found. */
export function isNarrowed(call: CodeNode, scopes: Scopes): boolean {
  return NARROWS.test(chainText(call, scopes).replace(/\s+/g, ' '));
}

/** The stored record that a value is, as the query or the constructor that made it says. */
export function recordIn(given: CodeNode, scopes: Scopes): Origin | undefined {
  const table = isScript(scopes.language) ? drizzleRecord(given, scopes) : undefined;
  if (table !== undefined) return { name: table, whole: true };
  const node = originOf(given, scopes);
  if (node === undefined) return undefined;
  const text = chainText(node, scopes).replace(/\s+/g, ' ');
  const whole = !NARROWS.test(text);
  if (scopes.language === 'python') {
    const query = QUERIES.exec(text);
    const name = query?.[1] ?? query?.[2];
    if (name !== undefined) return { name, whole };
  }
  const made = MADE.exec(text)?.[1];
  if (made !== undefined) return isStored(given, scopes) ? { name: made, whole } : undefined;
  const name = scopes.language === 'python' ? undefined : foundIn(text, node, scopes);
  if (name === undefined) return undefined;
  const query = firstOf(node);
  const isAsked = objectOf(node) === query && /\bgetRepository\(\s*\w+\s*\)$/.test(scopes.textOf(query));
  const isPart = hasProjection(query, scopes) || !(isAsked || isWholeChain(node, scopes));
  return {
    name,
    whole: whole && !isPart,
    ...(SELECTABLE.test(text) && !argumentsOf(query).some(isFunction) ? { query } : {}),
  };
}

/** What a query of JavaScript looks for. */
function foundIn(text: string, node: CodeNode, scopes: Scopes): string | undefined {
  const model = PRISMA.exec(text)?.[1];
  if (model !== undefined) return prismaName(model);
  const entity = OF_ENTITY.exec(text)?.[1];
  return entity ?? FINDS.exec(text)?.[1] ?? (OF_REPOSITORY.test(text) ? entityOf(node, scopes) : undefined);
}

/** What a repository of TypeORM keeps: as it was asked for, or as its type states. */
function entityOf(call: CodeNode, scopes: Scopes): string | undefined {
  const repository = objectOf(firstOf(call));
  if (repository === undefined) return undefined;
  const self = field(repository, 'object');
  const declared = repository.type === 'identifier' ? scopes.find(repository) : undefined;
  const value =
    self?.type === 'this' ? fieldOf(self, scopes) : declared?.kind === 'value' ? declared.value : undefined;
  const asked = value && /\bgetRepository\(\s*(\w+)\s*\)$/.exec(scopes.textOf(value))?.[1];
  return asked ?? /^Repository<(\w+)>$/.exec(typeName(repository, scopes) ?? '')?.[1];
}

/** The call, behind the one whose result it is made on: `result = db.execute(select(User))`, then `result.scalars().all()`. */
function chainText(call: CodeNode, scopes: Scopes): string {
  const text = textOf(call, scopes);
  const root = scopes.language === 'python' ? objectOf(firstOf(call)) : undefined;
  const before = root?.type === 'identifier' ? originOf(root, scopes) : undefined;
  return before === undefined ? text : `${scopes.textOf(before)} ${text}`;
}

/** The call that a chain begins with: `User.find()` of `User.find().sort('name').lean()`. */
function firstOf(call: CodeNode): CodeNode {
  let at = call;
  for (let inner = objectOf(at); inner?.type === 'call_expression'; inner = objectOf(at)) at = inner;
  return at;
}

function objectOf(call: CodeNode): CodeNode | undefined {
  return unwrap(field(unwrap(field(call, 'function')), 'object'));
}

/** Whether what was made here is put into the store: `db.add(user)`, `user.save()`. */
function isStored(given: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(given);
  const home = node && homeOf(node, scopes);
  if (node === undefined || home === undefined || !/identifier$/.test(node.type)) return false;
  const name = scopes.textOf(node).replace(/\$/g, '\\$&');
  return new RegExp(`\\.(?:add|save|insert|merge)\\(\\s*${name}\\b|\\b${name}\\.save\\(`).test(
    scopes.textOf(home),
  );
}

/** The call or `new` that a name stands for, where it is declared by it and nothing else is put in its place. */
export function originOf(given: CodeNode, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(given);
  if (node?.type !== 'identifier' && node?.type !== 'shorthand_property_identifier')
    return node !== undefined && /^(?:call|new)_expression$/.test(node.type) ? node : undefined;
  const declared = scopes.find(node);
  const { replaced } = scopes.assignedBefore(node);
  const made = unwrap(replaced ?? valueOf(declared, scopes));
  return made !== undefined && /^(?:call|new)_expression$/.test(made.type) ? made : undefined;
}

function valueOf(declared: Declaration | undefined, scopes: Scopes): CodeNode | undefined {
  if (declared === undefined || !('path' in declared) || declared.path.length > 0) return undefined;
  if (declared.kind === 'value') return declared.value;
  return declared.kind === 'parameter' ? calledBackBy(declared.of, declared.index, scopes) : undefined;
}

/** The query whose result a function is called with: `find().then((users) => ...)`, `find((error, users) => ...)`. */
function calledBackBy(callback: CodeNode, index: number, scopes: Scopes): CodeNode | undefined {
  const call = callback.parent?.type === 'arguments' ? callback.parent.parent : undefined;
  const method = field(unwrap(field(call, 'function')), 'property');
  if (call === undefined || method === undefined) return undefined;
  const name = scopes.textOf(method);
  if (name === 'then') return index === 0 ? objectOf(call) : undefined;
  if (index !== 1) return undefined;
  return name === 'exec' ? objectOf(call) : call;
}

/** The text of a call without functions that it is handed. */
function textOf(call: CodeNode, scopes: Scopes): string {
  const callback = argumentsOf(call).find(isFunction);
  return callback === undefined ? scopes.textOf(call) : scopes.text.slice(call.start, callback.start);
}

/** `findOne(filter, 'name email')` names what it wants. */
function hasProjection(query: CodeNode, scopes: Scopes): boolean {
  const method = field(unwrap(field(query, 'function')), 'property');
  const isRead = method !== undefined && /^(?:find|findOne|findById)$/.test(scopes.textOf(method));
  return isRead && argumentsOf(query).filter((one) => !isFunction(one)).length > 1;
}

function isWholeChain(call: CodeNode, scopes: Scopes): boolean {
  const inner = objectOf(call);
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined || inner?.type !== 'call_expression') return true;
  return WHOLE_TAIL.test(scopes.textOf(callee)) && isWholeChain(inner, scopes);
}
