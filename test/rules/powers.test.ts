import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/function-level-missing-role';

describe('what users are allowed', () => {
  before(prepare);

  /** Where the rule speaks in handlers of these paths, by the index of the handler. */
  function spoken(handlers: readonly (readonly [path: string, body: string])[]): readonly number[] {
    const head = [
      "const app = require('express')();",
      'app.use((req, res, next) => (req.user ? next() : res.status(401).end()));',
    ];
    const routes = handlers.map(
      ([path, body]) => `app.post('${path}', async (req, res) => { ${body} res.end(); });`,
    );
    const lines = linesOf({ 'app.js': [...head, ...routes].join('\n') }, RULE);
    return lines.map((line) => Number(line.split(':')[1]) - head.length - 1);
  }

  it('is stored as the caller sends it', () => {
    const handlers = [
      ['/team', 'await User.create({ name: String(req.body.name), role: req.body.role });'],
      ['/people/:id', 'const { role } = req.body; await User.updateOne({ _id: req.params.id }, { role });'],
      [
        '/people/:id',
        'const u = await User.findById(req.params.id); u.isAdmin = req.body.isAdmin; await u.save();',
      ],
      [
        '/users/:id',
        'const found = await repo.findOneBy({ id: 1 }); found.role = req.body.role; await repo.save(found);',
      ],
      ['/staff', 'await prisma.employee.create({ data: { role: req.body.role } });'],
      ['/hands', "await knex('users').where({ id: req.params.id }).update({ role: req.body.role });"],
      [
        '/hands/:id',
        "await pool.query('UPDATE users SET role = $1 WHERE id = $2', [req.body.role, req.params.id]);",
      ],
      [
        '/hands',
        "await db.collection('accounts').updateOne({ _id: 1 }, { $set: { permissions: req.body.permissions } });",
      ],
      ['/hands', 'const body = req.body; await userService.changeRole(body.id, body.role);'],
      ['/hands', 'const one = new User({ role: req.body.role }); await one.save();'],
      ['/teams/:id/people', 'await TeamMember.create({ role: req.body.role, team: req.params.id });'],
      [
        '/hands',
        "if (!['user', 'admin'].includes(req.body.role)) return res.end(); await User.create({ role: req.body.role });",
      ],
    ] as const;
    deepEqual(spoken(handlers), [...handlers.keys()]);
  });

  it('is not what is only read, refused, or of another record', () => {
    const found = spoken([
      [
        '/people/search',
        'const all = await User.find({ role: req.body.role }).limit(9); await Audit.create({ n: all.length });',
      ],
      [
        '/words',
        "if (req.body.role !== undefined) throw new Refused('no'); await User.create({ name: 'x' });",
      ],
      [
        '/words',
        'const { name, isAdmin } = req.body; if (isAdmin) return res.end(); await User.updateOne({ _id: 1 }, { name });',
      ],
      ['/chat', 'await ai.chat.completions.create({ messages: [{ role: req.body.role, content: "x" }] });'],
      ['/chat', 'await Message.create({ role: req.body.role, content: "x", userId: req.user.id });'],
      ['/films', 'await CastMember.create({ role: req.body.role, by: req.user.id });'],
      ['/users', 'delete req.body.role; await User.create({ role: req.body.role });'],
      ['/users', "req.body.role = 'user'; await User.create({ role: req.body.role });"],
      ['/users', 'await User.updateMany({ role: req.body.role }, { seen: true });'],
      [
        '/users',
        "if (req.body.role === 'admin') return res.end(); await User.create({ role: req.body.role });",
      ],
      [
        '/users',
        "if (!['reader', 'writer'].includes(req.body.role)) return res.end(); await User.create({ role: req.body.role });",
      ],
      ['/users', 'const where = {}; where.role = req.body.role; await User.find(where); await log.save();'],
      ['/words', "await knex('lines').where({ by: req.user.id }).update({ role: req.body.role });"],
      ['/words', "await pool.query('INSERT INTO lines (role) VALUES ($1)', [req.body.role]);"],
    ]);
    deepEqual(found, []);
  });

  it('is asked for by nothing behind middleware that only fills in the caller', () => {
    const app = {
      'app.js': [
        "const app = require('express')(); const jwt = require('jsonwebtoken');",
        'app.use((req, res, next) => { try { req.user = jwt.verify(req.cookies.token, process.env.KEY); } catch {} next(); });',
        'const known = (req, res, next) => (req.user ? next() : res.status(401).end());',
        "app.get('/admin/users', known, (req, res) => res.json([]));",
        "app.get('/admin/me', known, (req, res) => { if (req.user.role !== 'admin') return res.sendStatus(403); res.json([]); });",
      ].join('\n'),
    };
    deepEqual(linesOf(app, RULE), ['app.js:4']);
  });
});
