import { defineRule } from '../../server/core/rule/rule.js';
import { leftOpen } from './left-objects.js';
import { isConcerned, lacksRole } from './owned-objects.js';
import { addresses, matters } from './reached-objects.js';
import { needsRole } from './role-faults.js';
import { said } from './told-objects.js';

export default defineRule({
  id: 'auth/object-level-missing-owner',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control'],
  standards: ['API1:2023', 'CWE-639', 'CWE-862'],
  title: "Object found by the caller's identifier alone",
  why: `
    Who is calling has been checked, but not whether the object is theirs. A
    caller who sends another identifier gets, changes or removes what belongs to
    somebody else, and identifiers are counted up, shared and found in links.
    Ask for the owner in the query, or compare it before the object is used.`,
  messages: {
    read: 'Any signed-in caller may read any {record}: {key} alone decides which.',
    write: 'Any signed-in caller may change any {record}: {key} alone decides which.',
    guard: 'This finds out who is calling, and not what is theirs.',
  },
  fixes: { owner: { title: 'Find it for the caller alone, by {owner}', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }

        app.get('/invoices/:id', signedIn, async (req, res) => {
          const invoice = await db.invoice.findFirst({ where: { id: req.params.id } });
          //                                                        ^^^^^^^^^^^^^ Any signed-in caller may read any "invoice" record: req.params.id alone decides which.
          res.json(invoice);
        });
        app.get('/invoices', signedIn, async (req, res) => {
          res.json(await db.invoice.findMany({ where: { userId: req.user.id } }));
        });`,
      fixed: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }

        app.get('/invoices/:id', signedIn, async (req, res) => {
          const invoice = await db.invoice.findFirst({ where: { id: req.params.id, userId: req.user.id } });
          res.json(invoice);
        });
        app.get('/invoices', signedIn, async (req, res) => {
          res.json(await db.invoice.findMany({ where: { userId: req.user.id } }));
        });`,
      good: `
        const express = require('express');
        const app = express();

        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }

        app.get('/invoices/:id', signedIn, async (req, res) => {
          const invoice = await db.invoice.findFirst({ where: { id: req.params.id, userId: req.user.id } });
          res.json(invoice);
        });
        app.delete('/invoices/:id', signedIn, async (req, res) => {
          const invoice = await Invoice.findById(req.params.id);
          if (!invoice.owner.equals(req.user.id)) return res.status(404).end();
          await invoice.deleteOne();
          res.status(204).end();
        });
        app.get('/products/:id', signedIn, async (req, res) => res.json(await Product.findById(req.params.id)));`,
    },
    {
      language: 'javascript',
      good: `
        const app = require('express')();
        const { jwtVerify } = require('jose');

        async function requireAccessToken(req, res, next) {
          try {
            const { payload } = await jwtVerify(req.get('authorization'), KEYS, { algorithms: ['RS256'] });
            res.locals.token = payload;
          } catch {
            return res.status(401).end();
          }
          next();
        }
        function loadOwned(find) {
          return async (req, res, next) => {
            const owner = res.locals.token?.sub;
            const entity = owner === undefined ? undefined : await find(req.params.id, owner);
            if (!entity) return res.status(404).end();
            res.locals.entity = entity;
            next();
          };
        }
        async function ownNote(req, res, next) {
          const note = await Note.findById(req.params.id);
          if (!note || note.owner !== res.locals.token.sub) return res.status(404).end();
          next();
        }
        const findOrder = (id, owner) => Order.findOne({ where: { id, owner } });

        app.delete('/orders/:id', requireAccessToken, loadOwned(findOrder), async (req, res) => {
          await Order.deleteOne({ _id: req.params.id });
          res.status(204).end();
        });
        app.delete('/notes/:id', requireAccessToken, ownNote, async (req, res) => {
          await Note.findByIdAndDelete(req.params.id);
          res.status(204).end();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const app = require('express')();
        const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());

        app.get('/profile/:id', signedIn, async (req, res) => {
          const { id } = req.params;
          const [rows] = await db.query('select * from users where id = ?', [id]);
          //                                                                 ^^ Any signed-in caller may read any "user" record: id alone decides which.
          res.json(rows[0]);
        });
        app.get('/profile', signedIn, async (req, res) => {
          const [rows] = await db.query('select * from users where id = ?', [req.user.id]);
          res.json(rows[0]);
        });
        app.get('/drafts/:id', signedIn, async (req, res) => {
          const draft = await m.findById(req.params.id);
          //                             ^^^^^^^^^^^^^ Any signed-in caller may read any "draft" record: req.params.id alone decides which.
          if (draft.owner !== req.user.id) console.log('foreign');
          res.json(draft);
        });
        app.get('/bills/:id', signedIn, async (req, res) => {
          const bill = await bills.lookup(req.params.id);
          //                              ^^^^^^^^^^^^^ Any signed-in caller may read any "bill" record: req.params.id alone decides which.
          res.json([bill, removeTabFromDefaults(req.params.id)]);
        });
        app.param('sheet', async (req, res, next, id) => {
          req.sheet = await Sheet.findById(id);
          //                               ^^ Any signed-in caller may read any "Sheet" record: id alone decides which.
          next();
        });
        app.get('/sheets/:sheet', signedIn, (req, res) => res.json(req.sheet));
        app.delete('/lists/force/:id', signedIn, async (req, res) => res.json(await service.remove(req.params.id)));
        //                                                                                         ^^^^^^^^^^^^^ Any signed-in caller may change any "list" record: req.params.id alone decides which.
        app.get('/orders/:id/full', signedIn, async (req, res) => res.json(await getOrderWithItems(req.params.id)));
        //                                                                                         ^^^^^^^^^^^^^ Any signed-in caller may read any "order" record: req.params.id alone decides which.`,
    },
    {
      language: 'typescript',
      bad: `
        import express, { Router } from 'express';
        import { auth } from 'express-oauth2-jwt-bearer';
        import { Note } from './models.js';

        const router = Router();
        express().use('/api', auth(), router);
        router.patch('/notes/:noteId', async (req: Request, res: Response) => {
          const { noteId } = req.params;
          const note = await Note.findByIdAndUpdate(noteId, { text: String(req.body.text) });
          //                                        ^^^^^^ Any signed-in caller may change any "Note" record: noteId alone decides which.
          res.json(note);
        });
        router.put('/notes/:noteId', async (req: Request, res: Response) => {
          const note = await Note.findById(req.params.noteId);
          await assertOwner(req, note);
          res.json(note);
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Depends, FastAPI
        from fastapi.security import OAuth2PasswordBearer
        from sqlalchemy.orm import sessionmaker

        app = FastAPI()
        scheme = OAuth2PasswordBearer(tokenUrl="token")

        open_session = sessionmaker()

        def get_db():
            yield open_session()

        def current_user(token: str = Depends(scheme)):
            return find_user(token)

        @app.get("/orders/{order_id}")
        def show(order_id: int, user=Depends(current_user), db=Depends(get_db)):
            return db.query(Order).filter(Order.id == order_id).first()
            #                                         ^^^^^^^^ Any signed-in caller may read any "Order" record: order_id alone decides which.`,
      good: `
        from fastapi import Depends, FastAPI
        from fastapi.security import OAuth2PasswordBearer
        from sqlalchemy.orm import sessionmaker

        app = FastAPI()
        scheme = OAuth2PasswordBearer(tokenUrl="token")

        open_session = sessionmaker()

        def get_db():
            yield open_session()

        def current_user(token: str = Depends(scheme)):
            return find_user(token)

        @app.get("/orders/{order_id}")
        def show(order_id: int, user=Depends(current_user), db=Depends(get_db)):
            return db.query(Order).filter(Order.id == order_id, Order.owner_id == user.id).first()

        @app.delete("/orders/{order_id}")
        def remove(order_id: int, user=Depends(current_user), db=Depends(get_db)):
            order = db.get(Order, order_id)
            if order.owner_id != user.id:
                raise HTTPException(status_code=404)
            db.delete(order)`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.security.access.prepost.PreAuthorize;
        import org.springframework.web.bind.annotation.*;

        @RestController
        @PreAuthorize("isAuthenticated()")
        class Orders {
          private final OrderRepository orders;

          @DeleteMapping("/orders/{id}")
          void remove(@PathVariable long id) {
            orders.deleteById(id);
            //                ^^ Any signed-in caller may change any "order" record: id alone decides which.
          }
        }`,
      good: `
        import org.springframework.security.access.prepost.PreAuthorize;
        import org.springframework.web.bind.annotation.*;

        @RestController
        @PreAuthorize("isAuthenticated()")
        class Orders {
          private final OrderRepository orders;

          @DeleteMapping("/orders/{id}")
          void remove(@PathVariable long id, Principal caller) {
            orders.deleteByIdAndOwner(id, caller.getName());
          }
        }`,
    },
  ],

  check: {
    handling(handling, { report, holds, unknown, speaks }) {
      const { endpoints, lookups, decisions } = handling;
      const open = endpoints.filter((one) => isConcerned(one, handling));
      if (open.length === 0) return;
      const left = handling.passesOn && decisions.length === 0 ? leftOpen(handling, open) : undefined;
      if (left !== undefined) return report(said(left.lookup, left.endpoints, handling));
      const lookup = lookups.find((one) => matters(one, open));
      if (lookup === undefined) {
        if (decisions.length > 0 && open.some(addresses)) holds(handling.at);
        return;
      }
      if (decisions.length > 0) return holds(lookup.key);
      if (lookup.hidden || handling.passesOn || open.some(({ obscured }) => obscured))
        return unknown(lookup.key);
      // That a role is needed and none is asked for, as by another method of the path, is the nearer cause.
      if (speaks('auth/method-gap') && open.every((one) => lacksRole(one, handling))) return;
      if (speaks('auth/function-level-missing-role') && open.every((one) => needsRole(one, handling))) return;
      report(said(lookup, open, handling));
    },
  },
});
