import assert from 'node:assert/strict';
import { engineOf, openText, settle } from '../support/engine.js';

const RULE = 'auth/write-operation-unprotected';
const ALLOW = `    # portcullis-allow ${RULE}: a public form\n`;

/** What is said of open writes, what is allowed, and what is wrong with allowances. */
function said(allowances: readonly string[]) {
  const paths = ['/a', '/b', '/c'].map(
    (path, index) => `  ${path}:\n${allowances[index] ?? ''}    post:\n      responses: {}\n`,
  );
  const engine = engineOf();
  const text = `openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths:\n${paths.join('')}`;
  const uri = openText(engine, 'a.yaml', text);
  settle(engine);
  const { findings, suppressed } = engine.findings(uri);
  const told = (wanted: (rule: string) => boolean) =>
    findings.flatMap(({ rule, message }) => (wanted(rule) ? [message] : []));
  return {
    open: told((rule) => rule === RULE),
    about: told((rule) => rule.startsWith('testing/suppression-')),
    allowed: suppressed.map(({ rule, allowed }) => `${rule} ${allowed}`),
  };
}

describe('a fault of several places that is told once', () => {
  it('does not count those that are allowed', () => {
    assert.match(said([]).open.join(), /anyone can use the 3 operations/);
    const one = said([ALLOW]);
    assert.match(one.open.join(), /anyone can use the 2 operations/);
    assert.deepEqual([one.about, one.allowed], [[], []]);
  });

  it('is told of the one that is left', () => {
    const two = said([ALLOW, ALLOW]);
    assert.deepEqual(two.open, ['Anyone can call POST /c: nothing asks who they are.']);
    assert.deepEqual(two.about, []);
  });

  it('is allowed when each of them is', () => {
    const all = said([ALLOW, ALLOW, ALLOW]);
    assert.deepEqual([all.open, all.about], [[], []]);
    assert.deepEqual(all.allowed, [`${RULE} a public form`]);
  });

  it('counts those whose allowance is over', () => {
    const over = said([ALLOW.replace('form', 'form until 2026-01-01')]);
    assert.match(over.open.join(), /anyone can use the 3 operations/);
    assert.equal(over.about.length, 1);
  });
});

/** A document with two places, and what is left to say where the one or the other is allowed. */
interface Told {
  readonly rule: string;
  readonly text: string;
  readonly places: readonly [string, string];
  /** Both, without the first, without the second. */
  readonly said: readonly [RegExp, RegExp, RegExp];
}

const ORDERS = `openapi: 3.0.3
info: { title: t, version: '1' }
security: [{ bearer: [] }]
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Api-Key }
`;

const TOLD: readonly Told[] = [
  {
    rule: 'limits/expensive-operation',
    text: `${ORDERS}paths:
  /export:
    post: { responses: { '200': { description: OK } } }
  /reports/export:
    post: { responses: { '200': { description: OK } } }
`,
    places: ['  /export:', '  /reports/export:'],
    said: [/POST \/export and 1 more/, /POST \/reports\/export sets off/, /POST \/export sets off/],
  },
  {
    rule: 'limits/pagination-unbounded',
    text: `${ORDERS}paths:
  /a:
    get: { parameters: [{ name: limit, in: query, schema: { type: integer } }], responses: {} }
  /b:
    get: { parameters: [{ name: limit, in: query, schema: { type: integer } }], responses: {} }
`,
    places: ['  /a:', '  /b:'],
    said: [/here and in 1 other/, /Nothing limits "limit", so/, /Nothing limits "limit", so/],
  },
  {
    rule: 'auth/credentials-in-url-param',
    text: `${ORDERS}paths:
  /a:
    get: { parameters: [{ name: token, in: query, schema: { type: string } }], responses: {} }
  /b:
    get: { parameters: [{ name: token, in: query, schema: { type: string } }], responses: {} }
`,
    places: ['  /a:', '  /b:'],
    said: [/here and elsewhere \(1 more\)/, /URL, so logs/, /URL, so logs/],
  },
  {
    rule: 'auth/admin-endpoint-shares-security',
    text: `${ORDERS}paths:
  /orders:
    get: { responses: {} }
  /admin/users:
    get: { responses: {} }
  /admin/roles:
    get: { responses: {} }
`,
    places: ['  /admin/users:', '  /admin/roles:'],
    said: [/GET \/admin\/users and 1 more/, /GET \/admin\/roles asks/, /GET \/admin\/users asks/],
  },
  {
    rule: 'auth/object-id-without-authorization',
    text: `${ORDERS}paths:
  /orders/{id}:
    get: { responses: { '200': { description: OK } } }
    delete: { responses: { '204': { description: OK } } }
  /users:
    get: { responses: { '403': { description: no } } }
`,
    places: ['    delete:', "    get: { responses: { '200'"],
    said: [
      /DELETE \/orders\/\{id\} and 1 more/,
      /: GET \/orders\/\{id\} documents/,
      /: DELETE \/orders\/\{id\} documents/,
    ],
  },
  {
    rule: 'auth/inconsistent-sibling-security',
    text: `${ORDERS}paths:
  /orders:
    get: { security: [{ bearer: [], key: [] }], responses: {} }
    put:
      security: [{ key: [] }]
      responses: {}
    delete:
      security: [{ bearer: [] }]
      responses: {}
`,
    places: ['    put:', '    delete:'],
    said: [/PUT \/orders and 1 more/, /DELETE \/orders asks/, /PUT \/orders asks/],
  },
  {
    rule: 'auth/api-key-only-write',
    text: `${ORDERS}paths:
  /orders/{id}:
    put: { security: [{ key: [] }], responses: {} }
    delete: { security: [{ key: [] }], responses: {} }
`,
    places: ['    put:', '    delete:'],
    said: [/allows 2 changes/, /allows DELETE \/orders/, /allows PUT \/orders/],
  },
  {
    rule: 'docs/internal-operation-published',
    text: `${ORDERS}paths:
  /a:
    get: { responses: {} }
    put:
      x-internal: true
      responses: {}
    delete:
      x-internal: true
      responses: {}
`,
    places: ['    put:', '    delete:'],
    said: [/PUT \/a and 1 more/, /DELETE \/a is marked/, /PUT \/a is marked/],
  },
  {
    rule: 'design/cors-wildcard-origin',
    text: `${ORDERS}paths:
  /a:
    get:
      responses:
        '200': { description: OK, headers: { Access-Control-Allow-Origin: { schema: { type: string, enum: ['*'] } } } }
  /b:
    get:
      responses:
        '200': { description: OK, headers: { Access-Control-Allow-Origin: { schema: { type: string, enum: ['*'] } } } }
`,
    places: ['  /a:', '  /b:'],
    said: [/and 1 more of this API/, /although callers must prove/, /although callers must prove/],
  },
  {
    rule: 'crypto/oauth-url-http',
    text: `openapi: 3.0.3
info: { title: t, version: '1' }
paths: {}
components:
  securitySchemes:
    o:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: http://a.example.com/a
          tokenUrl: http://b.example.com/b
          scopes: {}
`,
    places: ['          authorizationUrl:', '          tokenUrl:'],
    said: [/at 2 addresses/, /Sign-in at b\.example\.com happens/, /Sign-in at a\.example\.com happens/],
  },
  {
    rule: 'design/mass-assignment-shared-schema',
    text: `${ORDERS}  schemas:
    User:
      type: object
      properties:
        id: { type: string }
        isAdmin: { type: boolean }
        balance: { type: integer }
paths:
  /users/{id}:
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } }
`,
    places: ['        isAdmin:', '        balance:'],
    said: [/send isAdmin, balance too/, /send balance too/, /send isAdmin too/],
  },
];

describe('rules that tell of several places together', () => {
  for (const { rule, text, places, said } of TOLD) {
    it(`leave out those that are allowed: ${rule}`, () => {
      const told = (place: string | undefined) => {
        const engine = engineOf();
        engine.select({ profile: 'strict', rules: [rule, 'testing/suppression-unused'] });
        const indent = /^ */.exec(place ?? '')?.[0];
        const allowed =
          place === undefined
            ? text
            : text.replace(place, `${indent}# portcullis-allow ${rule}: known\n${place}`);
        assert.equal(allowed === text, place === undefined);
        const uri = openText(engine, 'a.yaml', allowed);
        settle(engine);
        return engine.findings(uri).findings.map((one) => `${one.rule} ${one.message}`);
      };
      for (const [index, place] of [undefined, ...places].entries()) {
        const found = told(place);
        assert.equal(found.length, 1, `${place}\n${found.join('\n')}`);
        assert.match(found[0]?.replace(`${rule} `, '') ?? '', said[index] ?? /^$/);
      }
    });
  }
});

describe('a fault of several places in several files', () => {
  const RULE = 'auth/credentials-in-url-param';
  const TOKEN = 'parameters: [{ name: token, in: query, schema: { type: string } }], responses: {}';
  const ROOT = `openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /a: { $ref: 'a.yaml' }
  /b: { get: { ${TOKEN} } }
  /c: { get: { ${TOKEN} } }
`;

  /** What is said of the root, and of the file that it refers to. */
  const told = (allowed: string) => {
    const engine = engineOf();
    engine.select({ profile: 'strict', rules: [RULE, 'testing/suppression-unused'] });
    const root = openText(engine, 'openapi.yaml', ROOT);
    const other = openText(engine, 'a.yaml', `get: { ${TOKEN} }\n${allowed}put: { ${TOKEN} }\n`);
    settle(engine);
    return [root, other].map((uri) =>
      engine
        .findings(uri)
        .findings.map(({ message }) => message)
        .join(),
    );
  };

  it('is told once in each file, where each of them can be allowed', () => {
    const [root = '', other = ''] = told('');
    assert.match(root, /^"token" is part of the URL here and elsewhere \(1 more\)[^"]*$/);
    assert.match(other, /^"token" is part of the URL here and elsewhere \(1 more\)[^"]*$/);
    const [same, one = ''] = told(`# portcullis-allow ${RULE}: known\n`);
    assert.equal(same, root);
    assert.match(one, /^"token" is part of the URL, so logs[^"]*$/);
  });
});
