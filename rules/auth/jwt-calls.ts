import type { CallView } from '../../server/core/rule/views.js';

/** Packages that make and read JSON Web Tokens, by the language that they are for; `io.jsonwebtoken.io` codes text. */
const PACKAGES =
  /^(?:jsonwebtoken|jose|jwt-simple|njwt|fast-jwt|jsonwebtoken-promisified|@nestjs\/jwt|jwt|python_jose|jose\.jwt|authlib\.jose|jwt-decode|com\.auth0\.jwt.*|com\.nimbusds\.(?:jose|jwt)\b.*|io\.jsonwebtoken(?!\.io\b).*)$/;

/** Whether the call is one of a package for JSON Web Tokens, or looks like one whose import is out of sight. */
export function isJwtCall({ module, callee }: CallView): boolean {
  if (module !== undefined) return PACKAGES.test(module);
  return /^(?:jwt|jsonwebtoken|JWT|Jwts|jose|jwtService|this\.jwtService|new ?JWTClaimsSet)\b/.test(callee);
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
