import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

function lines(files: Files): readonly string[] {
  return linesOf(files, 'design/excessive-data-exposure');
}

describe('a stored record that is sent', () => {
  before(prepare);

  const prisma = (client: string) => `
    import express from 'express';
    const prisma = ${client};
    const app = express();
    app.post('/users', async (req, res) => {
      const user = await prisma.user.create({ data: { email: req.body.email, password: await hash(req.body.password) } });
      res.json(user);
    });
    app.get('/users', async (req, res) => res.json(await prisma.user.findMany()));
    app.get('/users/:id', async (req, res) => {
      const user = await prisma.user.findUnique({ where: { id: req.params.id }, select: { email: true } });
      res.json(user);
    });
    app.get('/me', async (req, res) => {
      const { password, ...rest } = await prisma.user.findUnique({ where: { id: req.user.id } });
      res.json(rest);
    });
    app.get('/posts', async (req, res) => res.json(await prisma.post.findMany()));`;

  it('is one of Prisma that something puts a password into', () => {
    deepEqual(lines({ 'app.ts': prisma('new PrismaClient()') }), ['app.ts:6', 'app.ts:8']);
    const sign =
      'prisma.user.update({ where: { id }, data: { password } });\nprisma.user.create({ data: { pwd } });';
    const files = { 'app.ts': prisma('new PrismaClient()'), 'sign.ts': `import 'express';\n${sign}` };
    deepEqual(lines(files), ['app.ts:6', 'app.ts:8']);
  });

  it('is none of Prisma where the client keeps fields back', () => {
    deepEqual(lines({ 'app.ts': prisma('new PrismaClient({ omit: { user: { password: true } } })') }), []);
    deepEqual(lines({ 'app.ts': prisma('new PrismaClient().$extends(hiding)') }), []);
  });

  it('is one that a repository of TypeORM gives', () => {
    const app = `
      import express from 'express';
      import { User } from './user';
      const app = express();
      const users = AppDataSource.getRepository(User);
      app.get('/a', async (req, res) => res.json(await users.find()));
      app.get('/b', async (req, res) => res.json(await getRepository(User).findOneBy({ id: 1 })));
      app.get('/c', async (req, res) => res.json(await users.find({ select: { email: true } })));
      app.get('/d', async (req, res) => res.json(await users.count()));
      class Members {
        private members = AppDataSource.getRepository(User);
        all = async (req: Request, res: Response) => res.json(await this.members.find());
      }
      app.get('/e', new Members().all);`;
    const user = '@Entity()\nexport class User { @Column() email: string; @Column() password: string; }';
    deepEqual(lines({ 'app.ts': app, 'user.ts': user }), ['app.ts:5', 'app.ts:6', 'app.ts:11']);
  });

  it('is one that a function of a service gives back as it is', () => {
    const service = `
      const User = require('./user');
      async function all() { return User.find(); }
      const one = async (id) => {
        const user = await User.findById(id);
        if (!user) return null;
        return user;
      };
      const safe = async (id) => {
        const user = await User.findById(id);
        user.password = undefined;
        return user;
      };
      const names = () => User.find().select('name');
      const either = (id) => { if (id) return { id }; return User.find(); };
      class Users { all() { return User.find(); } view() { return { id: 1 }; } }
      module.exports = { all, one, safe, names, either, made: new Users(), Users };`;
    const app = `
      const app = require('express')();
      const users = require('./service');
      const { one, made, Users } = require('./service');
      const own = new Users();
      const local = () => User.find();
      app.get('/a', async (req, res) => res.json(await users.all()));
      app.get('/b', async (req, res) => { const user = await one(req.params.id); res.json({ user }); });
      app.get('/c', async (req, res) => res.json(await made.all()));
      app.get('/d', async (req, res) => res.json(await own.all()));
      app.get('/e', async (req, res) => res.json(await local()));
      app.get('/f', async (req, res) => res.json(await users.safe(1)));
      app.get('/g', async (req, res) => res.json(await users.names()));
      app.get('/h', async (req, res) => res.json(await users.either()));
      app.get('/i', async (req, res) => res.json(await own.view()));
      app.get('/j', async (req, res) => { const user = await one(1); delete user.password; res.json(user); });
      app.get('/k', async (req, res) => { const user = await one(1); res.json({ id: user.id }); });`;
    const user =
      "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ password: String }));";
    deepEqual(
      lines({ 'app.js': app, 'service.js': service, 'user.js': user }),
      [6, 7, 8, 9, 10].map((line) => `app.js:${line}`),
    );
  });

  it('is one that a function of Python gives, and one that is its own model of the answer', () => {
    const files = {
      'models.py': `
        from sqlmodel import Field, SQLModel
        class User(SQLModel, table=True):
            id: int = Field(primary_key=True)
            hashed_password: str
        class UserOut(SQLModel):
            id: int`,
      'crud.py': `
        from models import User
        def all(db):
            return db.query(User).all()
        class Service:
            def one(self, id): return self.db.query(User).filter(User.id == id).first()`,
      'main.py': `
        from fastapi import Depends, FastAPI
        import crud
        from crud import Service
        from models import User, UserOut
        app = FastAPI()
        @app.get("/a", response_model=list[User])
        def a(db=Depends(get_db)): return db.exec(select(User)).all()
        @app.get("/b")
        def b(db=Depends(get_db)) -> User | None: return db.get(User, 1)
        @app.get("/c")
        def c(db=Depends(get_db)): return crud.all(db)
        @app.get("/d")
        def d(service: Service = Depends()): return service.one(1)
        @app.get("/e", response_model=list[UserOut])
        def e(db=Depends(get_db)): return crud.all(db)
        @app.get("/f", response_model=User, response_model_exclude={"hashed_password"})
        def f(db=Depends(get_db)): return db.get(User, 1)
        @app.get("/g")
        def g(db=Depends(get_db)) -> UserOut: return crud.all(db)`,
    };
    deepEqual(
      lines(files),
      [6, 9, 11, 13].map((line) => `main.py:${line}`),
    );
  });

  it('is none where a schema of Python has the name of the record', () => {
    const files = {
      'models.py':
        'from database import Base\nclass User(Base):\n    __tablename__ = "users"\n    hashed_password = Column(String)\n',
      'schemas.py': 'from pydantic import BaseModel\nclass User(BaseModel):\n    id: int\n',
      'main.py': `
        from fastapi import Depends, FastAPI
        import models, schemas
        from schemas import User
        app = FastAPI()
        @app.get("/a", response_model=schemas.User)
        def a(db=Depends(get_db)): return db.query(models.User).first()
        @app.get("/b", response_model=list[User])
        def b(db=Depends(get_db)): return db.query(models.User).all()
        @app.get("/c")
        def c(db=Depends(get_db)): return db.query(models.User).all()`,
    };
    deepEqual(lines(files), ['main.py:10']);
  });

  it('is one of Java where the type says nothing and the answer has one', () => {
    const user =
      '@Entity public class User { private String password; public String getPassword() { return password; } }';
    const users = `
      import org.springframework.web.bind.annotation.*;
      @RestController
      public class Users {
        @GetMapping("/a")
        public ResponseEntity<?> a() { User user = users.one(); return ResponseEntity.ok(user); }
        @GetMapping("/b")
        public Object b() { User user = users.one(); return new ResponseEntity<>(user, HttpStatus.OK); }
        @GetMapping("/c")
        public ResponseEntity<?> c() { User user = users.one(); return ResponseEntity.ok(UserView.of(user)); }
        @GetMapping("/d")
        public ResponseEntity<?> d() { UserView user = users.one(); return ResponseEntity.ok(user); }
      }`;
    deepEqual(lines({ 'User.java': user, 'Users.java': users }), ['Users.java:5', 'Users.java:7']);
  });

  it('is an entity of Java whose fields are public, or a record of a table', () => {
    const users = (type: string) => `import org.springframework.web.bind.annotation.*;
@RestController
class Users {
  @GetMapping("/users") ${type} all() { return users.findAll(PageRequest.of(0, 50)).getContent(); }
}`;
    const entity = (field: string) => `@Entity\nclass Reader { @Id public Long id; ${field} }`;
    const found = (declared: string, type = 'List<Reader>') =>
      lines({ 'Users.java': users(type), 'Reader.java': declared });
    deepEqual(found(entity('public String passwordHash;')), ['Users.java:4']);
    deepEqual(found(entity('@Column(nullable = false) public String passwordHash = "";')), ['Users.java:4']);
    deepEqual(found(entity('public String passwordHash;'), 'Slice<Reader>'), ['Users.java:4']);
    deepEqual(found('@Table("reader")\nrecord Reader(@Id Long id, String passwordHash) {}'), [
      'Users.java:4',
    ]);
    deepEqual(found(entity('String passwordHash;')), []);
    deepEqual(found(entity('@JsonIgnore public String passwordHash;')), []);
    deepEqual(found(entity('public static final String PASSWORD = "";')), []);
  });

  it('is a whole row of JDBC, of a table in which a password is known to be', () => {
    const dao = (sql: string, more = '') => `
      class MemberDao {
        private final JdbcTemplate jdbc;
        List<Map<String, Object>> all() { return jdbc.queryForList(${sql}); }
        Map<String, Object> member(String login) { return jdbc.queryForMap("select * from member where login = ?", login); }
        ${more}
      }`;
    const desk = (body: string) => `import org.springframework.web.bind.annotation.*;
@RestController
class Desk {
  private final MemberDao dao;
  private final JdbcTemplate jdbc;
  @GetMapping("/members") List<Map<String, Object>> all() { ${body} }
  @PostMapping("/session") boolean open(@RequestBody Login sent) {
    Map<String, Object> member = dao.member(sent.login());
    return encoder.matches(sent.password(), (String) member.get("password_hash"));
  }
}`;
    const found = (sql: string, body = 'return dao.all();') =>
      lines({ 'MemberDao.java': dao(sql), 'Desk.java': desk(body) });
    deepEqual(found('"select * from member order by login"'), ['Desk.java:6']);
    deepEqual(found('"select * from member order by " + order'), ['Desk.java:6']);
    deepEqual(found('"select login from member"'), []);
    deepEqual(found('"select * from book"'), []);
    deepEqual(found('"select * from member"', 'return jdbc.queryForList("SELECT * FROM member LIMIT 9");'), [
      'Desk.java:6',
    ]);
    const cut =
      'List<Map<String, Object>> rows = dao.all(); rows.forEach(r -> r.remove("password_hash")); return rows;';
    deepEqual(found('"select * from member"', cut), []);
    const kept = 'List<Map<String, Object>> rows = dao.all(); return rows;';
    deepEqual(found('"select * from member"', kept), ['Desk.java:6']);
  });

  it('is a whole row of a table into which a statement puts a password', () => {
    const add =
      'void add(Member m) { jdbc.update("insert into member (login, password) values (?, ?)", m.login(), m.hash()); }';
    const text = `import org.springframework.web.bind.annotation.*;
@RestController
class Desk {
  private final JdbcTemplate jdbc;
  @GetMapping("/members/{id}") ResponseEntity<Map<String, Object>> one(@PathVariable long id) {
    return ResponseEntity.ok(jdbc.queryForMap("select * from member where id = ?", id));
  }
  ${add}
}`;
    deepEqual(lines({ 'Desk.java': text }), ['Desk.java:6']);
    deepEqual(lines({ 'Desk.java': text.replace(add, '') }), []);
  });

  it('is a row of Drizzle with all of its columns', () => {
    const files = {
      'tables.ts': `
        import { pgTable, text } from 'drizzle-orm/pg-core';
        export const people = pgTable('people', { name: text('name'), passwordHash: text('password_hash') });
        export const posts = pgTable('posts', { title: text('title') });`,
      'app.ts': `
        import express from 'express';
        import { people, posts } from './tables';
        const app = express();
        app.get('/a', async (req, res) => { const [one] = await db.select().from(people).where(eq(people.id, req.user.id)); res.json(one); });
        app.get('/b', async (req, res) => { const rows = await db.select().from(people).limit(1); res.json({ person: rows[0] }); });
        app.get('/c', async (req, res) => res.json(await db.query.people.findMany({ limit: 9 })));
        app.post('/d', async (req, res) => { const [one] = await db.insert(people).values({ name: 'a' }).returning(); res.json(one); });
        // Not all of the columns, or of another table.
        app.get('/e', async (req, res) => res.json(await db.select({ name: people.name }).from(people)));
        app.get('/f', async (req, res) => res.json(await db.query.people.findMany({ columns: { name: true } })));
        app.post('/g', async (req, res) => { const [one] = await db.insert(people).values({ name: 'a' }).returning({ id: people.id }); res.json(one); });
        app.get('/h', async (req, res) => res.json(await db.select().from(posts)));
        app.get('/i', async (req, res) => { const [one] = await db.select().from(people); const { passwordHash, ...rest } = one; res.json(rest); });
        app.get('/j', async (req, res) => { const [one] = await db.select().from(people); delete one.passwordHash; res.json(one); });
        app.get('/k', async (req, res) => { const [one] = await db.select().from(people); res.json({ name: one.name }); });`,
    };
    deepEqual(lines(files), ['app.ts:4', 'app.ts:5', 'app.ts:6', 'app.ts:7']);
  });

  it('is one that a dependency of FastAPI gives', () => {
    const files = (model: string) => ({
      'models.py': `
        class Member(Base):
            __tablename__ = "members"
            id: Mapped[int] = mapped_column(primary_key=True)
            hashed_password: Mapped[str]`,
      'doors.py': `
        from typing import Annotated
        from fastapi import Depends
        from .models import Member
        def caller(): return find()
        def page(): return 1
        Known = Annotated[Member, Depends(caller)]`,
      'app.py': `
        from fastapi import Depends, FastAPI
        from .doors import Known, caller, page
        from .models import Member
        app = FastAPI()
        @app.get("/a")
        def a(one: Member = Depends(caller)): return one
        @app.get("/b")
        def b(one: Known): return {"member": one}
        @app.get("/c")
        def c(one: Known): return {"id": one.id}
        @app.get("/d", response_model=MemberOut)
        def d(one: Known): return one
        @app.get("/e")
        def e(one: Known):
            one = MemberOut(one)
            return one
        @app.get("/f")
        def f(one: int = Depends(page)): return one
        ${model}`,
    });
    deepEqual(lines(files('')), ['app.py:6', 'app.py:8']);
    deepEqual(lines(files('class Member(BaseModel): pass')), []);
  });

  it('is one of FastAPI by what the name of a model leads to, within other models too', () => {
    const models = `
from pydantic import BaseModel
from sqlmodel import Field, Relationship, SQLModel
class Member(SQLModel, table=True):
    email: str
    hashed_password: str
    crew: "Crew" = Relationship()
class Crew(SQLModel, table=True):
    name: str
    members: list[Member] = Relationship()
class Guest(SQLModel):
    email: str
class CrewOut(BaseModel):
    members: list[Member]
class FleetOut(BaseModel):
    crews: dict[str, CrewOut]
class Quiet(BaseModel):
    members: list[Member] = Field(exclude=True)
class Grown(Member):
    age: int`;
    const schemas = `
from pydantic import BaseModel
class Member(BaseModel):
    email: str`;
    const found = (model: string, back = '') =>
      lines({
        'models.py': models,
        'schemas.py': schemas,
        'main.py': `
from fastapi import FastAPI
import schemas
from models import Crew, CrewOut, FleetOut, Grown, Guest, Member, Quiet
app = FastAPI()
@app.get("/a"${model === '' ? '' : `, response_model=${model}`})
def a()${back === '' ? '' : ` -> ${back}`}:
    return load()`,
      });
    for (const model of ['Member', 'list[Member]', 'dict[str, Member]', 'CrewOut', 'list[FleetOut]', 'Grown'])
      deepEqual(found(model), ['main.py:5'], model);
    deepEqual(found('', 'dict[str, Member]'), ['main.py:6']);
    for (const model of ['schemas.Member', 'Guest', 'Crew', 'Quiet', 'dict[str, Guest]'])
      deepEqual(found(model), [], model);
  });
});
