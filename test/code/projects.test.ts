import { deepStrictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { findingsOf, prepare } from '../rules/harness.js';
import { listed, ready } from './project.js';

const FOLDER = 'test/fixtures/express';

function filesOf(project: string): Readonly<Record<string, string>> {
  const root = join(FOLDER, project);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.[jt]s$/.test(name),
  );
  return Object.fromEntries(
    names.map((name) => [name.replaceAll('\\', posix.sep), readFileSync(join(root, name), 'utf8')]),
  );
}

/** 'file: what is underlined: rule' for the findings about routes and SQL. */
function found(project: string): readonly string[] {
  const files = filesOf(project);
  const sources = Object.entries(files).map(([name, text]) => {
    return { name, language: name.endsWith('.ts') ? ('typescript' as const) : ('javascript' as const), text };
  });
  const session = findingsOf(sources);
  return sources
    .flatMap(({ name, text }) =>
      session.in(name).map(({ place, rule }) => {
        return `${name}: ${text.slice(place.range.start, place.range.end)}: ${rule}`;
      }),
    )
    .filter((line) => /: (?:auth\/(?:route-missing-guard|method-gap)|input\/sql-injection)$/.test(line))
    .toSorted();
}

describe('whole projects', () => {
  before(async () => {
    await ready();
    await prepare();
  });

  it('a shop in TypeScript: factories, controllers as classes, services, schemas', () => {
    deepStrictEqual(listed(filesOf('shop')), [
      'DELETE /api/v1/orders/:id [authentication authenticate]',
      'GET /api/v1/admin/users [authentication authenticate, authorization requireRole]',
      'GET /api/v1/orders [authentication authenticate]',
      'GET /healthz []',
      'POST /api/v1/admin/users/:id/ban [authentication authenticate, authorization requireRole]',
      'POST /api/v1/auth/login [rate-limit limiter]',
      'POST /api/v1/auth/password/reset/:token [rate-limit limiter]',
      'POST /api/v1/auth/register [rate-limit limiter]',
      'POST /api/v1/orders [authentication authenticate, validation validate]',
      'POST /api/v1/webhooks/stripe []',
    ]);
    deepStrictEqual(found('shop'), [
      'src/controllers/admin.controller.ts: req.query.sort: input/sql-injection',
      'src/services/order.service.ts: sort: input/sql-injection',
    ]);
  });

  it('a forum in CommonJS: names in loops, functions that take the application, sessions', () => {
    deepStrictEqual(listed(filesOf('forum')), [
      'DELETE /comments/:id [authentication inline]',
      'DELETE /posts/:postId [authentication lib.ensureLoggedIn]',
      'GET / []',
      'GET /login []',
      'GET /users [authentication lib.ensureLoggedIn]',
      'PATCH /comments/:id []',
      'POST /comments [authentication passport.authenticate]',
      'POST /contact []',
      'POST /login [authentication passport.authenticate]',
      'POST /posts [authentication lib.ensureLoggedIn]',
      'PUT /users/:id [authentication lib.ensureLoggedIn, authorization isOwner]',
    ]);
    deepStrictEqual(found('forum'), [
      'lib/posts.js: req.body.title: input/sql-injection',
      "routes/comments.js: '/comments/:id': auth/route-missing-guard",
    ]);
  });
});
