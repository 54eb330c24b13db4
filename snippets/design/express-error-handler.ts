import { defineSnippet } from '../../server/core/rule/snippet.js';

const COMMENT = `
// Says that something failed and where to ask; what failed stays in the log. Put it last: app.use(answerProblem);
`;

const BODY = `  const id = randomUUID();
  console.error({ id, method: req.method, path: req.path, error });
  if (res.headersSent) {
    next(error);
    return;
  }
  // A parser that refused the request says so itself: 400, 413, 415.
  const given = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  const status = given >= 400 && given < 500 ? given : 500;
  const title = status === 500 ? '\${1:Something went wrong}' : '\${2:The request was refused}';
  res.status(status).type('application/problem+json').json({ title, status, instance: \`urn:uuid:\\\${id}\` });
}
`;

export default defineSnippet({
  id: 'design/express-error-handler',
  title: 'Express error handler that tells callers nothing internal',
  detail: 'Answers with problem details (RFC 9457) and an id under which the log has the rest.',
  prefix: 'sec-errors',
  practices: ['design-errors', 'detect-logging', 'gateway-consistency'],
  threats: [],
  content: {
    kind: 'code',
    javascript: `import { randomUUID } from 'node:crypto';
${COMMENT}function answerProblem(error, req, res, next) {
${BODY}`,
    typescript: `import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
${COMMENT}function answerProblem(error: unknown, req: Request, res: Response, next: NextFunction): void {
${BODY}`,
  },
});
