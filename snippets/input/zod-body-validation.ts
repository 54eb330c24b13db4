import { defineSnippet } from '../../server/core/rule/snippet.js';

const SCHEMA = `
const \${1:OrderBody} = z.strictObject({
  \${2:productId}: z.uuid(),
  \${3:quantity}: z.int().min(1).max(\${4:100}),
  \${5:note}: z.string().max(\${6:500}).optional(),
});

// Answers 400 unless the body is exactly what the schema allows; handlers read res.locals.body and never req.body.
// Put it between the guard and the handler of a route: validateBody(\${1:OrderBody}).
`;

const BODY = `    const result = schema.safeParse(req.body);
    if (!result.success) {
      const errors = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      res.status(400).json({ title: 'The body does not fit.', status: 400, errors });
      return;
    }
    res.locals.body = result.data;
    next();
  };
}
`;

export default defineSnippet({
  id: 'input/zod-body-validation',
  title: 'Express body validation with zod',
  detail:
    'Accepts only named properties, each with its type and bounds, and answers 400 otherwise. Uses zod 4.',
  prefix: 'sec-zod',
  practices: ['input-validate', 'input-limits', 'design-data-exposure'],
  threats: ['TM-E-05', 'TM-T-01', 'TM-T-02', 'TM-T-10', 'TM-T-11'],
  content: {
    kind: 'code',
    javascript: `import * as z from 'zod';
${SCHEMA}function validateBody(schema) {
  return (req, res, next) => {
${BODY}`,
    typescript: `import type { NextFunction, Request, Response } from 'express';
import * as z from 'zod';
${SCHEMA}function validateBody(schema: z.ZodType) {
  return (req: Request, res: Response, next: NextFunction): void => {
${BODY}`,
  },
});
