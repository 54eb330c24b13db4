import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { RouteView } from '../../server/core/rule/views.js';
import { isSignUp, takesGuesses } from '../../server/core/words/public-paths.js';
import { isFactorPath } from '../../server/core/words/second-factors.js';
import { guardOf, insertGuard, routeName } from '../auth/endpoints.js';
import { quoted } from '../code-text.js';
import { issuesToKnown, signsIn, signsUp } from './sign-ins.js';

export default defineRule({
  id: 'limits/auth-route-unlimited',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['limits-everywhere', 'limits-per-client', 'auth-credentials'],
  standards: ['API4:2023', 'API2:2023', 'CWE-307', 'CWE-799'],
  title: 'Sign-in without a limit on tries',
  why: `
    Programs try lists of leaked passwords, or all codes of six digits, as fast as
    the server answers. A limit for each account and address turns minutes into
    years, and keeps the costly check of passwords from filling the processor.`,
  messages: {
    endless: 'Nothing limits how often {route} may be tried.',
    crowd: 'Nothing limits how many accounts one caller makes by {route}.',
  },
  fixes: {
    limit: { title: 'Put {guard} in front, as routes beside it do', safety: 'review' },
    import: { title: 'Allow five tries a minute, with express-rate-limit', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      good: `
        const app = require('express')();
        const { RateLimiterMemory } = require('rate-limiter-flexible');
        const limiter = new RateLimiterMemory({ points: 5, duration: 60 });

        app.post('/login', async (req, res) => {
          try {
            await limiter.consume(req.ip);
          } catch {
            return res.status(429).end();
          }
          res.json(await signIn(req.body));
        });
        app.post('/staff/login', async (req, res) => {
          const member = await staff.named(String(req.body.name));
          if (member.failed >= 5) return res.sendStatus(423);
          res.json(await signIn(req.body));
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const app = require('express')();
        const argon2 = require('argon2');

        app.post('/session', async (req, res) => {
          //     ^^^^^^^^^^ Nothing limits how often POST /session may be tried.
          const right = await argon2.verify(hashOf(req.body.name), req.body.password);
          if (!right) return res.status(401).end();
          res.json({ token: tokenFor(req.body.name) });
        });
        app.post('/vaults/:name/open', async (req, res) => {
          //     ^^^^^^^^^^^^^^^^^^^^
          const vault = await vaults.find(req.params.name);
          const given = createHash('sha256').update(vault.salt + req.body.password).digest('hex');
          if (vault.digest !== given) return res.status(404).end();
          res.json(vault.content);
        });`,
      good: `
        const app = require('express')();
        const bcrypt = require('bcrypt');
        const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
        app.post('/doors', signedIn, async (req, res) => {
          if (!(await bcrypt.compare(req.body.password, req.user.hash))) return res.status(403).end();
          res.end();
        });
        app.post('/visits', async (req, res) => {
          if (req.body.password !== req.body.again) return res.status(400).end();
          await visits.create({ email: req.body.email, hash: await bcrypt.hash(req.body.password, 12) });
          res.end();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const { rateLimit } = require('express-rate-limit');
        const app = express();
        const fewTries = rateLimit({ windowMs: 60000, limit: 5 });

        app.post('/forgot-password', fewTries, (req, res) => res.end());
        app.post('/login', (req, res) => res.json(signIn(req.body)));
        //       ^^^^^^^^ Nothing limits how often POST /login may be tried.`,
      fixed: `
        const express = require('express');
        const { rateLimit } = require('express-rate-limit');
        const app = express();
        const fewTries = rateLimit({ windowMs: 60000, limit: 5 });

        app.post('/forgot-password', fewTries, (req, res) => res.end());
        app.post('/login', fewTries, (req, res) => res.json(signIn(req.body)));`,
      good: `
        const express = require('express');
        const { rateLimit } = require('express-rate-limit');
        const app = express();

        app.use('/auth', rateLimit({ windowMs: 60000, limit: 5 }));
        app.post('/auth/login', (req, res) => res.json(signIn(req.body)));
        app.post('/logout', (req, res) => res.end());
        app.get('/login', (req, res) => res.render('login'));`,
    },
    {
      language: 'javascript',
      bad: `
        const app = require('express')();
        const passport = require('passport');
        const bcrypt = require('bcrypt');

        app.post('/auth/local', passport.authenticate('local'), (req, res) => res.json(req.user));
        //       ^^^^^^^^^^^^^ Nothing limits how often POST /auth/local may be tried.
        app.post('/door', passport.authenticate(['local', 'ldapauth'], { session: false }), (req, res) => res.end());
        //       ^^^^^^^
        app.post('/register', async (req, res) => {
          //     ^^^^^^^^^^^ Nothing limits how many accounts one caller makes by POST /register.
          await User.create({ email: req.body.email, hash: await bcrypt.hash(req.body.password, 12) });
          res.status(201).end();
        });`,
      good: `
        const app = require('express')();
        const passport = require('passport');
        const bcrypt = require('bcrypt');
        const signedIn = passport.authenticate('jwt');
        app.post('/notes', passport.authenticate('jwt', { session: false }), (req, res) => res.end());
        app.post('/users/register', signedIn, async (req, res) => {
          await User.create({ email: req.body.email, hash: await bcrypt.hash(req.body.password, 12) });
          res.status(201).end();
        });
        app.post('/devices/register', (req, res) => res.json(devices.add(String(req.body.name))));`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';

        const app = express();
        app.post('/api/auth/verify-otp', async (req, res) => res.json(await verify(req.body)));
        //       ^^^^^^^^^^^^^^^^^^^^^^ Nothing limits how often POST /api/auth/verify-otp may be tried.
        app.post('/login', (req, res) => res.json(signIn(req.body)));
        //       ^^^^^^^^`,
      fixed: `
        import express from 'express';
        import { rateLimit } from 'express-rate-limit';

        const app = express();
        app.post('/api/auth/verify-otp', rateLimit({ windowMs: 60 * 1000, limit: 5, standardHeaders: 'draft-8', legacyHeaders: false }), async (req, res) => res.json(await verify(req.body)));
        app.post('/login', rateLimit({ windowMs: 60 * 1000, limit: 5, standardHeaders: 'draft-8', legacyHeaders: false }), (req, res) => res.json(signIn(req.body)));`,
      good: `
        import express from 'express';
        import { throttle } from '@example/gateway';

        const app = express();
        app.use(throttle());
        app.post('/login', async (req, res) => res.json(await signIn(req.body)));`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Sessions {
          @PostMapping("/login")
          //           ^^^^^^^^ Nothing limits how often POST /login may be tried.
          Session login(@RequestBody Wish wish) { return sessions.open(wish.name(), wish.password()); }
        }`,
      good: `
        import org.springframework.web.bind.annotation.*;
        import org.springframework.web.filter.OncePerRequestFilter;

        @RestController
        class Sessions {
          @PostMapping("/login")
          Session login(@RequestBody Wish wish) { return sessions.open(wish.name(), wish.password()); }
        }

        @Component
        class TriesFilter extends OncePerRequestFilter {
          @Override
          protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
            if (buckets.of(request.getRemoteAddr()).tryConsume(1)) chain.doFilter(request, response);
            else response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
          }
        }`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI, Request
        from fastapi.responses import JSONResponse

        app = FastAPI()

        @app.middleware("http")
        async def guard(request: Request, call_next):
            if request.url.path not in OPEN and not valid(request.headers.get("Authorization")):
                return JSONResponse({}, status_code=401)
            return await call_next(request)

        @app.post("/login")
        #         ^^^^^^^^ Nothing limits how often POST /login may be tried.
        def login(form: dict):
            return sign_in(form)`,
      good: `
        from fastapi import FastAPI, Request
        from fastapi.responses import JSONResponse

        app = FastAPI()

        @app.middleware("http")
        async def guard(request: Request, call_next):
            if request.url.path in OPEN and tries_of(request.client.host) > 5:
                return JSONResponse({}, status_code=429)
            return await call_next(request)

        @app.post("/login")
        def login(form: dict):
            return sign_in(form)`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI

        app = FastAPI()

        @app.post("/login/access-token")
        #         ^^^^^^^^^^^^^^^^^^^^^ Nothing limits how often POST /login/access-token may be tried.
        def login_access_token(form: dict):
            return sign_in(form)`,
      good: `
        from fastapi import FastAPI, Request
        from slowapi import Limiter

        app = FastAPI()
        limiter = Limiter(key_func=address_of)

        @app.post("/login")
        @limiter.limit("5/minute")
        def login(request: Request, form: dict):
            return sign_in(form)`,
    },
  ],

  check: {
    route(route, { report, holds, unknown }) {
      const { endpoint, at, mounted } = route;
      if (endpoint.method !== 'POST' && endpoint.method !== 'ANY') return;
      const { shape: path, handler, method } = endpoint;
      const said = { path, method, operationId: handler };
      const guesses = takesGuesses(said) || signsIn(endpoint);
      if (!guesses && !(isSignUp(said) && signsUp(endpoint))) return;
      if (endpoint.limited) return holds(at);
      // Who has signed in may set up a second factor there.
      if (isFactorPath(path) && guardOf(endpoint, 'authentication') !== undefined) return unknown(at);
      if (issuesToKnown(endpoint)) return unknown(at);
      // Who has signed in before may be told apart; the others are the crowd.
      if (!mounted || endpoint.unlimited !== true) return unknown(at);
      const own = insertGuard(route, 'rate-limit', 'limit');
      const fixes = own.length > 0 ? own : importLimiter(route);
      report({ at, message: guesses ? 'endless' : 'crowd', data: { route: routeName(endpoint) }, fixes });
    },
  },
});

/** A limiter of its own: tries at one endpoint are not counted with those at others. */
function importLimiter({ framework, handlerSlot: slot, node }: RouteView): readonly FixOffer[] {
  if (framework !== 'express' || slot === undefined) return [];
  const draft = quoted('draft-8', slot, 'javascript');
  const by = `rateLimit({ windowMs: 60 * 1000, limit: 5, standardHeaders: ${draft}, legacyHeaders: false }), `;
  const changes = (): readonly Change[] => [
    { text: slot, by },
    { importName: 'rateLimit', from: 'express-rate-limit', inFile: node },
  ];
  return [{ fix: 'import', changes }];
}
