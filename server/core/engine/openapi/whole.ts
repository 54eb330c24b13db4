import type { OperationFact } from '../../model/openapi/types.js';
import type { Joined } from '../joined.js';
import type { CheckEnv } from './env.js';
import { lensesOf, readerOf } from './operation-lens.js';

type Tables = Pick<Joined, 'views' | 'columns'>;
type AllTables = Pick<Joined, 'views' | 'columns' | 'endpoints'>;

/** What a rule about a whole document may read, recorded until the check is over: what a fix asks later disturbs nobody. */
export function wholeEnv(id: string, { views, columns, endpoints }: AllTables): WholeEnv {
  let open = true;
  return {
    view: (of, field) => (open ? views.readField(of, field, id) : views.peek(of)?.[field]),
    operations: (uri) => operationsIn(uri, { views, columns }, () => (open ? id : undefined)),
    each: (uri, make) => (open ? columns.read(uri, make, id) : (views.peek(uri)?.operations ?? []).map(make)),
    served(uri, key) {
      const row = `${uri} ${key}`;
      const served = open ? endpoints.readField(row, 'implemented', id) : endpoints.peek(row)?.implemented;
      return served ?? [];
    },
    close() {
      open = false;
    },
  };
}

interface WholeEnv extends Pick<CheckEnv, 'view' | 'operations' | 'each' | 'served'> {
  close(): void;
}

/** Operations as somebody sees who may look at all of them. */
export function operationsIn(
  uri: string,
  { views, columns }: Tables,
  reader: () => string | undefined,
): readonly OperationFact[] {
  const noted = new Set<keyof OperationFact>();
  return lensesOf({
    operations: () => views.peek(uri)?.operations ?? [],
    note(field) {
      const who = noted.has(field) ? undefined : reader();
      if (who === undefined) return;
      noted.add(field);
      columns.read(uri, readerOf(field), who);
    },
  });
}
