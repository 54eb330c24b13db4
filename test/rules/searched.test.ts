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

  it('is told of where it is handed over when that is named as a filter is', () => {
    const files = project(PLAIN.replaceAll('store.found', 'Store.find'), FOUND);
    const app = (files['app.js'] ?? '').replace('const store', 'const Store');
    const store = (files['store.js'] ?? '').replace('exports.found', 'exports.find');
    deepEqual(linesOf({ ...files, 'app.js': app, 'store.js': store }, 'input/nosql-injection'), ['app.js:4']);
  });
});
