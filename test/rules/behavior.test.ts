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

  it('is marked once and then only worth a note, or removed', () => {
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
    const fixedBy = (index: number) => {
      const edits = engine.fix(uriOf('api.yaml'), 1, finding.fingerprint, index);
      ok(edits !== 'stale');
      return { ...source, text: applied(source, edits) };
    };
    deepEqual(
      findingsOf([fixedBy(1)])
        .in('api.yaml')
        .filter(isOurs),
      [],
    );
    const fixed = fixedBy(0);
    equal(fixed.text, `${text}\n      x-internal: true`);
    const left = findingsOf([fixed]).in('api.yaml').filter(isOurs);
    deepEqual(
      left.map(({ severity }) => severity),
      ['info'],
    );
    deepEqual(left[0]?.fixes, []);
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

  it('judges a document by what of it can be seen, whatever else is missing', () => {
    const api = (lost: string, more = '') => `
        openapi: 3.0.3
        ${HEAD}
        security: [{ nope: [] }]
        paths:
          /a: { post: { security: [], ${OK} } }
          ${lost}
        ${more || BEARER}`;
    const both = ['3 auth/undefined-scheme-reference error', '5 auth/write-operation-unprotected error'];
    for (const ref of ['./gone.yaml', '../../../../etc/passwd', 'file:///etc/passwd', './folder/']) {
      for (const lost of [
        `/b: { get: { responses: { '200': { $ref: '${ref}' } } } }`,
        `/b: { get: { parameters: [{ $ref: '${ref}' }], ${OK} } }`,
        `/b: { $ref: '${ref}' }`,
      ]) {
        const found = ids(api(lost)).filter((one) => !one.includes('testing/'));
        deepEqual(found, both);
      }
    }
    deepEqual(
      ids(api('/b: {}', "components: { securitySchemes: { $ref: './gone.yaml' } }")),
      both.slice(1),
      'schemes may be declared there',
    );
  });

  it('says once that a document asks nobody, whatever else is missing', () => {
    const api = (ref: string) => `
        openapi: 3.0.3
        ${HEAD}
        paths:
          /a: { post: { ${OK} }, delete: { ${OK} }, get: { responses: { '200': { $ref: '${ref}' } } } }`;
    for (const ref of ['./gone.yaml', 'http://169.254.169.254/']) {
      const found = ids(api(ref)).filter((one) => !one.includes('testing/'));
      deepEqual(found, [
        '3 auth/write-operation-unprotected error',
        '4 auth/read-operation-unprotected warning',
      ]);
    }
  });

  it('says that a scheme named by its URI is not there, and reads the file that holds it', () => {
    const api = (name: string, own = '') => `
        openapi: 3.2.0
        ${HEAD}
        security: [{ '${name}': [] }]
        paths:
          /a: { post: { ${own} ${OK} } }
        ${BEARER}`;
    const lost = ['3 testing/unresolved-reference warning'];
    const shared: Source = {
      name: 'schemes.yaml',
      language: 'yaml',
      text: 'S: { type: http, scheme: basic }\n',
    };
    deepEqual(ids(api('#/components/securitySchemes/zzz')), lost);
    deepEqual(ids(api('#/components/securitySchemes/bearer')), []);
    deepEqual(ids(api('https://a.io/s.yaml#/x')), lost);
    deepEqual(ids(api('./schemes.yaml#/T'), shared), lost);
    deepEqual(ids(api('./schemes.yaml#/S'), shared), []);
    deepEqual(ids(api('bearer', "security: [{ '#/nowhere': [] }],")), [
      '5 testing/unresolved-reference warning',
    ]);
    const session = findingsOf([
      { name: 'api.yaml', language: 'yaml', text: dedent(api('./schemes.yaml#/S')) },
      shared,
    ]);
    deepEqual(
      session.in('schemes.yaml').map(({ rule }) => rule),
      ['auth/http-basic'],
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
