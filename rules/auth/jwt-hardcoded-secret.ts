import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isSession, keyOf } from './signing-keys.js';
import { SETS_UP } from './starlette-sessions.js';

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
  callees: [
    ...[
      'sign',
      'verify',
      'jwtVerify',
      'encode',
      'decode',
      'signAsync',
      'verifyAsync',
      'expressjwt',
      'expressJwt',
      'jwt',
    ],
    ...['new JwtStrategy', 'new Strategy', 'createSigner', 'createVerifier', 'HMAC256', 'HMAC384', 'HMAC512'],
    ...['signWith', 'setSigningKey', 'hmacShaKeyFor', 'JwtModule.register', 'register'],
    ...['session', 'expressSession', 'cookieSession', 'new MACSigner', 'new MACVerifier', 'JWTStrategy'],
    ...SETS_UP,
  ],
  messages: {
    literal: 'The key that signs tokens is written here: who reads the code can make them.',
    fallback: 'Without the variable, tokens are signed by a key that the code shows.',
    session: 'The key that signs session cookies is written here: who reads the code can make them.',
    sessionFallback: 'Without the variable, session cookies are signed by a key that the code shows.',
    constant: 'The key that signs tokens is a text in the code: who reads it can make them.',
    sessionConstant: 'The key that signs session cookies is a text in the code: who reads it can make them.',
    written: 'The key is written here.',
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
        app.use(expressjwt({ secret: SECRET, algorithms: ['HS256'] }));
        //                           ^^^^^^ Without the variable, tokens are signed by a key that the code shows.
        const KEY = 'a1b2c3d4';
        export const read = (token: string) => jwt.verify(token, KEY, { algorithms: ['HS256'] });
        //                                                       ^^^`,
    },
    {
      language: 'javascript',
      bad: `
        const { SignJWT, jwtVerify } = require('jose');

        const key = new TextEncoder().encode('keep-me-quiet');
        const token = new SignJWT(claims).setExpirationTime('15m').sign(key);
        //                                                              ^^^
        const { payload } = await jwtVerify(token, key);
        //                                         ^^^
        const bytes = Buffer.from('a2VlcC1tZS1xdWlldA==', 'base64');
        const other = await jwtVerify(token, bytes);
        //                                   ^^^^^
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
        app.use('/shop', session({ secret, cookie: { secure: true } }));
        //                         ^^^^^^ Without the variable, session cookies are signed by a key that the code shows.`,
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
        import os
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
        //                        ^^^^^^^^^^^^^^^^^^^^^ Without the variable, session cookies are signed by a key that the code shows.
        const token = jwt.sign({ sub: user.id }, config.jwtSecret, { expiresIn: '15m' });
        //                                       ^^^^^^^^^^^^^^^^ The key that signs tokens is a text in the code: who reads it can make them.
        const other = jwt.sign({ sub: user.id }, jwtSecret, { expiresIn: '15m' });
        //                                       ^^^^^^^^^ The key that signs tokens is a text in the code: who reads it can make them.`,
      files: {
        'config.js': `
          const session = { secret: process.env.SESSION_SECRET || 'keep-me-quiet' };

          module.exports = { jwtSecret: 'keep-me-quiet', session };`,
      },
    },
    {
      language: 'python',
      bad: `
        from fastapi_users.authentication import JWTStrategy

        SECRET = "keep-me-quiet"

        def get_jwt_strategy() -> JWTStrategy:
            return JWTStrategy(secret=SECRET, lifetime_seconds=3600)
            #                         ^^^^^^ The key that signs tokens is written here: who reads the code can make them.`,
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

          Algorithm algorithm() { return Algorithm.HMAC256("keep-me-quiet"); }
          //                                               ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the code can make them.

          SecretKey key() {
            byte[] bytes = Decoders.BASE64.decode(KEY);
            return Keys.hmacShaKeyFor(bytes);
            //                        ^^^^^
          }

          SecretKey other() { return Keys.hmacShaKeyFor(KEY.getBytes()); }
          //                                            ^^^^^^^^^^^^^^
        }`,
      good: `
        import io.jsonwebtoken.security.Keys;

        class Tokens {
          @Value("\${jwt.key}")
          private String key;

          SecretKey key() { return Keys.hmacShaKeyFor(Decoders.BASE64.decode(key)); }
        }`,
    },
  ],

  check: {
    call(call, { report, holds }) {
      if (call.inTest) return;
      const key = keyOf(call);
      if (key === undefined) return;
      const fallback = key.fallback?.literal;
      const ofSession = isSession(call);
      const related = key.written && [{ at: key.written, message: 'written' }];
      const literal = related === undefined ? 'literal' : 'constant';
      const session = related === undefined ? 'session' : 'sessionConstant';
      if (isSecret(key))
        report({ at: key, message: ofSession ? session : literal, related, fixes: fixesOf(key, call) });
      else if (fallback !== undefined && fallback !== '')
        report({ at: key, message: ofSession ? 'sessionFallback' : 'fallback', related });
      else if (/environ|process\.env|getenv/.test(key.text)) holds(key);
    },
  },
});

/** A text that is a key, and not a public key or the name of a file. */
function isSecret({ origin, literal }: ValueView): boolean {
  if (literal === undefined || literal.length < 3 || (origin !== 'literal' && origin !== 'constant'))
    return false;
  return !/^(?:-----BEGIN (?:(?:RSA |EC )?PUBLIC|CERT)|HS\d|RS\d|ES\d|null$|undefined$|true$|false$|None$)/.test(
    literal,
  );
}

/** Only where the text itself stands in the call. */
function fixesOf(key: ValueView, call: CallView): readonly FixOffer[] {
  const { language } = call;
  if (key.form !== 'literal' || !/^['"`]/.test(key.text) || language === 'java') return [];
  const variable = isSession(call) ? 'SESSION_SECRET' : 'JWT_SECRET';
  const by = language === 'python' ? `os.environ["${variable}"]` : `process.env.${variable}`;
  return [{ fix: 'environment', data: { variable }, changes: () => [{ text: key, by }] }];
}
