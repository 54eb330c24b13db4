import { deepStrictEqual, ok } from 'node:assert/strict';
import sqlInjection from '../../rules/input/sql-injection.js';
import { createEngine } from '../../server/core/engine/engine.js';
import type { Engine } from '../../server/core/engine/types.js';
import { FRAMEWORKS } from '../../server/core/facts/frameworks/index.js';
import { createDocument } from '../../server/core/text/open.js';
import { languageOf } from '../../server/host/languages.js';
import { LAYOUT, ROOT, ready } from './project.js';

type Files = Readonly<Record<string, string>>;

async function engineOf(files: Files): Promise<Engine> {
  const engine = createEngine({ rules: [sqlInjection], parser: await ready(), frameworks: FRAMEWORKS });
  engine.layout(LAYOUT);
  for (const [path, text] of Object.entries(files)) write(engine, path, text, 1);
  settle(engine);
  return engine;
}

function write(engine: Engine, path: string, text: string, version: number): void {
  engine.open(createDocument(ROOT + path, languageOf(path) ?? 'javascript', version, text));
}

function settle(engine: Engine): void {
  while (engine.work(() => false));
}

/** 'file: what is underlined <- where it is handed over' for each finding. */
async function injected(files: Files): Promise<readonly string[]> {
  const engine = await engineOf(files);
  return Object.entries(files).flatMap(([path, text]) =>
    engine.findings(ROOT + path).findings.map(({ place, related }) => {
      const from = related.map((one) => {
        const file = one.place.uri.slice(ROOT.length);
        return ` <- ${file}: ${(files[file] ?? '').slice(one.place.range.start, one.place.range.end)}`;
      });
      return `${path}: ${text.slice(place.range.start, place.range.end)}${from.join('')}`;
    }),
  );
}

/** A file with one handler; '@{x}' stands for a place in a template. */
const handler = (body: string): Files => ({
  'app.js': `const express = require('express'); const { Pool } = require('pg'); const pool = new Pool();
    const app = express();
    app.get('/x', async (req, res) => { ${body.replaceAll('@{', '${')} });`,
});

describe('values that come with a request', () => {
  before(ready);

  it('are followed through what replaces, joins and fills them', async () => {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['let n = req.query.n; n = parseInt(n, 10); pool.query(`select 1 from t where a = @{n}`);', []],
      ['let n = req.query.n; if (x) { n = 1; } pool.query(`select 1 from t where a = @{n}`);', ['n']],
      ['let n = 1; n = req.query.n; pool.query(`select 1 from t where a = @{n}`);', ['n']],
      ['pool.query(req.query.sql);', ['req.query.sql']],
      ['cache.get(req.query.key); list.query(req.query.q);', []],
      [
        "const where = []; where.push(`a = '@{req.query.a}'`); pool.query('select 1 from t where ' + where.join(' and '));",
        ["where.join(' and ')"],
      ],
      ["pool.query('select 1 from t where a = %s'.replace('%s', req.query.s));", ['req.query.s']],
      ["pool.query('select 1 from t where a = ' + req.query.s.replace(/[^0-9]/g, ''));", []],
      ['const LIMITS = { max: 5 }; pool.query(`select 1 from t limit @{LIMITS.max}`);', []],
    ];
    for (const [body, expected] of cases) {
      deepStrictEqual(
        await injected(handler(body)),
        expected.map((text) => `app.js: ${text}`),
        body,
      );
    }
  });

  it('reach a service and what it calls, across files and classes', async () => {
    deepStrictEqual(
      await injected({
        'src/routes.ts': `
          import { Router } from 'express';
          import { UserController } from './user.controller.js';
          import { UserService } from './user.service.js';
          const controller = new UserController(new UserService());
          export const router = Router();
          router.get('/users', controller.list);`,
        'src/user.controller.ts': `
          import type { Request, Response } from 'express';
          import { UserService } from './user.service.js';
          export class UserController {
            constructor(private readonly users: UserService) {}
            list = async (req: Request, res: Response) => {
              res.json(await this.users.search(req.query.name as string, Number(req.query.page)));
            };
          }`,
        'src/user.service.ts': `
          import * as repository from './user.repository.js';
          export class UserService {
            search(name: string, page: number) {
              return repository.find({ name, page });
            }
          }`,
        'src/user.repository.ts': `
          import { db } from './db.js';
          export function find({ name, page }: { name: string; page: number }) {
            return db.query(\`select * from users where name like '%\${name}%' limit \${page}\`);
          }`,
      }),
      ['src/user.repository.ts: name <- src/user.service.ts: repository.find({ name, page })'],
    );
  });

  it('reach a helper of CommonJS by a whole object, and not what is checked on the way', async () => {
    deepStrictEqual(
      await injected({
        'app.js': `
          const express = require('express');
          const store = require('./store');
          const app = express();
          app.post('/a', (req, res) => res.json(store.save(req.body)));
          app.get('/b', (req, res) => {
            if (!['asc', 'desc'].includes(req.query.sort)) return res.status(400).end();
            res.json(store.list(req.query.sort));
          });
          app.get('/c', (req, res) => res.json(store.byId(Number(req.params.id))));`,
        'store.js': `
          const { pool } = require('./pool');
          exports.save = (data) => pool.query("insert into t values ('" + data.name + "')");
          exports.list = (sort) => pool.query('select * from t order by ' + sort);
          exports.byId = (id) => pool.query('select * from t where id = ' + id);`,
      }),
      ['store.js: data.name <- app.js: store.save(req.body)'],
    );
  });

  it('reach what a module of Python names, by name too, and the type of a dependency', async () => {
    deepStrictEqual(
      await injected({
        'shop/main.py': `
from fastapi import Depends, FastAPI
from shop.stores import find, Stores

app = FastAPI()

@app.get("/a")
def a(name: str, limit: int):
    return find(limit=limit, name=name)

@app.get("/b")
def b(name: str, stores: Stores = Depends(Stores)):
    return stores.search(name)

@app.get("/c")
def c(number: int, stores: Stores = Depends(Stores)):
    return stores.numbered(number)
`,
        'shop/stores.py': `
from sqlalchemy import text
from shop.database import db

def find(name: str, limit: int):
    return db.execute(text(f"select 1 from stores where name = '{name}' limit {limit}"))

class Base:
    def search(self, term):
        return db.execute(text(f"select 1 from stores where term = '{term}'"))

class Stores(Base):
    def numbered(self, number):
        return db.execute(text(f"select 1 from stores where number = {number}"))
`,
      }),
      [
        'shop/stores.py: name <- shop/main.py: find(limit=limit, name=name)',
        'shop/stores.py: term <- shop/main.py: stores.search(name)',
      ],
    );
  });

  it('reach what implements the type of a field in Java', async () => {
    deepStrictEqual(
      await injected({
        'src/shop/web/Stores.java': `package shop.web;
import shop.service.Search;
import org.springframework.web.bind.annotation.*;
@RestController
class Stores {
  private final Search search;
  @GetMapping("/stores")
  Object find(@RequestParam String term, @RequestParam int page) { return search.find(term, page); }
  @GetMapping("/pages")
  Object page(@RequestParam int page) { return this.search.page(page); }
}`,
        'src/shop/service/Search.java': `package shop.service;
public interface Search { Object find(String term, int page); Object page(String page); }`,
        'src/shop/service/SqlSearch.java': `package shop.service;
class SqlSearch implements Search {
  private final JdbcTemplate jdbc;
  public Object find(String term, int page) {
    return jdbc.queryForList("select * from stores where term = '" + term.trim() + "' limit " + page);
  }
  public Object page(String page) { return jdbc.queryForList("select * from stores where page = " + page); }
}`,
      }),
      ['src/shop/service/SqlSearch.java: term.trim() <- src/shop/web/Stores.java: search.find(term, page)'],
    );
  });

  it('typing in one file checks another again only when what it hands over is another', async () => {
    const service = `export const find = (name) => db.query("select * from t where a = '" + name + "'");`;
    const caller = (argument: string, note: string): string => `
      import express from 'express';
      import { find } from './service.js';
      const app = express();
      app.get('/x', (req, res) => { /* ${note} */ res.json(find(${argument})); });`;
    const engine = await engineOf({ 'service.js': service, 'app.js': caller('req.query.a', '') });
    const found = (): number => engine.findings(`${ROOT}service.js`).findings.length;
    const checks = (): number => engine.counters().get(`input/sql-injection ${ROOT}service.js#`) ?? 0;
    deepStrictEqual(found(), 1);
    const before = checks();
    write(engine, 'app.js', caller('req.query.a', 'a note'), 2);
    settle(engine);
    deepStrictEqual([found(), checks()], [1, before]);
    write(engine, 'app.js', caller('5', 'a note'), 3);
    settle(engine);
    deepStrictEqual(found(), 0);
    ok(checks() > before);
  });
});
