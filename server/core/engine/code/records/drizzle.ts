import { drizzleName } from '../../../facts/code/records.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';

/** What Drizzle gives with all columns: `db.select().from(users)`, `db.query.users.findFirst()`, `db.insert(users).values(v).returning()`. */
const GIVES = [
  /^(?:\w+\.)*\w+\.select\(\)\.from\((?:\w+\.)?(\w+)\)/,
  /^(?:\w+\.)*\w+\.query\.(\w+)\.find(?:First|Many)\(/,
  /^(?:\w+\.)*\w+\.(?:insert|update|delete)\((?:\w+\.)?(\w+)\).*\.returning\(\)$/s,
];
/** Links that make something else of it, and options that name columns. */
const NARROWS = /\.(?:map|then|catch|\w+Join|groupBy|as|having)\(|\bcolumns:/;

/** The table whose rows a value is, or the first of them; undefined where that is not the whole of a query of Drizzle. */
export function drizzleRecord(given: CodeNode, scopes: Scopes): string | undefined {
  const call = queryOf(given, scopes);
  if (call?.type !== 'call_expression') return undefined;
  const text = scopes.textOf(call).replace(/\s+/g, '');
  if (NARROWS.test(text)) return undefined;
  for (const gives of GIVES) {
    const table = gives.exec(text)?.[1];
    if (table !== undefined) return drizzleName(table);
  }
  return undefined;
}

/** The query whose rows, or one of them, a value is: `const [user] = await query`, `rows[0]`. */
function queryOf(given: CodeNode, scopes: Scopes): CodeNode | undefined {
  const node = unwrap(given);
  if (node?.type === 'subscript_expression') {
    const object = field(node, 'object');
    return object && queryOf(object, scopes);
  }
  if (node === undefined || !/identifier$/.test(node.type)) return node;
  const declared = scopes.find(node);
  if (declared?.kind !== 'value' || scopes.assignedBefore(node).replaced !== undefined) return undefined;
  const isRow = declared.path.every((key) => key === '*');
  const value = unwrap(declared.value);
  return isRow && value?.type !== 'identifier' ? value : undefined;
}
