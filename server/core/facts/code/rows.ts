import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { argumentsOf, field, stringValue, unwrap, walk } from '../../syntax/code-read.js';
import { statementsOf } from '../../syntax/code-statements.js';
import { computed } from '../../text/multimap.js';
import { storesPassword } from '../../words/passwords.js';
import { typeOfField } from './finders.js';
import type { RowFact } from './record-types.js';

/** A file without these words neither hands out whole rows of JDBC nor says what is in them. */
const SPEAKS = /\bselect\s+\*|\binsert\s+into\b|\.get\("\w*(?:pass|pwd)/i;
const RUNS = /^queryFor(?:List|Map|Stream)$/;
const GIVES = /^(?:get|queryFor(?:List|Map|Stream))$/;
const WHOLE = /^"+\s*select\s+\*\s+from\s+[`']?(\w+)\b(?![^"]*\bjoin\b)/i;
const COLUMNS = /\binsert\s+into\s+[`']?(\w+)[`']?\s*\(([^()"]{1,400})\)/gi;

/** What a statement says of rows by itself. */
interface Spoken {
  readonly speaks: boolean;
  /** Columns that statements of SQL in it name. */
  readonly stated: readonly RowFact[];
  /** Calls that may give a row or read one, as the statements around it say. */
  readonly calls: readonly CodeNode[];
}

/** By statement: a later tree takes over those that did not change. */
const known = new WeakMap<CodeNode, Spoken>();

/** Whole rows that methods of Java give, and the columns with a password that statements and readers of rows know. */
export function rowsOf(root: CodeRoot, text: string): readonly RowFact[] {
  if (root.language !== 'java') return [];
  const all = statementsOf(root).map(({ node }) => computed(known, node, () => spokenIn(node, text)));
  if (!all.some(({ speaks }) => speaks)) return [];
  const told = all.flatMap(({ calls }) =>
    calls.flatMap((call) => [...givenBy(call, text), ...readBy(call, text)]),
  );
  return [...all.flatMap(({ stated }) => stated), ...told];
}

function spokenIn(statement: CodeNode, text: string): Spoken {
  const own = textOf(statement, text);
  const stated = [...own.matchAll(COLUMNS)].flatMap(([, table = '', list = '']): readonly RowFact[] => {
    const secrets = list.split(',').flatMap((name) => (storesPassword(name.trim()) ? [name.trim()] : []));
    return secrets.length === 0 ? [] : [{ table: table.toLowerCase(), secrets }];
  });
  const calls = [...walk(statement)].filter(
    (node) => node.type === 'call_expression' && GIVES.test(methodOf(node, text)),
  );
  return { speaks: SPEAKS.test(own), stated, calls };
}

/** How the method is called that a call asks. */
function methodOf(call: CodeNode, text: string): string {
  const method = field(unwrap(field(call, 'function')), 'property');
  return method === undefined ? '' : textOf(method, text);
}

/** The table of which the call gives whole rows. */
export function tableOf(call: CodeNode, text: string): string | undefined {
  const [statement] = argumentsOf(call);
  if (statement === undefined || !RUNS.test(methodOf(call, text))) return undefined;
  return WHOLE.exec(textOf(statement, text))?.[1]?.toLowerCase();
}

/** A method that gives back what the call does. */
function givenBy(call: CodeNode, text: string): readonly RowFact[] {
  const table = call.parent?.type === 'return_statement' ? tableOf(call, text) : undefined;
  const method = table === undefined ? undefined : methodAround(call);
  const [name, of] = [field(method, 'name'), field(method?.parent?.parent, 'name')];
  if (table === undefined || name === undefined || of === undefined) return [];
  return [{ method: `${textOf(of, text)}.${textOf(name, text)}`, table, secrets: [] }];
}

/** `Map<String, Object> member = dao.member(login)`, of which `member.get("password")` is read. */
function readBy(call: CodeNode, text: string): readonly RowFact[] {
  const object = unwrap(field(unwrap(field(call, 'function')), 'object'));
  const key = stringValue(argumentsOf(call)[0], text) ?? '';
  if (methodOf(call, text) !== 'get' || object?.type !== 'identifier') return [];
  const around = storesPassword(key) ? methodAround(call) : undefined;
  for (const node of around === undefined ? [] : walk(around)) {
    const name = node.type === 'variable_declarator' ? field(node, 'name') : undefined;
    if (name === undefined || textOf(name, text) !== textOf(object, text)) continue;
    const asked = askedBy(unwrap(field(node, 'value')), around, text);
    return asked === undefined ? [] : [{ method: asked, secrets: [key] }];
  }
  return [];
}

/** 'MemberDao.member' of `dao.member(login)`, by the type that the field states. */
function askedBy(
  given: CodeNode | undefined,
  around: CodeNode | undefined,
  text: string,
): string | undefined {
  const callee = given?.type === 'call_expression' ? unwrap(field(given, 'function')) : undefined;
  const [method, object] = [field(callee, 'property'), field(callee, 'object')];
  const type = around && typeOfField(object, around, text);
  return method === undefined || type === undefined ? undefined : `${type}.${textOf(method, text)}`;
}

function methodAround(node: CodeNode): CodeNode | undefined {
  let at = node.parent;
  while (at !== undefined && at.type !== 'method_definition') at = at.parent;
  return at;
}

function textOf({ start, end }: CodeNode, text: string): string {
  return text.slice(start, end);
}
