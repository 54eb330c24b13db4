import { defineSnippet } from '../../server/core/rule/snippet.js';

const COMMENT = `
// Lets a request pass only to what belongs to its caller: one look-up by id and owner, and 404 for everything else, so
// that nobody learns which ids exist. Put it behind the guard: app.get('/orders/:id', loadOwned(findOrder), handler);
// find(id, owner) asks the database for both at once.
`;

const BODY = `    const owner = res.locals.token?.sub;
    const entity = owner === undefined ? undefined : await find(req.params.\${1:id}, owner);
    if (!entity) {
      res.status(404).json({ title: 'Not found', status: 404 });
      return;
    }
    res.locals.\${2:entity} = entity;
    next();
  };
}
`;

export default defineSnippet({
  id: 'auth/express-ownership-check',
  title: 'Express check that an object belongs to its caller',
  detail:
    "Looks an object up by its id and its owner together, and answers 404 for what is not the caller's.",
  prefix: 'sec-owner',
  practices: ['auth-access-control', 'design-data-exposure'],
  threats: ['TM-E-01', 'TM-I-01'],
  content: {
    kind: 'code',
    javascript: `${COMMENT.trimStart()}function loadOwned(find) {
  return async (req, res, next) => {
${BODY}`,
    typescript: `import type { NextFunction, Request, Response } from 'express';
${COMMENT}function loadOwned(find: (id: string, owner: string) => Promise<unknown>) {
  return async (req: Request<{ \${1:id}: string }>, res: Response, next: NextFunction): Promise<void> => {
${BODY}`,
  },
});
