import type { RecordFact, RowFact } from '../../../facts/code/record-types.js';
import type { CodeFacts } from '../../../facts/code/types.js';
import { include } from '../../../text/multimap.js';
import type { Layout } from '../../layout.js';
import { recordKey } from './records.js';

/** How the rows of a table are called, which no class has as its name. */
export function rowsOfTable(table: string): string {
  return `rows of ${table}`;
}

/** Rows with a password in them: of tables, and of the methods that give them, 'MemberDao.all'; by `recordKey`. */
export function rowsByName(
  files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
  layout: Layout,
): ReadonlyMap<string, RecordFact> {
  const all = files.flatMap(({ uri, facts }) =>
    (facts.rows ?? []).map((row) => ({ row, key: (name: string) => recordKey(uri, name, layout) })),
  );
  const tables = new Map(
    all.flatMap(({ row, key }) => (givesRows(row) ? [[key(row.method), row.table] as const] : [])),
  );
  const secrets = new Map<string, Set<string>>();
  for (const { row, key } of all) {
    const table = row.table ?? tables.get(key(row.method ?? ''));
    if (table !== undefined) for (const name of row.secrets) include(secrets, key(rowsOfTable(table)), name);
  }
  return new Map(
    all.flatMap(({ row: { method, table }, key }) => {
      const known = table === undefined ? undefined : secrets.get(key(rowsOfTable(table)));
      if (table === undefined || known === undefined) return [];
      const record: RecordFact = { names: [table], secrets: [...known] };
      const names = [rowsOfTable(table), ...(method === undefined ? [] : [method])];
      return names.map((name) => [key(name), record] as const);
    }),
  );
}

function givesRows(row: RowFact): row is RowFact & { readonly method: string; readonly table: string } {
  return row.method !== undefined && row.table !== undefined;
}
