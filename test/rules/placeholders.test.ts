import { deepEqual, ok } from 'node:assert/strict';
import type { Source } from './harness.js';
import { applied, findingsOf, prepare, uriOf } from './harness.js';

const RULE = 'input/sql-injection';

describe('placeholders in SQL', () => {
  before(prepare);

  /** What each fix makes of a line. */
  function fixed(source: Source, line: number): readonly string[] {
    const { engine, in: findings } = findingsOf([source]);
    const found = findings(source.name).filter(({ rule }) => rule === RULE);
    ok(found.length > 0, source.text);
    return found.flatMap(({ fingerprint, fixes }) =>
      fixes.map((_, index) => {
        const edits = engine.fix(uriOf(source.name), 1, fingerprint, index);
        ok(edits !== 'stale');
        return applied(source, edits).split('\n')[line] ?? '';
      }),
    );
  }

  /** '#a' stands for what the caller sends under that name. */
  const sent = (text: string) => text.replace(/#(\w)/g, (_, name) => `\${req.query.${name}}`);
  const script = (call: string, head = '') =>
    fixed(
      {
        name: 'app.js',
        language: 'javascript',
        text: `const app = require('express')();\n${head}\napp.get('/', (req) =>\n${sent(call)}\n);`,
      },
      3,
    );
  const PG = "const { Pool } = require('pg'); const db = new Pool();";

  it('stand where a value is compared or stored', () => {
    deepEqual(script('db.query(`select 1 from t where a = #a and b like #b`)', PG), [
      'db.query(`select 1 from t where a = $1 and b like $2`, [req.query.a, req.query.b])',
    ]);
    deepEqual(script("db.query(`select 1 from t where a in ('#a') limit 5`)", PG), [
      'db.query(`select 1 from t where a in ($1) limit 5`, [req.query.a])',
    ]);
    deepEqual(script('db.query(`insert into t values (1, #a)`)', PG), [
      'db.query(`insert into t values (1, $1)`, [req.query.a])',
    ]);
    deepEqual(script('db.query(`delete from t where a between 1 and #a`)', PG), [
      'db.query(`delete from t where a between 1 and $1`, [req.query.a])',
    ]);
  });

  it('stand for no name, order, list or piece of a text', () => {
    for (const text of [
      'select a from t order by #a',
      'select a from t order by a #a',
      'select a from t where b = 1 order by a, #a',
      'select a from #a limit 5',
      'select a from t join #a on true',
      'select #a from t',
      'select max(#a) from t',
      'select a from t where #a = 1',
      'select a from t where b = #a.c',
      'select a from t where b in (#a)',
      "select a from t where b > now() - interval '#a'",
      "select a from t where b->>'#a' = 'c'",
      "select a as '#a' from t",
      "select a from t where b like '%#a%'",
      'update t set #a = 1 where b = 2',
      'select a from t where b = #a order by #b',
    ]) {
      deepEqual(script(`db.query(\`${text}\`)`, PG), [], text);
    }
  });

  it('are written as what is called takes them', () => {
    const text = '`select 1 from t where a = #a`';
    deepEqual(script(`this.prisma.$queryRawUnsafe(${text})`), [
      'this.prisma.$queryRawUnsafe(`select 1 from t where a = $1`, req.query.a)',
      'this.prisma.$queryRawUnsafe(`select 1 from t where a = ?`, req.query.a)',
    ]);
    deepEqual(script(`this.prisma.$queryRawUnsafe(\`select 1 from t order by #a\`)`), []);
    deepEqual(script(`this.db.raw(${text})`), ['this.db.raw(`select 1 from t where a = ?`, [req.query.a])']);
    deepEqual(script(`this.db.one(${text})`), ['this.db.one(`select 1 from t where a = $1`, [req.query.a])']);
    for (const callee of ['this.db.prepare', 'this.sequelize.query', 'sql.raw'])
      deepEqual(script(`${callee}(${text})`), [], callee);
  });

  it('stand for values alone in Python and Java', () => {
    const python = (text: string) =>
      fixed(
        {
          name: 'app.py',
          language: 'python',
          text: `import sqlite3\ndb = sqlite3.connect("a")\n@app.get("/")\ndef show(a: str):\n    db.execute(f"${text}")`,
        },
        4,
      );
    deepEqual(python('select 1 from t where a = {a}'), [
      '    db.execute("select 1 from t where a = ?", (a,))',
    ]);
    for (const text of ['select {a} from t', 'select 1 from t where b in ({a})', 'select 1 from t where {a}'])
      deepEqual(python(text), [], text);
    const java = (text: string) =>
      fixed(
        {
          name: 'A.java',
          language: 'java',
          text: `@RestController\nclass A {\nprivate JdbcTemplate jdbc;\n@GetMapping("/a")\nObject a(@RequestParam String a) {\nreturn jdbc.queryForList(${text});\n}\n}`,
        },
        5,
      );
    deepEqual(java('"select 1 from t where a = " + a + " limit 5"'), [
      'return jdbc.queryForList("select 1 from t where a = ? limit 5", a);',
    ]);
    for (const text of [
      '"select " + a + " from t"',
      '"select 1 from t order by b, " + a',
      '"select 1 from t where b in (" + a + ")"',
      '"select 1 from t where b = " + a + ".c"',
    ])
      deepEqual(java(text), [], text);
  });
});
