import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'limits/pagination-unbounded';

const script = (body: string, front = '', more = '') => ({
  'app.js': `
    const app = require('express')();
    ${more}
    app.get('/orders', ${front}async (req, res) => {
      ${body}
    });`,
});
const found = (body: string, front?: string, more?: string) => linesOf(script(body, front, more), RULE);

describe('how many records a query gives', () => {
  before(prepare);

  it('is up to the caller, however it is handed over', () => {
    for (const body of [
      'const limit = +req.query.limit || 20; res.json(await Order.findAll({ where: {}, limit, offset: 0 }));',
      'const { page, limit } = req.query; res.json(await Order.paginate({}, { page, limit }));',
      'const options = { limit: parseInt(req.query.limit) }; res.json(await Order.find({}, null, options));',
      'let { limit = 10 } = req.query; if (limit <= 0) limit = 10; res.json(await Order.find().limit(limit));',
      "res.json(await knex('orders').select('id').limit(Number(req.query.size)));",
      `res.json(await pool.query(\`SELECT id FROM orders LIMIT \${parseInt(req.query.limit)}\`));`,
      "res.json(await pool.execute('SELECT id FROM orders WHERE a = ? LIMIT ?', [1, Number(req.query.limit)]));",
      'res.json(await Order.aggregate([{ $match: {} }, { $limit: Number(req.query.limit) }]));',
    ])
      deepEqual(found(body), ['app.js:4'], body);
  });

  it('is nobody to ask about where it is compared, listed or checked in front', () => {
    for (const [body, front] of [
      ['let n = Number(req.query.limit); if (n > 50) n = 50; res.json(await Order.find().limit(n));'],
      [
        'const n = Number(req.query.n); if (![10, 20].includes(n)) return res.end(); await Order.find().limit(n);',
      ],
      ['res.json(await Order.find().limit(clamp(req.query.limit)));'],
      ['res.json(await Order.find().limit(Number(req.query.limit)));', 'validate(listSchema), '],
      ['const { limit } = listSchema.parse(req.query); res.json(await Order.find().limit(limit));'],
      ['res.json(await Order.find().limit(20));'],
      ["res.json(await pool.query('SELECT id FROM orders LIMIT 20 OFFSET $1', [req.query.offset]));"],
      ['res.json(names.limit(Number(req.query.limit)));'],
    ] as const)
      deepEqual(found(body, front), [], body);
  });

  it('is followed into a function of the file', () => {
    const body = 'res.json(await listOrders({ page: 1, limit: Number(req.query.limit) }));';
    const list = (inner: string) => `const listOrders = async ({ page, limit }) => { ${inner} };`;
    deepEqual(found(body, '', list('return Order.find().skip(page).limit(limit);')), ['app.js:4']);
    deepEqual(found(body, '', list('return Order.find().limit(Math.min(limit, 50));')), []);
    deepEqual(found(body, '', list('return Order.find().limit(20);')), []);
  });

  it('is asked of what FastAPI and Spring declare', () => {
    const main = (param: string, use = 'select(Order).limit(limit)') => ({
      'main.py': `
        from fastapi import FastAPI, Query
        app = FastAPI()
        @app.get("/orders")
        def orders(*, ${param}, session=Depends(get_session)):
            return session.exec(${use}).all()`,
    });
    const of = (param: string, use?: string) => linesOf(main(param, use), RULE);
    for (const param of ['limit: int', 'limit: int | None = None', 'limit: int = Query(default=50, ge=1)'])
      deepEqual(of(param), ['main.py:4'], param);
    for (const param of ['limit: int = Query(50, le=200)', 'limit: conint(le=50)', 'limit: Size = 5'])
      deepEqual(of(param), [], param);
    deepEqual(of('limit: int', 'select(Order).limit(50 if limit > 50 else limit)'), []);
    const java = (param: string, use: string) => ({
      'Orders.java': `
        import org.springframework.web.bind.annotation.*;
        @RestController
        class Orders {
          @GetMapping("/orders")
          public List<Order> all(${param}) { return ${use}; }
        }`,
    });
    const inJava = (param: string, use: string) => linesOf(java(param, use), RULE);
    deepEqual(
      inJava(
        '@RequestParam(name = "n") Integer size',
        'em.createQuery(q).setMaxResults(size).getResultList()',
      ),
      ['Orders.java:5'],
    );
    deepEqual(inJava('@RequestParam @PageSize int size', 'orders.findAll(PageRequest.of(0, size))'), []);
    deepEqual(inJava('@RequestParam int page', 'orders.findAll(PageRequest.of(page, 20))'), []);
  });
});
