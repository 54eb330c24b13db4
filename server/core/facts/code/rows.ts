import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { argumentsOf, field, stringValue, unwrap, walk } from '../../syntax/code-read.js';
import { storesPassword } from '../../words/passwords.js';
import { typeOfField } from './finders.js';
import type { RowFact } from './types.js';

/** A file without these words neither hands out whole rows of JDBC nor says what is in them. */
const SPEAKS = /\bselect\s+\*|\binsert\s+into\b|\.get\("\w*(?:pass|pwd)/i;
const RUNS = /^queryFor(?:List|Map|Stream)$/;
const WHOLE = /^"+\s*select\s+\*\s+from\s+[`']?(\w+)\b(?![^"]*\bjoin\b)/i;
const COLUMNS = /\binsert\s+into\s+[`']?(\w+)[`']?\s*\(([^()"]{1,400})\)/gi;

/** Whole rows that methods of Java give, and the columns with a password that statements and readers of rows know. */
export function rowsOf(root: CodeRoot, text: string): readonly RowFact[] {
  if (root.language !== 'java' || !SPEAKS.test(text)) return [];
  const stated = [...text.matchAll(COLUMNS)].flatMap(([, table = '', list = '']): readonly RowFact[] => {
    const secrets = list.split(',').flatMap((name) => (storesPassword(name.trim()) ? [name.trim()] : []));
    return secrets.length === 0 ? [] : [{ table: table.toLowerCase(), secrets }];
  });
  const told = [...walk(root)].flatMap((node) =>
    node.type === 'call_expression' ? [...givenBy(node, text), ...readBy(node, text)] : [],
  );
  return [...stated, ...told];
}

/** The table of which the call gives whole rows. */
export function tableOf(call: CodeNode, text: string): string | undefined {
  const method = field(unwrap(field(call, 'function')), 'property');
  const [statement] = argumentsOf(call);
  if (method === undefined || statement === undefined || !RUNS.test(textOf(method, text))) return undefined;
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
  const callee = unwrap(field(call, 'function'));
  const [method, object] = [field(callee, 'property'), unwrap(field(callee, 'object'))];
  const key = stringValue(argumentsOf(call)[0], text) ?? '';
  if (method === undefined || textOf(method, text) !== 'get' || object?.type !== 'identifier') return [];
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
