import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'design/mass-assignment';

describe('a record that is filled with all that a caller sent', () => {
  before(prepare);

  it('is told of where fields are taken out and the rest is stored', () => {
    const app = `
      const app = require('express')();
      app.post('/users', async (req, res) => {
        const { password, ...rest } = req.body;
        const user = await User.create({ ...rest, hash: await hash(password) });
        res.json({ id: user.id });
      });
      app.put('/users/:id', async (req, res) => {
        const { id, ...rest } = req.body;
        await User.findByIdAndUpdate(id, { name: rest.name });
        await db.insert(users).values(rest);
        res.end();
      });
      app.put('/notes/:id', async (req, res) => {
        const { id, ...rest } = Change.parse(req.body);
        await Note.findByIdAndUpdate(id, rest);
        res.end();
      });
      app.put('/tags/:id', async (req, res) => {
        const [first, ...more] = req.body;
        await Tag.create(first);
        const { body, ...others } = req;
        await Tag.create(others);
        res.end();
      });`;
    deepEqual(linesOf({ 'app.js': app }, RULE), ['app.js:4', 'app.js:10']);
  });

  it('is told of where the request or a client leads to the store', () => {
    const main = `
      from fastapi import FastAPI, Request
      app = FastAPI()
      @app.post("/users")
      async def add(request: Request, sent: dict):
          await request.app.state.db.users.insert_one(sent)
          await request.app.database["users"].insert_one(sent)
          await request.state.db.users.replace_one({"_id": 1}, sent)
          await client["shop"]["users"].insert_one(sent)
          await client.shop.users.update_one({"_id": 1}, {"$set": sent})
          await request.app.state.redis.set("user", sent)
          request.app.state.session.update(**sent)
          request.headers.update(**sent)
          await client.update_one("users", sent)`;
    const app = `
      const app = require('express')();
      app.post('/users', async (request, response) => {
        await request.db.collection('users').insertOne(request.body);
        await request.app.locals.models.User.create(request.body);
        await response.locals.db.users.insert(request.body);
        await client.db('shop').collection('users').insertOne(request.body);
        await response.locals.cache.set(request.body);
        await request.session.save(request.body);
        await client.create(request.body);
        response.end();
      });`;
    const first = [5, 6, 7, 8, 9].map((line) => `main.py:${line}`);
    deepEqual(linesOf({ 'main.py': main }, RULE), first);
    const second = [3, 4, 5, 6].map((line) => `app.js:${line}`);
    deepEqual(linesOf({ 'app.js': app }, RULE), second);
  });

  it('is told of where a model of FastAPI keeps what it does not declare', () => {
    const models = `
      from pydantic import BaseModel, ConfigDict, Extra
      class Base(BaseModel):
          model_config = ConfigDict(extra="allow")
      class Loose(Base):
          name: str
      class Older(BaseModel):
          name: str
          class Config:
              extra = Extra.allow
      class Tight(BaseModel):
          model_config = ConfigDict(extra="forbid")
          name: str`;
    const main = `
      from fastapi import FastAPI
      from models import Loose, Older, Tight
      app = FastAPI()
      @app.post("/a")
      def a(sent: Loose, db=Depends(get_db)):
          db.add(User(**sent.model_dump(exclude_unset=True)))
      @app.post("/b")
      def b(sent: Older, db=Depends(get_db)):
          user = db.get(User, 1)
          for key, value in sent.dict().items():
              setattr(user, key, value)
      @app.post("/c")
      def c(sent: Tight, db=Depends(get_db)):
          db.add(User(**sent.model_dump()))
      @app.post("/d")
      def d(sent: Loose, db=Depends(get_db)):
          db.add(User(**sent.model_dump(include={"name"})))
          db.add(User(name=sent.name))`;
    deepEqual(linesOf({ 'models.py': models, 'main.py': main }, RULE), ['main.py:6', 'main.py:11']);
  });

  it('is told of where an entity of Java takes all fields of another, or of a table', () => {
    const users = `
      import org.springframework.web.bind.annotation.*;
      @RestController
      public class Users {
        private final UserRepository users;
        @PutMapping("/a")
        public void a(@RequestBody User sent) {
          User user = users.findOne(1);
          BeanUtils.copyProperties(sent, user);
        }
        @PutMapping("/b")
        public void b(@RequestBody UserChange sent) {
          User user = users.findOne(1);
          BeanUtils.copyProperties(sent, user);
        }
        @PutMapping("/c")
        public void c(@RequestBody User sent) {
          User user = users.findOne(1);
          BeanUtils.copyProperties(sent, user, "id", "role");
        }
        @PatchMapping("/d")
        public void d(@RequestBody Map<String, Object> sent) {
          User user = users.findOne(1);
          sent.forEach((key, value) -> {
            Field field = ReflectionUtils.findField(User.class, key);
            ReflectionUtils.setField(field, user, value);
          });
        }
        @PatchMapping("/e")
        public void e(@RequestBody Map<String, Object> sent) {
          for (Map.Entry<String, Object> entry : sent.entrySet()) {
            Field field = ReflectionUtils.findField(User.class, entry.getKey());
          }
        }
        @PatchMapping("/f")
        public void f(@RequestBody Map<String, Object> sent) {
          users.save(objectMapper.updateValue(users.findOne(1), sent));
        }
        @PostMapping("/g")
        public void g(@RequestBody Map<String, Object> sent) {
          users.save(objectMapper.convertValue(sent, User.class));
        }
        @PostMapping("/h")
        public void h(@RequestBody Map<String, Object> sent) {
          users.rename((String) sent.get("name"));
          Field field = ReflectionUtils.findField(User.class, "name");
        }
      }`;
    deepEqual(
      linesOf({ 'Users.java': users }, RULE),
      [8, 24, 31, 36, 40].map((line) => `Users.java:${line}`),
    );
  });
});

describe('constraints of a body', () => {
  before(prepare);

  const SENT = `
    package a;
    public class Sent {
      @Size(max = 100) private String name;
    }`;
  const routes = (mark: string) => `
    package a;
    import org.springframework.web.bind.annotation.*;
    @RestController
    public class Users {
      @PostMapping("/users")
      public void make(${mark}@RequestBody Sent sent) { service.make(sent); }
    }`;
  const found = (files: Readonly<Record<string, string>>) => linesOf(files, 'input/unvalidated-input');

  it('are missed where the parameter does not ask for them', () => {
    deepEqual(found({ 'a/Sent.java': SENT, 'a/Users.java': routes('') }), ['a/Users.java:6']);
    deepEqual(found({ 'a/Sent.java': SENT, 'a/Users.java': routes('@Valid ') }), []);
  });

  it('are not missed where a store or a service asks for them, or there are none', () => {
    const stored = SENT.replace('public class', '@Entity public class');
    deepEqual(found({ 'a/Sent.java': stored, 'a/Users.java': routes('') }), []);
    const none = SENT.replace('@Size(max = 100) ', '');
    deepEqual(found({ 'a/Sent.java': none, 'a/Users.java': routes('') }), []);
    const checked = routes('').replace('{ service', '{ validator.validate(sent); service');
    deepEqual(found({ 'a/Sent.java': SENT, 'a/Users.java': checked }), []);
    const service = `
      package a;
      @Service @Validated
      public class Service { public void make(@Valid Sent sent) { store.keep(sent); } }`;
    deepEqual(found({ 'a/Sent.java': SENT, 'a/Users.java': routes(''), 'a/Service.java': service }), []);
  });
});
