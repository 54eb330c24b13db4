import { defineRule } from '../../server/core/rule/rule.js';
import { fixesOf, isSecret } from './key-texts.js';
import { PROPERTY_EXAMPLES, signingKeyIn } from './property-keys.js';
import { isSession, KEY_CALLEES, keyOf } from './signing-keys.js';

export default defineRule({
  id: 'auth/jwt-hardcoded-secret',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-798', 'CWE-321'],
  title: 'Key of tokens or sessions written in the code',
  why: `
    Whoever reads the code, one of its copies or an old commit can sign tokens
    and session cookies for every user. A fallback is no better: where the variable is missing, the
    service starts and trusts a key that everybody can look up. Take the key from
    the environment or a secret store, and do not start without it.`,
  callees: KEY_CALLEES,
  messages: {
    literal: 'The key that signs tokens is written here: who reads the code can make them.',
    fallback: 'Without the variable, tokens are signed by a key that the code shows.',
    property: 'The key that signs tokens is written here: who reads the file can make them.',
    propertyFallback: 'Without the variable, tokens are signed by a key that the file shows.',
    session: 'The key that signs session cookies is written here: who reads the code can make them.',
    sessionFallback: 'Without the variable, session cookies are signed by a key that the code shows.',
  },
  fixes: { environment: { title: 'Take it from the environment variable {variable}', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const jwt = require('jsonwebtoken');

        const token = jwt.sign({ sub: user.id }, 'keep-me-quiet', { expiresIn: '15m' });
        //                                       ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.`,
      fixed: `
        const jwt = require('jsonwebtoken');

        const token = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' });`,
      good: `
        const jwt = require('jsonwebtoken');

        const token = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' });
        const claims = jwt.verify(token, config.publicKey, { algorithms: ['RS256'] });`,
    },
    {
      language: 'javascript',
      bad: `
        const cookieSession = require('cookie-session');

        app.use(cookieSession({ keys: ['c0rrect-horse', 'battery'], secure: true }));
        //                             ^^^^^^^^^^^^^^^ The key that signs session cookies is written here: who reads the code can make them.`,
      fixed: `
        const cookieSession = require('cookie-session');

        app.use(cookieSession({ keys: [process.env.SESSION_SECRET, 'battery'], secure: true }));`,
    },
    {
      language: 'typescript',
      bad: `
        import { expressjwt } from 'express-jwt';
        import jwt from 'jsonwebtoken';

        const SECRET = process.env.JWT_SECRET || 'changeme';
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Without the variable, tokens are signed by a key that the code shows.
        app.use(expressjwt({ secret: SECRET, algorithms: ['HS256'] }));
        export const issue = (sub: string) => jwt.sign({ sub }, SECRET, { expiresIn: '15m' });
        const KEY = 'a1b2c3d4';
        //          ^^^^^^^^^^
        export const read = (token: string) => jwt.verify(token, KEY, { algorithms: ['HS256'] });`,
    },
    {
      language: 'javascript',
      bad: `
        const { SignJWT, jwtVerify } = require('jose');

        const key = new TextEncoder().encode('keep-me-quiet');
        //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        const token = new SignJWT(claims).setExpirationTime('15m').sign(key);
        const { payload } = await jwtVerify(token, key);
        const SECRET = process.env.JWT_SECRET ?? 'keep-me-quiet';
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        const other = await jwtVerify(token, new TextEncoder().encode(SECRET));
        const bytes = Buffer.from('a2VlcC1tZS1xdWlldA==', 'base64');
        //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        const third = await jwtVerify(token, bytes);
        const sign = (user, key = 'keep-me-quiet') => jwt.sign({ sub: user.id }, key, { expiresIn: '1h' });
        //                                                                       ^^^ Without the variable, tokens are signed by a key that the code shows.`,
      good: `
        const { jwtVerify } = require('jose');

        const read = (token, key = process.env.KEY) => jwtVerify(token, Buffer.from(key, 'base64'));`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const session = require('express-session');
        const app = express();

        app.use(session({ secret: 'keep-me-quiet', cookie: { secure: true } }));
        //                        ^^^^^^^^^^^^^^^ The key that signs session cookies is written here: who reads the code can make them.
        const secret = process.env.SESSION_SECRET || 'keep-me-quiet';
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Without the variable, session cookies are signed by a key that the code shows.
        app.use('/shop', session({ secret, cookie: { secure: true } }));`,
      good: `
        const express = require('express');
        const session = require('express-session');
        const app = express();

        app.use(session({ secret: process.env.SESSION_SECRET, cookie: { secure: true } }));
        neo4j.session({ secret: 'database' });`,
    },
    {
      language: 'python',
      bad: `
        import jwt

        def issue(user):
            return jwt.encode({"sub": user.id, "exp": soon()}, "keep-me-quiet", algorithm="HS256")
            #                                                  ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.`,
      fixed: `
        import os

        import jwt

        def issue(user):
            return jwt.encode({"sub": user.id, "exp": soon()}, os.environ["JWT_SECRET"], algorithm="HS256")`,
      good: `
        import os
        import jwt

        SECRET = os.environ["JWT_SECRET"]

        def issue(user):
            return jwt.encode({"sub": user.id, "exp": soon()}, SECRET, algorithm="HS256")`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const jwt = require('jsonwebtoken');
        const session = require('express-session');
        const config = require('./config');
        const { jwtSecret } = require('./config');

        app.use(session({ secret: config.session.secret, cookie: { secure: true } }));
        const token = jwt.sign({ sub: user.id }, config.jwtSecret, { expiresIn: '15m' });
        const other = jwt.sign({ sub: user.id }, jwtSecret, { expiresIn: '15m' });`,
      files: {
        'config.js': `
          const session = { secret: process.env.SESSION_SECRET || 'keep-me-quiet' };
          //                                                      ^^^^^^^^^^^^^^^ Without the variable, session cookies are signed by a key that the code shows.

          module.exports = { jwtSecret: 'keep-me-quiet', session };
          //                            ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.`,
      },
    },
    {
      language: 'typescript',
      bad: `
        import * as passport from 'passport-jwt';
        import { Strategy as Tokens } from 'passport-jwt';

        class JwtStrategy extends PassportStrategy(passport.Strategy, 'jwt') {
          constructor() {
            super({ jwtFromRequest: FROM, secretOrKey: 'keep-me-quiet' });
            //                                         ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.
          }
        }
        class Plain extends Tokens {
          constructor() {
            super({ jwtFromRequest: FROM, secretOrKey: 'keep-me-quiet' }, check);
            //                                         ^^^^^^^^^^^^^^^
          }
        }
        use(new Tokens({ jwtFromRequest: FROM, secretOrKey: 'keep-me-quiet' }, check));
        //                                                  ^^^^^^^^^^^^^^^`,
      good: `
        import { Strategy } from 'passport-local';

        class LocalStrategy extends PassportStrategy(Strategy) {
          constructor() {
            super({ usernameField: 'email', secretOrKey: 'keep-me-quiet' });
          }
        }`,
    },
    {
      language: 'python',
      bad: `
        from fastapi_users.authentication import JWTStrategy

        SECRET = "keep-me-quiet"
        #        ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.

        def get_jwt_strategy() -> JWTStrategy:
            return JWTStrategy(secret=SECRET, lifetime_seconds=3600)`,
      good: `
        from fastapi_users.authentication import JWTStrategy

        def get_jwt_strategy() -> JWTStrategy:
            return JWTStrategy(secret=settings.jwt_secret, lifetime_seconds=3600)`,
    },
    {
      language: 'python',
      bad: `
        import os
        from fastapi import FastAPI
        from starlette.middleware import Middleware
        from starlette.middleware.sessions import SessionMiddleware

        app = FastAPI()
        app.add_middleware(SessionMiddleware, secret_key="keep-me-quiet", https_only=True)
        #                                                ^^^^^^^^^^^^^^^ The key that signs session cookies is written here: who reads the code can make them.
        made = [Middleware(SessionMiddleware, secret_key=os.getenv("KEY", "keep-me-quiet"), https_only=True)]
        #                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Without the variable, session cookies are signed by a key that the code shows.`,
      good: `
        from fastapi import FastAPI
        from starlette.middleware.sessions import SessionMiddleware

        app = FastAPI()
        app.add_middleware(SessionMiddleware, secret_key=settings.session_key, https_only=True)
        app.add_middleware(VaultMiddleware, secret_key="the-name-in-the-vault")`,
    },
    {
      language: 'java',
      bad: `
        import com.nimbusds.jose.crypto.MACSigner;

        class Tokens {
          JWSSigner signer() throws JOSEException { return new MACSigner("keep-me-quiet-keep-me-quiet-keep"); }
          //                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.
        }`,
      good: `
        import com.nimbusds.jose.crypto.MACSigner;

        class Tokens {
          JWSSigner signer() throws JOSEException { return new MACSigner(settings.key()); }
        }`,
    },
    {
      language: 'java',
      bad: `
        import com.auth0.jwt.algorithms.Algorithm;

        class Tokens {
          private static final String KEY = "a2VlcC1tZS1xdWlldC1rZWVwLW1lLXF1aWV0";
          //                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

          Algorithm algorithm() { return Algorithm.HMAC256("keep-me-quiet"); }
          //                                               ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.

          SecretKey key() {
            byte[] bytes = KEY.getBytes();
            return Keys.hmacShaKeyFor(bytes);
          }

          SecretKey decoded() {
            byte[] bytes = Decoders.BASE64.decode(KEY);
            return Keys.hmacShaKeyFor(bytes);
          }

          SecretKey other() { return Keys.hmacShaKeyFor(KEY.getBytes()); }
        }`,
      good: `
        import io.jsonwebtoken.security.Keys;

        class Tokens {
          @Value("\${jwt.key}")
          private String key;

          SecretKey key() { return Keys.hmacShaKeyFor(Decoders.BASE64.decode(key)); }
        }`,
    },
    ...PROPERTY_EXAMPLES,
  ],

  check: {
    property(property, { report }) {
      const key = signingKeyIn(property);
      if (key) report(key);
    },
    call(call, { report, holds }) {
      if (call.inTest) return;
      const key = keyOf(call);
      if (key === undefined) return;
      const fallback = key.fallback?.literal;
      const ofSession = isSession(call);
      // However many calls take the key, it is one fault, and mended where the key stands.
      const place = { at: key.written ?? key, also: key.written && [key] };
      if (isSecret(key))
        report({ ...place, message: ofSession ? 'session' : 'literal', fixes: fixesOf(key, call) });
      else if (fallback !== undefined && fallback !== '')
        report({ ...place, message: ofSession ? 'sessionFallback' : 'fallback' });
      else if (/environ|process\.env|getenv/.test(key.text)) holds(key);
    },
  },
});
