import { defineRule, type FixOffer, type RuleContext } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { provesPassword } from '../../server/core/words/passwords.js';
import { credentialName } from '../../server/core/words/sensitive.js';
import { shorten } from '../../server/core/words/text.js';
import { isCut } from './cut-filters.js';
import { changes, conditionsOf, FILTERS, filterOf, programsOf, wholesIn } from './filters.js';

export default defineRule({
  id: 'input/nosql-injection',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection', 'input-validate'],
  standards: ['API8:2023', 'CWE-943'],
  title: 'Query of MongoDB that the caller can rewrite',
  why: `
    JSON brings objects where a text is expected, and MongoDB reads an object in a
    filter as operators: {"$ne": null} is any password and any token. A type in
    TypeScript and a schema of Mongoose do not stop it. Make a text of the value,
    or refuse what is none, before it becomes part of a filter.`,
  callees: FILTERS,
  messages: {
    filter: '{value} is the filter as the caller sent it: it may ask for anything, with any operator.',
    program: '{value} comes from the caller and becomes part of a query that the database runs as code.',
    secret: '{value} may be an object such as {"$ne": null}, which matches any {field} that is stored.',
    others: '{value} may be an object such as {"$ne": null}, which reaches the records of others.',
    account: '{value} may be an object such as {"$ne": null}, which finds an account without its {field}.',
  },
  fixes: { text: { title: 'Make a text of {value}', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const User = require('./models/user');
        const app = express();

        app.post('/reset', async (req, res) => {
          const user = await User.findOne({ resetToken: req.body.token, expires: { $gt: Date.now() } });
          //                                            ^^^^^^^^^^^^^^ req.body.token may be an object such as {"$ne": null}, which matches any resetToken that is stored.
          res.json(await change(user));
        });`,
      fixed: `
        const express = require('express');
        const User = require('./models/user');
        const app = express();

        app.post('/reset', async (req, res) => {
          const user = await User.findOne({ resetToken: String(req.body.token), expires: { $gt: Date.now() } });
          res.json(await change(user));
        });`,
      good: `
        const express = require('express');
        const { z } = require('zod');
        const User = require('./models/user');
        const Reset = z.object({ token: z.string() });
        const app = express();

        app.post('/reset', async (req, res) => {
          const { token, code, key } = req.body;
          const parsed = Reset.parse(req.body);
          await User.findOne({ resetToken: parsed.token });
          await User.findOne({ resetToken: token.toLowerCase() });
          await User.findOne({ resetToken: { $eq: req.body.token } });
          await User.findOne({ where: { resetToken: req.body.token } });
          await User.findOne({ resetToken: hash(req.body.token) });
          if (typeof code !== 'string') return res.status(400).end();
          await User.findOne({ code });
          if ([key].some((one) => typeof one !== 'string')) return res.status(400).end();
          await User.findOne({ apiKey: key });
          res.json(users.find((user) => user.token === req.body.token));
        });
        app.get('/reset/:token', async (req, res) => {
          res.json(await User.findOne({ resetToken: req.params.token }));
        });
        app.get('/products', async (req, res) => {
          res.json(await Product.find({ category: req.query.category }));
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const bcrypt = require('bcrypt');
        const app = express();

        app.post('/login', async (req, res) => {
          const { email, password } = req.body;
          const user = await User.findOne({ $or: [{ email }, { name: email }] });
          //                                        ^^^^^ email may be an object such as {"$ne": null}, which finds an account without its email.
          if (!user || !(await bcrypt.compare(password, user.hash))) return res.status(401).end();
          res.json({ id: user.id });
        });
        app.post('/accounts/login', async (req, res) => {
          const user = await User.findOne({ organisationAccountName: req.body.organisationAccountName });
          //                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ req.body.organisationAcc… may be an object such as {"$ne": null}, which finds an account without its organisationAcco….
          res.json({ signedIn: await bcrypt.compare(req.body.password, user.hash) });
        });
        app.get('/products', async (req, res) => {
          res.json(await Product.find(req.query));
          //                          ^^^^^^^^^ req.query is the filter as the caller sent it: it may ask for anything, with any operator.
          const parsed = JSON.parse(req.query.filter);
          const copied = { ...req.query };
          delete copied.page;
          await Product.find(parsed);
          //                 ^^^^^^
          const { page, ...rest } = req.query;
          await Product.findOne(rest);
          //                    ^^^^
          await Product.count(copied);
          //                  ^^^^^^ req.query is the filter as the caller sent it: it may ask for anything, with any operator.
        });
        app.get('/orders', async (req, res) => {
          res.json(await Order.find({ $where: \`this.name == '\${req.query.name}'\` }));
          //                                                   ^^^^^^^^^^^^^^ req.query.name comes from the caller and becomes part of a query that the database runs as code.
        });
        app.delete('/orders', async (req, res) => {
          await Order.deleteOne({ number: req.body.number });
          //                              ^^^^^^^^^^^^^^^ req.body.number may be an object such as {"$ne": null}, which reaches the records of others.
          res.end();
        });`,
      good: `
        const express = require('express');
        const bcrypt = require('bcrypt');
        const mongoSanitize = require('express-mongo-sanitize');
        const app = express();
        app.use(express.json(), mongoSanitize());

        app.post('/login', async (req, res) => {
          const user = await User.findOne({ email: req.body.email });
          if (!user || !(await bcrypt.compare(req.body.password, user.hash))) return res.status(401).end();
          res.json({ id: user.id });
        });
        app.delete('/orders', async (req, res) => {
          await Order.deleteOne({ number: req.body.number });
          res.end();
        });`,
    },
    {
      language: 'typescript',
      good: `
        import express from 'express';
        const app = express();

        app.post('/login', validate(Login), async (req, res) => {
          const user = await User.findOne({ email: req.body.email, password: req.body.password });
          res.json({ id: user.id });
        });
        app.delete('/orders', async (req, res) => {
          await Order.deleteOne({ number: req.body.number, owner: req.user.id });
          await Order.findOneAndUpdate({ _id: new ObjectId(req.body.id) }, { open: false });
          const { limit, ...filter } = pick(req.query, ['name', 'limit']);
          res.json(await Order.find(filter).limit(Number(limit)));
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, Body, Request
        from motor.motor_asyncio import AsyncIOMotorClient

        router = APIRouter()
        db = AsyncIOMotorClient()["shop"]

        @router.post("/login")
        async def login(request: Request):
            body = await request.json()
            user = await db.users.find_one({"name": body["name"], "password": body["password"]})
            #                                                                 ^^^^^^^^^^^^^^^^ body["password"] may be an object such as {"$ne": null}, which matches any password that is stored.
            return {"id": str(user["_id"])}

        @router.post("/orders/search")
        async def search(filter: dict = Body()):
            return await db.orders.find(filter).to_list(100)
            #                           ^^^^^^`,
      good: `
        from fastapi import APIRouter
        from pydantic import BaseModel

        router = APIRouter()

        class Login(BaseModel):
            name: str
            password: str

        @router.post("/login")
        async def login(login: Login, mark: str):
            await db.users.find_one({"name": login.name, "password": login.password})
            return await db.orders.find({"mark": mark, "text": "a".find(mark)}).to_list(100)`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Orders {
          @GetMapping("/orders")
          List<Order> find(@RequestParam String name) {
            Query query = new BasicQuery("{ name: '" + name + "' }");
            //                                         ^^^^ name comes from the caller and becomes part of a query that the database runs as code.
            collection.find(new BasicDBObject("$where", "this.name == '" + name + "'"));
            //                                                             ^^^^
            return mongoTemplate.find(query, Order.class);
          }
        }`,
      good: `
        @RestController
        class Orders {
          @GetMapping("/orders")
          List<Order> find(@RequestParam String name) {
            collection.find(new Document("name", name));
            collection.insertOne(Document.parse(name));
            return mongoTemplate.find(Query.query(Criteria.where("name").is(name)), Order.class);
          }
        }`,
    },
  ],

  check: {
    call(call, ctx) {
      if (call.inTest) return;
      const program = programsOf(call)
        .flatMap(({ parts }) => parts)
        .find(({ origin }) => origin === 'request');
      if (program !== undefined)
        return ctx.report({ at: program, message: 'program', data: { value: shorten(program.text, 25) } });
      const filter = filterOf(call);
      if (filter === undefined) return;
      const [whole] = wholesIn(filter, call);
      if (whole !== undefined) return checkWhole(call, filter, whole, ctx);
      checkConditions(call, filter, ctx);
    },
  },
});

type Context = Pick<RuleContext<unknown>, 'report' | 'unknown'>;

function checkWhole(call: CallView, filter: ValueView, whole: ValueView, { report, unknown }: Context): void {
  if (isCut(call, whole)) return unknown(whole);
  // What is spread into it stands where the filter is put together.
  const at = whole.start >= call.node.start && whole.end <= call.node.end ? whole : filter;
  report({ at, message: 'filter', data: { value: shorten(whole.text, 30) } });
}

function checkConditions(call: CallView, filter: ValueView, { report, unknown }: Context): void {
  const conditions = conditionsOf(filter);
  const open = conditions.filter(([, value]) => mayBeObject(value, call));
  const [first] = open;
  if (first === undefined) return;
  const found = open.find(([field]) => credentialName(field) !== undefined);
  const [field, value] = found ?? first;
  const message = found === undefined ? unlessBound(call, conditions) : 'secret';
  if (message === undefined || isCut(call, value)) return unknown(value);
  report({
    at: value,
    message,
    data: { value: shorten(value.text, 25), field: shorten(field, 17) },
    ...(message === 'account' ? { severity: 'warning' as const } : {}),
    fixes: fixesOf(call, filter, value, field),
  });
}

/** What a look-up without a secret gives away; nothing that can be told where something else decides as well. */
function unlessBound(
  call: CallView,
  conditions: ReturnType<typeof conditionsOf>,
): 'account' | 'others' | undefined {
  if (call.neighbors().some((callee) => provesPassword(callee.slice(callee.lastIndexOf('.') + 1), callee)))
    return 'account';
  const bound = conditions.some(([, { origin }]) => origin === 'computed' || origin === 'unknown');
  return changes(call) && !bound ? 'others' : undefined;
}

/** A value as JSON brought it: what a function has made of it is a text. */
function mayBeObject(value: ValueView, { language }: CallView): boolean {
  // FastAPI makes a body what its model says, and leaves JSON that is read by hand as it is.
  const from = language === 'python' ? 'json' : 'body';
  const isSent = value.input?.[0] === from || value.member !== undefined;
  return value.origin === 'request' && value.form === 'name' && isSent && !value.isScalar();
}

/** Where the value stands in the filter itself. */
function fixesOf(
  { language }: CallView,
  filter: ValueView,
  value: ValueView,
  field: string,
): readonly FixOffer[] {
  if (value.start < filter.start || value.end > filter.end) return [];
  const before = filter.text.slice(0, value.start - filter.start).trimEnd();
  const text = `${language === 'python' ? 'str' : 'String'}(${value.text})`;
  const by = before.endsWith(':') ? text : `${field}: ${text}`;
  return [{ fix: 'text', data: { value: shorten(value.text, 40) }, changes: () => [{ text: value, by }] }];
}
