/** A small server of which one file is edited: its name and text, and those beside it. */
export interface Sample {
  readonly edited: readonly [string, string];
  readonly beside: readonly (readonly [string, string])[];
}

const EXPRESS = `const express = require('express');
const cors = require('cors');
const session = require('express-session');
const jwt = require('jsonwebtoken');
const { Pool } = require('pg');
const { requireAuth } = require('./auth');
const { find } = require('./stores');

const app = express();
const pool = new Pool();
const ORIGINS = true;
const OPTIONS = { origin: ORIGINS, credentials: true };
const SECRET = process.env.SECRET || 'keyboard cat';
const cookie = { httpOnly: false, secure: false };
app.use(cors(OPTIONS));
app.use(express.json()); app.use(session({ secret: SECRET, cookie, resave: false }));
app.get('/open', (req, res) => res.json({ ok: true }));

// Before its guard.
app.post('/orders', async (req, res) => {
  const { name, total } = req.body;
  const parts = [];
  parts.push("insert into orders values ('");
  parts.push(name);
  try {
    await pool.query(parts.join(''), [total]);
    res.json(await find(req.query.term));
  } catch (err) {
    res.status(500).json({ message: err.message });
  }
});
const limit = 5;
app.use(requireAuth);
app.delete('/orders/:id', async (req, res) => {
  const row = await pool.query('delete from orders where id = ' + req.params.id);
  res.json(row);
});
function register(router, req) {
  const term = req.query.term;
  function ask() { return run(term); }
  router.get('/asked', ask);
}
function run(term) { return pool.query('select ' + term); }
const token = jwt.sign({ id: 1 }, SECRET);
const page = jwt.decode(token);
register(app);
module.exports = app;
`;

const TYPESCRIPT = `import express, { Request, Response } from 'express';
import cors from 'cors';
import { Store } from './store';

const router = express.Router();
const store = new Store();
const allowed = '*';
const options = { origin: allowed };
router.use(cors(options));
interface Order { name: string; total: number }

export class Orders {
  constructor(private readonly store: Store) {}

  find = async (req: Request, res: Response) => {
    const fields = { ...req.body, role: 'user' };
    res.json(await this.store.save(fields));
    await Order.create(fields);
    await Order.update(req.body, { where: { id: 1 } });
  };

  search(req: Request, res: Response) {
    const host = req.query.host as string;
    return fetch('http://' + host + '/status').then((answer) => res.send(answer));
  }
}
const orders = new Orders(store);
router.post('/orders', orders.find);
router.get('/orders/:term', orders.search);
router.get('/stores', (req, res) => res.json(store.find(req.query.term)));
router.use(guard);
router.put('/stores/:id', (req, res) => res.json(store.save({ id: req.params.id, ...req.body })));
function guard(req: Request, res: Response, next: () => void) {
  if (!req.headers.authorization) return res.status(401).end();
  next();
}
export default router;
`;

const PYTHON = `import jwt
from enum import Enum
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.sessions import SessionMiddleware
from pydantic import BaseModel
from sqlalchemy import text
from shop.database import db
from shop.stores import Stores, find

ORIGINS = ["https://a.example", "*"]
SECRET = "hard to guess"
app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)
app.add_middleware(SessionMiddleware, secret_key=SECRET)


class Kind(str, Enum):
    big = "big"


class Order(BaseModel):
    name: str
    kind: Kind
    total: int


@app.post("/orders")
def add(order: Order, stores: Stores = Depends(Stores)):
    db.execute(text(f"insert into orders values ('{order.name}', '{order.kind}', {order.total})"))
    return stores.search(order.name)


def current(request: Request):
    token = request.headers.get("authorization")
    if token is None:
        raise HTTPException(401)
    return jwt.decode(token, SECRET, algorithms=["HS256"])


@app.get("/orders")
def listed(term: str, limit: int, user=Depends(current)):
    try:
        return find(limit=limit, name=term)
    except Exception as error:
        raise HTTPException(500, str(error))


def create(app: FastAPI, stores: Stores):
    @app.get("/made/{term}")
    def made(term: str):
        return stores.search(term)
    return app


create(app, Stores())
`;

const STORES = `from sqlalchemy import text
from shop.database import db

def find(name: str, limit: int):
    return db.execute(text(f"select 1 from stores where name = '{name}' limit {limit}"))

class Stores:
    def search(self, term):
        return db.execute(text(f"select 1 from stores where term = '{term}'"))
`;

const JAVA = `package shop.web;
import jakarta.servlet.http.*;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;
import shop.service.Search;

enum Kind { BIG, SMALL }

record Order(String name, Kind kind, int total) {}

class Terms {
  private String term;
  private int number;
}

@RestController
@RequestMapping("/stores")
class Stores {
  private static final String TABLE = "stores";
  private final Search search;
  private final JdbcTemplate jdbc;
  private final Orders orders;

  @GetMapping
  Object find(@RequestParam String term, @RequestParam int page) { return search.find(term, page); }

  @PostMapping("/terms")
  Object terms(@RequestBody Terms terms) {
    StringBuilder sql = new StringBuilder("select * from ");
    sql.append(TABLE).append(" where term = '").append(terms.getTerm()).append("'");
    sql.append(" limit ").append(terms.getNumber());
    return jdbc.queryForList(sql.toString());
  }

  @GetMapping("/{id}")
  Object one(@PathVariable Long id, HttpServletResponse response) {
    Cookie cookie = new Cookie("session", "" + id);
    cookie.setHttpOnly(true);
    response.addCookie(cookie);
    return this.orders.findById(id);
  }

  @DeleteMapping("/{id}")
  Object gone(@PathVariable Long id) {
    try {
      return run("delete from " + TABLE + " where id = " + id);
    } catch (Exception e) {
      return Map.of("error", e.getMessage());
    }
  }

  private Object run(String sql) { return jdbc.update(sql); }
}
`;

const SEARCH = `package shop.service;
public interface Search { Object find(String term, int page); }
`;

const SQL_SEARCH = `package shop.service;
class SqlSearch implements Search {
  private final JdbcTemplate jdbc;
  private String head = "select * from stores where term = '";
  public Object find(String term, int page) {
    return jdbc.queryForList(head + term.trim() + "' limit " + page);
  }
}
`;

const JS_STORES = `const { pool } = require('./pool');
exports.find = (term) => pool.query("select 1 from t where a = '" + term + "'");
`;

const TS_STORE = `import { pool } from './pool';
export class Store {
  find(term: string) { return pool.query('select ' + term); }
  save(fields: object) { return Order.create(fields); }
}
`;

/** What is asked of other statements and of other files while one is looked at, in every language. */
/** Handlers that only their registrations tell. */
const REGISTERED = `const express = require('express');
const db = require('./db');
const site = express();
function check(rq, rs, go) { if (!rq.user) return rs.status(401).end(); go(); }
const list = (i, o) => { db.query('SELECT * FROM u WHERE id = ' + i.query.id); o.end(); };
function failed(a, b, c, d) { c.status(401).end(); }
site.use(check);
site.get('/list', list);
site.post('/add', (q, r) => { db.query('INSERT INTO u VALUES (' + q.body.name + ')'); r.end(); });
site.use(failed);
`;

export const SAMPLES: readonly Sample[] = [
  {
    edited: ['a/app.js', EXPRESS],
    beside: [
      ['a/stores.js', JS_STORES],
      [
        'a/auth.js',
        'exports.requireAuth = (req, res, next) => (req.user ? next() : res.status(401).end());\n',
      ],
    ],
  },
  { edited: ['r/app.js', REGISTERED], beside: [['r/db.js', 'exports.query = (text) => text;\n']] },
  { edited: ['b/orders.ts', TYPESCRIPT], beside: [['b/store.ts', TS_STORE]] },
  { edited: ['shop/main.py', PYTHON], beside: [['shop/stores.py', STORES]] },
  {
    edited: ['src/shop/web/Stores.java', JAVA],
    beside: [
      ['src/shop/service/Search.java', SEARCH],
      ['src/shop/service/SqlSearch.java', SQL_SEARCH],
    ],
  },
  {
    edited: ['src/shop/service/SqlSearch.java', SQL_SEARCH],
    beside: [
      ['src/shop/service/Search.java', SEARCH],
      ['src/shop/web/Stores.java', JAVA],
    ],
  },
];
