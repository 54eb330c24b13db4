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

  it('reach a service of Java by the fields of a body, as far as their types leave a choice of text', async () => {
    deepStrictEqual(
      await injected({
        'src/shop/web/Orders.java': `package shop.web;
import shop.service.*;
import shop.dto.Filter;
import org.springframework.web.bind.annotation.*;
@RestController
class Orders {
  private final OrderService service;
  @PostMapping("/orders/search")
  Object search(@RequestBody Filter filter) {
    service.of(filter.getCustomer());
    jdbc.queryForList("select * from orders where customer = " + filter.getCustomer() + " and kind = " + filter.getKind());
    jdbc.queryForList("select * from orders where term = '" + filter.getTerm() + "'");
    return service.search(filter);
  }
  @PostMapping("/orders/count")
  Object count(@RequestBody Named named) { return Counts.of(named); }
}
record Named(String name, int least) { }`,
        'src/shop/dto/Filter.java': `package shop.dto;
public class Filter extends Paged {
  private String term; private Long customer; private Order order; private Kind kind;
  enum Kind { NEW, OLD }
}
class Paged { private java.time.LocalDate since; private LocalDate until; private int first; }`,
        'src/shop/dto/Order.java': `package shop.dto;
public enum Order { DAY, PRICE }`,
        'src/shop/service/OrderService.java': `package shop.service;
import shop.dto.Filter;
class OrderService {
  private final OrderDao dao;
  Object search(Filter filter) { return dao.search(filter, filter.getTerm()); }
  Object of(Long customer) { return jdbc.queryForList("select * from orders where customer = " + customer); }
}`,
        'src/shop/service/OrderDao.java': `package shop.service;
import shop.dto.Filter;
class OrderDao {
  private final JdbcTemplate jdbc;
  Object search(Filter filter, String term) {
    jdbc.queryForList("select * from orders where customer = " + filter.getCustomer() + " and day < " + filter.getUntil());
    jdbc.queryForList("select * from orders limit " + filter.getFirst() + " order by " + filter.getOrder() + filter.getKind());
    jdbc.queryForList("select * from orders where name = '" + term + "'");
    return jdbc.queryForList("select * from orders where term = '" + filter.getTerm() + "'");
  }
}`,
        'src/shop/service/Counts.java': `package shop.service;
import shop.web.Named;
class Counts {
  static Object of(Named named) {
    jdbc.queryForList("select count(*) from orders having sum > " + named.least());
    return jdbc.queryForList("select count(*) from orders where name = '" + named.name() + "'");
  }
}`,
      }),
      [
        'src/shop/web/Orders.java: filter.getTerm()',
        'src/shop/service/OrderDao.java: term <- src/shop/service/OrderService.java: dao.search(filter, filter.getTerm())',
        'src/shop/service/OrderDao.java: filter.getTerm() <- src/shop/service/OrderService.java: dao.search(filter, filter.getTerm())',
        'src/shop/service/Counts.java: named.name() <- src/shop/web/Orders.java: Counts.of(named)',
      ],
    );
  });

  it('reach the class that answers what an interface of Java declares, and a store by what it extends', async () => {
    deepStrictEqual(
      await injected({
        'src/shop/api/StoresApi.java': `package shop.api;
import org.springframework.web.bind.annotation.*;
@RequestMapping("/stores")
public interface StoresApi {
  @GetMapping Object find(@RequestParam String term, @RequestParam int page);
  @PostMapping("/search") Object search(@RequestBody Wish wish);
}`,
        'src/shop/api/Wish.java': `package shop.api;
public record Wish(String name, long id) { }`,
        'src/shop/web/Stores.java': `package shop.web;
import shop.api.*;
import shop.data.StoreRepository;
@RestController
class Stores implements StoresApi {
  private final StoreRepository stores;
  public Object find(String term, int page) { return stores.named(term, page); }
  public Object search(Wish wish) {
    stores.named("x", 1);
    jdbc.queryForList("select * from stores where id = " + wish.id());
    return jdbc.queryForList("select * from stores where name = '" + wish.name() + "'");
  }
  Object aside(String term) { return jdbc.queryForList("select * from stores where name = '" + term + "'"); }
}`,
        'src/shop/data/StoreRepository.java': `package shop.data;
public interface StoreRepository extends JpaRepository<Store, Long>, StoreSearch { }`,
        'src/shop/data/StoreSearch.java': `package shop.data;
interface StoreSearch { Object named(String name, int page); }`,
        'src/shop/data/StoreSearchImpl.java': `package shop.data;
class StoreSearchImpl implements StoreSearch {
  public Object named(String name, int page) {
    return em.createNativeQuery("select * from stores where name = '" + name + "' limit " + page).getResultList();
  }
}`,
      }),
      [
        'src/shop/web/Stores.java: wish.name() <- src/shop/api/StoresApi.java: "/search"',
        'src/shop/data/StoreSearchImpl.java: name <- src/shop/web/Stores.java: stores.named(term, page)',
      ],
    );
  });

  it('reach an object of Python that is made to be asked once, or that its type asks for, by the fields of a body', async () => {
    deepStrictEqual(
      await injected({
        'app/main.py': `from typing import Annotated
from fastapi import Depends, FastAPI
from app.schemas import Search
from app.store import Store
app = FastAPI()
Stored = Annotated[Store, Depends()]
@app.post("/orders/search")
def search(body: Search):
    return Store().search(filters=body)
@app.post("/orders/find")
def find(body: Search, store: Stored):
    return store.find(body.term)
`,
        'app/schemas.py': `from enum import Enum
from pydantic import BaseModel
class Sort(str, Enum):
    day = "day"
class Search(BaseModel):
    term: str
    sort: Sort = Sort.day
    least: int | None = None
`,
        'app/store.py': `from sqlalchemy import text
class Store:
    def search(self, filters):
        db.execute(text(f"select * from orders order by {filters.sort} limit {filters.least}"))
        return db.execute(text(f"select * from orders where term = '{filters.term}'"))
    def find(self, term):
        return db.execute(text(f"select * from orders where term = '{term}'"))
`,
      }),
      [
        'app/store.py: filters.term <- app/main.py: Store().search(filters=body)',
        'app/store.py: term <- app/main.py: store.find(body.term)',
      ],
    );
  });

  it('do not come from what a dependency gives, whose type is a name of another file', async () => {
    deepStrictEqual(
      await injected({
        'app/deps.py': `from typing import Annotated
from fastapi import Depends
def find_user():
    return users.first()
Caller = Annotated[User, Depends(find_user)]
`,
        'app/main.py': `from fastapi import FastAPI
from sqlalchemy import text
from app import store
from app.deps import Caller
app = FastAPI()
@app.post("/mine")
def mine(caller: Caller, wish: Wish):
    db.execute(text(f"select * from t where owner = '{caller.email}'"))
    db.execute(text(f"select * from t where name = '{wish.name}'"))
    return store.mine(caller, caller.email, wish.name)
class Wish(BaseModel):
    name: str
`,
        'app/store.py': `from sqlalchemy import text
def mine(caller, email, name):
    db.execute(text(f"select * from t where owner = '{caller.email}'"))
    db.execute(text(f"select * from t where owner = '{email}'"))
    return db.execute(text(f"select * from t where name = '{name}'"))
`,
      }),
      [
        'app/main.py: wish.name',
        'app/store.py: name <- app/main.py: store.mine(caller, caller.email, wish.name)',
      ],
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
