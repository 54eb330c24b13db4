import { defineRule } from '../../server/core/rule/rule.js';
import { isJwtCall } from './jwt-calls.js';
import { decodeFault, pythonFault } from './jwt-decoding.js';
import { isMiddleware, optionFault, SETS_UP } from './jwt-options.js';

export default defineRule({
  id: 'auth/jwt-no-verify',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards'],
  standards: ['API2:2023', 'CWE-347', 'RFC 8725'],
  title: 'Token read without checking its signature',
  why: `
    A token is a text that its bearer holds and can write. Only the signature
    says that it comes from you. Who reads claims without checking it believes
    whatever name and role a caller puts in, and a token that may be expired or
    unsigned is as good as none.`,
  callees: [
    ...['decode', 'verify', 'decodeJwt', 'jwtDecode', 'jwt_decode', 'unsafeDecode', 'decode_complete'],
    ...['get_unverified_claims', 'parseClaimsJwt', 'parseUnsecuredClaims', 'unsecured', 'none'],
    ...['jwtVerify', 'verifyAsync', 'parse', 'setSkipSignatureVerification', 'register'],
    ...SETS_UP,
  ],
  messages: {
    decoded: 'This reads the token and does not check who signed it.',
    expired: 'Expired tokens are accepted here.',
    unsigned: 'Tokens without a signature are accepted here.',
    unchecked: 'The signature of the token is not checked.',
  },
  fixes: {
    verify: { title: 'Verify it with {key}', safety: 'review' },
    flip: { title: 'Check it', safety: 'safe' },
    pin: { title: 'Accept {algorithm} alone', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        const jwt = require('jsonwebtoken');

        function caller(req) {
          return jwt.decode(req.headers.authorization.slice(7));
          //     ^^^^^^^^^^ This reads the token and does not check who signed it.
        }`,
      fixed: `
        const jwt = require('jsonwebtoken');

        function caller(req) {
          try {
            return jwt.verify(req.headers.authorization.slice(7), process.env.JWT_SECRET, { algorithms: ['HS256'] });
          } catch {
            return null;
          }
        }`,
      good: `
        const jwt = require('jsonwebtoken');

        function caller(token, keys) {
          const { header } = jwt.decode(token, { complete: true });
          return jwt.verify(token, keys[header.kid], { algorithms: ['RS256'] });
        }
        const options = {
          secretOrKeyProvider(request, rawJwtToken, done) {
            done(null, keyOf(jwt.decode(rawJwtToken).aud));
          },
        };`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const jwt = require('jsonwebtoken');
        const app = express();

        app.use((req, res, next) => {
          const { payload } = jwt.decode(req.get('x-token'), { complete: true });
          //                  ^^^^^^^^^^ This reads the token and does not check who signed it.
          req.user = payload;
          next();
        });
        app.use((req, res, next) => {
          req.user = JSON.parse(Buffer.from(req.get('x-token').split('.')[1], 'base64').toString());
          //         ^^^^^^^^^^
          next();
        });`,
      good: `
        const jwt = require('jsonwebtoken');

        const shown = JSON.parse(atob(localStorage.token.split('.')[1])).name;
        const key = (token) => {
          const read = jwt.decode(token, { complete: true });
          return KEYS.get(read.header.kid);
        };`,
    },
    {
      language: 'javascript',
      bad: `
        const jwt = require('jsonwebtoken');
        const app = require('express')();

        app.use((req, res, next) => {
          const { exp } = jwt.decode(req.get('x-token'));
          //              ^^^^^^^^^^
          return exp < Date.now() / 1000 ? res.sendStatus(401) : next();
        });
        app.post('/sign-in', async (req, res) => {
          const { id_token } = req.body;
          const claims = jwt.decode(req.query.token);
          //             ^^^^^^^^^^
          if (claims.exp < 1) return res.sendStatus(401);
          req.session.user = claims;
          await axios.post(LOG, {});
          res.json(await find(jwt.decode(id_token).sub));
          //                  ^^^^^^^^^^
        });`,
      good: `
        const jwt = require('jsonwebtoken');
        const app = require('express')();

        app.get('/until', (req, res) => res.json({ until: jwt.decode(res.locals.token).exp }));
        app.get('/callback', async (req, res) => {
          const { data } = await axios.post(TOKEN_URL, { code: req.query.code });
          const { id_token } = await client.getToken(req.query.code);
          req.session.user = [jwt.decode(data.id_token), jwt.decode(id_token)];
        });
        passport.use(new OAuth2Strategy(OPTIONS, (accessToken, refreshToken, params, profile, done) => {
          done(null, { ...jwt.decode(accessToken), ...jwt.decode(params.id_token) });
        }));`,
    },
    {
      language: 'typescript',
      bad: `
        import jwt from 'jsonwebtoken';

        export const claims = jwt.verify(token, key, { ignoreExpiration: true });
        //                                                               ^^^^ Expired tokens are accepted here.
        export const others = jwt.verify(token, key, { algorithms: ['HS256', 'none'] });
        //                                                         ^^^^^^^^^^^^^^^^^ Tokens without a signature are accepted here.`,
      fixed: `
        import jwt from 'jsonwebtoken';

        export const claims = jwt.verify(token, key, { ignoreExpiration: false });
        export const others = jwt.verify(token, key, { algorithms: ['HS256'] });`,
    },
    {
      language: 'python',
      bad: `
        import jwt

        def caller(token: str):
            return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_signature": False})
            #                                                                                ^^^^^ The signature of the token is not checked.`,
      fixed: `
        import jwt

        def caller(token: str):
            return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_signature": True})`,
      good: `
        import jwt

        def issued(token: str):
            issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
            return jwt.decode(token, KEYS[issuer], algorithms=["HS256"], audience="shop")`,
    },
    {
      language: 'java',
      bad: `
        import com.auth0.jwt.JWT;

        class Callers {
          String caller(String token) {
            return JWT.decode(token).getSubject();
            //     ^^^^^^^^^^ This reads the token and does not check who signed it.
          }
        }`,
      good: `
        import com.auth0.jwt.JWT;
        import io.jsonwebtoken.io.Decoders;
        import io.jsonwebtoken.security.Keys;

        class Callers {
          String caller(String token) {
            return JWT.require(algorithm).build().verify(token).getSubject();
          }

          SecretKey key() {
            return Keys.hmacShaKeyFor(Decoders.BASE64.decode(settings.getSecret()));
          }
        }`,
    },
    {
      language: 'typescript',
      bad: `
        import { PassportStrategy } from '@nestjs/passport';
        import { ExtractJwt, Strategy } from 'passport-jwt';

        export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
          constructor(config: ConfigService) {
            super({ jwtFromRequest: FROM, ignoreExpiration: true, secretOrKey: config.get('KEY') });
            //                                              ^^^^ Expired tokens are accepted here.
          }
        }`,
      good: `
        import { PassportStrategy } from '@nestjs/passport';
        import { ExtractJwt, Strategy } from 'passport-jwt';

        export class JwtStrategy extends PassportStrategy(Strategy) {
          constructor(config: ConfigService) {
            super({ jwtFromRequest: FROM, secretOrKey: config.get('KEY') });
          }
        }
        class Cache extends Store {
          constructor() { super({ ignoreExpiration: true }); }
        }`,
    },
    {
      language: 'javascript',
      bad: `
        const { Strategy: JwtStrategy, ExtractJwt } = require('passport-jwt');

        const options = { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: KEY };
        passport.use(new JwtStrategy({ ...options, ignoreExpiration: true }, found));
        //                                                           ^^^^ Expired tokens are accepted here.`,
      fixed: `
        const { Strategy: JwtStrategy, ExtractJwt } = require('passport-jwt');

        const options = { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: KEY };
        passport.use(new JwtStrategy({ ...options, ignoreExpiration: false }, found));`,
    },
    {
      language: 'java',
      bad: `
        import io.jsonwebtoken.Jwts;

        class Callers {
          String caller(String token) {
            return (String) Jwts.parser().setSigningKey(key).parse(token).getBody();
            //              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Tokens without a signature are accepted here.
          }
          String bare(String token) {
            return Jwts.parser().unsecured().build().parseUnsecuredClaims(token).getPayload().getSubject();
            //     ^^^^^^^^^^^^^^^^^^^^^^^ Tokens without a signature are accepted here.
          }
          String name(String token) {
            return Jwts.parser().build().parseUnsecuredClaims(token).getPayload().getSubject();
            //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Tokens without a signature are accepted here.
          }
        }`,
      good: `
        import io.jsonwebtoken.Jwts;

        class Callers {
          String caller(String token) {
            return Jwts.parser().verifyWith(key).build().parse(token).getPayload().toString();
          }
          String cast(String token) {
            return ((Jws<Claims>) Jwts.parser().setSigningKey(key).parse(token)).getBody().getSubject();
          }
          void check(String token) { Jwts.parserBuilder().setSigningKey(key).build().parse(token); }
        }`,
    },
    {
      language: 'java',
      bad: `
        import com.nimbusds.jwt.SignedJWT;

        class Callers {
          String caller(String token) throws ParseException {
            return SignedJWT.parse(token).getJWTClaimsSet().getSubject();
            //     ^^^^^^^^^^^^^^^ This reads the token and does not check who signed it.
          }
        }`,
      good: `
        import com.nimbusds.jwt.SignedJWT;

        class Callers {
          String caller(String token) throws Exception {
            SignedJWT signed = SignedJWT.parse(token);
            if (!signed.verify(verifier)) throw new BadCredentialsException("signature");
            return signed.getJWTClaimsSet().getSubject();
          }

          String keyId(String token) throws ParseException {
            return SignedJWT.parse(token).getHeader().getKeyID();
          }
        }`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      if (!isJwtCall(call) && !isMiddleware(call) && call.callee !== 'JSON.parse') return;
      const fault = call.language === 'python' ? pythonFault(call) : (optionFault(call) ?? decodeFault(call));
      if (fault !== undefined) report(fault);
    },
  },
});
