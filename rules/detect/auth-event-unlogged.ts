import { defineRule } from '../../server/core/rule/rule.js';
import type { CallView } from '../../server/core/rule/views.js';
import { provesPassword } from '../../server/core/words/passwords.js';
import { takesGuesses } from '../../server/core/words/public-paths.js';
import { type Endpoint, routeName } from '../auth/endpoints.js';
import { isLogging } from './loggers.js';

export default defineRule({
  id: 'detect/auth-event-unlogged',
  severity: 'info',
  profile: 'strict',
  weight: 'exposure',
  practices: ['detect-logging'],
  standards: ['API2:2023', 'CWE-778', 'CWE-223'],
  title: 'Signing in leaves no record',
  why: `
    Ten thousand wrong passwords in a night, then a right one: whoever looks for
    that in the log finds nothing, since the function that compares the password
    tells nobody what came of it. Record each success and failure with account,
    address and reason, never with the password, and count the failures.`,
  messages: { silent: 'Nothing records whether {route} let somebody in: guesses at passwords go unseen.' },
  examples: [
    {
      language: 'javascript',
      bad: `
        import express from 'express';

        const app = express();
        app.post('/login', async (req, res) => {
          //               ^^^^^^^^^^^^^^^^ Nothing records whether POST /login let somebody in: guesses at passwords go unseen.
          const user = await users.byEmail(req.body.email);
          if (!user || !(await bcrypt.compare(req.body.password, user.hash))) return res.status(401).end();
          res.json({ token: sign(user) });
        });`,
      good: `
        import express from 'express';

        const app = express();
        app.post('/login', async (req, res) => {
          const user = await users.byEmail(req.body.email);
          const right = user && (await bcrypt.compare(req.body.password, user.hash));
          logger.info({ account: user?.id, ip: req.ip, right }, 'sign in');
          if (!right) return res.status(401).end();
          res.json({ token: sign(user) });
        });
        app.post('/staff/login', async (req, res) => {
          const user = await users.byEmail(req.body.email);
          if (!(await bcrypt.compare(req.body.password, user.hash))) {
            await auditTrail.add('login.failed', user.id);
            return res.status(401).end();
          }
          res.json({ token: sign(user) });
        });
        app.post('/signin', async (req, res) => res.json(await accounts.signIn(req.body)));
        app.post('/auth/login', async (req, res, next) => {
          try {
            const user = await users.byEmail(req.body.email);
            if (!(await bcrypt.compare(req.body.password, user.hash))) throw new WrongPassword(user.id);
            res.json({ token: sign(user) });
          } catch (error) {
            next(error);
          }
        });
        app.delete('/me', async (req, res) => {
          if (await bcrypt.compare(req.body.password, req.user.hash)) await users.remove(req.user.id);
          res.end();
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI, HTTPException

        app = FastAPI()

        @app.post("/login")
        def login(form: Form, db=Depends(get_db)):
            # <- Nothing records whether POST /login let somebody in: guesses at passwords go unseen.
            user = db.query(User).filter(User.email == form.email).first()
            if not user or not verify_password(form.password, user.hashed_password):
                raise HTTPException(status_code=401)
            return {"access_token": create_token(user)}`,
      good: `
        import logging

        from fastapi import FastAPI, HTTPException

        app = FastAPI()
        logger = logging.getLogger(__name__)

        @app.post("/login")
        def login(form: Form, db=Depends(get_db)):
            user = db.query(User).filter(User.email == form.email).first()
            if not user or not verify_password(form.password, user.hashed_password):
                logger.warning("sign in failed for %s", form.email)
                raise HTTPException(status_code=401)
            return {"access_token": create_token(user)}`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Accounts {
          @PostMapping("/login")
          Token login(@RequestBody Login form) {
            //  ^^^^^ Nothing records whether POST /login let somebody in: guesses at passwords go unseen.
            User user = users.findByEmail(form.email());
            if (!passwordEncoder.matches(form.password(), user.getHash())) return null;
            return tokens.create(user);
          }
        }`,
      good: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Accounts {
          @PostMapping("/login")
          Token login(@RequestBody Login form) {
            User user = users.findByEmail(form.email());
            if (!passwordEncoder.matches(form.password(), user.getHash())) {
              events.publishEvent(new SignInFailed(user));
              return null;
            }
            return tokens.create(user);
          }
        }`,
    },
  ],

  check: {
    handling({ at, node, endpoints, calls, language, passesOn }, { report, holds, unknown }) {
      const [endpoint] = endpoints.filter(isSignIn);
      if (endpoint === undefined) return;
      if (calls.some((call) => isLogging(call) || TELLS.test(call.callee))) return holds(at);
      // What compares the password elsewhere may tell of it there, and so may whoever catches the fault.
      const compares = calls.some((call) => comparesPassword(call));
      const isThrown = language === 'python' ? RAISES_OWN.test(node.text) : THROWS.test(node.text);
      if (!compares || passesOn || isThrown) return unknown(at);
      report({ at, message: 'silent', data: { route: routeName(endpoint) } });
    },
  },
});

function isSignIn({ shape: path, method, handler }: Endpoint): boolean {
  return (method === 'POST' || method === 'ANY') && takesGuesses({ path, method, operationId: handler });
}

function comparesPassword({ name, callee, language }: CallView): boolean {
  if (language === 'java') return name === 'matches' && /encoder|passwords?|bcrypt|hash/i.test(callee);
  return (
    provesPassword(name) ||
    (name === 'verify' && /argon|pwd|password|bcrypt|scrypt|crypt_?context/i.test(callee))
  );
}

/** Names of what keeps a record, counts, or tells somebody who does. */
const TELLS =
  /(?:^|[._])(?:\w*(?:audit|log(?!in|out|on)|track|event|metric|counter|monitor|telemetry|sentry|activity|history|attempt|alert|notif)\w*)(?:[.(]|$)|(?:\.|^)(?:emit|publish|dispatch|capture\w*|record\w*)$/i;

/** A fault that is handed on, beside an answer of the framework. */
const THROWS = /\bthrow\b|\bnext\s*\(\s*[^)\s]/;
const RAISES_OWN = /\braise\s+(?!(?:\w+\.)?HTTPException\b)\w/;
