import { deepEqual } from 'node:assert/strict';
import type { Example } from '../../server/core/rule/rule.js';
import { type Files, linesOf } from './across.js';
import { findingsOf, prepare, type Source } from './harness.js';

/** What is said of callers that nobody stops, by place. */
const RULES = [
  'docs/auth-drift',
  'auth/guard-order',
  'auth/method-gap',
  'auth/route-missing-guard',
  'auth/function-level-missing-role',
  'auth/object-level-missing-owner',
  'auth/admin-endpoint-shares-security',
];

function saidOf(files: Files): readonly string[] {
  return RULES.flatMap((rule) => linesOf(files, rule).map((at) => `${at} ${rule}`)).sort();
}

const document = (...paths: readonly string[]) =>
  [
    'openapi: 3.0.3',
    "info: { title: Shop, version: '1' }",
    'security: [{ token: [] }]',
    'paths:',
    ...paths.map((path) => `  ${path}`),
    'components: { securitySchemes: { token: { type: http, scheme: bearer } } }',
  ].join('\n');

const ORDERS =
  "/orders: { get: { responses: { '200': { description: OK } } }, post: { responses: { '201': { description: OK } } } }";

const head = `const app = require('express')();
const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));`;

describe('one finding for one cause', () => {
  before(prepare);

  it('a guard that a document promises and no code has is told as that', () => {
    const app = `${head}
app.get('/orders', (req, res) => res.json([]));
app.post('/orders', (req, res) => res.end());
app.post('/baskets', (req, res) => res.end());
app.put('/baskets/:id', signedIn, (req, res) => res.end());`;
    deepEqual(saidOf({ 'openapi.yaml': document(ORDERS), 'app.js': app }), [
      'app.js:3 docs/auth-drift',
      'app.js:4 docs/auth-drift',
      'app.js:5 auth/route-missing-guard',
    ]);
  });

  it('also where another method of the path has the guard', () => {
    const app = `${head}
app.get('/orders', signedIn, (req, res) => res.json([]));
app.post('/orders', (req, res) => res.end());`;
    const files = { 'openapi.yaml': document(ORDERS), 'app.js': app };
    deepEqual(saidOf(files), ['app.js:4 docs/auth-drift']);
    const off = { ...files, 'portcullis.yaml': 'rules: { docs/auth-drift: off }' };
    deepEqual(saidOf(off), ['app.js:4 auth/method-gap']);
  });

  it('a guard that is registered too late is told once, at its own line', () => {
    const app = `${head}
app.get('/orders', (req, res) => res.json([]));
app.post('/orders', (req, res) => res.end());
app.delete('/orders/:id', (req, res) => res.end());
app.use(signedIn);`;
    deepEqual(saidOf({ 'app.js': app }), ['app.js:6 auth/guard-order']);
    deepEqual(saidOf({ 'openapi.yaml': document(ORDERS), 'app.js': app }), ['app.js:6 auth/guard-order']);
    const off = { 'app.js': app, 'portcullis.yaml': 'rules: { auth/guard-order: off }' };
    deepEqual(saidOf(off), ['app.js:4 auth/route-missing-guard', 'app.js:5 auth/route-missing-guard']);
  });

  it('and to allow that leaves the other routes to be told of', () => {
    const app = (allow: string) => `${head}
app.get('/orders', (req, res) => res.json([]));
app.post('/orders', (req, res) => res.end());
app.delete('/orders/:id', (req, res) => res.end());
${allow}
app.use(signedIn);`;
    const allowed = '// portcullis-allow auth/guard-order: anybody may order';
    deepEqual(saidOf({ 'app.js': app(allowed) }), ['app.js:5 auth/route-missing-guard']);
    deepEqual(saidOf({ 'openapi.yaml': document(ORDERS), 'app.js': app(allowed) }), [
      'app.js:3 docs/auth-drift',
      'app.js:5 auth/route-missing-guard',
    ]);
    const past = allowed.replace(': ', ' until 2020-01-31: ');
    deepEqual(saidOf({ 'app.js': app(past) }), ['app.js:7 auth/guard-order']);
    const other = allowed.replace('guard-order', 'route-missing-guard');
    deepEqual(saidOf({ 'app.js': app(other) }), ['app.js:7 auth/guard-order']);
    const files = (allow: string) => ({
      'app.js': `${head}\napp.use('/orders', require('./orders'));\n${allow}\napp.use(signedIn);`,
      'orders.js': `const router = require('express').Router();
router.post('/', (req, res) => res.end());
router.delete('/:id', (req, res) => res.end());
module.exports = router;`,
    });
    deepEqual(saidOf(files('')), ['app.js:5 auth/guard-order']);
    deepEqual(saidOf(files(allowed)), ['orders.js:3 auth/route-missing-guard']);
  });

  it('what a baseline knows as guarded is told as that', () => {
    const told = (source: Source, before: Example['baseline']) =>
      findingsOf([source], undefined, before)
        .in(source.name)
        .flatMap(({ rule }) => (/^auth\/|regression/.test(rule) ? [rule] : []))
        .sort();
    const yaml = document(ORDERS.replace('post: {', 'post: { security: [],'));
    const api = { name: 'openapi.yaml', language: 'yaml', text: yaml } as const;
    deepEqual(told(api, {}), ['auth/write-operation-unprotected']);
    deepEqual(told(api, { 'POST /orders': [{ token: [] }] }), ['testing/baseline-regression']);
    deepEqual(told(api, { 'POST /orders': [] }), ['auth/write-operation-unprotected']);
    const text = `${head}
app.get('/orders', signedIn, (req, res) => res.json([]));
app.post('/orders', (req, res) => res.end());
app.post('/baskets', (req, res) => res.end());`;
    const app = { name: 'app.js', language: 'javascript', text } as const;
    deepEqual(told(app, {}), ['auth/method-gap', 'auth/route-missing-guard']);
    const before = [{ authentication: ['signedIn'] }];
    deepEqual(told(app, { 'POST /orders': before, 'POST /baskets': before }), [
      'testing/baseline-regression',
      'testing/baseline-regression',
    ]);
  });

  it('but of a signature on which nothing hangs, where a delivery is received', () => {
    const app = `${head}
app.post('/hooks/build', async (req, res) => {
  timingSafeEqual(hmacOf(req.body), req.get('x-signature'));
  res.json(await Build.create({ ref: String(req.body.ref) }));
});
app.use(signedIn);`;
    deepEqual(saidOf({ 'app.js': app }), ['app.js:3 auth/route-missing-guard']);
  });

  it('also for what is only read, where a document asks for credentials', () => {
    const app = `${head}
app.get('/articles', (req, res) => res.json([]));
app.use(signedIn);
app.post('/articles', (req, res) => res.end());`;
    deepEqual(saidOf({ 'app.js': app }), []);
    const articles = document(ORDERS.replace('/orders', '/articles'));
    deepEqual(saidOf({ 'openapi.yaml': articles, 'app.js': app }), ['app.js:4 auth/guard-order']);
  });

  it('a document that cannot be read takes nothing away', () => {
    const app = `${head}
app.get('/orders', signedIn, (req, res) => res.json([]));
app.put('/orders/:id', (req, res) => res.end());`;
    const path = "/orders/{id}: { put: { responses: { '200': { description: OK } } } }";
    const broken = document(path).replace('security: [{ token: [] }]', 'security: [{ token: [}');
    deepEqual(saidOf({ 'openapi.yaml': document(path), 'app.js': app }), ['app.js:4 docs/auth-drift']);
    deepEqual(saidOf({ 'openapi.yaml': broken, 'app.js': app }), ['app.js:4 auth/route-missing-guard']);
    const own = document(path.replace('put: {', 'put: { security: [{ token: [] }],'));
    deepEqual(saidOf({ 'openapi.yaml': own.replace("version: '1' }", 'version: [}'), 'app.js': app }), [
      'app.js:4 docs/auth-drift',
    ]);
  });

  it('a role that no route asks for is told of there, and of the document where no code is in sight', () => {
    const paths = document(ORDERS, ORDERS.replace('/orders', '/admin/users'));
    const app = (...guards: readonly string[]) => `${head}
const admin = (req, res, next) => (req.user.role === 'admin' ? next() : res.sendStatus(403));
app.get('/orders', signedIn, (req, res) => res.json([]));
app.post('/orders', signedIn, (req, res) => res.end());
app.get('/admin/users', ${[...guards, '(req, res) => res.json([])'].join(', ')});
app.post('/admin/users', ${[...guards, '(req, res) => res.end()'].join(', ')});`;
    const shares = 'openapi.yaml:6 auth/admin-endpoint-shares-security';
    deepEqual(saidOf({ 'openapi.yaml': paths }), [shares]);
    deepEqual(saidOf({ 'openapi.yaml': paths, 'app.js': app('signedIn') }), [
      'app.js:6 auth/function-level-missing-role',
      'app.js:7 auth/function-level-missing-role',
    ]);
    deepEqual(saidOf({ 'openapi.yaml': paths, 'app.js': app('signedIn', 'admin') }), []);
    const off = { 'portcullis.yaml': 'rules: { auth/function-level-missing-role: off }' };
    deepEqual(saidOf({ 'openapi.yaml': paths, 'app.js': app('signedIn'), ...off }), [shares]);
    deepEqual(saidOf({ 'openapi.yaml': paths, 'app.js': app('secure()') }), [shares]);
  });

  it('a role that is missing is nearer than the owner', () => {
    const app = `${head}
const admin = (req, res, next) => (req.user.role === 'admin' ? next() : res.sendStatus(403));
app.put('/users/:id/role', signedIn, async (req, res) => {
  await User.findByIdAndUpdate(req.params.id, { role: String(req.body.role) });
  res.end();
});
app.post('/products', signedIn, admin, (req, res) => res.end());
app.put('/products/:id', signedIn, async (req, res) => {
  await Product.findByIdAndUpdate(req.params.id, { name: String(req.body.name) });
  res.end();
});
app.put('/orders/:id', signedIn, async (req, res) => {
  await Order.findByIdAndUpdate(req.params.id, { note: String(req.body.note) });
  res.end();
});`;
    deepEqual(saidOf({ 'app.js': app }), [
      'app.js:14 auth/object-level-missing-owner',
      'app.js:4 auth/function-level-missing-role',
      'app.js:9 auth/function-level-missing-role',
    ]);
    const off = { 'app.js': app, 'portcullis.yaml': 'rules: { auth/function-level-missing-role: off }' };
    deepEqual(saidOf(off), [
      'app.js:10 auth/object-level-missing-owner',
      'app.js:14 auth/object-level-missing-owner',
      'app.js:5 auth/object-level-missing-owner',
    ]);
  });
});
