import { deepStrictEqual } from 'node:assert/strict';
import commandInjection from '../../rules/input/command-injection.js';
import sqlInjection from '../../rules/input/sql-injection.js';
import ssrf from '../../rules/input/ssrf.js';
import { createEngine } from '../../server/core/engine/engine.js';
import { FRAMEWORKS } from '../../server/core/facts/frameworks/index.js';
import { createDocument } from '../../server/core/text/open.js';
import { languageOf } from '../../server/host/languages.js';
import { LAYOUT, ROOT, ready } from './project.js';

/** What is underlined in a file. */
async function found(path: string, text: string): Promise<readonly string[]> {
  const rules = [sqlInjection, commandInjection, ssrf];
  const engine = createEngine({ rules, parser: await ready(), frameworks: FRAMEWORKS });
  engine.layout(LAYOUT);
  engine.open(createDocument(ROOT + path, languageOf(path) ?? 'javascript', 1, text));
  while (engine.work(() => false));
  return engine
    .findings(ROOT + path)
    .findings.map(({ place }) => text.slice(place.range.start, place.range.end));
}

const express = (
  body: string,
): string => `const { Pool } = require('pg'); const cp = require('child_process');
  const pool = new Pool(); const app = require('express')(); const NAME = /^\\w+$/;
  app.get('/x', async (req, res) => { const { v } = req.query; ${body} });`;

const SQL = 'await pool.query("select a from t order by " + v);';

const python = (...lines: readonly string[]): string =>
  [
    'import re, sqlite3, requests',
    'from fastapi import FastAPI, HTTPException',
    'app = FastAPI()',
    'db = sqlite3.connect("x")',
    '@app.get("/x")',
    'def show(v: str):',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

const PYTHON_SQL = 'return db.execute("select a from t order by " + v).fetchall()';

const java = (body: string): string => `import java.util.*;
  import java.util.regex.Pattern;
  @RestController
  class Things {
    private static final Pattern NAME = Pattern.compile("\\\\w+");
    @GetMapping("/x") List<?> show(@RequestParam String v) { ${body} }
  }`;

const JAVA_SQL = 'return jdbcTemplate.queryForList("select a from t order by " + v);';

async function each(
  path: string,
  cases: readonly string[],
  make: (body: string) => string,
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const body of cases) if ((await found(path, make(body))).length > 0) said.push(body);
  return said;
}

describe('what a check of a value decides', () => {
  before(ready);

  it('is nothing where the answer leads nowhere', async () => {
    const cases = [
      `if (seen.has(v)) hits += 1; ${SQL}`,
      `NAME.test(v); ${SQL}`,
      `log.info(words.includes(v) ? 'old' : 'new'); ${SQL}`,
      `if (cache.has(v)) return res.json(cache.get(v)); ${SQL}`,
      `if (names.includes(v)) return res.status(409).end(); ${SQL}`,
      `const old = seen.has(v); stats.push(old); ${SQL}`,
      `if (NAME.test(v)) { counts.simple++; } else { counts.other++; } ${SQL}`,
      `if (!cache.has(v)) { ${SQL} }`,
      `if (COLUMNS.includes(v)) res.set('a', 'b'); else { ${SQL} }`,
      `if (v === 'all') return res.json([]); ${SQL}`,
      `switch (v) { case 'a': hits += 1; } ${SQL}`,
      `switch (v) { case 'a': break; default: ${SQL} }`,
      `const hit = cache[v]; if (hit) return res.json(hit); ${SQL}`,
      `const all = rows.filter((row) => row.tags.includes(v)); ${SQL}`,
      `if (!/\\w+/.test(v)) return res.end(); ${SQL}`,
      `if (!v.match(/\\.csv$/)) return res.end(); ${SQL}`,
      'cp.exec(v);',
      'if (cp.exec(v)) cp.exec("dig " + v);',
      'cp.execSync("dig " + v.replace(/;/g, ""));',
    ];
    deepStrictEqual(await each('app.js', cases, express), cases);
  });

  it('is that whatever is not allowed is gone', async () => {
    const cases = [
      `if (!COLUMNS.includes(v)) return res.end(); ${SQL}`,
      `if (v && !COLUMNS.includes(v.toLowerCase())) throw new Error('no'); ${SQL}`,
      `if (COLUMNS.indexOf(v) < 0) return res.end(); ${SQL}`,
      `if (COLUMNS.indexOf(v) === -1) return res.end(); ${SQL}`,
      `if (!COLUMNS[v]) return res.end(); ${SQL}`,
      `if (!(v in COLUMNS)) { res.status(400).end(); return; } ${SQL}`,
      `if (v !== 'asc' && v !== 'desc') return res.end(); ${SQL}`,
      `if (!COLUMNS.some((one) => one.name === v)) return res.end(); ${SQL}`,
      `const known = COLUMNS.find((one) => one.name === v); if (!known) return res.end(); ${SQL}`,
      `const known = COLUMNS.includes(v); if (!known) return res.end(); ${SQL}`,
      `const match = NAME.exec(v); if (match === null) return res.end(); ${SQL}`,
      `const { error } = schema.validate(v); if (error) return res.end(); ${SQL}`,
      `if (!NAME.test(v)) return res.end(); await pool.tx(async () => { ${SQL} });`,
      `if (/[^a-z]/.test(v)) return res.end(); ${SQL}`,
      `if (BLOCKED.has(v)) return res.end(); ${SQL}`,
      `assert(COLUMNS.includes(v)); ${SQL}`,
      `COLUMNS.includes(v) || refuse(res); ${SQL}`,
      `try { if (!COLUMNS.includes(v)) throw new Error('no'); } catch { return res.end(); } ${SQL}`,
      `if (v === 'a' || v === 'b') { ${SQL} }`,
      `if (!COLUMNS.includes(v)) res.status(400).end(); else { ${SQL} }`,
      `switch (v) { case 'a': case 'b': ${SQL} }`,
      `switch (v) { case 'a': break; default: return res.end(); } ${SQL}`,
      'await pool.query("select " + v.split(",").filter((one) => COLUMNS.includes(one)).join());',
      `const all = v.split(','); if (!all.every((one) => COLUMNS.includes(one))) return res.end();
         await pool.query("select " + all.join() + " from t");`,
      `const all = v.split(','); for (const one of all) if (!COLUMNS.includes(one)) return res.end();
         await pool.query("select " + all.join() + " from t");`,
    ];
    deepStrictEqual(await each('app.js', cases, express), []);
  });

  it('is the same in Python', async () => {
    const lines = (body: string): string => python(...body.split('\n'), PYTHON_SQL);
    const nothing = [
      'if v in cache:\n    return cache[v]',
      're.match(r"^\\w+$", v)',
      'if re.match(r"\\d", v):\n    print("number")',
      'print(v in COLUMNS)',
    ];
    const decided = [
      'if v not in COLUMNS:\n    raise HTTPException(400)',
      'if not any(v == one for one in COLUMNS):\n    raise HTTPException(400)',
      'if not re.match(r"^\\w+$", v):\n    raise HTTPException(400)',
      'v = v if v in COLUMNS else "id"',
      'if v not in ("asc", "desc"):\n    v = "asc"',
      'if v == "":\n    v = "id"\nelif v not in COLUMNS:\n    raise HTTPException(400)',
      'assert v in COLUMNS',
      'v = ",".join(one for one in v.split(",") if one in COLUMNS)',
    ];
    deepStrictEqual(await each('app.py', [...nothing, ...decided], lines), nothing);
  });

  it('is the same in Java', async () => {
    const lines = (body: string): string => java(`${body} ${JAVA_SQL}`);
    const nothing = [
      'if (seen.contains(v)) hits++;',
      'log.info("known {}", COLUMNS.contains(v));',
      'if (cache.containsKey(v)) return cache.get(v);',
    ];
    const decided = [
      'if (!COLUMNS.contains(v)) throw new BadRequest();',
      'if (!NAME.matcher(v).matches()) throw new BadRequest();',
      'if (!v.equals("asc") && !"desc".equals(v)) { throw new BadRequest(); }',
      'if (COLUMNS.stream().noneMatch(one -> one.equals(v))) throw new BadRequest();',
      'Assert.isTrue(COLUMNS.contains(v), "column");',
      'switch (v) { case "a": break; default: throw new BadRequest(); }',
    ];
    deepStrictEqual(await each('Things.java', [...nothing, ...decided], lines), nothing);
  });
});

describe('keys of what the caller sent', () => {
  before(ready);

  const SETS = 'await pool.query("update t set " + sets.join() + " where id = 1");';
  const route = (body: string): string => express(body).replace('app.get(', 'app.put(');

  it('become part of the SQL where nothing chooses among them', async () => {
    const cases = [
      `const sets = Object.keys(req.body).map((key, i) => key + ' = $' + i); ${SETS}`,
      `const { id, ...rest } = req.body; const sets = Object.keys(rest); ${SETS}`,
      `const sets = []; for (const key of Object.keys(req.body)) sets.push(key + ' = ?'); ${SETS}`,
      `const sets = []; for (const [key, value] of Object.entries(req.body)) sets.push(key + ' = ?'); ${SETS}`,
      'await pool.query(`insert into t (@{Object.keys(req.body)}) values (1)`);'.replaceAll('@{', '${'),
    ];
    deepStrictEqual(await each('app.js', cases, route), cases);
  });

  it('are harmless where the code decides them', async () => {
    const cases = [
      `const sent = { a: req.body.a }; const sets = Object.keys(sent).map((key) => key + ' = ?'); ${SETS}`,
      `const sent = { a: req.body.a }; const sets = Object.entries(sent).map(([key]) => key + ' = ?'); ${SETS}`,
      `const sent = {}; for (const one of COLUMNS) sent[one] = req.body[one]; const sets = Object.keys(sent); ${SETS}`,
      `const sets = Object.entries(req.body).filter(([key]) => COLUMNS.includes(key)).map(([key]) => key); ${SETS}`,
      `const sets = Object.keys(req.body); if (!sets.every((key) => COLUMNS.has(key))) return res.end(); ${SETS}`,
      `const sets = []; for (const key in req.body) { if (!COLUMNS.has(key)) continue; sets.push(key); } ${SETS}`,
      `const sets = Object.keys(schema.parse(req.body)); ${SETS}`,
    ];
    deepStrictEqual(await each('app.js', cases, route), []);
    const narrowed = (body: string): string => route(body).replace("'/x', ", "'/x', validate(schema), ");
    deepStrictEqual(await each('app.js', [`const sets = Object.keys(req.body); ${SETS}`], narrowed), []);
  });

  it('are those of its class where the body is a record of Python', async () => {
    const record = (body: string): string =>
      python(...body.split('\n'), 'db.execute(f"update t set {sets} where id = 1")')
        .replace('def show(v: str):', 'def show(v: Item, w: dict):')
        .replace('app =', 'from pydantic import BaseModel\nclass Item(BaseModel):\n    name: str\napp =')
        .replace('app.get', 'app.put');
    const fixed = [
      'sets = ", ".join(f"{key} = ?" for key in v.model_dump(exclude_unset=True))',
      'sets = ", ".join(f"{key} = ?" for key, value in v.dict().items())',
      'sent = v.model_dump()\nsets = ", ".join([f"{key} = ?" for key in sent.keys()])',
      'sets = ", ".join(key for key in w if key in COLUMNS)',
    ];
    const open = ['sets = ", ".join(f"{key} = ?" for key in w)'];
    deepStrictEqual(await each('app.py', [...fixed, ...open], record), open);
  });
});
