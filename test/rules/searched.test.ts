import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

/** A project whose handler leaves it to `found` of a module of its own to ask MongoDB. */
const project = (route: string, found: string): Files => ({
  'app.js': `
    const { celebrate } = require('celebrate');
    const store = require('./store');
    const app = require('express')();
    ${route}`,
  'store.js': `
    const Cat = require('./cat');
    exports.found = ${found};`,
  'cat.js': `
    const { Schema, model } = require('mongoose');
    module.exports = model('Cat', new Schema({ name: String }));`,
});

const PLAIN = "app.post('/cats', async (req, res) => res.json(await store.found(req.body)));";
const FOUND = '(wanted) => Cat.find(wanted)';

const lines = (route: string, found: string) => linesOf(project(route, found), 'input/nosql-injection');

describe('a body that another module makes the filter', () => {
  before(prepare);

  it('may ask for anything', () => {
    for (const found of [
      FOUND,
      'async (query) => { const all = await Cat.find(query).limit(5); return all; }',
      'function (query) { return Cat.countDocuments({ ...query, gone: false }); }',
    ])
      deepEqual(lines(PLAIN, found), ['store.js:2'], found);
    const named =
      "app.post('/cats', async (req, res) => { const { body } = req; res.json(await store.found(body)); });";
    deepEqual(lines(named, FOUND), ['store.js:2']);
  });

  it('is left alone where something takes what it needs', () => {
    for (const found of [
      '(wanted) => Cat.find({ name: String(wanted.name) })',
      '(wanted) => Cat.find(conditionsFor(wanted))',
      '(wanted) => Cat.find(Wanted.parse(wanted))',
      '(wanted) => { validate(wanted); return Cat.find(wanted); }',
      '(wanted) => Cat.find({ where: wanted })',
    ])
      deepEqual(lines(PLAIN, found), [], found);
  });

  it('is left alone where it was cut before', () => {
    for (const route of [
      PLAIN.replace('async', 'celebrate({ body: Wanted }), async'),
      PLAIN.replace('async', 'check(Wanted), async'),
      `app.use(require('express-mongo-sanitize')()); ${PLAIN}`,
      PLAIN.replace('req.body', 'Wanted.parse(req.body)'),
      PLAIN.replace('req.body', '{ name: String(req.body.name) }'),
    ])
      deepEqual(lines(route, FOUND), [], route);
  });

  it('may ask for anything in Python too, unless a model is made of it', () => {
    const asked = (sent: string, handed = 'wanted') => ({
      'main.py': `
        from fastapi import Body, FastAPI
        from pydantic import BaseModel
        import store
        app = FastAPI()
        class Wanted(BaseModel):
            name: str
        @app.post("/cats")
        async def cats(wanted: ${sent}):
            return store.found(${handed})`,
      'store.py': `
        from pymongo import MongoClient
        db = MongoClient()["shop"]
        def found(wanted):
            return db.cats.find_one(wanted)`,
    });
    const given = (sent: string, handed?: string) => linesOf(asked(sent, handed), 'input/nosql-injection');
    deepEqual(given('dict = Body()'), ['store.py:4']);
    deepEqual(given('Wanted', 'wanted.model_dump()'), []);
    deepEqual(given('dict = Body()', '{"name": str(wanted["name"])}'), []);
  });

  it('is told of where it is handed over when that is named as a filter is', () => {
    const files = project(PLAIN.replaceAll('store.found', 'Store.find'), FOUND);
    const app = (files['app.js'] ?? '').replace('const store', 'const Store');
    const store = (files['store.js'] ?? '').replace('exports.found', 'exports.find');
    deepEqual(linesOf({ ...files, 'app.js': app, 'store.js': store }, 'input/nosql-injection'), ['app.js:4']);
  });
});

describe('a member of a body that another module puts into a filter', () => {
  before(prepare);

  const route = (sent: string) => PLAIN.replace('req.body', sent);
  const BY_TOKEN = '(token) => Cat.findOne({ resetToken: token })';

  it('may be an object of operators', () => {
    for (const sent of ['req.body.token', 'req.body.reset.token', "req.body['token']"])
      deepEqual(lines(route(sent), BY_TOKEN), ['store.js:2'], sent);
    const taken =
      "app.post('/cats', async (req, res) => { const { token } = req.body; res.json(await store.found(token)); });";
    deepEqual(lines(taken, BY_TOKEN), ['store.js:2']);
    const inner =
      'async (token) => inner(token); function inner(resetToken) { return Cat.findOne({ resetToken }); }';
    deepEqual(lines(route('req.body.token'), inner), ['store.js:2']);
    const removed = '(number) => Cat.deleteOne({ number })';
    deepEqual(lines(route('req.body.number'), removed), ['store.js:2']);
  });

  it('is a text where it was made one, or found to be one', () => {
    for (const sent of [
      'String(req.body.token)',
      'req.params.token',
      'req.body.token.trim()',
      'Token.parse(req.body.token)',
    ])
      deepEqual(lines(route(sent), BY_TOKEN), [], sent);
    const asked =
      "app.post('/cats', async (req, res) => { const { token } = req.body; if (typeof token !== 'string') return res.end(); res.json(await store.found(token)); });";
    deepEqual(lines(asked, BY_TOKEN), []);
    for (const found of [
      '(token) => Cat.findOne({ resetToken: String(token) })',
      '(token) => Cat.findOne({ resetToken: { $eq: token } })',
      '(token) => Cat.findOne({ resetToken: hash(token) })',
      "(token) => { if (typeof token !== 'string') throw new Error(); return Cat.findOne({ resetToken: token }); }",
      "async (token) => { if (typeof token !== 'string') throw new Error(); return inner(token); }; function inner(resetToken) { return Cat.findOne({ resetToken }); }",
      '(name) => Cat.findOne({ name })',
    ])
      deepEqual(lines(route('req.body.token'), found), [], found);
    const checked = route('req.body.token').replace('async', 'check(Wanted), async');
    deepEqual(lines(checked, BY_TOKEN), []);
  });
});
