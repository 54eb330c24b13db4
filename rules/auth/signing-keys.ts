import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { terms } from '../../server/core/words/tokens.js';
import { isJwtCall } from './jwt-calls.js';
import { isStarletteSession, SETS_UP } from './starlette-sessions.js';

/** Last names of what is handed a key that signs tokens or session cookies. */
export const KEY_CALLEES: readonly string[] = [
  ...terms(`sign, verify, jwtVerify, encode, decode, signAsync, verifyAsync, expressjwt, expressJwt, jwt,
    new JwtStrategy, new Strategy, createSigner, createVerifier, HMAC256, HMAC384, HMAC512, signWith, setSigningKey,
    hmacShaKeyFor, JwtModule.register, register, session, expressSession, cookieSession, new MACSigner,
    new MACVerifier, JWTStrategy`),
  ...SETS_UP,
];

/** `new SignJWT(claims).sign(key)`: its claims are handed over before. */
const SIGNER = /^new(?:\w+\.)?SignJWT\(/;

/** The argument that holds the key, by what is called. */
export function keyOf(call: CallView): ValueView | undefined {
  const { name } = call;
  if (/^(?:sign|verify|jwtVerify|encode|decode|signAsync|verifyAsync)$/.test(name)) {
    if (!isJwtCall(call)) return undefined;
    if (SIGNER.test(call.callee)) return call.argument(0);
    return call.argument(1)?.form === 'object'
      ? call.argument(1)?.property('secret')
      : (call.argument(1) ?? call.keyword('key'));
  }
  if (/^(?:HMAC\d+|hmacShaKeyFor|new MAC(?:Signer|Verifier))$/.test(name)) return call.argument(0);
  if (isStarletteSession(call)) return call.keyword('secret_key');
  // Of the package fastapi-users.
  if (name === 'JWTStrategy') return call.keyword('secret') ?? call.argument(0);
  if (name === 'signWith' || name === 'setSigningKey')
    return isJwtCall(call)
      ? call.arguments.find((one) => /^(?:literal|constant)$/.test(one.origin) || one.fallback !== undefined)
      : undefined;
  const options = call.argument(0);
  if (/session$/i.test(name)) return isSession(call) ? sessionKey(options) : undefined;
  if (/^(?:expressjwt|expressJwt|jwt)$/.test(name))
    return call.module === 'express-jwt' ? options?.property('secret') : undefined;
  if (/^new /.test(name))
    return call.module === 'passport-jwt' ? options?.property('secretOrKey') : undefined;
  if (name === 'register') return call.module === '@nestjs/jwt' ? options?.property('secret') : undefined;
  return call.module === 'fast-jwt' ? options?.property('key') : undefined;
}

/** The key that signs new cookies; those behind it only prove old ones. */
function sessionKey(options: ValueView | undefined): ValueView | undefined {
  const key = options?.property('secret') ?? options?.property('keys');
  return key?.items?.[0] ?? key;
}

export function isSession(call: CallView): boolean {
  return call.module === 'express-session' || call.module === 'cookie-session' || isStarletteSession(call);
}
