import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** How drivers write a parameter; where the driver is out of sight, both are offered. */
const PLACEHOLDERS: Readonly<Record<string, 'numbered' | 'question'>> = {
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

/** Only for a statement that is one template in the call, without parameters yet. */
export function bindingsOf(call: CallView, statement: ValueView): readonly FixOffer[] {
  const module = call.module ?? '';
  if (call.arguments.length !== 1 || statement.form !== 'template' || OTHERWISE.test(module)) return [];
  const bound = [bind(statement, 'numbered'), bind(statement, 'question')];
  if (bound.some((text) => text === undefined)) return [];
  const style = Object.hasOwn(PLACEHOLDERS, module) ? PLACEHOLDERS[module] : undefined;
  const styles = style === undefined ? (['numbered', 'question'] as const) : ([style] as const);
  return styles.map((fix) => ({
    fix,
    changes: (): readonly Change[] => [{ text: statement, by: bind(statement, fix) ?? statement.text }],
  }));
}

/** The template with placeholders, and the list of values; undefined when a value is only a piece of a longer text. */
function bind(statement: ValueView, style: 'numbered' | 'question'): string | undefined {
  const values: string[] = [];
  let text = statement.text;
  for (const part of statement.parts.filter(({ origin }) => origin === 'request')) {
    const written = `\${${part.text}}`;
    const at = text.indexOf(written);
    if (at < 0) return undefined;
    const quoted = text[at - 1] === "'" && text[at + written.length] === "'";
    const before = text.slice(0, quoted ? at - 1 : at);
    if (!/[=<>(,\s]$/.test(before)) return undefined;
    values.push(part.text);
    const placeholder = style === 'numbered' ? `$${values.length}` : '?';
    text = before + placeholder + text.slice(at + written.length + (quoted ? 1 : 0));
  }
  return values.length === 0 ? undefined : `${text}, [${values.join(', ')}]`;
}
