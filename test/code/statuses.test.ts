import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const HEAD = `
  const express = require('express');
  const app = express();
  const h = (req, res) => res.json({});
`;

/** What stands in front of `POST /a`: middleware `m`, of which the body is given. */
function guarded(body: string): string {
  const text = `${HEAD} const m = (req, res, next) => { ${body} }; app.post('/a', m, h);`;
  return listed({ 'app.js': text })[0]?.replace('POST /a ', '') ?? '';
}

const AUTHENTICATION = '[authentication m]';
const AUTHORIZATION = '[authorization m]';

function expectEach(cases: readonly string[], expected: string): void {
  for (const text of cases) deepStrictEqual(guarded(text), expected, text);
}

describe('statuses', () => {
  before(ready);

  it('are found in what names of a function are given', () => {
    expectEach(
      [
        `const status = req.user ? 403 : 401; if (!req.ok) return res.status(status).end(); next();`,
        `let code = 200; if (!req.user) code = 401; if (code !== 200) { res.statusCode = code; return res.end(); } next();`,
        `const refusal = { code: 401, title: 'no' }; if (!req.x) return res.status(refusal.code).json(refusal); next();`,
        `const { code } = { code: 401 }; if (!req.x) return res.sendStatus(code); next();`,
        `const [code, text] = req.x ? [403, 'a'] : [401, 'b']; if (!req.y) return res.status(code).send(text); next();`,
        `if (!req.x) return res.status('401').end(); next();`,
        `if (!req.x) return res.status(Number('401')).end(); next();`,
        `const fault = createError(401); if (!req.x) return next(fault); next();`,
        `const fault = new HttpError(401, 'x'); if (!req.x) throw fault; next();`,
        `const fault = new HttpError(401, 'x'); if (!req.x) return res.status(fault.status).end(); next();`,
        `const reply = (code) => res.status(code).end(); if (!req.x) return reply(401); next();`,
        `if (!req.x) return res.problem(401); next();`,
        `if (!req.x) return res.json({ code: 401, message: 'no' }); next();`,
      ],
      AUTHENTICATION,
    );
  });

  it('are found in what functions are given that answer with them', () => {
    const helpers = `
      const CODES = { NOBODY: 401, STRANGER: 403 };
      exports.answer = (res, status, text) => { res.status(status).json({ text }); };
      exports.sendFault = (res, fault) => res.status(fault.status).json(fault);
      exports.sendOf = ({ res, code = 500 }) => res.status(code).end();
      exports.lookUp = (res, key) => res.status(CODES[key]).end();
      exports.tell = (req, res, status) => res.status(status).json({ at: req.path });
      exports.wrap = (res, code) => exports.answer(res, code, 'x');
      exports.nobody = (res) => exports.answer(res, 401, 'nobody');
      exports.fail = (status, text) => { const e = new Error(text); e.status = status; throw e; };
      exports.refuse = (res, text, status = 401) => res.status(status).send(text);
      exports.Reply = class Reply {
        static nobody(res) { return Reply.send(res, 401); }
        static send(res, code) { return res.status(code).end(); }
      };
      exports.codeOf = (user) => { if (!user) return 401; return 403; };
    `;
    const cases = [
      `k.answer(res, 401, 'Log in first')`,
      `k.answer(res, req.user ? 403 : 401)`,
      `k.sendFault(res, { status: 401 })`,
      `k.sendFault(res, new HttpError(401, 'no'))`,
      `k.sendFault(res, Faults.unauthorized('no'))`,
      `k.sendOf({ res, code: 401 })`,
      `k.lookUp(res, 'NOBODY')`,
      `k.tell(req, res, 401)`,
      `k.wrap(res, 401)`,
      `k.nobody(res)`,
      `k.fail(401, 'no')`,
      `k.refuse(res, 'no')`,
      `k.Reply.nobody(res)`,
      `res.status(k.codeOf(req.x)).end()`,
    ];
    for (const text of cases) {
      const app = `${HEAD} const k = require('./kit');
        const m = (req, res, next) => { if (!req.x) return ${text}; next(); }; app.post('/a', m, h);`;
      deepStrictEqual(listed({ 'app.js': app, 'kit.js': helpers }), [`POST /a ${AUTHENTICATION}`], text);
      if (!text.includes('Faults'))
        deepStrictEqual(listed({ 'app.js': app }), ['POST /a [?]'], `out of sight: ${text}`);
    }
  });

  it('are found in TypeScript', () => {
    deepStrictEqual(
      listed({
        'errors.ts': `import type { Response } from 'express';
          export enum Status { Nobody = 401, Stranger = 403 }
          export function problem(res: Response, { status = Status.Stranger, title }: { status?: number; title?: string } = {}) {
            return res.status(status as number).json({ title });
          }
          export const refuse = (res: Response, status: Status = Status.Nobody): Response => res.status(status!).end();`,
        'app.ts': `import express, { type RequestHandler } from 'express';
          import { problem, refuse, Status } from './errors';
          const app = express();
          const a: RequestHandler = (req, res, next) => { if (!req.x) { problem(res, { status: Status.Nobody }); return; } next(); };
          const b: RequestHandler = (req, res, next) => { if (!req.x) return void problem(res, { title: 'x' }); next(); };
          const c: RequestHandler = (req, res, next) => { if (!req.x) return refuse(res); next(); };
          const d: RequestHandler = (req, res, next) => { if (!req.x) return refuse(res, Status.Stranger); next(); };
          app.post('/a', a, (req, res) => res.end()); app.post('/b', b, (req, res) => res.end());
          app.post('/c', c, (req, res) => res.end()); app.post('/d', d, (req, res) => res.end());`,
      }),
      [
        'POST /a [authentication a]',
        'POST /b [authorization b]',
        'POST /c [authentication c]',
        'POST /d [authorization d]',
      ],
    );
  });

  it('that refuse nobody make no guard', () => {
    expectEach(
      [
        `const status = req.x ? 404 : 422; if (!req.y) return res.status(status).end(); next();`,
        `try { next(); } catch (err) { res.status(err.status || 500).end(); }`,
        `if (!req.x) return res.json({ code: 4001 }); next();`,
      ],
      '[]',
    );
  });

  it('of helpers hang on what they are told, and not on what stands in', () => {
    deepStrictEqual(
      listed({
        'app.js': `${HEAD}
          function refuse(res, text, status = 403) { return res.status(status).send(text); }
          app.post('/a', (req, res, next) => { if (!req.x) return refuse(res, 'gone', 404); next(); }, h);
          app.post('/b', (req, res, next) => { if (!req.x) return refuse(res, 'no'); next(); }, h);
          app.post('/c', (req, res) => { if (!req.user) return refuse(res, 'no', 401); res.end(); });
          app.post('/d', (req, res) => refuse(res, 'made', 201));`,
      }),
      ['POST /a []', 'POST /b [authorization inline]', 'POST /c [authentication inline]', 'POST /d []'],
    );
  });

  it('that are out of sight leave open whether a caller is checked, but make no guard of a handler', () => {
    expectEach(
      [
        `const found = await look(req.body.x); if (!found.ok) return res.status(found.status).end(); next();`,
        `look(req.body.x, (status) => { if (status) return res.status(status).end(); next(); });`,
      ],
      '[?]',
    );
    deepStrictEqual(
      listed({
        'app.js': `${HEAD} app.post('/a', async (req, res) => {
          const made = await orders.add(req.body.x); res.status(made.status).json(made); });
          const CODES = { MADE: 201, NOBODY: 401 };
          app.post('/b', async (req, res) => {
            const { code } = await orders.add(req.body.x); res.status(CODES[code]).end(); });`,
      }),
      ['POST /a []', 'POST /b []'],
    );
  });

  it('make an authorization where only 403 is answered', () => {
    expectEach([`const code = 403; if (!req.x) return res.status(code).end(); next();`], AUTHORIZATION);
  });
});
