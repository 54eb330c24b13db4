import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { pickFields } from './picked-fields.js';
import { has, isRestricted } from './restricted.js';
import { FILLS_MEMBER, FILLS_SET, isStoring, itemsIn, keptIn, keysIn, STORING, stores } from './storing.js';
import { comesThrough, isNarrowed, keepsAll, wholeIn } from './whole-body.js';

export default defineRule({
  id: 'design/mass-assignment',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-data-exposure', 'input-validate'],
  standards: ['API3:2023', 'CWE-915'],
  title: 'Whole request body stored as it came',
  why: `
    The caller decides which fields the body has. Stored as it is, it sets every
    field that the record knows: the role, the balance, the owner, the flag that
    says an address was verified. Name the fields that callers may set, and leave
    the rest to the server.`,
  callees: [...STORING, ...FILLS_SET, FILLS_MEMBER, 'new *'],
  messages: {
    stored: 'Callers choose the fields here: whatever {value} holds is stored.',
    rows: 'Callers choose the fields here: whatever each item of the list holds is stored.',
    keys: 'Callers choose the fields here: any key that they send is stored.',
  },
  fixes: { pick: { title: 'Store {fields} only', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const { z } = require('zod');
        app.post('/users', async (req, res) => {
          const user = await User.create(req.body);
          //                             ^^^^^^^^ Callers choose the fields here: whatever req.body holds is stored.
          res.status(201).json({ id: user.id });
        });
        app.patch('/users/:id', async (req, res) => {
          const changes = req.body;
          await User.findByIdAndUpdate(req.params.id, { ...changes, updatedAt: new Date() });
          //                                               ^^^^^^^ Callers choose the fields here: whatever changes holds is stored.
          const other = new Profile(req.body);
          //                        ^^^^^^^^
          await other.save();
          res.end();
        });
        app.put('/users/:id', async (req, res) => {
          z.object({ name: z.string() }).parse(req.body);
          res.json(await User.findByIdAndUpdate(req.params.id, req.body));
          //                                                   ^^^^^^^^
        });`,
      good: `
        const { z } = require('zod');
        app.post('/users', async (req, res) => {
          const { name, email } = req.body;
          await User.create({ name, email });
          await User.create(z.object({ name: z.string() }).parse(req.body));
          await User.create(pick(req.body, ['name', 'email']));
          await User.create(req.body, { fields: ['name', 'email'] });
          await axios.create(req.body);
          cache.set('last', req.body);
        });`,
    },
    {
      language: 'javascript',
      bad: `
        app.post('/users', async (req, res) => {
          const { email } = req.body;
          if (await User.exists({ email, role: req.body.role })) return res.status(409).end();
          const user = await User.create({ ...req.body, email: email.trim(), hi: 'Hi ' + req.body.name });
          //                                  ^^^^^^^^ Callers choose the fields here: whatever req.body holds is stored.
          await Profile.create(req.body);
          //                   ^^^^^^^^
          res.status(201).json({ id: user.id });
        });`,
      fixed: `
        app.post('/users', async (req, res) => {
          const { email } = req.body;
          if (await User.exists({ email, role: req.body.role })) return res.status(409).end();
          const user = await User.create({ name: req.body.name, email: email.trim(), hi: 'Hi ' + req.body.name });
          await Profile.create({ email: req.body.email, name: req.body.name });
          res.status(201).json({ id: user.id });
        });`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';

        const app = express();
        const changeNote = (id: string, changes: Changes) => Note.findByIdAndUpdate(id, changes);
        //                                                                              ^^^^^^^ Callers choose the fields here: whatever changes holds is stored.
        const renameNote = (id: string, changes: Changes) => Note.findByIdAndUpdate(id, { title: changes.title });
        app.put('/notes/:id', async (req, res) => {
          const note = await Note.findById(req.params.id);
          if (note.owner !== req.user.id) return res.status(403).end();
          res.json(await changeNote(req.params.id, req.body));
        });
        app.put('/notes/:id/title', async (req, res) => res.json(await renameNote(req.params.id, req.body)));`,
      good: `
        import express from 'express';

        const app = express();
        const changeNote = (id: string, changes: Changes) => Note.findByIdAndUpdate(id, changes);
        const changeTag = (id: string, changes: Changes) => Tag.findByIdAndUpdate(id, changes);
        app.put('/notes/:id', async (req, res) => {
          const { error } = Shape.validate(req.body);
          if (error) return res.status(400).end();
          res.json(await changeNote(req.params.id, req.body));
        });
        app.put('/tags/:id', adminOnly, async (req, res) => res.json(await changeTag(req.params.id, req.body)));
        function adminOnly(req, res, next) {
          if (req.user.role !== 'admin') return res.status(403).end();
          next();
        }`,
    },
    {
      language: 'typescript',
      bad: `
        router.put('/me', async (req: Request, res: Response) => {
          await prisma.user.update({ where: { id: req.user.id }, data: req.body });
          //                                                           ^^^^^^^^ Callers choose the fields here: whatever req.body holds is stored.
          await client.note.create({ data: { ...req.body, authorId: req.user.id } });
          //                                    ^^^^^^^^
          res.json({});
        });`,
      good: `
        import { z } from 'zod';

        const Changes = z.object({ name: z.string().max(100) });
        router.put('/me', async (req: Request, res: Response) => {
          const data = Changes.parse(req.body);
          await prisma.user.update({ where: { id: req.user.id }, data });
          res.json({});
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, Request

        router = APIRouter()

        @router.post("/users")
        async def create(request: Request, db=Depends(get_db)):
            payload = await request.json()
            db.add(User(**payload))
            #             ^^^^^^^ Callers choose the fields here: whatever payload holds is stored.

        @router.patch("/users/{user_id}")
        def change(user_id: int, changes: dict, db=Depends(get_db)):
            user = db.get(User, user_id)
            for key, value in changes.items():
                setattr(user, key, value)
                #             ^^^ Callers choose the fields here: any key that they send is stored.

        @router.post("/users/import")
        def bring(payload: Annotated[dict[str, Any], Body()], db=Depends(get_db)):
            db.execute(insert(User).values(**payload))
            #                                ^^^^^^^`,
      good: `
        from fastapi import APIRouter

        router = APIRouter()

        @router.post("/users")
        async def create(user: NewUser, db=Depends(get_db)):
            db.add(User(**user.model_dump()))
            db.add(User(name=user.name))`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, Depends
        from sqlmodel import Field, SQLModel

        class Claim(SQLModel, table=True):
            id: int | None = Field(default=None, primary_key=True)
            text: str
            status: str = "open"

        router = APIRouter()

        @router.post("/claims")
        def file_claim(claim: Claim, db=Depends(get_db)):
            db.add(claim)
            #      ^^^^^ Callers choose the fields here: whatever claim holds is stored.`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Users {
          private final AccountRepository accounts;

          @PostMapping("/users")
          User create(@RequestBody User user) {
            return userRepository.save(user);
            //                         ^^^^ Callers choose the fields here: whatever user holds is stored.
          }

          @PostMapping("/accounts")
          Account open(@RequestBody Account account) { return accounts.save(account); }
          //                                                                ^^^^^^^

          @PostMapping("/accounts/all")
          void openAll(@RequestBody List<Account> sent) { accounts.saveAll(sent); }
          //                                                               ^^^^
        }`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;
        @RestController
        class Users {
          private final UserService service;

          @PostMapping("/users")
          User create(@RequestBody User user) { return service.save(user); }
        }

        class UserService {
          private final UserRepository users;

          User save(User user) { return users.save(user); }
          //                                       ^^^^ Callers choose the fields here: whatever user holds is stored.
        }`,
      good: `
        @RestController
        class Users {
          @PostMapping("/users")
          User create(@RequestBody NewUser sent) {
            return userRepository.save(new User(sent.getName(), sent.getEmail()));
          }
        }`,
    },
    {
      language: 'javascript',
      bad: `
        const mysql = require('mysql2');
        app.post('/users', async (req, res) => {
          await db.query('INSERT INTO users SET ?', req.body);
          //                                        ^^^^^^^^ Callers choose the fields here: whatever req.body holds is stored.
          await db.query('update users set ? where id = ?', [req.body, req.user.id]);
          //                                                 ^^^^^^^^
          await db.execute({ sql: 'UPDATE users SET ?', values: [{ ...req.body }] });
          //                                                          ^^^^^^^^
          await db.query(mysql.format('insert into users set ?', req.body));
          //                                                     ^^^^^^^^
        });`,
      good: `
        app.post('/users', async (req, res) => {
          await db.query('INSERT INTO users SET ?', { name: req.body.name });
          await db.query('update users set name = ? where id = ?', [req.body.name, req.user.id]);
          await db.query('insert into events (data) values (?)', [req.body]);
          await audit.query('select 1', req.body);
        });`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      if (call.inTest) return;
      const whole = stores(call) ? wholeIn(call) : undefined;
      const items = whole === undefined && stores(call) ? itemsIn(call) : undefined;
      const value = whole ?? keptIn(call) ?? keysIn(call) ?? items;
      if (value === undefined) return;
      // The name of a key in a loop says nothing of where it comes from.
      const handed = value.handed ?? (BY_KEY.test(call.name) ? value.over()?.handed : undefined);
      // What is handed to `users.create` is reported where it is called.
      if (handed?.callees.every((callee) => isStoring(callee, call))) return;
      const endpoints = handed?.endpoints ?? call.handler?.endpoints ?? [];
      const restricted = endpoints.length > 0 && endpoints.every((one) => isRestricted(one, value));
      if (restricted) return;
      // A validator of Express may put what is allowed in the place of the body.
      const cut =
        !/^(?:java|python)$/.test(call.language) &&
        endpoints.some(
          (one) =>
            one.obscured || (has(one, 'validation') && !keepsAll(one, call) && !comesThrough(one, call)),
        );
      if (cut || value.isChecked() || isNarrowed(call)) return unknown(value);
      const data = { value: shorten(value.text, 40) };
      const isOne = value === items && value.among() !== undefined;
      const message = BY_KEY.test(call.name) ? 'keys' : isOne ? 'rows' : 'stored';
      report({ at: value, message, data, fixes: whole ? pickFields(call, value) : [] });
    },
  },
});

const BY_KEY = /^(?:setattr|findField|\[\]=)$/;
