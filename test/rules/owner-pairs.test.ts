import { deepEqual, ok } from 'node:assert/strict';
import { applied, findingsOf, prepare, uriOf } from './harness.js';

const RULE = 'auth/object-level-missing-owner';

describe('the condition that makes an object the one of the caller', () => {
  before(prepare);

  const HEAD = `
const app = require('express')();
app.use((req, res, next) => (req.principal ? next() : res.status(401).end()));`;
  const BAD = `app.get('/bills/:id', async (req, res) => {
  res.json(await db.bill.findFirst({ where: { id: req.params.id } }));
});`;

  /** What is written behind the identifier; undefined where nothing is offered. */
  function offered(...beside: readonly string[]): string | undefined {
    const source = {
      name: 'app.js',
      language: 'javascript' as const,
      text: [HEAD, BAD, ...beside].join('\n'),
    };
    const { engine, in: findings } = findingsOf([source]);
    const finding = findings('app.js').find(({ rule }) => rule === RULE);
    ok(finding);
    if (finding.fixes.length === 0) return undefined;
    const edits = engine.fix(uriOf('app.js'), 1, finding.fingerprint, 0);
    ok(edits !== 'stale');
    return /id: req\.params\.id(.*) \} \}\)/.exec(applied(source, edits))?.[1];
  }
  const route = (body: string, request = 'req') =>
    `app.post('/other', async (${request}, res) => { ${body}; res.end(); });`;

  it('is the one that other places ask of such objects', () => {
    const list = route('await db.bill.findMany({ where: { ownerId: req.principal.id } })');
    deepEqual(offered(list), ', ownerId: req.principal.id');
    deepEqual(
      offered(route('await db.bill.create({ data: { total: 1, payer: req.userId } })')),
      ', payer: req.userId',
    );
    deepEqual(
      offered(route("await db.bill.deleteMany({ where: { 'holder': req.session.user?.id } })")),
      ", 'holder': req.session.user?.id",
    );
    const often = route('await db.bill.count({ where: { payer: req.principal.id } })');
    deepEqual(offered(list, often, often), ', payer: req.principal.id');
    const inClass = `class Bills {
  constructor() { app.get('/mine', this.mine); }
  mine = async (req, res) => { res.json(await this.c.db.bill.findMany({ where: { ownerId: req.principal.id } })); };
}`;
    deepEqual(offered(inClass), ', ownerId: req.principal.id');
  });

  it('is none that the file does not show', () => {
    deepEqual(offered(), undefined);
    for (const body of [
      'await db.note.findMany({ where: { ownerId: req.principal.id } })',
      'await db.bill.findMany({ where: { ownerId: req.body.id } })',
      'await db.bill.findMany({ where: { id: req.principal.id } })',
      'await db.bill.findMany({ where: { owner: { accountId: req.principal.id } } })',
      'await db.bill.findMany({ where: { tenantId: req.principal.id } })',
      'await db.bill.findMany({ where: { requestId: req.id } })',
      'await db.bill.findMany({ where: { level: req.principal.level } })',
      'await db.bill.findMany({ where: { ownerId: me.id } })',
    ])
      deepEqual(offered(route(body)), undefined, body);
    const other = route('await db.bill.findMany({ where: { ownerId: request.principal.id } })', 'request');
    deepEqual(offered(other), undefined);
  });
});
