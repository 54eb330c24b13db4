import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { withPlaceholders } from './sql-places.js';

/** How drivers write a parameter; where the driver is out of sight, both are offered. */
const PLACEHOLDERS: Readonly<Record<string, Style>> = {
  pg: 'numbered',
  'pg-promise': 'numbered',
  'pg-native': 'numbered',
  '@vercel/postgres': 'numbered',
  '@neondatabase/serverless': 'numbered',
  mysql: 'question',
  mysql2: 'question',
  'mysql2/promise': 'question',
  sqlite3: 'question',
  mariadb: 'question',
  knex: 'question',
};

/** Drivers that take parameters in another way than as a list behind the statement. */
const OTHERWISE = /^(?:sequelize|@?prisma|mssql|typeorm|better-sqlite3|oracledb|@prisma\/client)/;

/** The same by the name of what is called; none of these takes a list behind a statement. */
const TAKES_NONE = /(?:^|\.)(?:sequelize|prisma|sql|request)\.(?!unsafe$)\w+$|(?:^|\.)prepare$/i;
const BY_NAME: readonly (readonly [RegExp, Style])[] = [
  [/^(?:any|one|none|many|oneOrNone|manyOrNone|unsafe)$/, 'numbered'],
  [/^(?:all|get|each|run|raw|\w+Raw)$/, 'question'],
];
/** Calls of Prisma take the values one by one. */
const SPREADS = /^\$\w+Unsafe$/;

type Style = 'numbered' | 'question';

const TEMPLATE = { opening: 1, hole: (value: string) => `\${${value}}` };

/** Only for a statement that is one template in the call, without parameters yet. */
export function bindingsOf(call: CallView, statement: ValueView): readonly FixOffer[] {
  if (call.arguments.length !== 1 || statement.form !== 'template') return [];
  return stylesOf(call).flatMap((fix) => {
    const by = bind(statement, fix, SPREADS.test(call.name));
    return by === undefined ? [] : [{ fix, changes: (): readonly Change[] => [{ text: statement, by }] }];
  });
}

function stylesOf({ name, callee, module = '' }: CallView): readonly Style[] {
  if (SPREADS.test(name)) return ['numbered', 'question'];
  if (OTHERWISE.test(module) || TAKES_NONE.test(callee)) return [];
  const style = Object.hasOwn(PLACEHOLDERS, module) ? PLACEHOLDERS[module] : undefined;
  const known = style ?? BY_NAME.find(([names]) => names.test(name))?.[1];
  return known === undefined ? ['numbered', 'question'] : [known];
}

/** The template with placeholders, and the values behind it; undefined where no placeholder may stand. */
function bind(statement: ValueView, style: Style, spreads: boolean): string | undefined {
  const place = (_: string, index: number) => (style === 'numbered' ? `$${index + 1}` : '?');
  const bound = withPlaceholders(statement.text, statement, TEMPLATE, place);
  if (bound === undefined) return undefined;
  const values = bound.values.join(', ');
  return `${bound.text}, ${spreads ? values : `[${values}]`}`;
}
