import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'design/get-side-effect';

const found = (body: string, path = '/orders/:id', more = '') =>
  linesOf(
    {
      'app.js': `
        const app = require('express')();
        ${more}
        app.get('${path}', async (req, res) => {
          ${body}
          res.end();
        });`,
    },
    RULE,
  );

describe('a read that changes what is stored and does not say so', () => {
  before(prepare);

  it('is told of in scripts', () => {
    for (const body of [
      'await Order.deleteOne({ _id: req.params.id });',
      'await Order.findByIdAndUpdate(req.params.id, { paid: true });',
      'await Order.update({ paid: true }, { where: { id: req.params.id } });',
      'await prisma.order.delete({ where: { id: req.params.id } });',
      "await pool.query('UPDATE orders SET paid = true WHERE id = $1', [req.params.id]);",
      "await knex('orders').where({ id: req.params.id }).del();",
      "const order = await Order.findById(req.params.id); order.state = 'paid'; await order.save();",
      'const order = await Order.findByPk(req.params.id); if (!order) return res.end(); await order.destroy();',
      'if (req.query.action === "drop") await Order.deleteOne({ _id: req.params.id });',
      'await orderService.cancel(req.params.id);',
    ])
      deepEqual(found(body), ['app.js:3'], body);
    const drop = 'const drop = async (id) => { await Order.deleteOne({ _id: id }); };';
    deepEqual(found('await drop(req.params.id);', '/orders/:id', drop), ['app.js:3']);
  });

  it('is nothing where it keeps count of who looks, or cleans up', () => {
    for (const body of [
      'await Order.updateOne({ _id: req.params.id }, { $inc: { views: 1 } });',
      'const order = await Order.findById(req.params.id); order.lastViewedAt = Date.now(); await order.save();',
      'const order = await Order.findById(req.params.id); order.clicks += 1; await order.save();',
      "await pool.query('UPDATE users SET last_seen = now() WHERE id = $1', [req.user.id]);",
      'if (order.expiresAt < Date.now()) await Order.deleteOne({ _id: req.params.id });',
      'await Session.deleteMany({ user: req.params.id });',
      'const cart = (await Cart.findOne({ user: req.user.id })) ?? (await Cart.create({ user: req.user.id }));',
      'await auditService.removeOld(req.params.id);',
      "const remote = await axios.get(URL); await Order.updateOne({ _id: req.params.id }, { state: 'x' });",
      'if (!order.thumb) await Order.updateOne({ _id: req.params.id }, { thumb: null });',
      'store.delete(req.params.id);',
      'cache.delete(req.params.id); seen.delete(req.params.id);',
      'if (isLate(order)) await Order.updateOne({ _id: req.params.id }, { late: true });',
      'const order = await Order.findById(req.params.id); order.total = sum(order); await order.save();',
    ])
      deepEqual(found(body), [], body);
    for (const path of ['/verify/:token', '/unsubscribe/:id', '/oauth/callback', '/jobs/run', '/logout'])
      deepEqual(found('await Order.deleteOne({ _id: req.params.id });', path), [], path);
  });

  it('is told of in Python', () => {
    const of = (...body: readonly string[]) =>
      linesOf(
        {
          'main.py': `
            from fastapi import Depends, FastAPI
            from sqlalchemy import delete, select, update
            app = FastAPI()
            @app.get("/orders/{id}")
            def order(id: int, db=Depends(get_db)):
                ${body.join('\n                ')}`,
        },
        RULE,
      );
    for (const body of [
      ['order = db.get(Order, id)', 'db.delete(order)', 'db.commit()'],
      ['order = db.query(Order).get(id)', 'order.state = "paid"', 'db.commit()'],
      ['db.execute(delete(Order).where(Order.id == id))'],
      ['db.query(Order).filter(Order.id == id).delete()'],
      ['orders.delete_one({"_id": id})'],
    ])
      deepEqual(of(...body), ['main.py:5'], body.join('; '));
    for (const body of [
      ['order = db.get(Order, id)', 'order.views += 1', 'db.commit()'],
      ['order = db.get(Order, id)', 'order.last_seen = now()', 'db.commit()'],
      ['db.add(Visit(order=id))', 'db.commit()'],
      ['seen.delete(id)'],
      ['orders.update_one({"_id": id}, {"$inc": {"hits": 1}})'],
    ])
      deepEqual(of(...body), [], body.join('; '));
  });

  it('is told of in Java', () => {
    const of = (body: string) =>
      linesOf(
        {
          'Orders.java': `
            import org.springframework.web.bind.annotation.*;
            @RestController
            class Orders {
              private final OrderRepository orders;
              private final OrderService service;
              @GetMapping("/orders/{id}")
              Order order(@PathVariable Long id) { ${body} }
            }`,
        },
        RULE,
      );
    for (const body of [
      'orders.deleteById(id);',
      'Order found = orders.findById(id).orElseThrow(); found.setState("paid"); return orders.save(found);',
      'jdbc.update("UPDATE orders SET paid = 1 WHERE id = ?", id);',
      'service.cancel(id);',
    ])
      deepEqual(of(body), ['Orders.java:7'], body);
    for (const body of [
      'return orders.findById(id).orElseThrow();',
      'Order found = orders.findById(id).orElseThrow(); found.setViews(found.getViews() + 1); return orders.save(found);',
      'names.remove(id);',
      'Order copy = new Order(); copy.setState("x"); return copy;',
    ])
      deepEqual(of(body), [], body);
  });
});
