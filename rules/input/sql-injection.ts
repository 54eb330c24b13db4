import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { boundBy } from './sql-bound.js';
import { CALLEES, hasNarrowKeys, isHandedSql, isHandedWhole, isSql, statementOf } from './sql-calls.js';

export default defineRule({
  id: 'input/sql-injection',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection'],
  standards: ['API8:2023', 'CWE-89'],
  title: 'SQL text assembled from request data',
  why: `
    What is pasted into a statement is read as SQL, not as data: a caller who
    sends a quote or a condition of their own decides what the database does.
    Handed over as a parameter, the value stays a value, whatever it holds.`,
  callees: CALLEES,
  messages: {
    pasted: '{value} comes from the caller and becomes part of the SQL.',
    together: '{value} was put together with what the caller sent, and runs as SQL.',
    handed: 'The request hands it over here.',
  },
  fixes: {
    numbered: { title: 'Hand it over as a parameter ($1, as PostgreSQL takes it)', safety: 'review' },
    question: { title: 'Hand it over as a parameter (?, as MySQL and SQLite take it)', safety: 'review' },
    percent: { title: 'Hand it over as a parameter (%s, as psycopg and PyMySQL take it)', safety: 'review' },
    named: { title: 'Hand it over as a parameter with a name', safety: 'review' },
    jdbc: { title: 'Hand it over as a parameter (?)', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        const { Pool } = require('pg');
        const db = new Pool();
        app.get('/tasks/:id', (req, res) => db.query(\`select * from tasks where id = '\${req.params.id}'\`));
        //                                                                              ^^^^^^^^^^^^^ req.params.id comes from the caller and becomes part of the SQL.`,
      fixed: `
        const { Pool } = require('pg');
        const db = new Pool();
        app.get('/tasks/:id', (req, res) => db.query(\`select * from tasks where id = $1\`, [req.params.id]));`,
      good: `
        app.get('/tasks', (req, res) => db.query(\`select * from \${TABLE}\`));`,
    },
    {
      language: 'typescript',
      bad: `
        import { db } from './database.js';

        router.get('/users', async (req: Request, res: Response) => {
          const { name, sort } = req.query;
          let sql = "select id, name from users where name like '%" + name + "%'";
          //                                                          ^^^^
          if (ORDERS.includes(sort)) sql += ' order by ' + sort;
          res.json(await db.rows(sql));
        });`,
    },
    {
      language: 'tsx',
      bad: `
        export const find = (req: Request) => knex.raw(\`select * from t where a = \${req.body.a}\`);
        //                                                                          ^^^^^^^^^^
        export const count = (req: Request) => Team.knex().raw(\`count(\${req.body.column})\`);
        //                                                              ^^^^^^^^^^^^^^^
        export const last = (req: Request) => this.getDb().unsafe(req.body.statement);
        //                                                        ^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, Depends, Request
        from sqlalchemy import text

        router = APIRouter()

        @router.get("/users")
        def search(request: Request, name: str, limit: int = 10, db=Depends(get_db)):
            order = request.query_params.get("order")
            sql = f"select id from users where name like '%{name}%' limit {limit}"
            #                                               ^^^^ name comes from the caller and becomes part of the SQL.
            rows = db.execute(text(sql)).all()
            db.execute(text("select 1 from users order by %s" % order))
            #                                                   ^^^^^
            return rows`,
    },
    {
      language: 'python',
      bad: `
        import sqlite3
        from fastapi import APIRouter

        router = APIRouter()
        db = sqlite3.connect("shop.db")

        @router.get("/users")
        def search(name: str):
            return db.execute(f"select id from users where name = '{name}'").fetchall()
            #                                                       ^^^^ name comes from the caller and becomes part of the SQL.`,
      fixed: `
        import sqlite3
        from fastapi import APIRouter

        router = APIRouter()
        db = sqlite3.connect("shop.db")

        @router.get("/users")
        def search(name: str):
            return db.execute("select id from users where name = ?", (name,)).fetchall()`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, Depends
        from sqlalchemy import text

        router = APIRouter()

        @router.post("/users/search")
        def search(wish: Wish, db=Depends(get_db)):
            return db.execute(text(f"select id from users where name = {wish.name} limit 5"))
            #                                                           ^^^^^^^^^ wish.name comes from the caller and becomes part of the SQL.`,
      fixed: `
        from fastapi import APIRouter, Depends
        from sqlalchemy import text

        router = APIRouter()

        @router.post("/users/search")
        def search(wish: Wish, db=Depends(get_db)):
            return db.execute(text("select id from users where name = :name limit 5"), {"name": wish.name})`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.jdbc.core.JdbcTemplate;
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Users {
          private final JdbcTemplate jdbcTemplate;

          @GetMapping("/users")
          List<User> find(@RequestParam String name) {
            return jdbcTemplate.query("select * from users where name = '" + name + "' and open", mapper);
            //                                                               ^^^^ name comes from the caller and becomes part of the SQL.
          }
        }`,
      fixed: `
        import org.springframework.jdbc.core.JdbcTemplate;
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Users {
          private final JdbcTemplate jdbcTemplate;

          @GetMapping("/users")
          List<User> find(@RequestParam String name) {
            return jdbcTemplate.query("select * from users where name = ? and open", mapper, name);
          }
        }`,
    },
    {
      language: 'python',
      good: `
        @router.get("/users/{user_id}")
        async def show(user_id: int, name: str, sort: str, db=Depends(get_db)):
            if sort not in COLUMNS:
                raise HTTPException(400)
            await db.execute("select * from users where id = %s and name = %s", (user_id, name))
            await db.execute(f"select * from users where id = {user_id} order by {sort}")
            db.execute(select(User).where(User.name == name))

        class Page(BaseModel):
            team: UUID
            number: int

        @router.post("/users/pages")
        def page(page: Page, range: Range, db=Depends(get_db)):
            db.execute(text(f"select * from users where team = '{page.team}' and page = {page.number}"))
            db.execute(text(f"select * from users limit {range.limit}"))`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.jdbc.core.JdbcTemplate;
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Users {
          private final JdbcTemplate jdbc;

          @GetMapping("/users")
          List<User> find(@RequestParam String name, @RequestParam int page) {
            String sql = "select * from users where name = '" + name + "' offset " + page;
            //                                                  ^^^^ name comes from the caller and becomes part of the SQL.
            return jdbc.query(sql, mapper);
          }

          @PostMapping("/users/search")
          List<User> search(@RequestBody Query query) {
            StringBuilder sql = new StringBuilder("select * from users where ");
            sql.append(query.getFilter());
            //         ^^^^^^^^^^^^^^^^^
            return jdbc.query(sql.toString(), mapper);
          }

          @GetMapping("/users/all")
          List<User> all(@RequestParam String statement) {
            return jdbc.query(statement, mapper);
            //                ^^^^^^^^^
          }

          @GetMapping("/users/of")
          List<User> of(@RequestParam String team) {
            StringBuilder sql = new StringBuilder("select * from users where 1 = 1");
            if (team != null) {
              sql.append(" and team = '").append(team).append("'");
              //                                 ^^^^
            }
            return jdbc.query(sql.toString(), mapper);
          }

          @GetMapping("/users/named")
          List<User> named(@RequestParam String name, @RequestParam List<String> ids) {
            entities.createNativeQuery("delete from users where id in (" + String.join(",", ids) + ")");
            //                                                                              ^^^
            return entities.createQuery("from User u where u.name = '" + name + "'").getResultList();
            //                                                           ^^^^
          }
        }`,
    },
    {
      language: 'java',
      good: `
        @RestController
        class Users {
          @GetMapping("/users")
          List<User> find(@RequestParam String name, @RequestParam UUID team, @RequestParam String order) {
            if (!COLUMNS.contains(order)) throw new IllegalArgumentException();
            jdbc.query("select * from users where team = '" + team + "' order by " + order, mapper);
            String column = order;
            if (!COLUMNS.contains(column)) column = "name";
            jdbc.query("select * from users order by " + column, mapper);
            return jdbc.query("select * from users where name = ?", mapper, name);
          }

          @GetMapping("/users/raw")
          String raw(@RequestParam String text) { return service.raw(text); }

          @PostMapping("/users/page")
          List<User> page(@RequestBody Page page) {
            return jdbc.query("select * from users offset " + page.getStart(), mapper);
          }
        }

        class Page { private int start; }`,
    },
    {
      language: 'javascript',
      good: `
        app.get('/users/:id', (req, res) => {
          const id = Number(req.params.id);
          cache.get('user ' + req.params.id);
          db.query('select * from users where id = ' + id);
          db.query('select * from users where id = $1', [req.params.id]);
          db.query(sql\`select * from users where id = \${req.params.id}\`);
        });
        const texts = require('./texts');
        app.get('/texts', (req, res) => res.send(texts.raw(\`> \${req.query.text}\`) + this.pages.unsafe(req.query.page)));`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      if (call.inTest) return;
      const statement = statementOf(call);
      if (statement === undefined) return;
      const value = statement.parts.find((part) => part.origin === 'request');
      if (value === undefined || isHandedWhole(call, statement, value) || !isSql(call, statement)) return;
      if (hasNarrowKeys(call, value)) return unknown(value);
      report({
        at: value,
        message: isHandedSql(value.via) ? 'together' : 'pasted',
        data: { value: shorten(value.text, 40) },
        related: value.via === undefined ? [] : [{ at: value.via, message: 'handed' }],
        fixes: boundBy(call, statement),
      });
    },
  },
});
