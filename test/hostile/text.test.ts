import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { api, checked, places, run } from '../cli/support.js';
import { folderOf } from '../support/folder.js';

const RULE = 'testing/unreadable-document';
const HEAD =
  "openapi: 3.0.3\ninfo: { title: t, version: '1' }\nservers: [{ url: 'http://api.example.com' }]\n";
const SERVER = 'crypto/server-http api.yaml:3:18-3:42';

/** 'line:column' of each place that cannot be read; what else is found; the number of operations. */
async function read(text: string, name = 'api.yaml', ...more: readonly string[]) {
  const report = await checked(folderOf({ [name]: text }), name, ...more);
  deepEqual(report.skipped, []);
  const unread = report.findings.filter(({ rule }) => rule === RULE);
  for (const { severity, profile } of unread) deepEqual([severity, profile], ['error', 'recommended']);
  return {
    unread: unread.map(({ line, column }) => `${line}:${column}`),
    messages: unread.map(({ message }) => message),
    rest: places(report).filter((place) => !place.startsWith(RULE)),
    operations: report.summary.operations,
  };
}

describe('hostile text', () => {
  it('that is broken YAML has a finding at each place, and the rest is analyzed', async () => {
    const text = `${HEAD}security: [{ a: [] }]
components: { securitySchemes: { a: { type: http, scheme: basic } } }
paths:
  /a:
    get:
      summary: @a
      responses: {}
  /b:
    get: { responses: {} }
  /c:
    get: { responses: {}
  /d:
    post: { security: [], responses: {} }
`;
    const { unread, rest } = await read(text);
    equal(unread.length, 2);
    equal(unread[0], '9:16');
    match(unread[1] ?? '', /^1[3-5]:/);
    ok(rest.includes(SERVER.replace('server-http', 'credentials-over-cleartext')));
    ok(rest.some((place) => place.startsWith('auth/http-basic api.yaml:5:')));
    ok(rest.some((place) => place.startsWith('auth/write-operation-unprotected api.yaml:16:')));
  });

  it('that is broken JSON has a finding at each place, and the rest is analyzed', async () => {
    const text = `{"openapi": "3.0.3",
"servers": [{"url": "http://api.example.com"}],
"paths": {
  "/a": {"get": {"summary": oops, "responses": {}}},
  "/b": {"post": {"security": [], "responses": {}}},
  "/c": {"get" {"responses": {}}}
`;
    const { unread, rest } = await read(text, 'api.json');
    deepEqual([unread[0], unread.length], ['4:29', 3]);
    deepEqual(
      rest
        .filter((place) => /server-http|write-operation/.test(place))
        .map((place) => place.split('-').slice(0, -1).join('-')),
      ['crypto/server-http api.json:2:21', 'auth/write-operation-unprotected api.json:5:31'],
    );
  });

  it('that is half typed keeps the findings of the rest, wherever it ends', async () => {
    const whole = `${HEAD}paths:\n  /a:\n    post:\n      security: []\n      responses: { '200': { description: "ok" } }\n`;
    const json = `{"openapi":"3.0.3","info":{},\n"servers":[{"url":"http://api.example.com"}],\n"paths":{"/a":{"post":{"security":[],"x":"y"}}}}`;
    for (let end = HEAD.length; end <= whole.length; end += 3) {
      const { rest } = await read(whole.slice(0, end));
      equal(rest[0], SERVER, `${end}`);
    }
    for (let end = json.indexOf('}],') + 2; end <= json.length; end += 3) {
      const { rest } = await read(json.slice(0, end), 'api.json');
      equal(rest[0], 'crypto/server-http api.json:2:19-2:43', `${end}`);
    }
  });

  it('that is indented with tabs is unreadable line by line, or read where YAML allows them', async () => {
    const { unread, rest } = await read(`${HEAD}paths:\n\t/a:\n\t\tget: {}\n`);
    deepEqual([unread, rest], [['5:1', '6:1'], [SERVER]]);
    const between = await read(
      `openapi:\t3.0.3\nservers:\n  - url:\t"http://api.example.com"\t# now\npaths:\t{}\n`,
    );
    deepEqual([between.unread, between.rest], [[], ['crypto/server-http api.yaml:3:10-3:34']]);
    const json = await read(
      '{\n\t"openapi":\t"3.0.3",\n\t"servers": [{"url": "http://api.example.com"}]}',
      'api.json',
    );
    deepEqual(json.rest, ['crypto/server-http api.json:3:22-3:46']);
  });

  it('with anchors and merge keys is read as it is meant', async () => {
    const text = `${HEAD}x-common: &common
  responses: { '200': { description: ok } }
x-open: &open { security: [] }
components: { securitySchemes: { a: &a { type: http, scheme: basic }, b: *a } }
security: [{ a: [] }]
paths:
  /a:
    post: { <<: [*common, *open] }
    put: { <<: *common }
`;
    const { unread, rest, operations } = await read(text);
    deepEqual([unread, operations], [[], 2]);
    const open = rest.filter((place) => place.startsWith('auth/write-operation-unprotected'));
    equal(open.length, 1);
  });

  it('that is nested deeply is unreadable there, whatever its brackets, again and again', async () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['[', ']'],
      ['{ a: ', '}'],
      ['[{ a: ', '}]'],
    ];
    for (const depth of [1000, 2000])
      for (const [open, close] of pairs) {
        const { unread, messages, rest } = await read(
          `${HEAD}x-a: ${open.repeat(depth)}${close.repeat(depth)}\npaths: {}\n`,
        );
        deepEqual([unread.length, rest], [1, [SERVER]]);
        match(unread[0] ?? '', /^4:/);
        match(messages[0] ?? '', /too deep/);
      }
    const files = Array.from({ length: 20 }, (_, index) => {
      const deep = index % 2 ? `${'['.repeat(900)}${']'.repeat(900)}` : `${'['.repeat(900)}`;
      return [`${index}.yaml`, `${HEAD}x-a: ${deep}\n`] as const;
    });
    const report = await checked(folderOf(Object.fromEntries(files)), '.', '--profile', 'strict');
    equal(report.findings.filter(({ rule }) => rule === RULE).length, 20);
    equal(report.findings.filter(({ rule }) => rule === 'crypto/server-http').length, 20);
  });

  it('that is nested deeply in JSON or by indents is unreadable there', async () => {
    const json = `{"openapi":"3.0.3",\n"servers":[{"url":"http://api.example.com"}],\n"x-a":${'['.repeat(2000)}${']'.repeat(2000)},\n"paths":{}}`;
    const { unread, rest } = await read(json, 'api.json');
    deepEqual([unread.length, rest], [1, ['crypto/server-http api.json:2:19-2:43']]);
    const lines = Array.from({ length: 2000 }, (_, index) => `${' '.repeat(index + 1)}a:\n`);
    const block = await read(`${HEAD}x-a:\n${lines.join('')}paths: {}\n`);
    deepEqual([block.unread.length, block.rest], [1, [SERVER]]);
    const flow = await read(`${HEAD}paths: ${'{ /a: { get: { callbacks: { b: '.repeat(400)}`);
    equal(flow.rest[0], SERVER);
  });

  it('that aliases or references multiply is read once, by the structure check too', async () => {
    const of = (make: (level: number) => string) =>
      Array.from({ length: 11 }, (_, level) => make(level)).join('');
    const ten = (item: string) => Array(10).fill(item).join(', ');
    const texts = [
      `${HEAD}paths: {}\nx-bomb:\n${of((level) => `  a${level}: &a${level} [${level ? ten(`*a${level - 1}`) : 'boom'}]\n`)}`,
      `${HEAD}paths: {}\ncomponents:\n  schemas:\n${of((level) => `    A${level}: &a${level} { allOf: [${level ? ten(`*a${level - 1}`) : ''}] }\n`)}`,
      `${HEAD}paths: {}\ncomponents:\n  schemas:\n${of((level) => `    A${level}: { allOf: [${level ? ten(`{ $ref: '#/components/schemas/A${level - 1}' }`) : ''}] }\n`)}`,
    ];
    for (const text of texts) {
      const { unread, rest } = await read(text, 'api.yaml', '--profile', 'strict', '--structure', 'on');
      const undeclared = SERVER.replace('crypto/server-http', 'docs/server-environment-undeclared');
      deepEqual([unread, rest], [[], [SERVER, undeclared]]);
    }
  });

  it('with 40,000 keys in one map is read', async () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => index);
    const yaml = `${HEAD}paths: {}\nx-k:\n${keys.map((key) => `  k${key}: ${key}\n`).join('')}x-flow: { ${keys.map((key) => `k${key}: 1`).join(', ')} }\n`;
    deepEqual((await read(yaml)).rest, [SERVER]);
    const json = `{"openapi":"3.0.3",\n"servers":[{"url":"http://api.example.com"}],"x-k":{${keys.map((key) => `"k${key}":1`).join(',')}},"paths":{}}`;
    deepEqual((await read(json, 'api.json')).rest, ['crypto/server-http api.json:2:19-2:43']);
  });

  it('with the names of JavaScript as keys changes nothing but itself', async () => {
    const text = `${HEAD}__proto__: { polluted: true }
constructor: { prototype: { polluted: true } }
components:
  securitySchemes: { __proto__: { type: http, scheme: basic } }
  schemas: { __proto__: { type: object, properties: { __proto__: { $ref: '#/components/schemas/toString' } } } }
paths:
  /__proto__:
    post: { security: [{ __proto__: [] }], responses: { __proto__: { description: ok } } }
`;
    const { rest, operations } = await read(text, 'api.yaml', '--structure', 'on');
    equal(operations, 1);
    deepEqual(
      rest.map((place) => place.split(':').slice(0, 2).join(':')),
      [
        'crypto/credentials-over-cleartext api.yaml:3',
        'auth/http-basic api.yaml:7',
        'testing/unresolved-reference api.yaml:8',
      ],
    );
    equal(Reflect.get({}, 'polluted'), undefined);
    for (const command of ['inventory', 'threats'])
      equal((await run(folderOf({ 'api.yaml': text }), command, 'api.yaml', '--format', 'json')).code, 0);
  });

  it('of other languages is no document and no reason to stop', async () => {
    const folder = folderOf({
      'a.yaml': '\0\0openapi: 3\0',
      'b.yaml': '--- \nopenapi: 3.0.3\n...\n---\nopenapi: 3.1.0\n',
      'c.json': '[[[[',
      'd.yaml': `openapi: ${'9'.repeat(10_000)}`,
      'e.yaml': `%TAG ! tag:evil,2026:\n--- !<tag:yaml.org,2002:js/function> 'openapi: 3.0.3'`,
      'f.yaml': 'openapi: !!binary 3.0.3\n? [openapi]\n: 1\n',
      'api.yaml': api('  {}', 'http'),
    });
    const { findings } = await checked(folder, '.', '--profile', 'strict');
    ok(findings.some(({ file, rule }) => file === 'api.yaml' && rule === 'crypto/server-http'));
  });
});
