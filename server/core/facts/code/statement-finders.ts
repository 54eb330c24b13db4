import type { CodeNode } from '../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  keywordsOf,
  named,
  stringValue,
  unwrap,
  walk,
} from '../../syntax/code-read.js';

/** Calls that run a statement with values for its places, or make one that is given them later. */
const RUNS =
  /^(?:query|queryFor(?:Map|Object|List|RowSet|Stream)|update|sql|create(?:Native|Selection|Mutation)?Query)$/;
/** Calls that give a value to a place of a statement that is there already. */
export const SETS = /^(?:params?|bind|setParameter|addValue)$/;
/** What makes one value of several. */
const TABLES = /^(?:(?:java\.util\.)?(?:Map|List)\.of|MapSqlParameterSource|Collections\.singletonMap)$/;
/** Conditions that say nothing of whose a row is. */
const BESIDE =
  /\s+and\s+(?:\w+\.)?(?:is_?)?(?:deleted|removed|archived|active|enabled)\w*\s*(?:is\s+(?:not\s+)?null|=\s*(?:true|false|\d))(?=\s|;|$)/gi;
/** A statement that finds a row by its identifier and asks nothing else of it. */
const BY_KEY =
  /^\s*(?:select\b.+\bfrom|update\b.+\bset\b.+|delete\s+from|(?:from|delete)\s+[A-Z]\w*)\s[^?:]*\bwhere\s+(?:\w+\.)?(?:\w*_)?(?:id|uuid)\s*=\s*(?:\?\d?|:\w+)\s*(?:limit\s+1\s*|for\s+update\s*)?;?\s*$/is;
/** Reads a column of a row. */
const COLUMNS = /^get(?:Long|Int|Short|String|Boolean|Object|Double|BigDecimal|Date|Time|Timestamp|Bytes)$/;

const MAX_LINKS = 12;

/** Whether a call runs a statement that finds a row by the identifier alone: `jdbc.queryForMap("select * from trip where id = ?", id)`. */
export function isRunBy(id: string, call: CodeNode, method: CodeNode, text: string): boolean {
  const statement = statementOf(call, method, text);
  if (statement === undefined || !BY_KEY.test(statement.replace(BESIDE, ''))) return false;
  return valuesOf(call, method, text).some((one) => textOf(one, text) === id);
}

/** Annotations that say what a method runs which an interface declares, of Spring Data and of MyBatis. */
const DECLARES = /^(?:\w+\.)*(?:Query|NativeQuery|Select|Update|Delete)$/;
/** What is said beside them of how it is run. */
const HOW =
  /^@?\s*(?:\w+\.)*(?:Modifying|Transactional|EntityGraph|Lock|QueryHints|Param|Nullable|NonNull|Override|Cacheable|CacheEvict|Results?|ResultMap|Options)\b/;

/** Whether an interface states that a method finds a row by the identifier: `@Query("select o from Order o where o.id = :id")`. */
export function isStatedBy(id: string, method: CodeNode, text: string): boolean {
  const marks = decoratorsOf(method);
  const [query, ...more] = marks.filter((one) => DECLARES.test(annotationName(one, text)));
  if (query === undefined || more.length > 0) return false;
  if (!marks.every((one) => one === query || HOW.test(textOf(one, text)))) return false;
  const value = keywordsOf(query, text).find(([key]) => key === 'value')?.[1];
  const statement = joined(value ?? argumentsOf(query)[0], text)?.replace(/#\{(\w+)\}/g, ':$1');
  if (statement === undefined || !BY_KEY.test(statement.replace(BESIDE, ''))) return false;
  const place = /(?:\?\d?|:(\w+))[^?:]*$/.exec(statement)?.[1];
  return place === undefined || place === id;
}

function annotationName(mark: CodeNode, text: string): string {
  return /^@?\s*([\w.]+)/.exec(textOf(mark, text))?.[1] ?? '';
}

/** Whether a call fills, runs or reads such a statement, or a row that it gives: `.param("id", id)`, `rows.getLong("id")`. */
export function isOfStatement(id: string, call: CodeNode, method: CodeNode, text: string): boolean {
  const name = nameOf(call, text);
  const args = argumentsOf(call);
  if (COLUMNS.test(name) && args.length === 1 && objectOf(call)?.type === 'identifier') return true;
  if (name === 'addValue') return true;
  const run = runUnder(call, method, text);
  return run !== undefined && run !== call && isRunBy(id, run, method, text);
}

/** What a statement is handed, with what is put into its places by itself. */
function valuesOf(run: CodeNode, method: CodeNode, text: string): readonly CodeNode[] {
  const [, ...own] = argumentsOf(run);
  const given = [...walk(method)].flatMap((node) =>
    node.type === 'call_expression' && SETS.test(nameOf(node, text)) && runUnder(node, method, text) === run
      ? argumentsOf(node)
      : [],
  );
  return [...own, ...given].flatMap((one) => partsOf(one, text));
}

/** Of `Map.of("id", id)`, `new MapSqlParameterSource().addValue("id", id)` and `new Object[] { id }` each value. */
function partsOf(given: CodeNode, text: string): readonly CodeNode[] {
  const node = unwrap(given) ?? given;
  if (node.type === 'array') return named(node);
  const callee = unwrap(field(node, 'function') ?? field(node, 'constructor'));
  if (callee === undefined) return [node];
  if (TABLES.test(textOf(callee, text))) return argumentsOf(node);
  const before = nameOf(node, text) === 'addValue' ? objectOf(node) : undefined;
  return before === undefined ? [node] : [...partsOf(before, text), ...argumentsOf(node)];
}

/** The call with a statement on which a call hangs: the first one of `jdbc.sql("...").param(id).query()`. */
function runUnder(call: CodeNode, method: CodeNode, text: string): CodeNode | undefined {
  let at: CodeNode | undefined = call;
  for (let links = 0; at?.type === 'call_expression' && links < MAX_LINKS; links += 1) {
    if (statementOf(at, method, text) !== undefined) return at;
    const object = objectOf(at);
    at = object?.type === 'identifier' ? localOf(object, method, text) : object;
  }
  return undefined;
}

/** The statement that a call is handed, written there or under a name of the method or the class. */
function statementOf(call: CodeNode, method: CodeNode, text: string): string | undefined {
  if (!RUNS.test(nameOf(call, text))) return undefined;
  const first = unwrap(argumentsOf(call)[0]);
  const kept = first?.type === 'identifier' ? localOf(first, method, text) : undefined;
  return joined(kept ?? (first?.type === 'identifier' ? constantOf(first, method, text) : first), text);
}

/** A text in one piece, or in several that are written one behind the other. */
function joined(given: CodeNode | undefined, text: string): string | undefined {
  const node = unwrap(given);
  if (node?.type !== 'binary_expression') return stringValue(node, text);
  if (field(node, 'operator')?.type !== '+') return undefined;
  const [left, right] = ['left', 'right'].map((side) => joined(field(node, side), text));
  return left === undefined || right === undefined ? undefined : left + right;
}

/** What a method declares a name with, where it stays that. */
function localOf(name: CodeNode, method: CodeNode, text: string): CodeNode | undefined {
  const all = [...walk(method)];
  if (all.some((node) => node.type.endsWith('assignment_expression') && isNamed(node, 'left', name, text)))
    return undefined;
  const found = all.find((node) => node.type === 'variable_declarator' && isNamed(node, 'name', name, text));
  return unwrap(field(found, 'value'));
}

/** `static final String BY_ID = "select ..."`, which is what it is everywhere. */
function constantOf(name: CodeNode, method: CodeNode, text: string): CodeNode | undefined {
  const all = method.parent === undefined ? [] : named(method.parent);
  const found = all.find(
    (node) =>
      node.type !== 'method_definition' &&
      ['name', 'property'].some((part) => isNamed(node, part, name, text)),
  );
  return found !== undefined && /\bfinal\b/.test(textOf(found, text))
    ? unwrap(field(found, 'value'))
    : undefined;
}

function isNamed(node: CodeNode, part: string, name: CodeNode, text: string): boolean {
  const own = field(node, part);
  return own !== undefined && textOf(own, text) === textOf(name, text);
}

function objectOf(call: CodeNode): CodeNode | undefined {
  return unwrap(field(unwrap(field(call, 'function')), 'object'));
}

/** How the method is called that a call asks. */
function nameOf(call: CodeNode, text: string): string {
  const callee = unwrap(field(call, 'function'));
  const last = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
  return last === undefined ? '' : textOf(last, text);
}

function textOf({ start, end }: CodeNode, text: string): string {
  return text.slice(start, end);
}
