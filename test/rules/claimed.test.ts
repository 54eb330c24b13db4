import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/client-controlled-decision';

const found = (body: string, more = '') =>
  linesOf(
    {
      'app.js': `
        const app = require('express')();
        ${more}
        app.delete('/orders/:id', async (req, res, next) => {
          const order = await Order.findById(req.params.id);
          ${body}
          res.end();
        });`,
    },
    RULE,
  );

describe('a decision by what callers say of themselves', () => {
  before(prepare);

  it('is told of in scripts', () => {
    for (const body of [
      "if (req.header('X-Admin') !== 'true') return res.sendStatus(403);",
      "if (req.cookies.role === 'admin') await order.destroy();",
      "const role = req.headers['x-user-role']; if (role !== Roles.ADMIN) return res.status(403).end();",
      "if (req.query.admin !== 'true') return res.status(403).json({ error: 'no' });",
      'if (req.body.isAdmin !== true) { return res.status(403).end(); }',
      "const { 'x-user-id': me } = req.headers; if (order.ownerId.toString() !== me) return res.end();",
      'if (order.createdBy != req.cookies.userId) return res.end();',
      "if (!ALLOWED_IPS.includes(req.headers['x-forwarded-for'])) return res.status(403).end();",
      "if (req.get('X-Real-IP') !== '127.0.0.1') return res.status(403).end();",
    ])
      deepEqual(found(body), ['app.js:5'], body);
  });

  it('is none where nothing hangs on it, or it was proven', () => {
    for (const [body, more] of [
      ["if (req.query.admin === 'true') filter.admin = true;"],
      ["if (req.query.role === 'admin') filter.role = 'admin';"],
      ['if (req.body.isAdmin === true) return res.status(403).end();'],
      ["if (req.body.role === 'admin') return res.status(403).end();"],
      ["if (req.headers['x-user-id'] !== req.user.id) return res.status(403).end();"],
      ["if (req.headers['x-api-key'] !== process.env.KEY) return res.status(403).end();"],
      ["if (req.headers['x-tenant-id'] !== order.tenantId) return res.end();"],
      ["if (req.signedCookies.role !== 'admin') return res.status(403).end();"],
      ["if (req.session.role !== 'admin') return res.status(403).end();"],
      [
        'if (req.query.userId !== req.user.id) return res.end(); if (order.userId === req.query.userId) return res.end();',
      ],
      ["log.info(req.headers['x-user-id']);"],
      ["if (req.headers['x-client'] === 'admin') return res.end();"],
      [
        "if (req.headers['x-role'] !== 'admin') return res.status(403).end();",
        "app.use((req, res, next) => (timingSafeEqual(req.headers['x-edge'], KEY) ? next() : res.status(401).end()));",
      ],
    ] as const)
      deepEqual(found(body, more), [], body);
  });

  it('is told of in Python', () => {
    const of = (params: string, ...body: readonly string[]) =>
      linesOf(
        {
          'main.py': `
            from typing import Annotated
            from fastapi import Cookie, Depends, FastAPI, Header, HTTPException, Request
            app = FastAPI()
            def get_current_user(${params}, db=Depends(get_db)):
                ${body.join('\n                ')}
            @app.get("/orders/{id}")
            def order(id: int, user=Depends(get_current_user), db=Depends(get_db)):
                return db.get(Order, id)`,
        },
        RULE,
      );
    deepEqual(of('x_user_id: int = Header()', 'return db.get(User, x_user_id)'), ['main.py:5']);
    deepEqual(of('who: Annotated[str, Header(alias="X-User-Id")]', 'return db.get(User, who)'), [
      'main.py:5',
    ]);
    deepEqual(of('role: str = Cookie(None)', 'if role != "admin": raise HTTPException(403)'), ['main.py:5']);
    deepEqual(
      of('request: Request', 'if request.headers.get("x-role") != "admin": raise HTTPException(403)'),
      ['main.py:5'],
    );
    deepEqual(of('token: str = Header()', 'return db.get(User, verify(token))'), []);
    deepEqual(of('x_key: str = Header()', 'if x_key != KEY: raise HTTPException(403)'), []);
    deepEqual(of('x_role: str', 'if x_role != "admin": raise HTTPException(403)'), []);
  });

  it('is told of in Java', () => {
    const of = (params: string, body: string) =>
      linesOf(
        {
          'Orders.java': `
            import org.springframework.web.bind.annotation.*;
            @RestController
            class Orders {
              @DeleteMapping("/orders/{id}")
              void remove(@PathVariable long id, ${params}) { ${body} }
            }`,
        },
        RULE,
      );
    const owner = 'if (!orders.find(id).getOwnerId().equals(userId)) throw new Forbidden();';
    deepEqual(of('@RequestHeader("X-User-Id") Long userId', owner), ['Orders.java:5']);
    deepEqual(of('@CookieValue("role") String role', 'if (role.equals("ADMIN")) orders.remove(id);'), [
      'Orders.java:5',
    ]);
    deepEqual(of('@RequestParam Long userId', owner), []);
    deepEqual(of('@RequestHeader("X-Request-Id") String trace', 'if (trace.equals("x")) log(id);'), []);
  });
});
