import { deepStrictEqual } from 'node:assert/strict';
import { listed, project, ready } from './project.js';

const HEAD = `const app = require('express')();\nconst crypto = require('crypto');\n`;
const USES = 'save(req.body); res.end();';

describe('refusals of Express behind which all goes on', () => {
  before(ready);

  it('turn nobody away', () => {
    const guarded = (guard: string) =>
      listed({ 'app.js': `${HEAD}app.post('/a', ${guard}, (req, res) => { ${USES} });` });
    for (const refusal of [
      'if (!req.user) res.status(401).end();',
      `if (!req.user) { console.warn('nobody'); res.status(401).json({ error: 'no' }); }`,
      `if (!req.user) next(createError(401));`,
      `if (!req.session.user) res.redirect('/login');`,
    ])
      deepStrictEqual(guarded(`(req, res, next) => { ${refusal} next(); }`), ['POST /a []'], refusal);
    for (const rest of [
      'if (!req.user) return res.status(401).end(); next();',
      'if (!req.user) { res.status(401).end(); return; } next();',
      'if (!req.user) res.status(401).end(); else next();',
      'if (!req.user) { res.status(401); throw new Error("no"); } next();',
      'if (req.user) return next(); res.status(401).end();',
      'if (!req.user) res.status(401).end(); return;',
    ])
      deepStrictEqual(
        guarded(`function signedIn(req, res, next) { ${rest} }`),
        ['POST /a [authentication signedIn]'],
        rest,
      );
  });

  it('leave a handler open that does its work all the same', () => {
    const own = (body: string) => listed({ 'app.js': `${HEAD}app.post('/a', (req, res) => { ${body} });` });
    deepStrictEqual(own(`if (!req.user) res.status(401).end(); ${USES}`), ['POST /a []']);
    deepStrictEqual(
      own(`if (!req.user) return res.status(401).end(); ${USES}`).join(),
      'POST /a [authentication inline]',
    );
  });

  it('prove nothing of a signature', () => {
    const purpose = (body: string) => {
      const made = `const made = crypto.createHmac('sha256', KEY).update(req.body).digest('hex');`;
      const text = `${HEAD}app.post('/a', (req, res) => { ${made} ${body} });`;
      const [route] = project({ 'app.js': text }).routes.values();
      return route?.endpoints[0]?.endpoint.purpose;
    };
    const given = `req.get('x-signature')`;
    deepStrictEqual(purpose(`if (made !== ${given}) res.status(400).end(); ${USES}`), 'unproven');
    deepStrictEqual(
      purpose(`const same = made === ${given}; if (!same) { res.status(400).end(); } ${USES}`),
      'unproven',
    );
    deepStrictEqual(purpose(`if (made !== ${given}) return res.status(400).end(); ${USES}`), 'signed');
    deepStrictEqual(purpose(`if (made !== ${given}) res.status(400).end(); else { ${USES} }`), 'signed');
  });
});
