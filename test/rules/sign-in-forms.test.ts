import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'limits/auth-route-unlimited';

describe('a handler that takes the form of OAuth 2.0', () => {
  before(prepare);

  it('signs in, whatever its path says', () => {
    const endless = `
      from typing import Annotated
      from fastapi import Depends, FastAPI
      from fastapi.security import OAuth2PasswordRequestForm

      app = FastAPI()
      Sent = Annotated[OAuth2PasswordRequestForm, Depends()]

      @app.post("/keys/new")
      def new_key(form: OAuth2PasswordRequestForm = Depends()):
          return issue(form)

      @app.post("/keys/other")
      def other_key(sent: Sent):
          return issue(sent)`;
    deepEqual(linesOf({ 'app.py': endless }, RULE), ['app.py:8', 'app.py:12']);
    deepEqual(linesOf({ 'app.py': endless }, 'auth/route-missing-guard'), []);
    const limited = `
      from fastapi import Depends, FastAPI
      from fastapi.security import OAuth2PasswordRequestForm
      from fastapi_limiter.depends import RateLimiter

      app = FastAPI()

      @app.post("/keys/new", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
      def new_key(form: OAuth2PasswordRequestForm = Depends()):
          return issue(form)`;
    deepEqual(linesOf({ 'app.py': limited }, RULE), []);
  });
});

describe('a handler whose body has a password', () => {
  before(prepare);

  it('is for newcomers where its path leads in', () => {
    const service = `
      from fastapi import FastAPI
      from pydantic import BaseModel
      app = FastAPI()
      class Pair(BaseModel):
          login: str
          password: str
      class Wish(Pair):
          nick: str
      @app.post("/access/token")
      def token(pair: Pair): return people.open(pair)
      @app.post("/signup/legacy")
      def legacy(wish: Wish): return people.add(wish)
      @app.post("/devices")
      def keep(pair: Pair): return devices.add(pair)
      @app.post("/badges/token")
      def badge(wish: dict): return badges.add(wish)`;
    deepEqual(linesOf({ 'app.py': service }, 'auth/route-missing-guard'), ['app.py:13', 'app.py:15']);
    const controller = `
      import org.springframework.web.bind.annotation.*;
      record Pair(String login, String password) {}
      @RestController
      class Access {
        @PostMapping("/access/token")
        Token token(@RequestBody Pair pair) { return people.open(pair); }
        @PostMapping("/devices")
        Device keep(@RequestBody Pair pair) { return devices.add(pair); }
      }
      @Configuration
      class Security {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
          return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll()).build();
        }
      }`;
    deepEqual(linesOf({ 'Access.java': controller }, 'auth/route-missing-guard'), ['Access.java:7']);
  });
});

describe('a handler that hands a password to another function', () => {
  before(prepare);

  const files = (call: string) => ({
    'app.js': `const app = require('express')();
app.use(require('express').json());
const people = require('./people');
const Gate = require('./gate');
const gate = new Gate();
const made = require('./made')({ log: console });
app.post('/access/start', async (req, res) => {
  const one = await ${call};
  if (!one) return res.status(401).end();
  req.session.user = one;
  res.json({ name: one.name });
});`,
    'made.js': `const bcrypt = require('bcrypt');
module.exports = ({ log }) => ({
  async open({ email, secret }) { return bcrypt.compare(secret, (await Person.findOne({ email })).hash); },
  async rename({ id, secret }) { return Person.updateOne({ id }, { note: secret }); },
});`,
    'people.js': `const bcrypt = require('bcrypt');
const keep = require('./keep');
exports.enter = async (email, secret) => { const one = await Person.findOne({ email }); return bcrypt.compare(secret, one.hash); };
exports.pass = (email, password) => keep.isRight(email, password);
exports.rename = async (id, password) => Person.updateOne({ id }, { note: password });`,
    'keep.js': `const bcrypt = require('bcrypt');
exports.isRight = async (email, password) => bcrypt.compare(password, (await Person.findOne({ email })).hash);`,
    'gate.js': `const bcrypt = require('bcrypt');
module.exports = class Gate {
  async open({ email, secret }) { return bcrypt.compare(secret, (await Person.findOne({ email })).hash); }
};`,
  });

  it('signs in where that compares it, whatever either is called', () => {
    for (const call of [
      'people.enter(req.body.email, req.body.secret)',
      'people.pass(req.body.email, req.body.password)',
      'gate.open(req.body)',
      'made.open(req.body)',
      'gate.open({ email: req.body.email, secret: req.body.secret })',
    ]) {
      deepEqual(linesOf(files(call), RULE), ['app.js:7'], call);
      deepEqual(linesOf(files(call), 'auth/route-missing-guard'), [], call);
    }
    for (const call of [
      'people.rename(req.body.id, req.body.password)',
      'made.rename(req.body)',
      'people.enter(req.body.email, req.body.color)',
      'unseen.enter(req.body.email, req.body.secret)',
    ])
      deepEqual(linesOf(files(call), RULE), [], call);
  });

  it('does so in Python as well', () => {
    const service = {
      'app.py': `
        import people
        from fastapi import FastAPI
        app = FastAPI()
        @app.post("/desk/open")
        def open_desk(pair: Pair): return people.enter(pair.login, pair.password)
        @app.post("/desk/note")
        def note(pair: Pair): return people.note(pair.login, pair.password)`,
      'people.py': `
        hasher = CryptContext(schemes=["argon2"])
        def enter(login, password): return hasher.verify(password, find(login).hash)
        def note(login, password): return keep(login, password)`,
    };
    deepEqual(linesOf(service, RULE), ['app.py:4']);
    deepEqual(linesOf(service, 'auth/route-missing-guard'), ['app.py:6']);
  });
});

describe('a handler of FastAPI that hands a password to a service', () => {
  before(prepare);

  const files = (call: string, type = 'Annotated[Access, Depends(access)]') => ({
    'app.py': `
      from typing import Annotated
      from fastapi import Depends, FastAPI
      from service import Access, enter
      app = FastAPI()
      def access(): return Access(people)
      @app.post("/desk/start")
      async def start(pair: Pair, desk: ${type}):
          return await ${call}
      @app.get("/desk")
      async def shown(desk: ${type}): return {}`,
    'service.py': `
      class Base:
          def open(self, login, password):
              person = self.people.named(login)
              return person if hasher.verify(password, person.hash) else None
      class Access(Base):
          def join(self, login, password):
              return self.people.add(login, hasher.hash(password))
          def note(self, login, password):
              return self.people.note(login)
      def enter(login, password):
          return Base().open(login, password) if hasher.verify(password, hash_of(login)) else None`,
  });
  const open = (call: string, type?: string) => linesOf(files(call, type), 'auth/route-missing-guard');

  it('lets anybody in who knows one, and makes the account of whoever chooses one', () => {
    for (const call of [
      'desk.open(pair.login, pair.password)',
      'desk.open(login=pair.login, password=pair.password.get_secret_value())',
      'desk.join(pair.login, pair.password)',
      'enter(pair.login, pair.password)',
    ])
      deepEqual(open(call), [], call);
    deepEqual(open('desk.open(pair.login, pair.password)', 'Access = Depends(access)'), []);
    deepEqual(linesOf(files('desk.open(pair.login, pair.password)'), RULE), ['app.py:6']);
  });

  it('is open to anybody where that does nothing with it', () => {
    deepEqual(open('desk.note(pair.login, pair.password)'), ['app.py:6']);
    deepEqual(open('desk.open(pair.login, pair.pages)'), ['app.py:6']);
    deepEqual(open('other.open(pair.login, pair.password)'), ['app.py:6']);
  });
});
