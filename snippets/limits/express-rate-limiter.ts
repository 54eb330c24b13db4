import { defineSnippet } from '../../server/core/rule/snippet.js';

const BODY = `import { ipKeyGenerator, rateLimit } from 'express-rate-limit';

// A short window for each client: the signed-in user where there is one, else the network address.
// Behind a proxy set 'trust proxy' to exactly that proxy; with several instances give them one shared store.
// Put it before the routes that it protects: app.use('/api', \${1:apiLimiter});
const \${1:apiLimiter} = rateLimit({
  windowMs: \${2:60} * 1000,
  limit: \${3:100},
  keyGenerator: (req, res) => res.locals.token?.sub ?? ipKeyGenerator(req.ip ?? ''),
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  statusCode: 429,
  message: { title: 'Too many requests', status: 429 },
});
`;

export default defineSnippet({
  id: 'limits/express-rate-limiter',
  title: 'Express rate limiter for each client',
  detail: 'Answers 429 with Retry-After and the RateLimit headers. Uses express-rate-limit 8.2.2 or later.',
  prefix: 'sec-ratelimit',
  practices: ['limits-everywhere', 'limits-window', 'limits-per-client', 'limits-graceful'],
  threats: ['TM-D-01', 'TM-D-04', 'TM-I-05', 'TM-S-08'],
  content: { kind: 'code', javascript: BODY, typescript: BODY },
});
