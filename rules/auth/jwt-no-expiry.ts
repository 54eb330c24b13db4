import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { quoted } from '../code-text.js';
import { isJsonWebToken, isJwtCall } from './jwt-calls.js';
import { longLifeOf } from './lifetimes.js';
import { addArgument, addOption } from './option-text.js';

const LIFETIME = "expiresIn: '15m'";

export default defineRule({
  id: 'auth/jwt-no-expiry',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-613', 'RFC 8725'],
  title: 'Token that never expires',
  why: `
    A token that leaks, from a log, a browser or a lost phone, works until it
    expires. Without an expiry that is forever, also after the password has been
    changed and the account closed, since nobody asks the server about it. Issue
    short tokens and renew them.`,
  callees: ['sign', 'signAsync', 'encode', 'compact', 'build', 'new SignJWT', 'setExpirationTime'],
  messages: {
    endless: 'Nothing ends the life of this token: one that leaks works forever.',
    long: 'This token works for {days} days: one that leaks does so as well, whatever becomes of its account.',
  },
  fixes: { expire: { title: 'Let it expire after 15 minutes', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const jwt = require('jsonwebtoken');

        const token = jwt.sign({ sub: user.id }, process.env.JWT_SECRET);
        //            ^^^^^^^^ Nothing ends the life of this token: one that leaks works forever.`,
      fixed: `
        const jwt = require('jsonwebtoken');

        const token = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' });`,
      good: `
        const jwt = require('jsonwebtoken');

        const access = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' });
        const other = jwt.sign({ sub: user.id, exp: Math.floor(Date.now() / 1000) + 900 }, process.env.JWT_SECRET);
        const third = jwt.sign(claims, process.env.JWT_SECRET, options);
        const fourth = jwt.sign(payload(user), process.env.JWT_SECRET);`,
    },
    {
      language: 'javascript',
      bad: `
        const { SignJWT } = require('jose');

        const token = new SignJWT({ sub: user.id }).setProtectedHeader({ alg: 'HS256' }).sign(key);
        //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      good: `
        const { SignJWT } = require('jose');

        const token = new SignJWT({ sub: user.id }).setExpirationTime('15m').sign(key);
        const other = new SignJWT(claims).sign(key);`,
    },
    {
      language: 'typescript',
      bad: `
        import jwt from 'jsonwebtoken';

        export function issue(user: User) {
          const payload = { sub: user.id, name: user.name };
          return jwt.sign(payload, process.env.JWT_SECRET, { algorithm: 'HS256' });
          //     ^^^^^^^^
        }`,
      fixed: `
        import jwt from 'jsonwebtoken';

        export function issue(user: User) {
          const payload = { sub: user.id, name: user.name };
          return jwt.sign(payload, process.env.JWT_SECRET, { expiresIn: '15m', algorithm: 'HS256' });
        }`,
    },
    {
      language: 'javascript',
      bad: `
        const jwt = require('jsonwebtoken');

        const token = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '365d' });
        //                                                                            ^^^^^^ This token works for 365 days: one that leaks does so as well, whatever becomes of its account.`,
      fixed: `
        const jwt = require('jsonwebtoken');

        const token = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '15m' });`,
      good: `
        const jwt = require('jsonwebtoken');

        const refreshToken = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '365d' });
        const other = jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '30d' });`,
    },
    {
      language: 'typescript',
      bad: `
        import jwt from 'jsonwebtoken';
        import { SignJWT } from 'jose';

        export const one = () => jwt.sign({ sub: 'a' }, key, { expiresIn: 60 * 60 * 24 * 365 });
        //                                                                ^^^^^^^^^^^^^^^^^^ This token works for 365 days: one that leaks does so as well, whatever becomes of its account.
        export const two = () => new SignJWT({ sub: 'a' }).setExpirationTime('2y').sign(key);
        //                                                                   ^^^^ This token works for 730 days: one that leaks does so as well, whatever becomes of its account.`,
    },
    {
      language: 'python',
      bad: `
        import jwt

        def issue(user):
            expires = datetime.now(timezone.utc) + timedelta(days=3650)
            return jwt.encode({"sub": user.id, "exp": expires}, KEY, algorithm="HS256")
            #                                         ^^^^^^^ This token works for 3650 days: one that leaks does so as well, whatever becomes of its account.`,
    },
    {
      language: 'python',
      bad: `
        import jwt

        def issue(user):
            return jwt.encode({"sub": user.id}, KEY, algorithm="HS256")
            #      ^^^^^^^^^^ Nothing ends the life of this token: one that leaks works forever.`,
      good: `
        import jwt

        def issue(user, claims):
            claims.update(exp=soon())
            return jwt.encode({"sub": user.id, "exp": soon()}, KEY) + jwt.encode(claims, KEY)`,
    },
    {
      language: 'java',
      bad: `
        import io.jsonwebtoken.Jwts;

        class Tokens {
          String issue(User user) {
            return Jwts.builder().setSubject(user.getId()).signWith(key).compact();
            //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing ends the life of this token: one that leaks works forever.
          }

          String renew(User user) {
            return Jwts.builder().setSubject(user.getId()) /* it has no expiration yet */ .signWith(key).compact();
            //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          }
        }`,
      good: `
        import io.jsonwebtoken.Jwts;

        class Tokens {
          String issue(User user) {
            return Jwts.builder().setSubject(user.getId()).setExpiration(soon()).signWith(key).compact();
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        import com.auth0.jwt.JWT;
        import com.nimbusds.jwt.JWTClaimsSet;

        class Tokens {
          String issue(User user) {
            return JWT.create().withSubject(user.getId()).sign(algorithm);
            //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing ends the life of this token: one that leaks works forever.
          }

          JWTClaimsSet claims(User user) {
            return new JWTClaimsSet.Builder().subject(user.getId()).build();
            //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          }
        }`,
      good: `
        import com.auth0.jwt.JWT;
        import com.nimbusds.jwt.JWTClaimsSet;

        class Tokens {
          String issue(User user, Map<String, Object> payload) {
            JWT.create().withPayload(payload).sign(algorithm);
            return JWT.create().withSubject(user.getId()).withExpiresAt(soon()).sign(algorithm);
          }

          JWTClaimsSet claims(User user) {
            return new JWTClaimsSet.Builder().subject(user.getId()).expirationTime(soon()).build();
          }
        }`,
    },
  ],

  check: {
    call(call, { report, holds }) {
      if (call.inTest || !isJwtCall(call)) return;
      const ends = call.language === 'java' ? inBuilder(call) : (inSigner(call) ?? inPayload(call));
      const at = { ...call.node, end: call.node.start + headLength(call), text: call.callee };
      const long = call.language === 'java' ? undefined : longLifeOf(call);
      if (long !== undefined)
        return report({
          at: long.at,
          message: 'long',
          data: { days: long.days },
          fixes: shorten(call, long.at),
        });
      if (ends === true) holds(at);
      if (ends === false) report({ at, message: 'endless', fixes: fixesOf(call) });
    },
  },
});

/** What begins a chain that makes a token or its claims, by the call that ends it. */
const CHAINS: ReadonlyMap<string, RegExp> = new Map([
  ['compact', /^Jwts\.builder\(\)/],
  ['sign', /^JWT\.create\(\)/],
  ['build', /^new ?JWTClaimsSet\.Builder\(\)/],
]);

/** `Jwts.builder()....compact()`: whether the chain, if it is all there, sets an expiry. */
function inBuilder({ name, callee }: CallView): boolean | undefined {
  if (CHAINS.get(name)?.test(callee) !== true) return undefined;
  if (/\.(?:setClaims|claims|addClaims|withPayload)\(/.test(callee)) return undefined;
  return /expir|\bexp\b/i.test(callee);
}

/** `new SignJWT(claims).setExpirationTime('15m').sign(key)`, where the chain and its claims are all there. */
function inSigner({ name, callee }: CallView): boolean | undefined {
  if (name !== 'sign' || !/^new(?:\w+\.)?SignJWT\(\{/.test(callee) || callee.includes('...'))
    return undefined;
  return /\.setExpirationTime\(|\bexp\b/.test(callee);
}

/** Whether payload or options say when it ends; undefined when either is out of sight. */
function inPayload(call: CallView): boolean | undefined {
  if (call.name === 'encode' ? call.language !== 'python' : !isJsonWebToken(call)) return undefined;
  const payload = call.argument(0)?.keys;
  const options = call.name === 'encode' ? [] : optionsOf(call);
  if (payload?.includes('exp') === true || options?.includes('expiresIn') === true) return true;
  if (payload === undefined || options === undefined) return undefined;
  // The payload of a name may gain its expiry by an assignment.
  return call.argument(0)?.text.startsWith('{') === true ||
    call.neighbors().every((one) => !/exp|update|assign/i.test(one))
    ? false
    : undefined;
}

/** Names of the options; empty when there are none. */
function optionsOf(call: CallView): readonly string[] | undefined {
  const options = call.argument(2);
  if (options === undefined || options.form === 'function') return [];
  return options.keys;
}

function headLength({ node, callee }: CallView): number {
  return node.text.startsWith(callee) ? callee.length : node.text.length;
}

/** Where the life is one text or number in the call. */
function shorten({ language, name }: CallView, value: ValueView): readonly FixOffer[] {
  if (language === 'python' || value.form !== 'literal') return [];
  const by = quoted('15m', value, language);
  return name === 'setExpirationTime' || /^['"`\d]/.test(value.text)
    ? [{ fix: 'expire', changes: () => [{ text: value, by }] }]
    : [];
}

function fixesOf(call: CallView): readonly FixOffer[] {
  if (call.language === 'python' || call.language === 'java' || call.arguments.length < 2) return [];
  const options = call.argument(2);
  const changes: readonly Change[] | undefined =
    options === undefined ? addArgument(call, `{ ${LIFETIME} }`) : addOption(options, LIFETIME);
  return changes === undefined ? [] : [{ fix: 'expire', changes: () => changes }];
}
