import { defineSnippet } from '../../server/core/rule/snippet.js';

const IMPORTS = `import { createRemoteJWKSet, jwtVerify } from 'jose';
`;

const SETUP = `
const issuer = '\${1:https://login.example.com/}';
const audience = '\${2:https://api.example.com}';
const keys = createRemoteJWKSet(new URL('\${3:https://login.example.com/.well-known/jwks.json}'));

// Lets a request pass that carries a valid access token of this issuer for this API (RFC 9068).
// Put it before the routes that it protects: app.use('/api', requireAccessToken);
`;

const BODY = `  const [scheme = '', token = ''] = (req.get('authorization') ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || token === '') {
    res.status(401).set('WWW-Authenticate', 'Bearer').json({ title: 'Unauthorized', status: 401 });
    return;
  }
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['\${4:RS256}'],
      typ: 'at+jwt',
      requiredClaims: ['exp', 'sub'],
      clockTolerance: 5,
    });
    res.locals.token = payload;
  } catch {
    res.status(401).set('WWW-Authenticate', 'Bearer error="invalid_token"').json({ title: 'Unauthorized', status: 401 });
    return;
  }
  next();
}
`;

export default defineSnippet({
  id: 'auth/express-jwt-guard',
  title: 'Express guard that verifies a JWT',
  detail:
    'Pins the algorithm, checks signature, issuer, audience, type and expiry, and answers 401 otherwise. Uses jose 6.',
  prefix: 'sec-jwt',
  practices: ['auth-standards', 'auth-access-control', 'design-defaults'],
  threats: ['TM-S-01', 'TM-S-02'],
  content: {
    kind: 'code',
    javascript: `${IMPORTS}${SETUP}async function requireAccessToken(req, res, next) {\n${BODY}`,
    typescript: `import type { NextFunction, Request, Response } from 'express';
${IMPORTS}${SETUP}async function requireAccessToken(req: Request, res: Response, next: NextFunction): Promise<void> {\n${BODY}`,
  },
});
