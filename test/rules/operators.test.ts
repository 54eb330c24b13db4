import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'input/nosql-injection';

const app = (body: string): Files => ({
  'app.js': `const express = require('express');
const app = express();
app.use(express.json());
app.post('/keys', async (req, res) => {
  const { key } = req.body;
  ${body}
  res.json(await Owner.findOne({ apiKey: key }));
});
`,
});

const found = (files: Files) => linesOf(files, RULE).filter((at) => at === 'app.js:7');

describe('a value of JSON in a filter', () => {
  before(prepare);

  it('may be an object of operators until it was found to be something else', () => {
    for (const check of [
      '',
      'if (!key) return res.sendStatus(400);',
      "if (typeof other !== 'string') return;",
    ])
      deepEqual(found(app(check)), ['app.js:7'], check);
    for (const check of [
      "if (typeof key !== 'string') return res.sendStatus(400);",
      "if (typeof req.body.key !== 'string') return res.sendStatus(400);",
      "if ([key, 1].some((one) => typeof one !== 'string')) return res.sendStatus(400);",
      'if (!validator.isUUID(key)) return res.sendStatus(400);',
      'if (!_.isString(key)) return res.sendStatus(400);',
      "if (!key.startsWith('k_')) return res.sendStatus(400);",
    ])
      deepEqual(found(app(check)), [], check);
  });

  it('is one still where a check lets everything pass, or stands behind', () => {
    const loose = "if (typeof key !== 'string') log('an odd key');";
    deepEqual(found(app(loose)), ['app.js:7']);
    const object = "if (typeof key === 'object') log('an object');";
    deepEqual(found(app(object)), ['app.js:7']);
  });

  it('is none where something of the package takes operators out', () => {
    const files = app('');
    const database = (text: string): Files => ({ ...files, 'database.js': text });
    deepEqual(found(database("require('mongoose').set('strictQuery', true);")), ['app.js:7']);
    deepEqual(found(database("require('mongoose').set('sanitizeFilter', true);")), []);
    deepEqual(found(database("module.exports = require('express-mongo-sanitize');")), []);
  });
});

const handler = (body: string): Files => ({
  'app.js': `const app = require('express')();
app.post('/orders/search', async (req, res) => {
  const { filter, category } = req.body;
  ${body}
  res.end();
});
`,
});
const model = (type: string): Files => ({
  'app.py': `from fastapi import FastAPI, Request
from pydantic import BaseModel

app = FastAPI()

class Search(BaseModel):
    filter: str

@app.post("/orders/search")
async def search(request: Request, sent: Search):
    body = await request.json()
    return await db.orders.find_one(${type})
`,
});

describe('a filter that a handler hands to another function', () => {
  before(prepare);

  const files = (call: string, service: string, before = ''): Files => ({
    'app.js': `const app = require('express')();
const orders = require('./orders');
app.post('/orders/search', ${before}async (req, res) => res.json(await orders.${call}));`,
    'orders.js': `const Order = require('./order');
const store = require('./store');
${service}`,
    'store.js': `const Order = require('./order');
exports.ask = (filter) => Order.find(filter);`,
  });
  const told = (...given: Parameters<typeof files>) => linesOf(files(...given), RULE);

  it('may ask for anything', () => {
    for (const [call, service] of [
      ['search(req.body.filter)', 'exports.search = (filter) => Order.find(filter);'],
      ['search({ filter: req.body.filter })', 'exports.search = ({ filter }) => Order.find(filter);'],
      ['search(req.body)', 'exports.search = ({ where }) => Order.findOne(where);'],
      ['search(req.body)', 'exports.search = (sent) => Order.findOne(sent.query);'],
      ['search(req.query)', 'exports.search = async (sent) => Order.findOne(sent);'],
      ['search({ by: req.query })', 'exports.search = async ({ by }) => Order.findOne({ ...by });'],
    ] as const)
      deepEqual(told(call, service), ['orders.js:3'], `${call} ${service}`);
    deepEqual(told('search(req.body.filter)', 'exports.search = (given) => store.ask(given);'), [
      'store.js:2',
    ]);
  });

  it('is left alone where it is put together, checked, or no filter by its name', () => {
    for (const [call, service] of [
      ['search(req.body.filter)', 'exports.search = (filter) => Order.find({ name: String(filter.name) });'],
      ['search(req.body.id)', 'exports.search = (id) => Order.find(id);'],
      ['search(req.query)', 'exports.search = ({ page }) => Order.find({ page });'],
      ['search(req.query)', 'exports.search = (sent) => orderRepository.find(sent);'],
      ['search(pick(req.query, NAMES))', 'exports.search = (sent) => Order.find(sent);'],
    ] as const)
      deepEqual(told(call, service), [], `${call} ${service}`);
    const service = 'exports.search = (filter) => Order.find(filter);';
    deepEqual(told('search(req.body.filter)', service, 'validate(Search), '), []);
  });

  it('finds an account by what may be no text, however it is handed over', () => {
    const service = (given: string, email: string) =>
      `exports.signIn = async (${given}) => { const user = await Order.findOne({ email: ${email} }); return compare(user.password, 1); };`;
    for (const [call, given, email] of [
      ['signIn(req.body)', '{ email, password }', 'email'],
      ['signIn(req.body)', 'sent', 'sent.email'],
      ['signIn({ email: req.body.email })', '{ email }', 'email'],
    ] as const) {
      const bcrypt = service(given, email).replace('compare(', 'bcrypt.compare(');
      deepEqual(told(call, bcrypt), ['orders.js:3'], call);
    }
    deepEqual(
      told('signIn(req.query)', service('{ email }', 'email').replace('compare(', 'bcrypt.compare(')),
      [],
    );
  });
});

describe('a member of what the caller sent that is the whole filter', () => {
  before(prepare);

  it('may ask for anything where its name says that it is one', () => {
    for (const body of [
      'await Order.find(filter).limit(20);',
      'await Order.countDocuments(req.body.query ?? {});',
      'await Order.aggregate([{ $match: req.body.search.where }]);',
      'await Order.aggregate(req.body.pipeline);',
      'await Order.findOne(req.query.filter);',
      "const orders = this.store.mongo.db().collection('orders'); await orders.find(req.body.criteria);",
    ])
      deepEqual(linesOf(handler(body), RULE), ['app.js:4'], body);
    deepEqual(linesOf(model('body["filter"]'), RULE), ['app.py:12']);
  });

  it('is left alone where it is made into another, or may be a text', () => {
    for (const body of [
      'await Order.find({ category: String(filter) });',
      'await Order.find(conditionsFor(filter));',
      'await Order.find(validated(filter));',
      'await Order.find(category);',
      'await orders.find(filter);',
      'await Order.findOne(req.params.filter);',
      'await orderRepository.find(filter);',
    ])
      deepEqual(linesOf(handler(body), RULE), [], body);
    deepEqual(linesOf(model('sent.filter'), RULE), []);
  });
});
