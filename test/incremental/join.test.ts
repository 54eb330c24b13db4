import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { equal } from '../../server/core/engine/equal.js';
import type { FunctionFact } from '../../server/core/facts/code/types.js';
import { CodeJoin, joinCode } from '../../server/core/model/code/join.js';
import type { CodeInput, CodeModel } from '../../server/core/model/code/model.js';
import { renamedIn } from '../../server/core/model/code/running/outline.js';
import { factsOf, LAYOUT, ROOT, ready } from '../code/project.js';
import { stepsOn, wordEdits } from '../support/typing.js';

type Project = Readonly<Record<string, string>>;

const APPS = 'test/fixtures/apps';

function appNamed(name: string): Project {
  const files = readdirSync(`${APPS}/${name}`, { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => /\.(?:js|ts|py|java)$/.test(file));
  return Object.fromEntries(code.map((file) => [file, readFileSync(`${APPS}/${name}/${file}`, 'utf8')]));
}

const FACTORIES: Project = {
  'app.js': `const express = require('express');
const { requireUser } = require('./auth');
const app = express();
app.use(requireUser);
app.use('/users', require('./users'));
app.use('/lazy', require('./lazy'));
app.use('/again', express.json(), require('./users'));
require('./orders')(app);
for (const name of ['a', 'b']) require('./each').add(app, name);
module.exports = app;
`,
  'auth.js':
    'exports.requireUser = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };\n',
  'users.js': `const router = require('express').Router();
const { list } = require('./handlers');
const self = require('./users');
router.get('/', list);
module.exports = router;
`,
  'handlers.js': 'exports.list = (req, res) => res.json(req.query.q);\n',
  'orders.js': `const { requireUser } = require('./auth');
module.exports = (app) => { app.post('/orders', requireUser, (req, res) => res.json(req.body)); };
`,
  'each.js': "exports.add = (app, name) => app.get('/' + name, (req, res) => res.end());\n",
  'lazy.js': `const router = require('express').Router();
const check = (req, res, next) => require('./auth').requireUser(req, res, next);
router.get('/lazy', check, (req, res) => res.end());
module.exports = router;
`,
  'alone.js': "module.exports = (app) => { app.delete('/alone/:id', (req, res) => res.end()); };\n",
};

/** Modules that go round in a circle, put something on what is another's, and set names of others. */
const ENTANGLED: Project = {
  'a.js': `const express = require('express');
const app = express();
let guard = (req, res, next) => next();
exports.app = app;
exports.setGuard = (one) => { guard = one; };
exports.open = () => app.get('/open', guard, (req, res) => res.end());
require('./b');
exports.open();
`,
  'b.js': `const { app, setGuard } = require('./a');
const { requireUser } = require('./c');
setGuard(requireUser);
app.get('/b', requireUser, (req, res) => res.end());
`,
  'c.js': `const a = require('./a');
exports.requireUser = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
exports.late = () => { a.app.post('/late', exports.requireUser, (req, res) => res.end()); };
`,
  'd.js': "const a = require('./a');\na.app.put('/d', (req, res) => res.end());\n",
};

/** What a package has as members, and functions that nobody calls on routers that are there already. */
const PACKAGES: Project = {
  'app/__init__.py': '',
  'app/main.py': `from fastapi import FastAPI
from app.routers import users, items
from app.core.deps import get_user
app = FastAPI()
app.include_router(users.router, prefix="/users")
app.include_router(items.router)
`,
  'app/core/__init__.py': 'from app.core import deps\n',
  'app/core/deps.py': `from fastapi import HTTPException
def get_user(token: str):
    raise HTTPException(status_code=401)
`,
  'app/routers/__init__.py': '',
  'app/routers/users.py': `from fastapi import APIRouter, Depends
from app.core.deps import get_user
import app.routers.items
router = APIRouter()
@router.get("/")
def list_users(user = Depends(get_user)):
    return []
def more():
    @router.post("/more")
    def add(body: dict):
        return body
`,
  'app/routers/items.py': `from fastapi import APIRouter
from app import core
router = APIRouter(prefix="/items")
@router.get("/{id}")
def show(id: int, user = core.deps.get_user):
    return id
`,
};

/** Classes of one package, which are loaded when somebody looks at the annotations of another. */
const CLASSES: Project = {
  'src/shop/Paths.java': `package shop;
public class Paths {
  public static final String ORDERS = "/orders";
  public static final String ADMIN = "hasRole('ADMIN')";
}
`,
  'src/shop/Base.java': `package shop;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;
@RequestMapping("/base")
public abstract class Base {
  @GetMapping("/{id}")
  public String show(@PathVariable Long id) { return service.find(id); }
  @PreAuthorize("isAuthenticated()")
  @DeleteMapping(Paths.ORDERS)
  public void remove() {}
}
`,
  'src/shop/Orders.java': `package shop;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping(Paths.ORDERS)
public class Orders extends Base {
  @GetMapping("/all")
  @PreAuthorize(Paths.ADMIN)
  public String all(@RequestParam String q) { return service.list(q); }
  @Override
  public String show(@PathVariable Long id) { return service.find(id); }
}
`,
  'src/shop/Security.java': `package shop;
import org.springframework.context.annotation.*;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
@Configuration
public class Security {
  private static final String OPEN = "/orders/all";
  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    http.authorizeHttpRequests(a -> a.requestMatchers(OPEN).permitAll().requestMatchers("/base/**").hasRole("ADMIN").anyRequest().authenticated());
    return http.build();
  }
}
`,
  'src/shop/Other.java': `package shop;
import org.springframework.web.bind.annotation.*;
@RestController
public class Other {
  @PostMapping("/other")
  public String add(@RequestBody String body) { return body; }
}
`,
};

/** Routes that stay while guards in front of them, what handles them and what that hands on are written. */
const REGISTRATIONS: Project = {
  'api.js': `const express = require('express');
const asyncHandler = require('express-async-handler');
const { allow, requireUser } = require('./allow');
const router = express.Router();
const refuse = (res) => res.status(401).end();
const look = (req, res) => { if (!req.user) return refuse(res); res.json(req.user); };
router.get('/look/:id?', look);
router.get('/wrapped', asyncHandler(async (req, res) => { if (!req.user) return refuse(res); res.end(); }));
router.param('id', (req, res, next, id) => { if (!req.user) return refuse(res); next(); });
router.use('/late', requireUser);
router.get(['/late/one', '/late/two'], allow('clerk', 'boss'), (req, res) => res.json(req.query));
if (process.env.OPEN) router.get('/maybe', look);
else router.get('/maybe', requireUser, look);
router.all('*', (req, res, next) => { if (req.path) return next(); res.end(); });
router.delete('/last', allow(), look);
module.exports = router;
`,
  'allow.js': `const needs = [];
exports.allow = (...roles) => (req, res, next) => { if (!roles.includes(req.user.role)) return res.status(403).end(); next(); };
exports.requireUser = (req, res, next) => { if (!req.user || needs.includes(req.user)) return res.sendStatus(401); next(); };
`,
  'app.js': `const app = require('express')();
app.use('/v1', require('./api'));
app.use('/v2', require('./allow').requireUser, require('./api'));
`,
  'main.py': `from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException, Security
from pydantic import BaseModel
class Base(BaseModel):
    id: int
class Item(Base):
    name: str
def signed_in(token: str = ""):
    raise HTTPException(status_code=401)
def admin(user = Depends(signed_in)):
    if user.role != "admin":
        raise HTTPException(status_code=403)
    return user
Admin = Annotated[dict, Depends(admin)]
app = FastAPI()
@app.post("/items", dependencies=[Security(signed_in, scopes=["write"])])
def add(item: Item):
    return item
@app.get("/items/{id}")
def show(id: int, user: Admin):
    return id
`,
};

/** A handler beside functions that it may hand something to, and one beside a service that asks for a role in one method. */
const HANDED: Project = {
  'routes.js': `const router = require('express').Router();
const users = require('./users');
router.post('/users', users.check, (req, res) => { res.json(users.list()); });
module.exports = router;
`,
  'users.js': `exports.check = (req, res, next) => next();
exports.save = (name) => db.insert(name);
exports.find = (name) => db.select(name);
`,
};

const SERVICES: Project = {
  'src/shop/Orders.java': `package shop;
import org.springframework.web.bind.annotation.*;
@RestController
public class Orders {
  private final OrderService service;
  @GetMapping("/orders")
  public String all() { return service.list(); }
}
`,
  'src/shop/OrderService.java': `package shop;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
@Service
public class OrderService {
  @PreAuthorize("hasRole('ADMIN')")
  public String list() { return ""; }
  public String show() { return ""; }
}
`,
};

/** A class with constants, fields and methods, and one that holds it. */
const METHODS: Project = {
  'src/shop/Orders.java': `package shop;
import java.security.Principal;
import org.springframework.web.bind.annotation.*;
@RestController
public class Orders {
  private static final String ALL = "/all";
  private final OrderStore store;
  @GetMapping(ALL)
  public String all(Principal caller) { refuse(caller); return store.list(); }
  @GetMapping("/mine")
  public String mine(Principal caller) { return store.list(caller.getName()); }
  void refuse(Principal caller) { if (caller == null) throw new AccessDeniedException("no"); }
}
class Shelf { String label; }
`,
};

const ASKING_NOTHING: Project = {
  ...SERVICES,
  'src/shop/OrderService.java':
    'package shop; public class OrderService { public String list() { return ""; } }',
};

const ROUTES = 'routes.js';
const ORDERS = 'src/shop/Orders.java';

function handing(to: string): Partial<FunctionFact> {
  const f = { k: 'get', of: { k: 'name', n: 'users' }, n: to } as const;
  return { sends: [{ f, a: [{ i: 0, from: 'request' }] }] };
}

function calling(method: string): Partial<FunctionFact> {
  return { calls: [`OrderService.${method}`] };
}

/** With its handlers doing something more, as an engine finds out that follows what they take. */
function doing({ uri, facts }: CodeInput, more: Partial<FunctionFact>): CodeInput {
  const functions = [...facts.functions].map(
    ([number, fact]) => [number, fact.handler ? { ...fact, ...more } : fact] as const,
  );
  return { uri, facts: { ...facts, functions: new Map(functions) } };
}

const PROJECTS: Readonly<Record<string, Project>> = {
  ...Object.fromEntries(['shop', 'notes', 'stock', 'orders', 'mixed'].map((name) => [name, appNamed(name)])),
  factories: FACTORIES,
  entangled: ENTANGLED,
  packages: PACKAGES,
  classes: CLASSES,
  registrations: REGISTRATIONS,
  handed: HANDED,
  services: SERVICES,
  methods: METHODS,
};

function inputOf(path: string, text: string): CodeInput {
  return { uri: ROOT + path, facts: factsOf(path, text) };
}

/** With every function and class that says what it said before being the very same, as an engine has it. */
function continued(before: CodeInput | undefined, { uri, facts }: CodeInput): CodeInput {
  const functions = keeping(before?.facts.functions, facts.functions);
  return { uri, facts: { ...facts, functions, classes: keeping(before?.facts.classes, facts.classes) } };
}

function keeping<T>(
  before: ReadonlyMap<number, T> | undefined,
  now: ReadonlyMap<number, T>,
): ReadonlyMap<number, T> {
  const kept = [...now].map(([number, fact]) => {
    const old = before?.get(number);
    return [number, JSON.stringify(old) === JSON.stringify(fact) ? (old ?? fact) : fact] as const;
  });
  return new Map(kept);
}

/** With the order of its entries. */
function told(model: CodeModel): unknown {
  const { routes, circles, handlers, received, packages } = model;
  return [routes, circles, handlers, received, packages].map((entries) => [...entries]);
}

describe('joined code', () => {
  before(ready);

  for (const [name, project] of Object.entries(PROJECTS)) {
    const paths = Object.keys(project).toSorted();
    it(`is what a new join gives when one file after the other says something else: ${name}`, () => {
      const turns = fc.array(fc.record({ file: fc.nat(paths.length - 1), edits: wordEdits }), {
        minLength: 2,
        maxLength: 5,
      });
      fc.assert(
        fc.property(turns, (list) => {
          const join = new CodeJoin(equal);
          const inputs = new Map(paths.map((path) => [path, inputOf(path, project[path] ?? '')]));
          const texts = new Map(Object.entries(project));
          join.join([...inputs.values()], LAYOUT);
          for (const { file, edits } of list) {
            const path = paths[file] ?? '';
            for (const { after } of stepsOn(texts.get(path) ?? '', edits.slice(0, 5))) {
              texts.set(path, after);
              inputs.set(path, continued(inputs.get(path), inputOf(path, after)));
              const files = [...inputs.values()];
              assert.deepEqual(told(join.join(files, LAYOUT)), told(joinCode(files, LAYOUT)), path);
            }
          }
        }),
        { seed: 7, numRuns: 12 },
      );
    });
  }

  for (const [path, from, to] of [
    ['api.js', 'res.status(401)', 'res.status(200)'],
    ['api.js', 'look =', 'watch ='],
    ['allow.js', 'res.sendStatus(401)', 'res.sendStatus(200)'],
    ['allow.js', 'res.status(403)', 'res.status(200)'],
    ['main.py', 'status_code=401', 'status_code=418'],
    ['main.py', 'class Base(BaseModel)', 'class Base'],
    ['main.py', 'Depends(admin)]', 'Depends(list)]'],
  ] as const) {
    it(`finds out what handlers do that stay as they are: ${path}, ${to}`, () => {
      const join = new CodeJoin(equal);
      const inputs = new Map(
        Object.entries(REGISTRATIONS).map(([path, text]) => [path, inputOf(path, text)]),
      );
      const before = told(join.join([...inputs.values()], LAYOUT));
      inputs.set(
        path,
        continued(inputs.get(path), inputOf(path, REGISTRATIONS[path]?.replace(from, to) ?? '')),
      );
      const files = [...inputs.values()];
      const now = told(join.join(files, LAYOUT));
      assert.deepEqual(now, told(joinCode(files, LAYOUT)));
      assert.notDeepEqual(now, before);
    });
  }

  it('knows which names mean something else when only members of a class of Java are others', () => {
    const renamed = (from: string, to: string, text = METHODS[ORDERS] ?? '') => {
      const before = inputOf(ORDERS, text);
      return renamedIn(before.facts, continued(before, inputOf(ORDERS, text.replace(from, to))).facts);
    };
    assert.deepEqual(renamed('String mine(', 'String own('), ['mine', 'own', 'Orders']);
    assert.deepEqual(renamed('OrderStore store', 'OrderShelf store'), ['store', 'Orders']);
    assert.deepEqual(renamed('String label', 'String title'), ['label', 'title', 'Shelf']);
    assert.equal(renamed('"/all"', '"/every"'), undefined);
    assert.equal(renamed('class Shelf', 'class Shelves'), undefined);
    const asked = (METHODS[ORDERS] ?? '').replace('String label', 'Orders orders');
    assert.equal(renamed('String mine(', 'String own(', asked), undefined);
  });

  it('runs a module again when it or one that it loads says something else, and no other', () => {
    const join = new CodeJoin(equal);
    const inputs = new Map(Object.entries(FACTORIES).map(([path, text]) => [path, inputOf(path, text)]));
    const ranAfter = (path: string, from: string, to: string): readonly string[] => {
      inputs.set(path, inputOf(path, (FACTORIES[path] ?? '').replace(from, to)));
      join.join([...inputs.values()], LAYOUT);
      return join.ran.map((uri) => uri.slice(ROOT.length)).toSorted();
    };
    assert.equal(ranAfter('app.js', '', '').length, inputs.size);
    assert.deepEqual(ranAfter('lazy.js', '/lazy', '/slow'), ['app.js', 'lazy.js']);
    assert.deepEqual(ranAfter('handlers.js', 'res.json(req.query.q)', 'res.sendStatus(403)'), [
      'app.js',
      'handlers.js',
      'users.js',
    ]);
    assert.deepEqual(ranAfter('alone.js', '/alone', '/other'), ['alone.js']);
    assert.deepEqual(ranAfter('each.js', 'app.get', 'app.post'), ['app.js', 'each.js']);
  });

  for (const [what, project, path, before, after, ran] of [
    [
      'nothing again when a function hands something to another one',
      HANDED,
      ROUTES,
      handing('save'),
      handing('find'),
      [],
    ],
    [
      'nothing again when a method calls another one that asks for nothing',
      ASKING_NOTHING,
      ORDERS,
      calling('list'),
      calling('show'),
      [],
    ],
    [
      'a class again when it calls what asks for no role',
      SERVICES,
      ORDERS,
      calling('list'),
      calling('show'),
      [ORDERS],
    ],
  ] as const) {
    it(`runs ${what}`, () => {
      const join = new CodeJoin(equal);
      const inputs = new Map(Object.entries(project).map(([path, text]) => [path, inputOf(path, text)]));
      const filesWith = (more: Partial<FunctionFact>): readonly CodeInput[] => {
        const input = inputs.get(path);
        if (input !== undefined) inputs.set(path, continued(input, doing(input, more)));
        return [...inputs.values()];
      };
      join.join(filesWith(before), LAYOUT);
      const files = filesWith(after);
      const now = told(join.join(files, LAYOUT));
      assert.deepEqual(
        join.ran.map((uri) => uri.slice(ROOT.length)),
        ran,
      );
      assert.deepEqual(now, told(joinCode(files, LAYOUT)));
      assert.equal(
        isDeepStrictEqual(now, told(joinCode(filesWith(before), LAYOUT))),
        project === ASKING_NOTHING,
      );
    });
  }
});
