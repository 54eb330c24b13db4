import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'input/sql-injection';

describe('SQL that is put together by functions', () => {
  before(prepare);

  it('takes values raw from formats of packages, and from none that escape or convert', () => {
    const values = [
      'util.format("select * from t where id = \'%s\'", sent)',
      'format("select * from t where id = \'%s\'", sent)',
      "format('select * from t where id =', sent)",
      "pgFormat('select * from t order by %s', sent)",
      '"select * from t where id = \'".concat(sent, "\'")',
      '"select * from t where id = \'".concat(sent).concat("\'")',
      // Numbers, and values with quotes around them.
      "util.format('select * from t where id = %d', sent)",
      "pgFormat('select %I from t where id = %L', sent, sent)",
      "mysql.format('select * from t where id = ?', [sent])",
      "date.format('select %s', sent)",
    ];
    const app = [
      "const app = require('express')();",
      "const util = require('util'); const { format } = require('util'); const pgFormat = require('pg-format');",
      "const mysql = require('mysql2'); const date = require('date-fns');",
      ...values.map((value, i) => {
        const taken = '(req, res) => { const sent = req.query.id;';
        return `app.get('/${i}', ${taken} const sql = ${value}; db.query(sql).then((all) => res.json(all)); });`;
      }),
    ];
    deepEqual(
      linesOf({ 'app.js': app.join('\n') }, RULE),
      [4, 5, 6, 7, 8, 9].map((line) => `app.js:${line}`),
    );
  });

  it('may be the caller’s as a whole, through a connection of the project and as a literal of Sequelize', () => {
    const calls = [
      'db.query(req.body.sql)',
      'db.items.findAll({ where: sequelize.literal("name = " + req.query.name) })',
      'db.items.findAll({ order: Sequelize.literal(req.query.sort) })',
      // Criteria, and literals of others.
      'db.query(req.query)',
      'cache.query(req.body.sql)',
      'zod.literal(req.query.sort)',
      "sequelize.literal('random()')",
    ];
    const app = [
      "const app = require('express')(); const zod = require('zod');",
      "const { sequelize, Sequelize } = require('./models'); const db = require('./database'); const cache = require('./cache');",
      ...calls.map((call, i) => `app.post('/${i}', async (req, res) => { res.json(await ${call}); });`),
    ];
    deepEqual(
      linesOf({ 'app.js': app.join('\n') }, RULE),
      [3, 4, 5].map((line) => `app.js:${line}`),
    );
  });

  it('takes values from texts of Python that have a name', () => {
    const main = `
      from fastapi import FastAPI
      app = FastAPI()
      @app.get("/a")
      def a(name: str):
          pattern = "select * from t where name = '{}'"
          return db.execute(pattern.format(name))
      @app.get("/b")
      def b(name: str):
          pattern = "select * from t where name = '%s'"
          sql = pattern % (name,)
          return db.execute(sql)
      @app.get("/c")
      def c(name: str):
          return db.execute(sqlparse.format(name))
      @app.get("/d")
      def d(name: int):
          pattern = "select * from t where name = '{}'"
          return db.execute(pattern.format(name))`;
    deepEqual(linesOf({ 'main.py': main }, RULE), ['main.py:6', 'main.py:10']);
  });

  it('takes values from texts of Java that have a name', () => {
    const values = [
      'String.format(PATTERN, name)',
      'PATTERN.formatted(name)',
      '"select * from t where name = \'".concat(name)',
      'String.format("select * from t where n = %d", 5)',
    ];
    const users = [
      'import org.springframework.web.bind.annotation.*;',
      '@RestController class Users {',
      'private static final String PATTERN = "select * from t where name = \'%s\'"; JdbcTemplate jdbc;',
      ...values.map((value, i) => {
        const head = `@GetMapping("/${i}") Object f${i}(@RequestParam String name)`;
        return `${head} { String sql = ${value}; return jdbc.queryForList(sql); }`;
      }),
      '}',
    ];
    deepEqual(
      linesOf({ 'Users.java': users.join('\n') }, RULE),
      [4, 5, 6].map((line) => `Users.java:${line}`),
    );
  });
});
