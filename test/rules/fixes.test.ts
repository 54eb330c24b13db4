import { deepEqual, equal, ok } from 'node:assert/strict';
import { applied, findingsOf, prepare, type Source, uriOf } from './harness.js';
import { dedent } from './marks.js';

const HEAD = "info: { title: Example, version: '1' }";
const OK = "responses: { '200': { description: Done } }";

describe('fixes of code', () => {
  before(prepare);

  /** Titles that a rule offers in a file of JavaScript. */
  function offered(rule: string, text: string): readonly string[] {
    const source: Source = { name: 'app.js', language: 'javascript', text: dedent(text) };
    const found = findingsOf([source])
      .in('app.js')
      .filter((one) => one.rule === rule);
    equal(found.length, 1, `${rule} is found once`);
    return found.flatMap(({ fixes }) => fixes.map(({ title }) => title));
  }

  const APP = "const app = require('express')();";
  const GUARD = '(req, res, next) => (req.session.userId ? next() : res.status(401).end());';
  const POST = "app.post('/articles', (req, res) => res.end());";

  it('move no guard in front of what lets people in', () => {
    const login = "app.post('/login', (req, res) => res.end());";
    const declared = `${APP}\n        const signedIn = ${GUARD}`;
    const moved = ['Move signedIn in front of POST /articles'];
    const rule = 'auth/guard-order';
    deepEqual(offered(rule, `\n        ${declared}\n        ${POST}\n        app.use(signedIn);`), moved);
    deepEqual(
      offered(rule, `\n        ${declared}\n        ${POST}\n        ${login}\n        app.use(signedIn);`),
      [],
    );
  });

  it('move no guard in front of what it needs', () => {
    const declared = `const signedIn = ${GUARD}`;
    const uses = ['app.use(signedIn);', "app.use(require('cookie-parser')());\n        app.use(signedIn);"];
    const before = [`${declared}\n        ${POST}`, `${POST}\n        ${declared}`];
    for (const [use, first] of [
      [uses[1], before[0]],
      [uses[0], before[1]],
    ]) {
      deepEqual(offered('auth/guard-order', `\n        ${APP}\n        ${first}\n        ${use}`), []);
    }
  });

  it('refuse no request in which something else is done with what is checked', () => {
    const text = (body: string) => `
        ${APP}
        app.get('/out', (req, res) => {
          ${body}
        });`;
    const rule = 'input/open-redirect';
    const own = ['Refuse what is no path of this server'];
    deepEqual(offered(rule, text('res.redirect(req.query.to);')), own);
    deepEqual(offered(rule, text('if (req.user) res.redirect(req.query.to);')), own);
    deepEqual(offered(rule, text('if (req.user) res.end(); else res.redirect(req.query.to);')), own);
    for (const body of [
      'return req.user ? res.json(req.user) : res.redirect(req.query.to);',
      'req.user && res.redirect(req.query.to);',
      "switch (req.query.kind) { case 'out': return res.redirect(req.query.to); }",
      'if (req.user) /* (known) */ res.redirect(req.query.to);',
    ])
      deepEqual(offered(rule, text(body)), [], body);
  });

  it('check no field as a text that may be something else', () => {
    const text = (read: string) => `
        ${APP}
        app.post('/notes', async (req, res) => {
          await Note.create({ a: ${read} });
          res.end();
        });`;
    const rule = 'input/unvalidated-input';
    deepEqual(offered(rule, text('req.body.title')), [
      'Accept title only as texts of at most 1000 characters',
    ]);
    for (const read of ['req.body.price', 'req.body.labels.map(String)', 'req.body.author.name'])
      deepEqual(offered(rule, text(read)), [], read);
  });

  it('pick no field of a body that nobody names', () => {
    const text = `
        ${APP}
        app.post('/users', async (req, res) => res.json(await User.create(req.body)));`;
    deepEqual(offered('design/mass-assignment', text), []);
  });

  it('refuse no host where nobody can answer', () => {
    const text = (handler: string) => `
        ${APP}
        app.post('/previews', ${handler});`;
    const inside = '(req, res) => { req.body.urls.forEach((one) => { fetch(one); }); res.end(); }';
    const short = 'async (req, res) => res.json(await fetch(req.body.url))';
    for (const handler of [inside, short]) deepEqual(offered('input/ssrf', text(handler)), [], handler);
  });
});

describe('fixes', () => {
  before(prepare);

  const DOCUMENT = dedent(`
      openapi: 3.0.3
      ${HEAD}
      paths:
        /a: { get: { ${OK} }, post: { ${OK} } }
        /b: { get: { ${OK} }, post: { ${OK} } }`);

  it('answer with what the document has for the code, by its use or its name', () => {
    const text = (name: string) =>
      dedent(`
      openapi: 3.0.3
      ${HEAD}
      paths:
        /login: { post: { ${OK} } }
      components: { responses: { Other: { description: Other }, ${name}: { description: Wait } } }`);
    const answered = (name: string) => {
      const source: Source = { name: 'api.yaml', language: 'yaml', text: text(name) };
      const session = findingsOf([source]);
      const found = session.in('api.yaml').find(({ rule }) => rule === 'auth/login-no-throttle');
      const edits = session.engine.fix(uriOf('api.yaml'), 1, found?.fingerprint ?? '', 0);
      ok(edits !== 'stale');
      const [, reference] = /'429': \{ \$ref: '(.*?)' \}/.exec(applied(source, edits)) ?? [];
      return reference;
    };
    for (const name of ['TooMany', 'rate_limited', 'Error429', 'TooManyRequestsError'])
      equal(answered(name), `#/components/responses/${name}`);
    equal(answered('Missing'), '#/components/responses/TooManyRequests');
  });

  it('of a whole document agree with one another', () => {
    const source: Source = { name: 'api.yaml', language: 'yaml', text: DOCUMENT };
    const session = findingsOf([source]);
    let text = source.text;
    for (const finding of session
      .in('api.yaml')
      .filter(({ rule }) => rule === 'auth/write-operation-unprotected')) {
      const edits = session.engine.fix(uriOf('api.yaml'), 1, finding.fingerprint, 0);
      if (edits !== 'stale') text = applied(source, edits);
    }
    ok(text.includes('bearerAuth'));
    const left = findingsOf([{ ...source, text }]).in('api.yaml');
    deepEqual(
      left.filter(({ rule }) => rule.startsWith('auth/')),
      [],
    );
  });

  it('keep a flow document in its style', () => {
    const source: Source = {
      name: 'api.json',
      language: 'json',
      text: '{"swagger":"2.0","info":{"title":"a","version":"1"},"host":"a.b","schemes":["http","https"],"paths":{}}',
    };
    const session = findingsOf([source]);
    const [finding] = session.in('api.json').filter(({ rule }) => rule === 'crypto/server-http');
    const edits = session.engine.fix(uriOf('api.json'), 1, finding?.fingerprint ?? '', 0);
    ok(edits !== 'stale');
    equal(applied(source, edits), source.text.replace('"http",', ''));
  });
});
