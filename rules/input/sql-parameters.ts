import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isValuePlace } from './sql-places.js';

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
  const values: string[] = [];
  let text = statement.text;
  for (const part of statement.parts.filter(({ origin }) => origin === 'request')) {
    const written = `\${${part.text}}`;
    const at = text.indexOf(written);
    if (at < 0) return undefined;
    const quoted = text[at - 1] === "'" && text[at + written.length] === "'";
    const before = text.slice(0, quoted ? at - 1 : at);
    const after = text.slice(at + written.length + (quoted ? 1 : 0));
    if (!isValuePlace(before, after, quoted)) return undefined;
    values.push(part.text);
    const placeholder = style === 'numbered' ? `$${values.length}` : '?';
    text = before + placeholder + after;
  }
  if (values.length === 0) return undefined;
  return spreads ? `${text}, ${values.join(', ')}` : `${text}, [${values.join(', ')}]`;
}
