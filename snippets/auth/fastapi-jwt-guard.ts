import { defineSnippet } from '../../server/core/rule/snippet.js';

const PYTHON = `from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

ISSUER = "\${1:https://login.example.com/}"
AUDIENCE = "\${2:https://api.example.com}"
KEYS = jwt.PyJWKClient("\${3:https://login.example.com/.well-known/jwks.json}", cache_keys=True)
BEARER = HTTPBearer()


def require_access_token(credentials: Annotated[HTTPAuthorizationCredentials, Depends(BEARER)]) -> dict:
    """Lets a request pass that carries a valid access token of this issuer for this API (RFC 9068).

    Put it before the routes that it protects: APIRouter(dependencies=[Depends(require_access_token)]).
    """
    try:
        key = KEYS.get_signing_key_from_jwt(credentials.credentials)
        return jwt.decode(
            credentials.credentials,
            key,
            algorithms=["\${4:RS256}"],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": ["exp", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise HTTPException(401, "Unauthorized", {"WWW-Authenticate": "Bearer"}) from error
`;

export default defineSnippet({
  id: 'auth/fastapi-jwt-guard',
  title: 'FastAPI dependency that verifies a JWT',
  detail:
    'Pins the algorithm, checks signature, issuer, audience and expiry, and answers 401 otherwise. Uses PyJWT 2.',
  prefix: 'sec-fastapi-jwt',
  practices: ['auth-standards', 'auth-access-control', 'design-defaults'],
  threats: ['TM-S-01', 'TM-S-02'],
  content: { kind: 'code', python: PYTHON },
});
