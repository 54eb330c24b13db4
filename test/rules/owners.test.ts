import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';

describe('objects that others own', () => {
  before(prepare);

  const guards = `
    exports.known = (req, res, next) => (req.user ? next() : res.status(401).end());
    exports.allow = (...roles) => (req, res, next) =>
      roles.includes(req.user.role) ? next() : res.status(403).end();`;
  const files = (...routes: readonly string[]) => ({
    'guards.js': guards,
    'app.js': [
      "const app = require('express')(); const { known, allow } = require('./guards.js');",
      'app.use(known);',
      ...routes,
    ].join('\n'),
  });

  it('are found by identifiers that schemas have checked', () => {
    const app = files(
      "app.get('/bills/:id/print', async (req, res) => res.json(await db('prints').where('bill_id', Id.parse(req.params.id)).first()));",
      "app.get('/bills/:id/mail', async (req, res) => { const { id } = Wish.parse(req.params); res.json(await Mail.findOne({ id })); });",
      "app.get('/bills/:id/note', async (req, res) => { const { value } = wish.validate({ id: req.params.id }); res.json(await Note.findById(value.id)); });",
      "app.get('/bills/:id/stamp', async (req, res) => { const found = Wish.safeParse(req.params); res.json(await Stamp.findById(found.data.id)); });",
      // Another value of the same call, and what a text holds.
      "app.get('/bills/:id/seal', async (req, res) => { const { value } = wish.validate({ id: req.params.id, n: 1 }); res.json(await Seal.findById(value.n)); });",
      "app.get('/bills/:id/page', async (req, res) => { const all = JSON.parse(text); res.json(await Page.findById(all.id)); });",
      "app.get('/bills/:id/sum', async (req, res) => res.json(await db('sums').where({ id: Id.parse(req.params.id), owner: req.user.id }).first()));",
    );
    deepEqual(linesOf(app, RULE), ['app.js:3', 'app.js:4', 'app.js:5', 'app.js:6']);
  });

  it('are handed to a service by their identifiers', () => {
    const app = files(
      "app.post('/visits/:id/slot', async (req, res) => res.json(await visitService.reschedule(req.params.id, req.body.slot)));",
      "app.post('/visits/:id/name', async (req, res) => res.json(await visitService.rename(req.params.id, req.user.id)));",
      "app.get('/visits/:id', async (req, res) => res.json(await visits.byId(req.params.id)));",
      "app.get('/visits/:id/mine', async (req, res) => res.json(await visits.byIdFor(req.params.id, req.user.id)));",
      "app.post('/visits/:id/ring', async (req, res) => res.json(await timer.resume(req.params.id)));",
    );
    deepEqual(linesOf(app, RULE), ['app.js:3', 'app.js:5']);
  });

  it('are those of many with one role, where reading one asks whose it is', () => {
    const read = (role: string) =>
      `app.get('/bills/:id', allow('${role}'), async (req, res) => res.json(await Bill.findOne({ id: req.params.id, owner: req.user.firm })));`;
    const pay = (role: string) =>
      `app.post('/bills/:id/pay', allow('${role}'), async (req, res) => { const one = await Bill.findById(req.params.id); one.paid = true; await one.save(); res.end(); });`;
    deepEqual(linesOf(files(read('vendor'), pay('vendor')), RULE), ['app.js:4']);
    deepEqual(linesOf(files(read('vendor'), pay('auditor')), RULE), []);
    deepEqual(linesOf(files(read('admin'), pay('admin')), RULE), []);
    deepEqual(linesOf(files(pay('vendor')), RULE), []);
  });

  it('are told of once, where another method of the path asks for a role', () => {
    const app = files(
      "app.put('/lamps/:id', allow('keeper'), async (req, res) => { await Lamp.findByIdAndUpdate(req.params.id, { name: 'x' }); res.end(); });",
      "app.delete('/lamps/:id', async (req, res) => { await Lamp.findByIdAndDelete(req.params.id); res.end(); });",
    );
    deepEqual(linesOf(app, RULE), []);
    deepEqual(linesOf(app, 'auth/method-gap'), ['app.js:4']);
  });

  it('are those of the caller, however that is reached', () => {
    const route = (name: string, ...lines: readonly string[]) =>
      `app.get('/${name}/:id', async (req, res) => { const one = await Bill.findById(req.params.id); ${lines.join(' ')} res.json(one); });`;
    const app = {
      'app.ts': [
        "import express from 'express'; import { known } from './guards.js';",
        'const app = express(); app.use(known);',
        route('a', 'if (!one || one.owner !== req.user!.id) return res.sendStatus(404);'),
        route(
          'b',
          'if (req.session!.userId === one!.owner!.id && one) return res.json(one); return res.end();',
        ),
        route('c', 'const mine = one.owner === (req.user as Member)!.id; if (!mine) throw new NotFound();'),
        route('d', 'const session = req.session; if (one.owner !== session.userId) return res.end();'),
        route('e', 'const { session } = req; if (one.owner !== session!.memberId) return res.end();'),
        route('f', 'const { accountId } = req.session; if (one.owner !== accountId) return res.end();'),
        route('g', "if (!req.ability.can('read', one)) return res.sendStatus(403);"),
        route('h', "if (!req.ability!.can('read', subject('Bill', one))) return res.sendStatus(403);"),
        // What looks at the record, or at the session, and not at both.
        route('i', 'if (one.state !== req.query!.state) return res.end();'),
        route('j', 'const session = req.session; if (one.seen !== session.views) return res.end();'),
        route('k', "if (!req.ability.can('read', 'Bill')) log.info('odd');"),
      ].join('\n'),
      'guards.js': guards,
    };
    deepEqual(linesOf(app, RULE), ['app.ts:11', 'app.ts:12', 'app.ts:13']);
  });

  it('are those of the caller where the function of the path parameter finds them so', () => {
    const found = (loads: string) =>
      linesOf(
        files(
          "const r = require('express').Router();",
          `r.param('bid', ${loads});`,
          "r.delete('/:bid', async (req, res) => { await db.bill.delete({ where: { id: req.params.bid } }); res.end(); });",
          "app.use('/bills', r);",
        ),
        RULE,
      );
    for (const loads of [
      'async (req, res, next, id) => { const one = await db.bill.findFirst({ where: { id, ownerId: req.user.id } }); if (!one) return res.sendStatus(404); req.bill = one; next(); }',
      'async function load(req, res, next, bid) { const one = await Bill.findOne({ _id: bid, owner: req.user.id }); if (!one) return next(createError(404)); next(); }',
      'async (req, res, next, id) => { const one = await Bill.findById(id); if (!one || one.owner !== req.user.id) return res.status(404).end(); next(); }',
    ])
      deepEqual(found(loads), [], loads);
    for (const loads of [
      'async (req, res, next, id) => { const one = await Bill.findById(id); if (!one) return res.sendStatus(404); req.bill = one; next(); }',
      'async (req, res, next, id) => { const one = await Bill.findById(id); audit(id, req.user.id); if (!one) return res.sendStatus(404); next(); }',
    ])
      deepEqual(found(loads), ['app.js:5'], loads);
  });

  it('are those of the caller where that is put into what they are found by', () => {
    const read = (name: string, ...lines: readonly string[]) =>
      `app.get('/${name}/:billId', async (req, res) => { ${lines.join(' ')} });`;
    const app = files(
      read(
        'a',
        'const by = { _id: req.params.billId };',
        'if (!req.user.boss) by.owner = req.user.id;',
        'res.json(await Bill.findOne(by));',
      ),
      read(
        'b',
        'const by = { id: req.params.billId };',
        "by['owner'] = req.user.id;",
        'res.json(await Bill.findOne({ where: by }));',
      ),
      read(
        'c',
        'const how = { where: { id: req.params.billId } };',
        'how.where.owner = req.user.id;',
        'res.json(await Bill.findOne(how));',
      ),
      read(
        'd',
        'const where = { id: req.params.billId };',
        'where.$or = [{ owner: req.user.id }, { open: true }];',
        'res.json(await Bill.findOne({ where }));',
      ),
      read(
        'e',
        'const by = {};',
        'by._id = req.params.billId;',
        'Object.assign(by, { owner: req.user.id });',
        'res.json(await Bill.findOne(by));',
      ),
      // What says nothing of the caller, and what is put into something else.
      read(
        'f',
        'const by = { _id: req.params.billId };',
        "by.kind = 'paid';",
        'res.json(await Bill.findOne(by));',
      ),
      read('g', 'const by = {};', 'by._id = req.params.billId;', 'res.json(await Bill.findOne(by));'),
      read(
        'h',
        'const by = { _id: req.params.billId }; const more = {};',
        'more.seenBy = req.user.id;',
        'res.json(await Bill.findOne(by));',
      ),
    );
    deepEqual(linesOf(app, RULE), ['app.js:8', 'app.js:9', 'app.js:10']);
  });

  const handler = (line: string) => `app.delete('/lamps/:lampId', async (req, res) => { ${line} });`;
  const FOUND = 'const one = await Lamp.findById(req.params.lampId);';

  it('are not held back by what only speaks of the caller', () => {
    for (const line of [
      'await Lamp.findOneAndUpdate({ _id: req.params.lampId }, { lit: true, lastSeenBy: req.user.id }); res.end();',
      'await Lamp.updateOne({ _id: req.params.lampId }, { $set: { lit: true, by: req.user.id } }); res.end();',
      'await prisma.lamp.update({ where: { id: req.params.lampId }, data: { lit: true, who: req.user.id } }); res.end();',
      `${FOUND} await one.update({ lit: true, modifiedBy: req.user.id }); res.end();`,
      `${FOUND} res.json({ lit: one.lit, own: one.owner.equals(req.user.id) });`,
      `${FOUND} const mine = one.owner === req.user.id; res.json({ lit: one.lit, mine });`,
      `${FOUND} const view = { lit: one.lit, isOwner: one.owner === req.user.id }; res.json(view);`,
      `${FOUND} if (one.owner !== req.user.id) one.seen++; res.json(one);`,
      `${FOUND} if (one.owner !== req.user.id) { one.seen += 1; await one.save(); } res.json(one);`,
      `${FOUND} if (one.owner !== req.user.id) res.status(403); await one.deleteOne(); res.end();`,
      `${FOUND} if (one.owner !== req.user.id) res.sendStatus(403); await one.deleteOne(); res.end();`,
      `${FOUND} await audits.audit.put({ who: req.user.id }); res.json(one);`,
      `if (!req.user.emailVerified) return res.status(403).end(); ${FOUND} res.json(one);`,
      `const me = await User.findById(req.user.id); if (me.banned) return res.status(403).end(); ${FOUND} res.json(one);`,
      `if (!(await accounts.isActive(req.user.id))) return res.status(403).end(); ${FOUND} res.json(one);`,
      `if (req.body.friend === req.user.id) return res.status(400).end(); ${FOUND} one.friends.push(req.body.friend); await one.save(); res.end();`,
      `if (req.body.owner !== req.user.id) return res.status(403).end(); ${FOUND} res.json(one);`,
      'await lamps.cancel(req.params.lampId); res.end();',
      'await lamps.abort(req.params.lampId); res.end();',
      'await this.lamps.erase(Number(req.params.lampId)); res.end();',
      `${FOUND} await candles.checkout(); res.json(one);`,
      'await lampService.update(req.params.lampId, req.valid.body); res.end();',
      'await lamps.update(req.params.lampId, req.validatedBody); res.end();',
      'const { validated } = req; await lamps.update(req.params.lampId, { lit: validated.lit }); res.end();',
    ])
      deepEqual(linesOf(files(handler(line)), RULE), ['app.js:3'], line);
  });

  it('are held back by what decides by the caller', () => {
    for (const line of [
      `${FOUND} if (one.owner !== req.user.id) one.secret = undefined; res.json(one);`,
      `${FOUND} if (one.owner !== req.user.id) { one.seen++; return res.status(404).end(); } res.json(one);`,
      `${FOUND} const mine = one.owner === req.user.id; if (!mine) return res.status(404).end(); res.json({ one, mine });`,
      `${FOUND} const mine = one.owner === req.user.id; res.json(mine ? one : { lit: one.lit });`,
      `${FOUND} res.json(one.owner === req.user.id ? one : { lit: one.lit });`,
      `${FOUND} if (one.owner.equals(req.user.id)) res.json(one); else res.status(404).end();`,
      `${FOUND} if (one.owner !== req.user.id) res.sendStatus(403); else { await one.deleteOne(); res.end(); }`,
      `const me = await User.findById(req.user.id); if (!me.isKeeper) return res.status(404).end(); ${FOUND} res.json(one);`,
      `const me = await User.findById(req.user.id); if (!me.lamps.includes(req.params.lampId)) return res.status(404).end(); ${FOUND} res.json(one);`,
      `const mine = await Lamp.find({ owner: req.user.id }).distinct('_id'); if (!mine.includes(req.params.lampId)) return res.end(); ${FOUND} res.json(one);`,
      `if (req.body.owner !== req.user.id) return res.status(403).end(); ${FOUND} await lampService.lend(one, req.body.owner); res.end();`,
      'await lampService.update(req.params.lampId, { lit: true, updatedBy: req.user.id }); res.end();',
      'await Lamp.updateOne({ _id: req.params.lampId, createdBy: req.user.id }, { lit: true }); res.end();',
      `${FOUND} if (one.owner !== req.user.id) throw new Forbidden(); res.json(one);`,
      `${FOUND} if (!canSee(one)) return res.status(404).end(); res.json(one);`,
      `${FOUND} await checkOwner(one); res.json(one);`,
      `${FOUND} await check(one); res.json(one);`,
      'await lamps.update(req.params.lampId, { ...req.valid.body, owner: req.user.id }); res.end();',
      'await lamps.update(req.params.lampId, req.payload.sub); res.end();',
      'await lamps.abort(req.params.lampId, req.user.id); res.end();',
      'await uploads.abort(req.params.lampId); res.end();',
    ])
      deepEqual(linesOf(files(handler(line)), RULE), [], line);
  });
});
