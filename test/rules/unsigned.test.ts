import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/jwt-no-verify';

/** The methods of a class of Java, one a line from line 4 on, in which something is found. */
function javaLines(...methods: readonly string[]): readonly string[] {
  const head = ['import io.jsonwebtoken.*;', 'import org.jose4j.jwt.consumer.*;', 'class Callers {'];
  return linesOf({ 'Callers.java': [...head, ...methods, '}'].join('\n') }, RULE);
}

describe('tokens without a signature', () => {
  before(prepare);

  it('are taken by the parsers of jjwt that take any, where their claims are read', () => {
    const methods = [
      'Object a(String t) { return Jwts.parserBuilder().setSigningKey(key).build().parse(t).getBody(); }',
      'Object b(String t) { Jwt<?, ?> read = Jwts.parser().setSigningKey(key).parse(t); return read.getBody(); }',
      'Object c(String t) { JwtParser p = Jwts.parserBuilder().setSigningKey(key).build(); return p.parse(t).getBody(); }',
      // From 0.12 on they are refused, and so they are by a cast, a handler and a question.
      'Object d(String t) { return Jwts.parser().verifyWith(key).build().parse(t).getPayload(); }',
      'Object e(String t) { JwtParser p = Jwts.parser().verifyWith(key).build(); return p.parse(t).getPayload(); }',
      'Object f(String t) { return Jwts.parserBuilder().setSigningKey(key).build().parse(t, ADAPTER).getBody(); }',
      'Object g(String t) { return ((Jws<Claims>) Jwts.parser().setSigningKey(key).parse(t)).getBody(); }',
      'Object h(String t) { JwtParser p = Jwts.parserBuilder().build(); if (!p.isSigned(t)) return null; return p.parse(t).getBody(); }',
      'boolean i(String t) { Jwts.parser().setSigningKey(key).parse(t); return true; }',
      'Object j(JwtParser p, String t) { return p.parse(t).getBody(); }',
    ];
    deepEqual(javaLines(...methods), ['Callers.java:4', 'Callers.java:5', 'Callers.java:6']);
  });

  it('are read by Nimbus and jose4j, whose packages may stand where they are used', () => {
    const methods = [
      'Object a(String t) { return com.nimbusds.jwt.SignedJWT.parse(t).getJWTClaimsSet(); }',
      'Object b(String t) { return com.nimbusds.jose.JWSObject.parse(t).getPayload().toString(); }',
      'Object c() { return new JwtConsumerBuilder().setSkipSignatureVerification().build(); }',
      'Object d(String t) { return com.nimbusds.jwt.SignedJWT.parse(t).getHeader().getKeyID(); }',
      'Object e(String t) { var o = com.nimbusds.jose.JWSObject.parse(t); return o.verify(by) ? o.getPayload() : null; }',
      'Object f(String t) { return com.example.Money.parse(t).getPayload(); }',
    ];
    deepEqual(javaLines(...methods), ['Callers.java:4', 'Callers.java:5', 'Callers.java:6']);
  });

  it('and expired ones are taken where that is said once for all requests', () => {
    const app = `
      const { Strategy } = require('passport-jwt');
      const { expressjwt } = require('express-jwt');
      const { createVerifier } = require('fast-jwt');
      const { JwtService, JwtModule } = require('@nestjs/jwt');
      passport.use(new Strategy({ secretOrKey: key, ignoreExpiration: true }, found));
      passport.use(new Strategy({ secretOrKey: key, jsonWebTokenOptions: { ignoreExpiration: true } }, found));
      app.use(expressjwt({ secret: key, algorithms: ['HS256', 'none'] }));
      const verify = createVerifier({ key, ignoreExpiration: true });
      JwtModule.register({ secret: key, verifyOptions: { ignoreExpiration: true } });
      passport.use(new Strategy({ secretOrKey: key, ignoreExpiration: false }, found));
      app.use(expressjwt({ secret: key, algorithms: ['HS256'] }));
      passport.use(new Other({ ignoreExpiration: true }, found));`;
    deepEqual(
      linesOf({ 'app.js': app }, RULE),
      [5, 6, 7, 8, 9].map((line) => `app.js:${line}`),
    );
  });
});
