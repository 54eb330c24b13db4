import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('what schemas leave as it was sent', () => {
  before(prepare);

  const head = `
    const app = require('express')(); const { z } = require('zod'); const Joi = require('joi'); const axios = require('axios');
    const Wish = z.object({ page: z.string().url(), size: z.enum(['s', 'm']), name: z.string().max(40), code: z.string().regex(/^[a-z]+$/) }).strict();`;
  const lines = (rule: string, routes: readonly string[]) =>
    linesOf({ 'app.js': [head.trim(), ...routes].join('\n') }, rule);

  it('is any address', () => {
    const routes = [
      "app.post('/a', async (req, res) => { const { page } = Wish.parse(req.body); res.json(await axios.get(page)); });",
      "app.post('/b', async (req, res) => { const found = Wish.safeParse(req.body); res.json(await axios.get(found.data.page)); });",
      "app.post('/c', async (req, res) => res.json(await axios.get(z.string().url().parse(req.query.page))));",
      "app.post('/d', async (req, res) => { const { value } = Joi.object({ page: Joi.string().uri().required() }).validate(req.body); res.json(await axios.get(value.page)); });",
      // A host that is one of few, and schemas that let few texts through.
      "app.post('/e', async (req, res) => { const page = new URL(z.string().url().parse(req.query.page)); if (!HOSTS.includes(page.hostname)) return res.status(400).end(); res.json(await axios.get(page.href)); });",
      "app.post('/f', async (req, res) => { const { code } = Wish.parse(req.body); res.json(await axios.get(code)); });",
      "app.post('/g', async (req, res) => { const { page } = z.object({ page: z.string().url().refine(isOurs) }).parse(req.body); res.json(await axios.get(page)); });",
      "app.post('/h', async (req, res) => { const { page } = Other.parse(req.body); res.json(await axios.get(page)); });",
    ];
    deepEqual(lines('input/ssrf', routes), ['app.js:3', 'app.js:4', 'app.js:5', 'app.js:6']);
  });

  it('is any text in SQL', () => {
    const sql = (value: string) =>
      `app.post('/${value}', async (req, res) => { const { name, size, code } = Wish.parse(req.body); res.json(await db.query("select * from t where n = '" + ${value} + "'")); });`;
    deepEqual(lines('input/sql-injection', [sql('name'), sql('size'), sql('code')]), ['app.js:3']);
  });
});
