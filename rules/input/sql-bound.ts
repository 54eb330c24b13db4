import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { takesNames } from './sql-calls.js';
import { bindingsOf } from './sql-parameters.js';
import { type Bound, isValuePlace, withPlaceholders } from './sql-places.js';

/** How drivers of Python write a parameter; where the driver is out of sight, the first two are offered. */
type Style = 'percent' | 'question' | 'numbered';

const QUESTION = /^(?:sqlite3|aiosqlite|duckdb|pyodbc)\b/;
const PERCENT = /^(?:psycopg|pymysql|MySQLdb|mysql|aiomysql|asyncmy)/;
const NUMBERED = /^asyncpg\b/;

/** Methods of JdbcTemplate that take values behind everything else. */
const JDBC = /^(?:query|queryForList|queryForObject|queryForMap|queryForRowSet|update)$/;

const F_STRING = { opening: 2, hole: (value: string) => `{${value}}` };

/** Hands what the caller sent over as a parameter, as the language and the driver do. */
export function boundBy(call: CallView, statement: ValueView): readonly FixOffer[] {
  if (takesNames(call)) return [];
  if (call.language === 'python') return boundInPython(call, statement);
  return call.language === 'java' ? boundInJava(call, statement) : bindingsOf(call, statement);
}

/** Only for a statement that is one f-string in the call, alone or inside `text(...)`. */
function boundInPython(call: CallView, statement: ValueView): readonly FixOffer[] {
  if (call.arguments.length !== 1) return [];
  const wrapped = /^((?:\w+\.)?text)\((f["'][\s\S]*["'])\)$/.exec(statement.text);
  if (wrapped !== null) return named(wrapped[1] ?? '', wrapped[2] ?? '', statement);
  if (!/^f["']/.test(statement.text) || /^sqlalchemy\b/.test(call.module ?? '')) return [];
  return stylesOf(call).flatMap((style) => {
    const bound = filled(statement.text, statement, (_, i) => placeholder(style, i));
    if (bound === undefined || (style === 'percent' && statement.text.includes('%'))) return [];
    const values = bound.values.join(', ');
    const given = style === 'numbered' ? values : bound.values.length === 1 ? `(${values},)` : `(${values})`;
    return [{ fix: style, changes: () => [{ text: statement, by: `${bound.text}, ${given}` }] }];
  });
}

function stylesOf({ module }: CallView): readonly Style[] {
  if (module === undefined) return ['percent', 'question'];
  if (QUESTION.test(module)) return ['question'];
  if (NUMBERED.test(module)) return ['numbered'];
  return PERCENT.test(module) ? ['percent'] : [];
}

function placeholder(style: Style, index: number): string {
  if (style === 'numbered') return `$${index + 1}`;
  return style === 'percent' ? '%s' : '?';
}

/** `text("... = :name"), {"name": name}`. */
function named(wrap: string, inner: string, statement: ValueView): readonly FixOffer[] {
  const names = new Map<string, string>();
  const bound = filled(inner, statement, (value) => {
    const name = /(\w+)$/.exec(value)?.[1] ?? 'value';
    names.set(name, value);
    return `:${name}`;
  });
  if (bound === undefined || names.size !== new Set(bound.values).size) return [];
  const table = [...names].map(([name, value]) => `"${name}": ${value}`).join(', ');
  return [{ fix: 'named', changes: () => [{ text: statement, by: `${wrap}(${bound.text}), {${table}}` }] }];
}

/** The f-string with placeholders; undefined when a value is only a piece of a longer text. */
function filled(
  written: string,
  statement: ValueView,
  place: (value: string, index: number) => string,
): Bound | undefined {
  if (/\{\{|\}\}/.test(written)) return undefined;
  const bound = withPlaceholders(written, statement, F_STRING, place);
  // Without a hole that is left it is no f-string any more.
  return bound && { ...bound, text: bound.text.includes('{') ? bound.text : bound.text.slice(1) };
}

/** Only for a statement of JdbcTemplate that is put together in the call. */
function boundInJava(call: CallView, statement: ValueView): readonly FixOffer[] {
  const [first, last, ...more] = call.arguments;
  if (first !== statement || more.length > 0 || /^new\s+Object\s*\[/.test(last?.text ?? '')) return [];
  if (!JDBC.test(call.name) || !/jdbc/i.test(call.callee) || /named/i.test(call.callee)) return [];
  const bound = joined(statement);
  if (bound === undefined) return [];
  const values = `, ${bound.values.join(', ')}`;
  const changes =
    last === undefined
      ? [{ text: statement, by: bound.text + values }]
      : [
          { text: statement, by: bound.text },
          { text: last, by: last.text + values },
        ];
  return [{ fix: 'jdbc', changes: () => changes }];
}

/** `"... = '" + name + "'"` with placeholders; undefined when it is written in another way. */
function joined({ parts, text, form }: ValueView): Bound | undefined {
  const bare = (written: string) => written.replace(/\s+/g, '');
  if (form !== 'concatenation' || bare(parts.map((part) => part.text).join('+')) !== bare(text))
    return undefined;
  const values: string[] = [];
  const pieces: string[] = [];
  let open = false;
  for (const [i, part] of parts.entries()) {
    const last = pieces.at(-1);
    if (part.origin === 'request') {
      if (last?.startsWith('"') !== true) return undefined;
      const before = last.slice(1, -1);
      open = before.endsWith("'");
      const clean = open ? before.slice(0, -1) : before;
      const next = parts[i + 1]?.text ?? '';
      if (!isValuePlace(clean, /^"/.test(next) ? next.slice(open ? 2 : 1) : '', open)) return undefined;
      pieces[pieces.length - 1] = `"${clean}?"`;
      values.push(part.text);
    } else if (part.text.startsWith('"') && last?.endsWith('?"') === true) {
      if (open && !part.text.startsWith('"\'')) return undefined;
      pieces[pieces.length - 1] = last.slice(0, -1) + part.text.slice(open ? 2 : 1);
      open = false;
    } else if (open) return undefined;
    else pieces.push(part.text);
  }
  return values.length === 0 || open ? undefined : { text: pieces.join(' + '), values };
}
