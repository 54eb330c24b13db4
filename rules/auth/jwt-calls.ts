import type { CallView } from '../../server/core/rule/views.js';

/** Packages that make and read JSON Web Tokens, by the language that they are for; `io.jsonwebtoken.io` codes text. */
const PACKAGES =
  /^(?:jsonwebtoken|jose|jwt-simple|njwt|fast-jwt|jsonwebtoken-promisified|@nestjs\/jwt|jwt|python_jose|jose\.jwt|authlib\.jose|jwt-decode|com\.auth0\.jwt.*|org\.jose4j\..*|com\.nimbusds\.(?:jose|jwt)\b.*|io\.jsonwebtoken(?!\.io\b).*)$/;

/** Whether the call is one of a package for JSON Web Tokens, or looks like one whose import is out of sight. */
export function isJwtCall(call: CallView): boolean {
  const { module, callee } = call;
  // Java may write the package where it is used.
  const qualified = /^(?:[a-z]\w*\.)+[A-Z]\w*/.exec(callee)?.[0];
  if (module !== undefined) return PACKAGES.test(module);
  if (qualified !== undefined && PACKAGES.test(qualified)) return true;
  return (
    /^(?:jwt|jsonwebtoken|JWT|Jwts|jose|jwtService|this\.jwtService|new ?(?:JWTClaimsSet|JwtConsumerBuilder))\b/.test(
      callee,
    ) || /^(?:JwtParser|JwtConsumerBuilder)$/.test(call.receiver ?? '')
  );
}

/** Whether the call is one of `jsonwebtoken` or something that is called like it. */
export function isJsonWebToken(call: CallView): boolean {
  return (
    isJwtCall(call) &&
    /^(?:jwt|jsonwebtoken|JWT|\w*[jJ]wt\w*|this\.\w*[jJ]wt\w*)\.\w+$|^(?:sign|verify|decode)$/.test(
      call.callee,
    )
  );
}
