import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const lines = (app: string) => linesOf({ 'app.js': app }, 'design/mass-assignment');

describe('a body that is stored as it came', () => {
  before(prepare);

  it('is one of which only something was asked', () => {
    const app = `
      const app = require('express')();
      app.post('/users', async (req, res) => {
        if (_.isEmpty(req.body)) return res.status(400).end();
        if (!hasName(req.body)) return res.status(400).end();
        await User.create(req.body);
        if (isKnown(req.body)) res.end();
      });
      app.post('/pets', noted, async (req, res) => res.json(await Pet.create(req.body)));
      const hasName = (one) => typeof one.name === 'string';
      function noted(req, res, next) {
        if (isOdd(req.body)) req.odd = true;
        next();
      }`;
    deepEqual(lines(app), ['app.js:5', 'app.js:8']);
  });

  it('is none that was handed whole to what decides about it', () => {
    const app = `
      const app = require('express')();
      const fits = new Ajv().compile(shape);
      const refuse = (vet) => (req, res, next) => (vet(req.body) ? next() : res.status(400).json(vet.errors));
      app.post('/users', async (req, res) => {
        if (!fits(req.body)) return res.status(400).end();
        await User.create(req.body);
      });
      app.post('/cars', async (req, res) => {
        const isCar = checker.Check(req.body);
        if (isCar !== true) return res.status(400).end();
        await Car.create({ ...req.body });
      });
      app.post('/pets', async (req, res) => {
        assert(req.body, Pet);
        await Pets.create(req.body);
      });
      app.post('/toys', refuse(fits), async (req, res) => res.json(await Toy.create(req.body)));
      app.post('/cups', async (req, res) => {
        fits(req.body) || fail(400);
        await Cup.create(req.body);
      });`;
    deepEqual(lines(app), []);
  });

  it('is stored key by key, item by item and behind validators that keep what they do not name', () => {
    const app = `
      const app = require('express')();
      const { body, validationResult } = require('express-validator');
      app.patch('/me', async (req, res) => {
        const user = await User.findByPk(req.user.id);
        for (const key in req.body) user[key] = req.body[key];
        await user.save();
        Object.entries(req.body).forEach(([name, value]) => { user[name] = value; });
        await user.save();
        await user.update(_.omit(req.body, ['id']));
      });
      app.post('/notes', async (req, res) => {
        await Note.bulkCreate(req.body.notes);
        for (const one of req.body.notes) await Note.create(one);
        await Promise.all(req.body.map((note) => Note.create(note)));
      });
      app.post('/tags', [body('name').isString()], async (req, res) => {
        if (!validationResult(req).isEmpty()) return res.status(400).end();
        res.json(await Tag.create(req.body));
      });`;
    deepEqual(lines(app), [
      'app.js:5',
      'app.js:7',
      'app.js:9',
      'app.js:12',
      'app.js:13',
      'app.js:14',
      'app.js:18',
    ]);
  });

  it('is none of which keys and fields are chosen here', () => {
    const app = `
      const app = require('express')();
      const { body, checkExact, matchedData, validationResult } = require('express-validator');
      app.patch('/me', async (req, res) => {
        const user = await User.findByPk(req.user.id);
        for (const key of ['name', 'bio']) if (key in req.body) user[key] = req.body[key];
        for (const key in req.body) if (ALLOWED.includes(key)) user[key] = req.body[key];
        Object.keys(req.body).filter((key) => ALLOWED.has(key)).forEach((key) => { user[key] = req.body[key]; });
        const copy = {};
        for (const key in req.body) copy[key] = String(req.body[key]);
        await user.save();
      });
      app.post('/notes', async (req, res) => {
        await Note.bulkCreate(req.body.notes.map(({ text }) => ({ text })));
        for (const { text } of req.body.notes) await Note.create({ text });
        const ids = req.body.ids.map((id) => String(id));
      });
      app.post('/tags', [body('name').isString()], async (req, res) => {
        if (!validationResult(req).isEmpty()) return res.status(400).end();
        res.json(await Tag.create(matchedData(req)));
      });
      app.post('/cups', checkExact([body('name').isString()]), async (req, res) => {
        if (!validationResult(req).isEmpty()) return res.status(400).end();
        res.json(await Cup.create(req.body));
      });`;
    deepEqual(lines(app), []);
  });
});
