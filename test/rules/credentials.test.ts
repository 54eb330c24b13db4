import { deepEqual, equal } from 'node:assert/strict';
import { findingsOf, prepare } from './harness.js';
import { dedent } from './marks.js';

/** Findings of some rules as 'rule severity', in the order of the text. */
function found(text: string, ...rules: readonly string[]): readonly string[] {
  return foundUnder('', text, ...rules);
}

/** The same under settings. */
function foundUnder(settings: string, text: string, ...rules: readonly string[]): readonly string[] {
  const config =
    settings === '' ? [] : [{ name: 'portcullis.yaml', language: 'yaml', text: settings } as const];
  return findingsOf([...config, { name: 'api.yaml', language: 'yaml', text: dedent(text) }])
    .in('api.yaml')
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);
}

const HEAD = "info: { title: Example, version: '1' }";
const DONE = "responses: { '200': { description: Done } }";

describe('schemes that give credentials away', () => {
  before(prepare);

  const RULES = ['auth/oauth-implicit-flow', 'auth/oauth-password-flow', 'auth/api-key-in-url'];
  const api = (security: string) => `
      openapi: 3.0.3
      ${HEAD}
      ${security}
      paths: { /a: { get: { ${DONE} } } }
      components:
        securitySchemes:
          a: { type: oauth2, flows: { implicit: { authorizationUrl: https://a.b/c, scopes: {} } } }
          b: { type: oauth2, flows: { password: { tokenUrl: https://a.b/c, scopes: {} } } }
          c: { type: apiKey, in: query, name: k }`;

  it('are errors where an operation asks for them, and warnings where none does', () => {
    deepEqual(
      found(api('security: [{ a: [] }, { b: [], c: [] }]'), ...RULES),
      RULES.map((rule) => `${rule} error`),
    );
    deepEqual(
      found(api('x-note: none'), ...RULES),
      RULES.map((rule) => `${rule} warning`),
    );
  });

  it('are no finding while the flows are out of sight', () => {
    deepEqual(
      found(
        `
        openapi: 3.0.3
        ${HEAD}
        paths: {}
        components: { securitySchemes: { a: { type: oauth2, flows: { $ref: './flows.yaml' } } } }`,
        ...RULES,
      ),
      [],
    );
  });
});

describe('credentials in the open', () => {
  before(prepare);

  const RULE = 'crypto/credentials-over-cleartext';
  const api = (root: string, own: string) => `
      openapi: 3.0.3
      ${HEAD}
      servers: [{ url: '${root}' }]
      security: [{ bearer: [] }]
      paths:
        /a: { get: { ${own} ${DONE} } }
        /b: { get: { ${own} ${DONE} } }
      components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }`;

  const ABOUT = ['crypto/server-http', 'crypto/path-server-http', 'crypto/server-variable-http'];
  const OPEN = "{s}://a.b', variables: { s: { default: http } }, description: '";

  const OWN = "servers: [{ url: 'http://c.d' }],";
  const OFF = `rules: { ${RULE}: off }`;

  it('are one finding at each address, whose own rules say nothing there', () => {
    deepEqual(found(api('http://a.b', ''), RULE, ...ABOUT), [`${RULE} error`]);
    deepEqual(found(api(OPEN, ''), RULE, ...ABOUT), [`${RULE} error`]);
    deepEqual(found(api('https://a.b', OWN), RULE, ...ABOUT), [`${RULE} error`, `${RULE} error`]);
    deepEqual(found(api('http://a.b', OWN), RULE, ...ABOUT), [
      'crypto/server-http error',
      `${RULE} error`,
      `${RULE} error`,
    ]);
  });

  it('leave the address to its own rules where nobody tells of them', () => {
    deepEqual(foundUnder(OFF, api('http://a.b', ''), ...ABOUT), ['crypto/server-http error']);
    deepEqual(foundUnder(OFF, api(OPEN, ''), ...ABOUT), ['crypto/server-variable-http error']);
    deepEqual(found(api('http://a.b', 'security: [],'), RULE, ...ABOUT), ['crypto/server-http error']);
  });

  it('are none where they are sent over TLS only', () => {
    deepEqual(found(api('https://a.b', ''), RULE), []);
    deepEqual(found(api('http://a.b', "servers: [{ url: 'https://c.d' }],"), RULE), []);
  });
});

describe('objects that nothing ties to their callers', () => {
  before(prepare);

  const RULE = 'auth/object-id-without-authorization';
  const api = (...paths: readonly string[]) => `
      openapi: 3.0.3
      ${HEAD}
      security: [{ bearer: [] }]
      paths:
        ${paths.join('\n        ')}
      components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }`;

  it('are one finding for each resource, which weighs more when something can be changed', () => {
    deepEqual(
      found(
        api(
          `/invoices/{id}: { get: { ${DONE} }, delete: { ${DONE} } }`,
          `/invoices/{id}/lines/{lineId}: { get: { ${DONE} } }`,
          `/letters/{id}: { get: { ${DONE} } }`,
        ),
        RULE,
      ),
      [`${RULE} warning`, `${RULE} info`],
    );
  });

  it('are none while a response cannot be seen', () => {
    deepEqual(
      found(api("/invoices/{id}: { get: { responses: { '200': { $ref: './away.yaml#/a' } } } }"), RULE),
      [],
    );
  });
});

describe('the inside of a service', () => {
  before(prepare);

  it('is no finding in what no operation answers with', () => {
    equal(
      found(
        `
        openapi: 3.0.3
        ${HEAD}
        paths: {}
        components: { schemas: { Error: { type: object, properties: { stackTrace: { type: string } } } } }`,
        'design/debug-field-in-response',
      ).length,
      0,
    );
  });
});

describe('what reads by its method and changes something', () => {
  before(prepare);

  const READ = 'auth/read-operation-unprotected';
  const WRITE = 'auth/write-operation-unprotected';
  const EFFECT = 'design/get-side-effect';
  const api = (security: string, ...paths: readonly string[]) => `
      openapi: 3.0.3
      ${HEAD}
      ${security}
      paths:
        ${paths.join('\n        ')}`;
  const REMOVE = `/users/{id}/delete: { get: { ${DONE} } }`;
  const SCHEMES = 'components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }';

  it('is open to changes, which is one fault, and has the wrong method, which is another', () => {
    deepEqual(found(api(SCHEMES, REMOVE), READ, WRITE, EFFECT), [`${WRITE} warning`, `${EFFECT} warning`]);
    deepEqual(found(api('security: []', REMOVE), READ, WRITE, EFFECT), [
      `${WRITE} warning`,
      `${EFFECT} warning`,
    ]);
    const mixed = api('security: []', REMOVE, `/users: { get: { ${DONE} }, post: { ${DONE} } }`);
    deepEqual(found(mixed, READ, WRITE), [`${WRITE} error`, `${READ} warning`]);
  });

  it('is neither where a browser is led on, a session ends, or its author opens it', () => {
    const pages = `/users/{id}/delete: { get: { responses: { '200': { description: d, content: { text/html: {} } } } } }`;
    deepEqual(found(api(SCHEMES, pages), READ, WRITE, EFFECT), [`${READ} warning`]);
    deepEqual(found(api(SCHEMES, `/logout: { get: { ${DONE} } }`), READ, WRITE), []);
    deepEqual(
      found(api(SCHEMES, `/users/{id}/delete: { get: { x-public: true, ${DONE} } }`), READ, WRITE),
      [],
    );
  });
});
