import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const app = (rest: string) => ({
  'app.ts': `
    import express from 'express';
    const app = express();
    function accept<S>(schema: S, run: (input: any, req: express.Request, res: express.Response) => Promise<void>): express.RequestHandler {
      return async (req, res, next) => {
        try { await run(schema.parse(req.body), req, res); } catch (e) { next(e); }
      };
    }
    const signedIn = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
    ${rest}`,
});

describe('a handler behind a wrapper that hands over what it has read', () => {
  before(prepare);

  it('takes that from the caller, and no other value before the request', () => {
    const served = (name: string) =>
      app(`app.post('/clips', signedIn, accept(Clip, async (${name}, req, res) => {
        const page = await fetch(${name}.url);
        res.json({ length: page.status });
      }));`);
    deepEqual(linesOf(served('input'), 'input/ssrf'), ['app.ts:10']);
    deepEqual(linesOf(served('source'), 'input/ssrf'), []);
  });

  it('may store what was read, since the schema may have cut it', () => {
    const files = app(`app.post('/notes', signedIn, accept(Note, async (input, req, res) => {
      await Note.create(input);
      res.status(201).end();
    }));`);
    deepEqual(linesOf(files, 'design/mass-assignment'), []);
  });

  it('is asked for a guard like every other', () => {
    const files = app(`app.get('/notes', signedIn, (req, res) => res.json([]));
      app.delete('/notes', accept(Note, async (input, req, res) => { await Note.deleteMany(input); res.end(); }));`);
    deepEqual(linesOf(files, 'auth/method-gap'), ['app.ts:10']);
  });
});

describe('a read of which the path says that it is for everybody', () => {
  before(prepare);

  it('needs no guard, unlike one beside it', () => {
    const lines = linesOf(
      app(`app.get('/orders/public/:id', (req, res) => res.json(orders.shared(req.params.id)));
      app.get('/orders/:id/total', (req, res) => res.json(orders.total(req.params.id)));
      app.get('/orders', signedIn, (req, res) => res.json(orders.of(req.user)));`),
      'auth/route-missing-guard',
    );
    deepEqual(lines, ['app.ts:10']);
  });
});
