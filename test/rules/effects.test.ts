import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'design/get-side-effect';

const script = (path: string, body: string): Files => ({
  'app.js': `
    const app = require('express')();
    app.get('${path}', async (req, res) => {
      ${body}
      res.end();
    });`,
});
const found = (path: string, body: string) => linesOf(script(path, body), RULE);

describe('a read whose handler changes what is stored', () => {
  before(prepare);

  it('is told of where its path says so too', () => {
    for (const [path, body] of [
      ['/orders/:id/cancel', 'await req.order.update({ cancelled: true });'],
      [
        '/orders/:id/approve',
        'const order = await Order.findById(req.params.id); order.ok = true; await order.save();',
      ],
      ['/orders/delete/:id', "await db.query('DELETE FROM orders WHERE id = $1', [req.params.id]);"],
      ['/deleteOrder', 'await orderService.deleteOrder(req.query.id);'],
      [
        '/orders/:id/disable',
        'await client.order.update({ where: { id: req.params.id }, data: { open: false } });',
      ],
    ] as const)
      deepEqual(found(path, body), ['app.js:2'], `${path} ${body}`);
  });

  it('is nothing where only memory changes, or the path says that it reads', () => {
    for (const [path, body] of [
      ['/orders/:id/cancel', 'const order = await Order.findById(req.params.id); res.json(order);'],
      ['/orders/:id/reset', 'cache.delete(req.params.id); const seen = new Set(); seen.delete(1);'],
      ['/orders/:id/cancel', "const hash = createHash('md5'); hash.update(req.params.id);"],
      ['/orders/update-history', 'await Entry.deleteMany({ old: true });'],
      ['/orders/:id', 'await Order.updateOne({ _id: req.params.id }, { $inc: { views: 1 } });'],
    ] as const)
      deepEqual(found(path, body), [], `${path} ${body}`);
  });

  it('is nothing where a mail or a clock leads there, or a session ends', () => {
    for (const path of ['/orders/cancel/:token', '/cron/purge', '/logout'])
      deepEqual(found(path, 'await Order.deleteOne({ key: req.params.token });'), [], path);
  });

  it('is told of in Python and in Java', () => {
    const main = `
      from fastapi import Depends, FastAPI
      app = FastAPI()
      @app.get("/orders/{id}/cancel")
      def cancel(id: int, session=Depends(get_session)):
          session.get(Order, id).state = "cancelled"
          session.commit()
      @app.get("/orders/{id}/delete")
      def delete(id: int, db=Depends(get_db)):
          db.execute(text("DELETE FROM orders WHERE id = :id"), {"id": id})
      @app.get("/orders/{id}/remove")
      def remove(id: int):
          seen.remove(id)
          options.update({"id": id})`;
    const java = `
      import org.springframework.web.bind.annotation.*;
      @RestController
      class Orders {
        private final OrderRepository orders;
        @GetMapping("/orders/{id}/delete") void delete(@PathVariable Long id) { orders.deleteById(id); }
        @GetMapping("/orders/{id}/cancel") void cancel(@PathVariable Long id) { service.cancelOrder(id); }
        @GetMapping("/orders/{id}/remove") void remove(@PathVariable Long id) { names.remove(id); }
        @PostMapping("/orders/{id}/erase") void erase(@PathVariable Long id) { orders.deleteById(id); }
      }`;
    deepEqual(linesOf({ 'main.py': main }, RULE), ['main.py:4', 'main.py:8']);
    deepEqual(linesOf({ 'Orders.java': java }, RULE), ['Orders.java:5', 'Orders.java:6']);
  });
});
