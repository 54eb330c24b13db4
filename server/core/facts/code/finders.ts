import type { CodeNode } from '../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  named,
  stringValue,
  unwrap,
  walk,
} from '../../syntax/code-read.js';
import type { LanguageId } from '../../text/leaf.js';
import { append, computed } from '../../text/multimap.js';
import { withoutPackages } from './bare-names.js';
import { nameOfParam } from './handler-roles.js';
import { paramsOf } from './params.js';
import { isOfStatement, isRunBy, isStatedBy } from './statement-finders.js';

const STORE =
  /repo|dao|mapper|entitymanager|jdbc|databaseclient|mongo(?:template|operations)|sessionfactory/i;
const BY_ID =
  /^(?:find|get|read|load|fetch|delete|remove)(?:[A-Z]\w*)?ById$|^(?:getOne|findOne|find|get|load|fetch|read|retrieve|delete|selectById|selectByPrimaryKey|getReference)$/;
/** Calls that make something else of what was found, change it or write it down. */
const PLAIN =
  /^(?:get|orElse\w*|isPresent|isEmpty|ifPresent\w*|map|to[A-Z]\w*|from\w*|of\w*|convert|build|builder|save|saveAndFlush|delete|flush|set[A-Z]\w*|get(?:Id|Name|Title|Status)|info|debug|warn|error|trace|format|valueOf|stream|collect|copyProperties|update\w*From\w*|partialUpdate|now|isNull|nonNull|requireNonNull|isBlank|hasText|trim|strip)$/;
/** Parameters that name one object. */
const IDENTIFIERS = /^(?:id|uuid)$|(?:Id|Uuid)$/;
/** Parameters that hold who is calling, by name or type, and those that only hold what is to be written. */
const CALLERS = /user|caller|principal|auth|actor|owner|tenant|current|requester|member|account/i;
const WISHES = /(?:Request|Dto|DTO|Form|Command|Payload|Input|Body|Patch|Update)$/;
const ANNOTATIONS =
  /^@?\s*(?:\w+\.)*(?:Override|Transactional|Cacheable|CacheEvict|Nullable|NonNull|NotNull|SuppressWarnings|Timed|Retryable)\b/;
const RESTRICTS = /Authorize|Secured|RolesAllowed|Filter/;

/** Methods of a class of Java that find a record, with what that is called, and those that leave that to a method of another type. */
export interface Finders {
  readonly finders: readonly (readonly [method: string, record: string])[];
  readonly forwards: readonly (readonly [method: string, to: string])[];
}

/**
 * Methods of a class of Java that find, change or remove a record, whoever is calling: by their one parameter, else under
 * their name with `placeOf` it.
 */
export function findersOf(node: CodeNode, text: string, language: LanguageId): Finders {
  if (language !== 'java') return { finders: [], forwards: [] };
  const methods = named(field(node, 'body')).filter(({ type }) => type === 'method_definition');
  const restricted = decoratorsOf(node).some((one) => RESTRICTS.test(textOf(one, text)));
  const ways = new Map<string, (Way | undefined)[]>();
  for (const method of methods) {
    const way = restricted && !isPrivate(method, text) ? undefined : wayOf(method, text);
    append(ways, nameOf(method, text), way);
  }
  // Of methods that share a name nobody knows which is called.
  const agreed = [...ways].flatMap(([name, [way, ...others]]) =>
    way !== undefined && others.every((one) => isSame(one, way)) ? [{ name: name + way.place, way }] : [],
  );
  return {
    finders: agreed.flatMap(({ name, way: { to, record } }) => (to === undefined ? [[name, record]] : [])),
    forwards: agreed.flatMap(({ name, way: { to } }) => (to === undefined ? [] : [[name, to]])),
  };
}

/** How a method finds a record. */
interface Way {
  /** What the record is called; empty where nothing says so. */
  readonly record: string;
  /** The method of another type that is asked: 'OrderReader.read'; undefined where it is a store. */
  readonly to?: string;
  /** Which parameter finds it, as `placeOf` writes that; empty where it is the only one. */
  readonly place: string;
}

function isSame(one: Way | undefined, other: Way): boolean {
  return one !== undefined && one.to === other.to && one.record === other.record && one.place === other.place;
}

/**
 * How a method of Java finds a record by a parameter, where it does nothing else but tell what was found, or write into
 * it what the other parameters hold.
 */
function wayOf(method: CodeNode, text: string): Way | undefined {
  const params = paramsOf(method);
  const [only, ...more] = params;
  if (more.length === 0) return only && foundBy(only, [], method, text);
  const [param, ...others] = params.filter((one) => IDENTIFIERS.test(nameOfParam(one, text) ?? ''));
  const wishes = params.filter((one) => one !== param);
  if (param === undefined || others.length > 0 || wishes.some((one) => mayBeCaller(one, text)))
    return undefined;
  const names = wishes.map((one) => nameOfParam(one, text) ?? '');
  if (comparesIn(field(method, 'body'), text)) return undefined;
  const way = foundBy(param, names, method, text);
  return way && { ...way, place: placeOf(params.indexOf(param), params.length) };
}

/** How a method with several parameters is told from others of its name: '#0/2' where the first of two finds the record. */
export function placeOf(index: number, count: number): string {
  return `#${index}/${count}`;
}

function mayBeCaller(param: CodeNode, text: string): boolean {
  const type = field(param, 'type');
  const stated = type === undefined ? '' : textOf(type, text);
  return !WISHES.test(stated) && (CALLERS.test(stated) || CALLERS.test(nameOfParam(param, text) ?? ''));
}

/** Whether values are compared, of which one may be whose the record is. */
function comparesIn(body: CodeNode | undefined, text: string): boolean {
  if (body === undefined) return false;
  return [...walk(body)].some((node) => {
    if (node.type !== 'binary_expression' || !/^[=!]=$/.test(field(node, 'operator')?.type ?? ''))
      return false;
    const sides = ['left', 'right'].map((side) => field(node, side));
    return !sides.some((side) => side !== undefined && /^(?:null|-?\d+|"[^"]*")$/.test(textOf(side, text)));
  });
}

/** `wishes`: names of the other parameters, of which anything may be asked. */
function foundBy(
  param: CodeNode,
  wishes: readonly string[],
  method: CodeNode,
  text: string,
): Way | undefined {
  const body = field(method, 'body');
  const id = nameOfParam(param, text);
  if (body === undefined && id !== undefined && isStatedBy(id, method, text))
    return { record: keptBy(nameOf(method.parent?.parent, text)), place: '' };
  if (body === undefined || id === undefined) return undefined;
  if (!decoratorsOf(method).every((one) => ANNOTATIONS.test(textOf(one, text)))) return undefined;
  let way: Way | undefined;
  for (const node of walk(body)) {
    if (node.type !== 'call_expression') continue;
    const callee = unwrap(field(node, 'function'));
    const last = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
    const name = last === undefined ? '' : textOf(last, text);
    const args = argumentsOf(node);
    const byId = isBy(id, args, text);
    const receiver = field(callee, 'object');
    const stores = receiver !== undefined && isStore(receiver, method, text);
    // What was asked before may be whose it is.
    if (stores && ((byId && BY_ID.test(name)) || isRunBy(id, node, method, text)))
      way ??= { record: recordIn(receiver, args, method, text), place: '' };
    else if (
      PLAIN.test(name) ||
      isOfFound(receiver, name, args, body, text) ||
      (wishes.length > 0 && isAboutWish(node, stores, [id, ...wishes], text))
    )
      continue;
    else if (isOfStatement(id, node, method, text)) continue;
    else {
      const isOwn = receiver === undefined || receiver.type === 'this';
      const asked = isOwn ? nameOf(method.parent?.parent, text) : typeOfField(receiver, method, text);
      const type = byId && way === undefined ? asked : undefined;
      if (type === undefined) return undefined;
      way = { record: '', to: `${type}.${name}`, place: '' };
    }
  }
  return way;
}

/** Whose something is. */
const OWNERS =
  /owner|user(?!name)|author|creat|tenant|account|member|customer|org|team|company|group|holder/i;

/** Names that ask whether somebody may have something. */
const JUDGES = /belong|check|verify|assert|ensure|require|authori[sz]|permit|allow|access|^(?:can|may)[A-Z]/i;

/** Whether a call reads a part of what was found before, or changes it, and asks nobody: `order.getRating()`. */
function isOfFound(
  receiver: CodeNode | undefined,
  name: string,
  args: readonly CodeNode[],
  body: CodeNode,
  text: string,
): boolean {
  if (receiver?.type !== 'identifier' || JUDGES.test(name)) return false;
  if (args.length > 0 && /^(?:is|has)(?:[A-Z]|$)|^equals/.test(name)) return false;
  if ([name, ...args.map((one) => textOf(one, text))].some((one) => OWNERS.test(one))) return false;
  const local = textOf(receiver, text);
  return [...walk(body)].some(
    (node) =>
      node.type === 'variable_declarator' &&
      nameOf(node, text) === local &&
      unwrap(field(node, 'value'))?.type === 'call_expression',
  );
}
/** What writes a wish into what was found, as MapStruct makes it: `mapper.update(wish, order)`. */
const MAPPERS = /(?:mapper|converter|assembler|patcher)$/i;
const MAPS = /^(?:update|apply|merge|patch|copy|fill|map)(?:$|[A-Z])/;

/** Whether a call reads or compares what is to be written, or looks whether another record has it already. */
function isAboutWish(call: CodeNode, stores: boolean, names: readonly string[], text: string): boolean {
  const callee = unwrap(field(call, 'function'));
  const [receiver, property] = [field(callee, 'object'), field(callee, 'property')];
  if (receiver === undefined || property === undefined) return false;
  const name = textOf(property, text);
  const isNamed = (node: CodeNode) => names.includes(/^\w+/.exec(textOf(node, text))?.[0] ?? '');
  if (isNamed(receiver) && receiver.type === 'identifier') return true;
  const args = argumentsOf(call);
  if (MAPPERS.test(textOf(receiver, text)) && MAPS.test(name) && args.some(isNamed)) return true;
  const asked = [property, ...(stores ? [] : [receiver]), ...args].map((one) => textOf(one, text));
  if (asked.some((one) => OWNERS.test(one))) return false;
  if (stores) return /^(?:exists|find|count)By/.test(name) && args.every(isNamed);
  if (/^equals(?:IgnoreCase)?$/.test(name)) return [receiver, ...args].some(isNamed);
  return /^get[A-Z]/.test(name) && args.length === 0;
}

/** `find(id)`, and `find(Trip.class, id)` of what keeps records of all kinds. */
function isBy(id: string, args: readonly CodeNode[], text: string): boolean {
  const values = args
    .map((one) => textOf(one, text))
    .filter((one) => !/^(?:\w+\.)*[A-Z]\w*\.class$/.test(one));
  return values.length === 1 && values[0] === id;
}

/** What the rest of the name of a store says of what it keeps. */
const STORE_ENDS = /(?:Jpa|Mongo|Crud|Jdbc|R2dbc|Reactive)?(?:Repository|Repo|Dao|DAO|Mapper)(?:Impl)?$/;
const TABLE = /\b(?:from|update)\s+(?:["`]?\w+["`]?\.)?["`]?(\w+)/i;

/** What a store finds: `entities.find(Order.class, id)`, a row of a table, or what the store is called after. */
function recordIn(
  receiver: CodeNode | undefined,
  args: readonly CodeNode[],
  method: CodeNode,
  text: string,
): string {
  const asked = args.map((one) => /^(?:\w+\.)*(\w+)\.class$/.exec(textOf(one, text))?.[1]);
  const stated = asked.find((one) => one !== undefined);
  if (stated !== undefined) return stated;
  const table = TABLE.exec(stringValue(unwrap(args[0]), text) ?? '')?.[1];
  if (table !== undefined) return table;
  const names = [typeOfField(receiver, method, text), receiver && textOf(receiver, text)];
  return keptBy(names.find((one) => one !== undefined && STORE_ENDS.test(one)));
}

/** What a store is called after: 'Order' of `OrderRepository`. */
function keptBy(store: string | undefined): string {
  return store !== undefined && STORE_ENDS.test(store)
    ? store.replace(/^this\./, '').replace(STORE_ENDS, '')
    : '';
}

/** By its name, or by the type that its field states. */
function isStore(given: CodeNode | undefined, method: CodeNode, text: string): boolean {
  const receiver = unwrap(given);
  if (receiver === undefined) return false;
  return (
    STORE.test(textOf(receiver, text).replace(/^this\./, '')) ||
    STORE.test(typeOfField(receiver, method, text) ?? '')
  );
}

/** The type that the class states for one of its fields. */
export function typeOfField(given: CodeNode | undefined, method: CodeNode, text: string): string | undefined {
  const receiver = unwrap(given);
  const body = method.parent;
  if (receiver === undefined || body === undefined) return undefined;
  const types = computed(fieldTypes, body, () => fieldTypesIn(body, text));
  return types.get(textOf(receiver, text).replace(/^this\./, ''));
}

type FieldTypes = ReadonlyMap<string, string | undefined>;

/** By the body of a class; one in which anything is another is another. */
const fieldTypes = new WeakMap<CodeNode, FieldTypes>();

function fieldTypesIn(body: CodeNode, text: string): FieldTypes {
  const types = new Map<string, string | undefined>();
  for (const one of named(body)) {
    const own = one.type === 'method_definition' ? undefined : (field(one, 'name') ?? field(one, 'property'));
    const name = own && textOf(own, text);
    const type = field(one, 'type');
    if (name !== undefined && !types.has(name)) types.set(name, type && withoutPackages(textOf(type, text)));
  }
  return types;
}

/** What nothing outside calls is called past whatever its class restricts. */
function isPrivate(method: CodeNode, text: string): boolean {
  const name = field(method, 'name');
  return name !== undefined && /\bprivate\b/.test(text.slice(method.start, name.start));
}

function nameOf(declaration: CodeNode | undefined, text: string): string {
  const name = field(declaration, 'name');
  return name === undefined ? '' : textOf(name, text);
}

function textOf({ start, end }: CodeNode, text: string): string {
  return text.slice(start, end);
}
