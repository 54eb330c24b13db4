import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/password-weak-hash';
const INSERT = "await pool.query('insert into users (email, password) values ($1, $2)'";

/** Whether a file with this name and text is told of. */
function isTold(name: string, text: string): boolean {
  return linesOf({ [name]: text }, RULE).length > 0;
}

function script(statements: string, fronts = ''): string {
  return [
    "const bcrypt = require('bcrypt');",
    "const { hashPassword, validate } = require('./fronts');",
    `app.post('/users', ${fronts}async (req, res) => { ${statements} res.end(); });`,
    'async function hashed(request, response, next) {',
    '  request.body.password = await bcrypt.hash(request.body.password, 12);',
    '  next();',
    '}',
    'function tidied(req, res, next) { req.body.email = req.body.email.trim(); next(); }',
  ].join('\n');
}

function python(...body: readonly string[]): string {
  const lines = body.map((line) => `    ${line}`);
  return [
    'from fastapi import APIRouter',
    'router = APIRouter()',
    '@router.post("/users")',
    'def add(user: UserIn):',
    ...lines,
  ].join('\n');
}

function java(...body: readonly string[]): string {
  return `@RestController class Users { @PostMapping("/users") void add(@RequestBody User user) { ${body.join(' ')} } }`;
}

const PYTHON_INSERT = 'conn.execute("insert into users (email, password) values (?, ?)"';
const JAVA_INSERT = 'jdbc.update("insert into users (email, password) values (?, ?)"';

describe('a password that is stored', () => {
  before(prepare);

  it('is no clear one where its hash was put in its place', () => {
    const scripts = [
      script(
        `req.body.password = await bcrypt.hash(req.body.password, 12); ${INSERT}, [1, req.body.password]);`,
      ),
      script(`req.body['password'] = hash(req.body.password); ${INSERT}, [1, req.body.password]);`),
      script(
        `const user = req.body; user.password = hash(user.password); ${INSERT}, [1, req.body.password]);`,
      ),
      script(
        `const user = { ...req.body }; user.password = hash(user.password); ${INSERT}, [1, user.password]);`,
      ),
      script(`const { body } = req; body.password = hash(body.password); ${INSERT}, [1, body.password]);`),
      script(
        `req.body.password = hash(req.body.password); const { password } = req.body; ${INSERT}, [1, password]);`,
      ),
      script(
        `bcrypt.hash(req.body.password, 12, async (e, made) => { req.body.password = made; ${INSERT}, [1, req.body.password]); });`,
      ),
      ...['hashed, ', '[validate, hashed], ', 'wrap(hashed), ', 'hashPassword, '].map((fronts) =>
        script(`${INSERT}, [1, req.body.password]);`, fronts),
      ),
    ];
    deepEqual(
      scripts.filter((text) => isTold('app.js', text)),
      [],
    );
    const pythons = [
      python('user.password = pwd.hash(user.password)', `${PYTHON_INSERT}, (1, user.password))`),
      python(
        'data = user.model_dump()',
        'data["password"] = pwd.hash(data["password"])',
        `${PYTHON_INSERT}, (1, data["password"]))`,
      ),
    ];
    deepEqual(
      pythons.filter((text) => isTold('app.py', text)),
      [],
    );
    const set = java(
      'user.setPassword(encoder.encode(user.getPassword()));',
      `${JAVA_INSERT}, 1, user.getPassword());`,
    );
    deepEqual(isTold('Users.java', set), false);
  });

  it('is no clear one where something in front of another file put its hash in its place', () => {
    const told = (front: string, routes: string) =>
      linesOf(
        {
          'fronts.js': `const bcrypt = require('bcrypt');\nexports.front = async (req, res, next) => { ${front} };`,
          'users.js': `
            exports.add = async (req, res) => { const { email, password } = req.body; ${INSERT}, [email, password]); res.end(); };`,
          'app.js': `
            const express = require('express'); const app = express(); const router = express.Router();
            const { front } = require('./fronts'); const users = require('./users');
            ${routes}
            app.use(router);`,
        },
        RULE,
      );
    const hashes = 'req.body.password = await bcrypt.hash(req.body.password, 12); next();';
    for (const front of [
      hashes,
      "req.body['password'] = await bcrypt.hash(req.body.password, 12); next();",
      'bcrypt.hash(req.body.password, 12, (error, made) => { req.body.password = made; next(error); });',
      'const { body } = req; body.password = await bcrypt.hash(body.password, 12); next();',
      'const password = await bcrypt.hash(req.body.password, 12); req.body = { ...req.body, password }; next();',
      'Object.assign(req.body, { password: await bcrypt.hash(req.body.password, 12) }); next();',
    ])
      deepEqual(told(front, "router.post('/users', front, users.add);"), [], front);
    for (const routes of [
      `router.post('/users', front, add); router.put('/users', front, users.add); async function add(req, res) { ${INSERT}, [1, req.body.password]); res.end(); }`,
      "router.use(front); router.post('/users', users.add);",
      "router.route('/users').post(front, users.add);",
      "router.post('/users', [front], users.add);",
    ])
      deepEqual(told(hashes, routes), [], routes);
    const clear = 'users.js:1';
    deepEqual(
      told(
        'req.body.password = req.body.password.trim(); next();',
        "router.post('/users', front, users.add);",
      ),
      [clear],
    );
    deepEqual(
      told('req.body.email = hide(req.body.email); next();', "router.post('/users', front, users.add);"),
      [clear],
    );
    deepEqual(
      told(
        'req.kept.password = await bcrypt.hash(req.body.password, 12); next();',
        "router.post('/users', front, users.add);",
      ),
      [clear],
    );
    deepEqual(told(hashes, "router.post('/users', users.add); router.use(front);"), [clear]);
    deepEqual(told(hashes, "router.post('/a', front, users.add); router.post('/b', users.add);"), [clear]);
  });

  it('is clear where the hash stands elsewhere, comes later, or is none', () => {
    const scripts = [
      script(`${INSERT}, [1, req.body.password]);`, 'validate, tidied, '),
      script(
        `${INSERT}, [1, req.body.password]); req.body.password = await bcrypt.hash(req.body.password, 12);`,
      ),
      script(`req.body.password = req.body.password.trim(); ${INSERT}, [1, req.body.password]);`),
      script(`user.password = hash(req.body.password); ${INSERT}, [1, req.body.password]);`),
      script(`const user = { ...req.body }; user.password = hash(1); ${INSERT}, [1, req.body.password]);`),
      script(`const { password } = req.body; req.body.password = hash(password); ${INSERT}, [1, password]);`),
      script(`req.body.other = hash(req.body.password); ${INSERT}, [1, req.body.password]);`),
    ];
    deepEqual(
      scripts.filter((text) => !isTold('app.js', text)),
      [],
    );
    deepEqual(isTold('app.py', python(`${PYTHON_INSERT}, (1, user.password))`)), true);
    deepEqual(isTold('Users.java', java(`${JAVA_INSERT}, 1, user.getPassword());`)), true);
  });
});

describe('a password that is compared as it was sent', () => {
  before(prepare);

  const compared = (other: string, before = '') =>
    script(`const { password } = req.body; ${before} if (${other} !== password) return res.sendStatus(401);`);

  it('tells of clear ones where it is that of a person', () => {
    const all = [
      compared('user.password'),
      compared('(await User.findByEmail(1)).password'),
      compared(
        'rows[0].password',
        "const { rows } = await db.query('select * from users where name = $1', [1]);",
      ),
      compared('found.password', 'const found = await prisma.account.findUnique({ where: { id: 1 } });'),
      script('res.json(await db.users.findOne({ name: req.body.name, password: req.body.password }));'),
    ];
    deepEqual(
      all.filter((text) => !isTold('app.js', text)),
      [],
    );
  });

  it('tells nothing where it is that of a thing or of the service', () => {
    const all = [
      compared('room.password', 'const room = await Room.findById(1); const user = await User.findById(2);'),
      compared(
        'rows[0].password',
        "const { rows } = await db.query('select * from links where id = $1', [1]);",
      ),
      compared('this.config.password'),
      compared("configService.get('ADMIN_PASSWORD')"),
      compared('getSettings().adminPassword'),
      compared('process.env.ADMIN_PASSWORD'),
      script('res.json(await Room.findOne({ code: req.body.code, password: req.body.password }));'),
    ];
    deepEqual(
      all.filter((text) => isTold('app.js', text)),
      [],
    );
    const pythons = [
      'os.environ["ADMIN_PASSWORD"]',
      'os.getenv("ADMIN_PASSWORD")',
      'get_settings().admin_password',
    ].map((other) => python(`if user.password != ${other}:`, '    raise HTTPException(401)'));
    deepEqual(
      pythons.filter((text) => isTold('app.py', text)),
      [],
    );
  });
});
