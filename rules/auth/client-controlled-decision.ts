import { defineRule } from '../../server/core/rule/rule.js';
import { callerTaken, DECIDES, decidedBy, mayBeProven } from './claimed.js';
import { nameOfClaim } from './sent-claims.js';

export default defineRule({
  id: 'auth/client-controlled-decision',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'auth-standards'],
  standards: ['API2:2023', 'API5:2023', 'CWE-807', 'CWE-290'],
  title: 'Callers say themselves who they are',
  why: `
    Headers, cookies and parameters hold whatever a caller writes into them. Where
    a role or a person is read from one that nothing signs, everybody is an
    administrator who says so, and anybody else by another number. Read both from
    a session or a token that is verified; where a gateway has done so in front,
    have it prove with a secret that the call comes from there.`,
  callees: DECIDES,
  messages: {
    role: 'Who may do this is decided by {sent}, which callers write as they like.',
    person: 'Whose this is gets compared with {sent}, which callers write as they like.',
    caller: 'Who is calling is taken from {sent}, which callers write as they like.',
    address: 'Which addresses are let in is decided by {sent}, which callers write as they like.',
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const app = express();

        function adminOnly(req, res, next) {
          if (req.headers['x-role'] !== 'admin') return res.status(403).end();
          //  ^^^^^^^^^^^^^^^^^^^^^ Who may do this is decided by the header x-role, which callers write as they like.
          next();
        }
        function signedIn(req, res, next) {
          req.user = { id: req.get('X-User-Id') };
          //               ^^^^^^^^^^^^^^^^^^^^ Who is calling is taken from the header X-User-Id, which callers write as they like.
          next();
        }
        app.delete('/users/:id', adminOnly, (req, res) => res.end());
        app.get('/orders/:id', async (req, res) => {
          const order = await Order.findById(req.params.id);
          if (order.userId !== req.headers['x-user-id']) return res.status(403).end();
          //                   ^^^^^^^^^^^^^^^^^^^^^^^^ Whose this is gets compared with the header x-user-id, which callers write as they like.
          res.json(order);
        });
        app.get('/orders', async (req, res) => {
          res.json(await Order.find({ user: req.headers['x-user-id'] }));
          //                                ^^^^^^^^^^^^^^^^^^^^^^^^ Who is calling is taken from the header x-user-id, which callers write as they like.
        });`,
      good: `
        const express = require('express');
        const app = express();

        function adminOnly(req, res, next) {
          if (req.user.role !== 'admin') return res.status(403).end();
          if (req.headers['x-user-id'] !== req.user.id) return res.status(403).end();
          next();
        }
        app.delete('/users/:id', adminOnly, (req, res) => res.end());
        app.get('/users', adminOnly, async (req, res) => {
          const filter = req.query.admin === 'true' ? { admin: true } : {};
          res.json(await User.find(filter));
        });
        app.post('/users', adminOnly, async (req, res) => {
          if (req.body.role === 'admin') return res.status(403).end();
          if (req.headers['x-api-key'] !== process.env.API_KEY) return res.status(401).end();
          res.end();
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Depends, FastAPI, Header, HTTPException

        app = FastAPI()

        def admin_only(x_role: str = Header(None)):
            if x_role != "admin":
            #  ^^^^^^ Who may do this is decided by the header x-role, which callers write as they like.
                raise HTTPException(status_code=403)

        @app.delete("/users/{user_id}", dependencies=[Depends(admin_only)])
        def remove(user_id: int):
            return users.remove(user_id)`,
      good: `
        from fastapi import Depends, FastAPI, Header, HTTPException

        app = FastAPI()

        def admin_only(user=Depends(current_user)):
            if user.role != "admin":
                raise HTTPException(status_code=403)

        @app.delete("/users/{user_id}", dependencies=[Depends(admin_only)])
        def remove(user_id: int, x_role: str = Header(None)):
            log.info(x_role)
            return users.remove(user_id)`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Users {
          @DeleteMapping("/users/{id}")
          void remove(@PathVariable long id, @RequestHeader("X-Role") String role) {
            if (!"admin".equals(role)) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            //                  ^^^^ Who may do this is decided by the header X-Role, which callers write as they like.
            users.deleteById(id);
          }
        }`,
      good: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Users {
          @DeleteMapping("/users/{id}")
          void remove(@PathVariable long id, @RequestHeader("X-Kind") String kind, Authentication caller) {
            if (!"admin".equals(caller.getName())) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            if ("soft".equals(kind)) users.hide(id); else users.deleteById(id);
          }
        }`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      const found = call.inTest ? undefined : decidedBy(call);
      if (found === undefined) return;
      if (mayBeProven(call)) return unknown(found.at);
      report({ at: found.at, message: found.message, data: { sent: nameOfClaim(found.claim) } });
    },

    handling(handling, { report }) {
      const found = callerTaken(handling);
      if (found === undefined) return;
      report({ at: found.at, message: found.message, data: { sent: nameOfClaim(found.claim) } });
    },
  },
});
