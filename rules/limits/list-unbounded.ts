import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { routeName, templated } from '../auth/endpoints.js';
import { readsAll } from './whole-tables.js';

export default defineRule({
  id: 'limits/list-unbounded',
  severity: 'info',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['limits-everywhere'],
  standards: ['API4:2023', 'CWE-770'],
  title: 'Lists that are handed out whole',
  why: `
    A list without pages grows with the table behind it. What takes a millisecond
    on the first day reads a million rows a year later, holds them all in memory
    and sends them to everybody who asks. Give out pages of a size with a limit.`,
  absence: true,
  messages: { whole: '{route} gives everything that {call} finds: nothing limits how much that is.' },
  examples: [
    {
      language: 'javascript',
      bad: `
        const app = require('express')();

        app.get('/orders', async (req, res) => {
          res.json(await Order.find({}));
          //             ^^^^^^^^^^^^^^ GET /orders gives everything that Order.find finds: nothing limits how much that is.
        });
        app.get('/refunds', async (req, res) => {
          res.json(await Refund.find().sort('-day').lean());
          //             ^^^^^^^^^^^^^
        });`,
      good: `
        const app = require('express')();

        app.get('/orders', async (req, res) => {
          res.json(await Order.find({}).limit(50));
        });
        app.get('/refunds', async (req, res) => {
          res.json(await Refund.findAll({ where: { user: req.user.id } }));
        });
        app.get('/orders/:id', async (req, res) => {
          res.json(await Order.findById(req.params.id));
        });
        app.get('/words', async (req, res) => res.json(words.find()));`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Depends, FastAPI

        app = FastAPI()

        @app.get("/orders")
        def list_orders(db=Depends(get_db)):
            return db.query(Order).all()
            #      ^^^^^^^^^^^^^^^^^^^^^ GET /orders gives everything that db.query(Order).all finds: nothing limits how much that is.`,
      good: `
        from fastapi import Depends, FastAPI

        app = FastAPI()

        @app.get("/orders")
        def list_orders(user=Depends(current_user), db=Depends(get_db)):
            return db.query(Order).filter(Order.user_id == user.id).all()

        @app.get("/refunds")
        def list_refunds(db=Depends(get_db)):
            return db.query(Refund).limit(50).all()`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Orders {
          private final OrderRepository orders;

          @GetMapping("/orders")
          List<Order> all() { return orders.findAll(); }
          //                         ^^^^^^^^^^^^^^^^ GET /orders gives everything that orders.findAll finds: nothing limits how much that is.
        }`,
      good: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Orders {
          private final OrderRepository orders;

          @GetMapping("/orders")
          Page<Order> all(Pageable page) { return orders.findAll(page); }
        }`,
    },
  ],

  check: {
    handling({ endpoints, calls }, { report }) {
      const endpoint = endpoints.find(({ method, path }) => method === 'GET' && isList(path));
      const call = endpoint && calls.find(readsAll);
      if (endpoint === undefined || call === undefined) return;
      report({
        at: call.node,
        message: 'whole',
        data: { route: routeName(endpoint), call: shorten(call.callee, 40) },
      });
    },
  },
});

/** A path that names no single object at its end. */
function isList(path: string): boolean {
  return !templated(path).endsWith('}');
}
