import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('what express-validator has found', () => {
  before(prepare);

  it('is asked in the handler, in front of it, or by what it is wrapped in; elsewhere nobody knows', () => {
    const handler = '(req, res) => { Note.create({ t: req.body.t }); res.end(); }';
    const routes = [
      `body('t').isString(), asyncHandler(async ${handler})`,
      `checkSchema({ t: { isString: true } }), ${handler}`,
      `[body('t').isString(), body('u').isString()], ${handler}`,
      `rules, ${handler}`,
      `body('t').isString(), validated(${handler})`,
      `body('t').isString(), elsewhere(${handler})`,
      `body('t').isString(), hidden(${handler})`,
      `body('t').isString(), refuse, ${handler}`,
      `checked, ${handler}`,
      `body('t').isString(), (req, res) => { if (validationResult(req).isEmpty()) Note.create({ t: req.body.t }); res.end(); }`,
    ];
    const app = [
      "const app = require('express')(); const { elsewhere } = require('./wrap'); const hidden = require('@a/wrap');",
      "const { body, checkSchema, validationResult } = require('express-validator'); const rules = [body('t').isString()];",
      'const asyncHandler = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);',
      'const validated = (fn) => (req, res, next) => validationResult(req).isEmpty() ? fn(req, res, next) : res.status(400).end();',
      'const refuse = (req, res, next) => validationResult(req).isEmpty() ? next() : res.status(400).end();',
      "const checked = [body('t').isString(), refuse];",
      ...routes.map((one, i) => `app.post('/${i}', ${one});`),
    ].join('\n');
    const wrap =
      "const { validationResult } = require('express-validator');\nexports.elsewhere = (fn) => (req, res, next) => validationResult(req).isEmpty() ? fn(req, res, next) : res.status(400).end();";
    deepEqual(
      linesOf({ 'app.js': app, 'wrap.js': wrap }, 'input/unvalidated-input'),
      [7, 8, 9, 10].map((line) => `app.js:${line}`),
    );
  });
});
