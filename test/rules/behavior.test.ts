import { deepEqual, equal, ok } from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import { createDocument } from '../../server/core/text/open.js';
import { applied, findingsOf, prepare, type Source, uriOf } from './harness.js';
import { dedent } from './marks.js';

/** Documents that say more than an example should: what each rule finds in them, as 'rule line message-free'. */
function ids(text: string, ...others: readonly Source[]): readonly string[] {
  const source: Source = { name: 'api.yaml', language: 'yaml', text: dedent(text) };
  const session = findingsOf([source, ...others]);
  const document = session.engine.document(uriOf('api.yaml'));
  return session
    .in('api.yaml')
    .filter(({ rule }) => !STRICT.has(rule))
    .map(({ rule, place, severity }) => {
      const line = (document?.positionAt(place.range.start).line ?? -1) + 1;
      return `${line} ${rule} ${severity}`;
    });
}

const STRICT = new Set(RULES.filter(({ profile }) => profile === 'strict').map(({ id }) => id));

const BEARER = 'components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }';
const HEAD = "info: { title: Example, version: '1' }";
const OK = "responses: { '200': { description: Done } }";

describe('an internal operation', () => {
  before(prepare);

  it('is marked once, and then is only worth a note', () => {
    const text = dedent(`
      openapi: 3.0.3
      ${HEAD}
      paths:
        /a: { get: { ${OK} } }
        /b: { get: { ${OK} } }
        /internal/c:
          # Counted every night.
          get:
            ${OK}`);
    const source: Source = { name: 'api.yaml', language: 'yaml', text };
    const { engine, in: findings } = findingsOf([source]);
    const isOurs = ({ rule }: { readonly rule: string }) => rule === 'docs/internal-operation-published';
    const [finding] = findings('api.yaml').filter(isOurs);
    ok(finding);
    const edits = engine.fix(uriOf('api.yaml'), 1, finding.fingerprint, 0);
    ok(edits !== 'stale');
    const fixed = { ...source, text: applied(source, edits) };
    equal(fixed.text, `${text}\n      x-internal: true`);
    const left = findingsOf([fixed]).in('api.yaml').filter(isOurs);
    deepEqual(
      left.map(({ severity }) => severity),
      ['info'],
    );
    deepEqual(left[0]?.fixes, []);
  });
});

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

describe('who may call', () => {
  before(prepare);

  it('finds one fault where the root opens everything', () => {
    deepEqual(
      ids(`
        openapi: 3.0.3
        ${HEAD}
        security: []
        paths:
          /a: { post: { ${OK} }, put: { ${OK} }, get: { ${OK} } }
          /b: { get: { ${OK} } }
        ${BEARER}`),
      ['4 auth/read-operation-unprotected warning', '4 auth/write-operation-unprotected error'],
    );
  });

  it('leaves webhooks and callbacks, which the API calls itself', () => {
    deepEqual(
      ids(`
        openapi: 3.1.0
        ${HEAD}
        webhooks:
          paid: { post: { ${OK} } }
        paths:
          /a:
            post:
              security: [{ bearer: [] }]
              callbacks: { done: { '{$request.body#/url}': { post: { ${OK} } } } }
              ${OK}
        ${BEARER}`),
      [],
    );
  });

  it('reads the methods that 3.2 adds', () => {
    deepEqual(
      ids(`
        openapi: 3.2.0
        ${HEAD}
        paths:
          /a:
            query: { ${OK} }
            get: { security: [{ bearer: [] }], ${OK} }
        ${BEARER}`),
      ['5 auth/read-operation-unprotected warning'],
    );
  });

  it('takes the security of an alternative form as unknown, or as it is meant', () => {
    const found = ids(`
        openapi: 3.0.3
        ${HEAD}
        security: { bearer: [] }
        paths:
          /a: { post: { ${OK} } }
        ${BEARER}`);
    ok(!found.some((line) => line.includes('write-operation-unprotected')), found.join('\n'));
  });

  it('knows a scheme that stands in another file', () => {
    const text = `
        openapi: 3.0.3
        ${HEAD}
        security: [{ login: [write] }]
        paths: {}
        components:
          securitySchemes:
            login: { $ref: './schemes.yaml#/login' }`;
    const schemes = (scopes: string): Source => ({
      name: 'schemes.yaml',
      language: 'yaml',
      text: `login:\n  type: oauth2\n  flows:\n    clientCredentials:\n      tokenUrl: https://id.example.com/t\n      scopes: ${scopes}\n`,
    });
    deepEqual(ids(text, schemes('{ write: Write }')), []);
    deepEqual(ids(text, schemes('{ read: Read }')), ['3 auth/undefined-scope warning']);
  });

  it('says nothing of schemes or scopes while the file that holds them is out of sight', () => {
    const text = `
        openapi: 3.0.3
        ${HEAD}
        security: [{ login: [write] }]
        paths: {}
        components:
          securitySchemes:
            login: { $ref: './elsewhere.yaml#/login' }`;
    deepEqual(ids(text), ['7 testing/unresolved-reference warning']);
  });
});

describe('what goes where', () => {
  before(prepare);

  it('follows references through cycles to the response', () => {
    deepEqual(
      ids(`
        openapi: 3.0.3
        ${HEAD}
        security: [{ bearer: [] }]
        paths:
          /a:
            get:
              responses:
                '200': { description: A, content: { application/json: { schema: { $ref: '#/components/schemas/Node' } } } }
          /b:
            post:
              requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/New' } } } }
              ${OK}
        components:
          securitySchemes: { bearer: { type: http, scheme: bearer } }
          schemas:
            Node:
              type: object
              properties:
                next: { $ref: '#/components/schemas/Node' }
                owner: { $ref: '#/components/schemas/Person' }
            Person: { type: object, properties: { passwordHash: { type: string } } }
            New: { type: object, properties: { password: { type: string } } }`),
      ['21 design/sensitive-response-field error'],
    );
  });

  it('lets the operation that issues a token show it', () => {
    deepEqual(
      ids(`
        openapi: 3.0.3
        ${HEAD}
        security: [{ bearer: [] }]
        paths:
          /api-keys:
            post:
              responses:
                '201': { description: A, content: { application/json: { schema: { type: object, properties: { apiKey: { type: string } } } } } }
        ${BEARER}`),
      [],
    );
  });

  it('offers no write-only field in 2.0, which has none', () => {
    const text = dedent(`
        swagger: '2.0'
        ${HEAD}
        security: [{ key: [] }]
        paths:
          /a:
            post:
              parameters: [{ name: body, in: body, schema: { $ref: '#/definitions/User' } }]
              responses: { '200': { description: Done, schema: { $ref: '#/definitions/User' } } }
        securityDefinitions: { key: { type: apiKey, in: header, name: X-Key } }
        definitions:
          User: { type: object, properties: { password: { type: string } } }`);
    const [finding] = findingsOf([{ name: 'api.yaml', language: 'yaml', text }])
      .in('api.yaml')
      .filter(({ rule }) => rule === 'design/sensitive-response-field');
    deepEqual(
      finding?.fixes.map(({ safety }) => safety),
      ['review'],
    );
  });

  it('looks at names, and never at data that looks like a schema or parameter', () => {
    deepEqual(
      ids(`
        openapi: 3.0.3
        ${HEAD}
        security: [{ bearer: [] }]
        paths:
          /a:
            get:
              responses:
                '200':
                  description: A
                  content:
                    application/json:
                      schema: { type: object, properties: { name: { type: string } } }
                      example: { parameters: [{ name: api_key, in: query }], properties: { password: { type: string } } }
        ${BEARER}`),
      [],
    );
  });
});

describe('slow patterns', () => {
  before(prepare);

  it('are no finding before anybody judged them', () => {
    const engine = createEngine({ rules: RULES, parser: undefined, frameworks: [] });
    engine.today('2026-01-15');
    engine.select({ profile: 'strict', rules: ['input/pattern-redos'] });
    const text = dedent(`
        openapi: 3.0.3
        ${HEAD}
        paths: {}
        components: { schemas: { A: { type: string, pattern: '^(a+)+$' } } }`);
    engine.open(createDocument(uriOf('api.yaml'), 'yaml', 1, text));
    while (engine.work(() => false));
    deepEqual(engine.findings(uriOf('api.yaml')).findings, []);
    const want = engine.wants().find(({ kind }) => kind === 'regex');
    ok(want?.kind === 'regex' && want.pattern === '^(a+)+$');
    engine.answer(want, { known: true, value: { status: 'vulnerable', complexity: 'exponential' } });
    while (engine.work(() => false));
    equal(engine.findings(uriOf('api.yaml')).findings.length, 1);
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
