import { defineSnippet } from '../../server/core/rule/snippet.js';

const BODY = `import { ipKeyGenerator, rateLimit } from 'express-rate-limit';

// Two limits for each client: a burst that no person makes, and what is fair over an hour. Both answer 429 with
// Retry-After. With several instances give both one shared store. Use them as app.use('/api', \${1:clientLimits});
const \${1:clientLimits} = [
  { windowMs: \${2:10} * 1000, limit: \${3:20}, identifier: 'burst' },
  { windowMs: 60 * 60 * 1000, limit: \${4:1000}, identifier: 'sustained' },
].map((window) =>
  rateLimit({
    ...window,
    keyGenerator: (req, res) => res.locals.token?.sub ?? ipKeyGenerator(req.ip ?? ''),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    statusCode: 429,
    message: { title: 'Too many requests', status: 429 },
  }),
);
`;

export default defineSnippet({
  id: 'limits/express-burst-and-sustained',
  title: 'Express limiters for bursts and for sustained use',
  detail: 'A short window beside a long quota, both for each client. Uses express-rate-limit 8.2.2 or later.',
  prefix: 'sec-ratelimit-pair',
  practices: ['limits-window', 'limits-per-client', 'limits-graceful', 'limits-everywhere'],
  threats: ['TM-D-01', 'TM-I-05', 'TM-S-08'],
  content: {
    kind: 'code',
    javascript: BODY,
    typescript: BODY,
  },
});
