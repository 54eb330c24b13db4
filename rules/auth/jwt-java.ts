import type { CallView } from '../../server/core/rule/views.js';

/** What checks a signature, by whatever package: reading a token before or behind that is no fault. */
export const VERIFIES =
  /verify|jwtVerify|introspect|parseClaimsJws|parseSignedClaims|validate_?token|authenticate/i;

/** Types of Nimbus that read a token, and how its content is taken out of them. */
const NIMBUS = /^(?:[a-z]\w*\.)*(?:SignedJWT|JWTParser|JWSObject|JOSEObject)\.parse$/;
const CLAIMS = /\.(?:getJWTClaimsSet|getPayload)$/;
const BODY = /\.(?:getBody|getPayload)$/;

/** `SignedJWT.parse(token)` in a function that reads its claims, and in which nothing looks at the signature. */
export function isReadUnchecked(call: CallView): boolean {
  if (!NIMBUS.test(call.callee)) return false;
  const around = call.neighbors();
  return (
    around.some((callee) => CLAIMS.test(callee)) &&
    !around.some((callee) => VERIFIES.test(callee) || /signature|process/i.test(callee))
  );
}

/** Whether jjwt is told here to take tokens without a signature, or reads one. */
export function readsUnsigned(call: CallView): boolean {
  if (call.name === 'unsecured') return true;
  // A parser that is told to accept such tokens is the fault, and not what it reads.
  if (/^(?:parseClaimsJwt|parseUnsecuredClaims)$/.test(call.name))
    return !call.neighbors().some((callee) => callee.endsWith('.unsecured'));
  return call.name === 'parse' && takesUnsigned(call);
}

/**
 * Whether claims are read of a token that jjwt takes signed or not: `Jwts.parserBuilder()...build().parse(token)`.
 * From 0.12 on, where `parser()` gives a builder, it refuses those without a signature.
 */
function takesUnsigned(call: CallView): boolean {
  if (call.arguments.length !== 1) return false;
  const { callee } = call;
  const around = call.neighbors().map((one) => one.replace(/\s+/g, ''));
  const chained = /^(?:[a-z]\w*\.)*Jwts\.parser/.test(callee);
  const made = chained ? [callee] : around.filter((one) => /(?:^|\.)Jwts\.parser/.test(one));
  if (!chained && call.receiver !== 'JwtParser') return false;
  const old =
    made.some((one) => one.includes('Jwts.parserBuilder')) || (made.length > 0 && !made.some(isBuilt));
  const isSeen = around.some((one) => BODY.test(one));
  return old && isSeen && !around.some((one) => VERIFIES.test(one) || isSigned(one)) && !isCast(call);
}

function isBuilt(callee: string): boolean {
  return /\.build\b/.test(callee);
}

/** What takes signed tokens alone: `parser.isSigned(token)`, `((Jws<Claims>) parser.parse(token)).getBody()`. */
function isSigned(callee: string): boolean {
  return /isSigned$|\(Jws<|getSignature$/.test(callee);
}

function isCast(call: CallView): boolean {
  return /\(\s*Jws\s*</.test(call.argument(0)?.statement?.text ?? '');
}
