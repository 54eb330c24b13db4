import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'input/sql-injection';

describe('SQL that a way of the project is handed', () => {
  before(prepare);

  it('is reported where it is put together, and not in what runs it', () => {
    const java = `
      import org.springframework.web.bind.annotation.*;
      abstract class Dao {
        protected final JdbcTemplate jdbc;
        protected List<Item> query(String sql, Object... values) { return jdbc.query(sql, mapper, values); }
      }
      class ItemDao extends Dao {
        List<Item> named(String name) { return query("select * from item where name = '" + name + "'"); }
        List<Item> bound(String name) { return query("select * from item where name = ?", name); }
      }
      @RestController class Items {
        private final ItemDao items;
        @GetMapping("/items") List<Item> named(@RequestParam String name) { return items.named(name); }
        @GetMapping("/items/bound") List<Item> bound(@RequestParam String name) { return items.bound(name); }
      }`;
    deepEqual(linesOf({ 'Items.java': java }, RULE), ['Items.java:7']);
    const python = `
      from fastapi import FastAPI
      app = FastAPI()
      def fetch_all(sql, values=()):
          return db.execute(sql, values)
      @app.get("/items")
      def named(name: str):
          return fetch_all(f"select * from item where name = '{name}'")
      @app.get("/items/bound")
      def bound(name: str):
          return fetch_all("select * from item where name = ?", (name,))`;
    deepEqual(linesOf({ 'main.py': python }, RULE), ['main.py:7']);
  });

  it('is reported in what runs it where nothing else tells of it', () => {
    const java = `
      import org.springframework.web.bind.annotation.*;
      @RestController class Items {
        private final JdbcTemplate jdbc;
        private List<Item> items(String sql) { return jdbc.query(sql, mapper); }
        @GetMapping("/items") List<Item> named(@RequestParam String name) { return items("select * from item where name = '" + name + "'"); }
      }`;
    deepEqual(linesOf({ 'Items.java': java }, RULE), ['Items.java:4']);
  });

  it('is reported in what runs it for another file, whatever that is called and wherever it is handed over', () => {
    const store = `
from sqlalchemy import text
def rows_of(conn, sql, params=None):
    return conn.execute(text(sql), params or {}).fetchall()
def page_of(conn, sql):
    return rows_of(conn, sql)
class Store:
    def grab(self, sql, *values):
        cur = self.conn.cursor()
        cur.execute(sql + " limit 10", values)
def titled(conn, title):
    return conn.execute(text("select * from item where title = :t"), {"t": title})
def fetch_all(sql, values=()):
    return db.execute(sql, values)`;
    const found = (line: string) =>
      linesOf(
        {
          'store.py': store,
          'main.py': `
from fastapi import Depends, FastAPI
from sqlalchemy import text
import store
from store import Store
app = FastAPI()
@app.get("/items")
def named(name: str, conn=Depends(store.connect)):
    ${line}`,
        },
        RULE,
      );
    const pasted = `f"select * from item where name = '{name}'"`;
    for (const [line, at] of [
      [`return store.rows_of(conn, ${pasted})`, 'store.py:3'],
      [`return store.rows_of(conn, sql=${pasted})`, 'store.py:3'],
      [`sql = ${pasted}; return store.rows_of(conn, sql)`, 'store.py:3'],
      [`return store.page_of(conn, ${pasted})`, 'store.py:3'],
      [`return Store().grab(${pasted})`, 'store.py:9'],
      [`return store.fetch_all(${pasted})`, 'main.py:8'],
    ] as const)
      deepEqual(found(line), [at], line);
    for (const line of [
      'return store.rows_of(conn, "select * from item where name = :n", {"n": name})',
      'return store.titled(conn, f"hello {name}")',
      `return store.titled(conn, ${pasted})`,
      'return store.rows_of(conn, f"select * from {TABLE}")',
    ])
      deepEqual(found(line), [], line);
  });
});
