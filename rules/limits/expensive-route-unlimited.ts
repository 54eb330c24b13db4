import { defineRule } from '../../server/core/rule/rule.js';
import { isSignInPath } from '../../server/core/words/public-paths.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';
import { type Endpoint, guardOf } from '../auth/endpoints.js';
import { isHeavyCall } from './heavy-calls.js';

export default defineRule({
  id: 'limits/expensive-route-unlimited',
  severity: 'info',
  profile: 'strict',
  weight: 'exposure',
  practices: ['limits-everywhere'],
  standards: ['API4:2023', 'API6:2023', 'CWE-770', 'CWE-400'],
  title: 'Heavy work that any caller sets off without a limit',
  why: `
    A process that is started, a document that is rendered, a question to a
    language model or a text message costs a thousand times what a query does,
    in seconds of a processor or in money. One caller with a loop keeps all
    others waiting, or empties the account. What costs so much needs a smaller
    limit than the rest, or a queue.`,
  messages: { unlimited: '{route} has {call} do heavy work, and nothing limits how often one caller asks.' },
  examples: [
    {
      language: 'javascript',
      bad: `
        import { execFile } from 'node:child_process';
        import express from 'express';
        import { rateLimit } from 'express-rate-limit';

        const app = express();
        app.post('/orders', rateLimit({ windowMs: 60000, limit: 5 }), (req, res) => res.end());
        app.post('/report', (req, res) => {
          //                ^^^^^^^^^^ POST /report has execFile do heavy work, and nothing limits how often one caller asks.
          execFile('make-report', [], (error, text) => res.send(text));
        });`,
      good: `
        import { execFile } from 'node:child_process';
        import express from 'express';
        import { rateLimit } from 'express-rate-limit';

        const app = express();
        app.post('/report', rateLimit({ windowMs: 60000, limit: 5 }), (req, res) => {
          execFile('make-report', [], (error, text) => res.send(text));
        });
        app.post('/forgot-password', async (req, res) => {
          await transporter.sendMail({ to: req.body.email, subject: 'A link' });
          res.end();
        });
        app.get('/orders', async (req, res) => res.json(await orders.find()));`,
    },
    {
      language: 'javascript',
      good: `
        import { execFile } from 'node:child_process';
        import express from 'express';

        const app = express();
        app.get('/orders', (req, res) => res.json([]));
        app.post('/report', (req, res) => {
          execFile('make-report', [], (error, text) => res.send(text));
        });`,
    },
    {
      language: 'javascript',
      files: { 'portcullis.yaml': 'rules: { limits/app-unlimited: off }\n' },
      bad: `
        import express from 'express';
        import sharp from 'sharp';

        const app = express();
        app.post('/pictures', async (req, res) => {
          //                  ^^^^^^^^^^^^^^^^ POST /pictures has sharp do heavy work, and nothing limits how often one caller asks.
          res.send(await sharp(req.file.buffer).resize(100).toBuffer());
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI, Request
        from openai import OpenAI
        from slowapi import Limiter

        app = FastAPI()
        client = OpenAI()
        limiter = Limiter(key_func=address_of)

        @app.get("/orders")
        @limiter.limit("100/minute")
        def orders(request: Request):
            return []

        @app.post("/ask")
        def ask(question: Question):
        #   ^^^
            return client.chat.completions.create(model="large", messages=[])`,
      good: `
        from fastapi import FastAPI, Request
        from openai import OpenAI
        from slowapi import Limiter

        app = FastAPI()
        client = OpenAI()
        limiter = Limiter(key_func=address_of)

        @app.post("/ask")
        @limiter.limit("5/minute")
        def ask(request: Request, question: Question):
            return client.chat.completions.create(model="large", messages=[])`,
    },
    {
      language: 'java',
      files: { 'portcullis.yaml': 'rules: { limits/app-unlimited: off }\n' },
      bad: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Invoices {
          private final JavaMailSender sender;

          @PostMapping("/invoices/{id}/send")
          void send(@PathVariable long id) {
          //   ^^^^ POST /invoices/{id}/send has sender.send do heavy work, and nothing limits how often one caller asks.
            sender.send(mailFor(id));
          }
        }`,
      good: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Invoices {
          @GetMapping("/invoices/{id}")
          Invoice show(@PathVariable long id) { return invoices.find(id); }
        }`,
    },
  ],

  check: {
    handling({ at, endpoints, calls, passesOn }, { report, holds, unknown, speaks }) {
      const concerned = endpoints.filter(isConcerned);
      if (concerned.length === 0 || passesOn) return;
      const call = calls.find((one) => !one.inTest && isHeavyCall(one));
      if (call === undefined) return;
      const open = concerned.filter(({ limited }) => !limited);
      const [first] = open;
      if (first === undefined) return holds(at);
      if (open.some(isHidden)) return unknown(at);
      // Where nothing in the application is limited, that is said once, at its first route.
      if (!first.limitsBeside && speaks('limits/app-unlimited')) return;
      report({
        at,
        related: [{ at: call.node, message: 'work' }],
        message: 'unlimited',
        data: {
          route: `${first.method} ${shortenPath(first.path, 30)}`,
          call: shorten(call.callee, 30),
        },
      });
    },
  },
});

/** Of what takes passwords and codes, limits/auth-route-unlimited speaks; who runs the service may ask for heavy work. */
function isConcerned(endpoint: Endpoint): boolean {
  return !isSignInPath(endpoint.shape) && guardOf(endpoint, 'authorization') === undefined;
}

function isHidden({ obscured, framework }: Endpoint): boolean {
  return obscured === true && framework !== 'spring';
}
