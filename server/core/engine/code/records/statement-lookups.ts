import { SETS } from '../../../facts/code/statement-finders.js';
import type { CodeNode } from '../../../syntax/code.js';
import {
  argumentsOf,
  field,
  isFunction,
  keywordsOf,
  named,
  stringValue,
  unwrap,
} from '../../../syntax/code-read.js';
import { holdsCaller } from '../callers/callers.js';
import { literalOf } from '../names/objects.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { chosenOf } from '../vetting/validated.js';

/** A statement that finds a stored object by an identifier that the caller sent. */
interface Stated {
  readonly node: CodeNode;
  readonly key: CodeNode;
  readonly resource: string | undefined;
  readonly writes: boolean;
  readonly hidden: boolean;
  readonly pair: undefined;
}

/** What a statement is run with. */
interface Values {
  readonly listed: readonly CodeNode[];
  readonly named: ReadonlyMap<string, CodeNode>;
}

/** What Java makes of a row: `new OrderMapper()`, `Order.class`, `this::map`. */
const ROWS = /mapper|extractor|\.class$|::/i;
const TABLES = /^(?:(?:java\.util\.)?Map\.of|MapSqlParameterSource|Collections\.singletonMap)$/;

/** A column, and the place beside it that is filled with a value. */
interface Compared {
  readonly column: string;
  readonly value: CodeNode | undefined;
}

const QUERIES =
  /^(?:query|execute|run|get|all|one|oneOrNone|none|any|fetchrow|fetch|fetchval|fetch_(?:one|all|val|row)|queryForObject|raw|exec|exec_driver_sql|scalars?|prepare|createQuery|createNativeQuery|createSelectionQuery|sql)$/;
const CONDITIONAL = /\b(?:select|update|delete)\b[\s\S]*\bwhere\b/i;
/** Places for values: counted, numbered and named ones. */
const PLACES = /\?|%s|\$(\d+)|%\((\w+)\)s|(?<!:)[:@](\w+)/g;
const COLUMN = /(\w+)["`\]]?\s*(?:=|\bin\b)\s*\(?\s*$/i;
/** What may hold a statement back to what is the caller's without a value that is handed over. */
const HIDES = /\b(?:join|exists|current_setting|current_user|session_user|auth\.uid)\b|\bin\s*\(\s*select\b/i;

/** A statement with a parameter in the place of the identifier. */
export function byStatement(
  call: CodeNode,
  name: string,
  isIdentifier: (value: CodeNode, column: string, scopes: Scopes) => boolean,
  scopes: Scopes,
): Stated | undefined {
  if (!QUERIES.test(name)) return undefined;
  const keywords = keywordsOf(call, scopes.text);
  const [first, ...rest] = argumentsOf(call);
  const statement =
    first ?? keywords.find(([key]) => /^(?:query|statement|sql|text|operation)$/.test(key))?.[1];
  const text = textOf(statement, scopes);
  if (text === undefined || !CONDITIONAL.test(text)) return undefined;
  const handed = [...rest, ...keywords.flatMap(([, value]) => (value === statement ? [] : [value]))];
  const made = [...handed, ...boundTo(statement, scopes)].filter((one) => !makesRows(one, scopes));
  const values = valuesOf(made, [statement, call], scopes);
  const all = [...values.listed, ...values.named.values()];
  if (all.some((value) => holdsCaller(value, scopes))) return undefined;
  const compared = comparedIn(text, values);
  const asked = compared.find(
    ({ column, value }) => isId(column) && value && isIdentifier(value, column, scopes),
  );
  const isAsked = compared.some(({ column }) => isId(column));
  const key = asked?.value ?? (isAsked ? all.find((value) => isIdentifier(value, '', scopes)) : undefined);
  if (key === undefined) return undefined;
  const others = compared.some(
    ({ value }) => value !== key && (value === undefined || !isPlain(value, scopes)),
  );
  return {
    node: call,
    key,
    resource: /\b(?:from|update)\s+(?:["`]?\w+["`]?\.)?["`]?(\w+)/i.exec(text)?.[1],
    writes: /^\s*(?:update|delete)\b/i.test(text),
    hidden: others || HIDES.test(text),
    pair: undefined,
  };
}

function isId(column: string): boolean {
  return /id$/i.test(column) && !/(?:paid|void|valid|avoid)$/i.test(column);
}

/** The text of a statement: written here, under a name, or handed to what makes one of it: `text("select ...")`. */
function textOf(given: CodeNode | undefined, scopes: Scopes): string | undefined {
  const node = unwrap(given);
  if (node?.type === 'identifier') {
    const declared = scopes.find(node);
    const { replaced, added } = scopes.assignedBefore(node);
    if (added.length > 0) return undefined;
    const own = declared?.kind === 'value' && declared.path.length === 0 ? declared.value : undefined;
    const value = unwrap(replaced ?? own);
    return value?.type === 'identifier' ? undefined : textOf(value, scopes);
  }
  if (node?.type === 'binary_expression') return joinedText(node, scopes);
  if (node?.type !== 'call_expression') return stringValue(node, scopes.text);
  const callee = unwrap(field(node, 'function'));
  const name = callee === undefined ? '' : lastName(scopes.textOf(callee));
  if (name === 'bindparams') return textOf(field(callee, 'object'), scopes);
  return /^(?:text|SQL|sql)$/.test(name) ? stringValue(unwrap(argumentsOf(node)[0]), scopes.text) : undefined;
}

/** A statement in pieces, all of them written. */
function joinedText(node: CodeNode, scopes: Scopes): string | undefined {
  if (field(node, 'operator')?.type !== '+') return undefined;
  const [left, right] = ['left', 'right'].map((side) => textOf(field(node, side), scopes));
  return left === undefined || right === undefined ? undefined : left + right;
}

/** `text("...").bindparams(id=note_id)`. */
function boundTo(statement: CodeNode | undefined, scopes: Scopes): readonly CodeNode[] {
  const node = unwrap(statement);
  const callee = unwrap(field(node, 'function'));
  const isBound = callee !== undefined && /\.bindparams$/.test(scopes.textOf(callee));
  return node === undefined || !isBound ? [] : keywordsOf(node, scopes.text).map(([, value]) => value);
}

/** What a statement is handed, and what is put into its places by itself. */
function valuesOf(
  handed: readonly CodeNode[],
  [statement, call]: readonly [CodeNode | undefined, CodeNode],
  scopes: Scopes,
): Values {
  const listed: CodeNode[] = [];
  const byName = new Map<string, CodeNode>();
  const bound = unwrap(statement);
  if (bound?.type === 'call_expression')
    for (const [key, value] of keywordsOf(bound, scopes.text)) byName.set(key, value);
  const set = setOn(call, scopes).map((args) => ({ args, pairs: inPairs(args, scopes) }));
  for (const [key, value] of set.flatMap(({ pairs }) => pairs)) byName.set(key, value);
  const placed = set.flatMap(({ args, pairs }) => (pairs.length > 0 ? [] : withoutPlace(args, scopes)));
  for (const one of [...handed, ...placed]) {
    const node = unwrap(one);
    const table = tableOf(node, scopes);
    if (node?.type === 'array') listed.push(...named(node));
    else if (table !== undefined) for (const [key, value] of table) byName.set(key, value);
    else if (![...byName.values()].includes(one)) listed.push(one);
  }
  return { listed, named: byName };
}

type Pairs = readonly (readonly [string, CodeNode])[];

/** Values under names: an object literal, or what Java makes of names and values. */
function tableOf(node: CodeNode | undefined, scopes: Scopes): Pairs | undefined {
  const callee = unwrap(field(node, 'function') ?? field(node, 'constructor'));
  const text = callee === undefined ? '' : scopes.textOf(callee);
  if (scopes.language !== 'java' || node === undefined)
    return node?.type === 'array' ? undefined : literalOf(node, scopes)?.pairs;
  if (TABLES.test(text)) return inPairs(argumentsOf(node), scopes);
  const before = lastName(text) === 'addValue' ? unwrap(field(callee, 'object')) : undefined;
  return before && [...(tableOf(before, scopes) ?? []), ...inPairs(argumentsOf(node), scopes)];
}

function inPairs(args: readonly CodeNode[], scopes: Scopes): Pairs {
  return args.flatMap((key, index) => {
    const name = index % 2 === 0 ? stringValue(unwrap(key), scopes.text) : undefined;
    const value = args[index + 1];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

/** What is given to places behind a statement: of `createQuery("...").setParameter("id", id)` the last two. */
function setOn(call: CodeNode, scopes: Scopes): readonly (readonly CodeNode[])[] {
  const given: (readonly CodeNode[])[] = [];
  for (let at: CodeNode | undefined = call; at?.parent?.type === 'member_expression'; ) {
    const name = field(at.parent, 'property');
    const next: CodeNode | undefined = at.parent.parent;
    if (next?.type !== 'call_expression' || name === undefined) break;
    if (SETS.test(scopes.textOf(name))) given.push(argumentsOf(next));
    at = next;
  }
  return given;
}

/** `param(1, id)` of Java says first which place is meant. */
function withoutPlace(args: readonly CodeNode[], { language }: Scopes): readonly CodeNode[] {
  const isPlaced = language === 'java' && args.length === 2 && unwrap(args[0])?.type === 'number';
  return isPlaced ? args.slice(1) : args;
}

function makesRows(value: CodeNode, scopes: Scopes): boolean {
  return scopes.language === 'java' && (isFunction(unwrap(value)) || ROWS.test(scopes.textOf(value)));
}

/** What the condition compares with values that are handed over, in the order of the text. */
function comparedIn(text: string, { listed, named: byName }: Values): readonly Compared[] {
  const where = text.search(/\bwhere\b/i);
  let counted = 0;
  return [...text.matchAll(PLACES)].flatMap((match) => {
    const [place, number, formatted, called] = match;
    const column = COLUMN.exec(text.slice(where, match.index))?.[1];
    const key = formatted ?? called;
    const index = number === undefined ? counted : Number(number) - 1;
    if (place === '?' || place === '%s') counted += 1;
    if (match.index < where || column === undefined) return [];
    return [{ column, value: key === undefined ? listed[index] : byName.get(key) }];
  });
}

/** A literal, or something else that the caller sent. */
export function isPlain(value: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(value);
  if (node === undefined) return true;
  return /^(?:string|number|true|false|null)$/.test(node.type) || chosenOf(node, scopes) !== undefined;
}
