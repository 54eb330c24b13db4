import assert from 'node:assert/strict';
import type { TextEdit } from 'vscode-languageserver/node';
import { CompletionRequest } from 'vscode-languageserver/node';
import { parse } from 'yaml';
import { createDocument } from '../../server/core/text/open.js';
import { languageOf } from '../../server/host/languages.js';
import { createSnippetReader } from '../../server/lsp/snippets.js';
import { SNIPPETS } from '../../snippets/index.js';
import { engineOf, openText, settle } from '../support/engine.js';
import { connect, PaperWorld, paperParts, WordEngine } from './support.js';

const READER = createSnippetReader(SNIPPETS);

/** What is offered at the bar in a text. */
function offered(name: string, marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const document = createDocument(`file:///w/${name}`, languageOf(name) ?? 'yaml', 1, text);
  return READER.at(document, offset).map(({ prefix }) => prefix);
}

/** The text after what is offered under the prefix has been chosen, in a client that knows plain text only. */
async function chosen(name: string, marked: string, prefix: string): Promise<string> {
  const parts = { ...paperParts(new WordEngine(), new PaperWorld()), snippets: READER };
  const client = await connect(parts);
  const uri = `file:///w/${name}`;
  const text = marked.replace('|', '');
  await client.open(uri, text, languageOf(name));
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const items = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position,
  });
  client.close();
  const item = Array.isArray(items) ? items.find(({ label }) => label === prefix) : undefined;
  assert.ok(item?.textEdit && 'range' in item.textEdit, `${prefix} in ${marked}`);
  const edits: TextEdit[] = [item.textEdit, ...(item.additionalTextEdits ?? [])];
  const offsetOf = ({ line, character }: TextEdit['range']['start']) =>
    text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
  return edits
    .sort((a, b) => offsetOf(b.range.start) - offsetOf(a.range.start))
    .reduce(
      (now, { range, newText }) =>
        now.slice(0, offsetOf(range.start)) + newText + now.slice(offsetOf(range.end)),
      text,
    );
}

/** What is wrong with a document, other than that it could say more. */
function faults(name: string, text: string): readonly string[] {
  const engine = engineOf();
  const uri = openText(engine, name, text);
  settle(engine);
  assert.equal(engine.kindOf(uri), 'openapi');
  return engine.findings(uri).findings.map(({ rule, message }) => `${rule} ${message}`);
}

const HEAD = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
const HEAD2 = 'swagger: "2.0"\ninfo: { title: T, version: "1" }\nhost: api.example.com\nschemes: [https]\n';

describe('snippets of code', () => {
  it('are offered where a statement may begin', () => {
    for (const [name, text] of [
      ['a.ts', "const a = /['\"`{]/;\nconst b = `$\u007bc ? `{` : '}'}`;\n// it's { x\n|\n"],
      ['a.js', '/* { */\nfunction f() {\n  return 1;\n}\n\nsec|\n'],
      ['a.py', '"""It\'s {"""\n# (\ndef f():\n    return 1\n\n|\n'],
      ['A.java', 'class A { String s = """\n  {" """; char c = \'"\'; }\n\n|\n'],
    ] as const)
      assert.ok(offered(name, text).length > 0, text);
  });

  it('are offered in no text, template, comment or block that goes on', () => {
    for (const [name, text] of [
      ['a.ts', 'const a = `\n|\n`;\n'],
      ['a.ts', 'const a = `$\u007bb}\n|\n`;\n'],
      ['a.js', '/*\n|\n*/\n'],
      ['a.js', 'function f() {\n  a();\n|\n}\n'],
      ['a.js', 'describe("x", () => {\n  it("y", () => {});\n\n|\n});\n'],
      ['a.py', 'a = """\n|\n"""\n'],
      ['a.py', "'''\nIt's\n|\n'''\n"],
      ['a.py', 'a = dict(\n    b=1,\n    c=d\n|\n)\n'],
      ['A.java', 'class A {\n  int a;\n\n|\n}\n'],
      ['A.java', 'class A { String s = """\n|\n"""; }\n'],
    ] as const)
      assert.deepEqual(offered(name, text), [], text);
  });
});

describe('snippets of a document', () => {
  it('are offered in no text', () => {
    assert.deepEqual(offered('a.json', '{ "openapi": "3.0.3", "info": { "title": "a, |" } }'), []);
    assert.deepEqual(offered('a.yaml', `${HEAD}x-a: >\n  a\n|\n  b\npaths: {}\n`), []);
    assert.deepEqual(offered('a.yaml', `${HEAD}tags:\n- name: a\n|\n- name: b\n`), []);
  });

  it('are indented as JSON is, with tabs or with any number of spaces', async () => {
    for (const unit of ['\t', ' ', '   ', '    ']) {
      const document = JSON.stringify({ openapi: '3.1.0', components: { headers: {} } }, null, unit);
      const marked = document.replace('"headers"', `|\n${unit}${unit}"headers"`);
      const text = await chosen('a.json', marked, 'sec-429');
      assert.equal(text, JSON.stringify(JSON.parse(text), null, unit), JSON.stringify(unit));
    }
  });

  it('are written where they are needed, too', async () => {
    const yaml = `${HEAD}security: [{ b: [] }]
paths:
  /orders:
    get:
      parameters:
        <items>
      responses:
        '200': { description: OK }
        <answer>
components:
  securitySchemes:
    b: { type: http, scheme: bearer }
  schemas:
    A:
      type: object
      properties:
        <text>
        a: { type: boolean }
`;
    const at = (place: string) => yaml.replace(place, '|').replace(/\n *<\w+>/g, '');
    const read = async (place: string, prefix: string): Promise<unknown> =>
      parse(await chosen('a.yaml', at(place), prefix));
    const get = Object(await read('<answer>', 'sec-429')).paths['/orders'].get;
    assert.deepEqual(Object.keys(get.responses), ['200', '429']);
    assert.ok('Retry-After' in get.responses['429'].headers);
    const { parameters } = Object(await read('<items>', 'sec-page')).paths['/orders'].get;
    assert.deepEqual(
      parameters.map(({ name }: { name: string }) => name),
      ['limit', 'cursor'],
    );
    const { properties } = Object(await read('<text>', 'sec-string')).components.schemas.A;
    assert.deepEqual([properties.displayName.type, properties.a.type], ['string', 'boolean']);
    const beside = (column: string) =>
      `${HEAD}paths:\n  /a:\n    get:\n      parameters:\n${column}- name: a\n${column}  in: query\n${column}|\n      responses: {}\n`;
    for (const column of ['      ', '        ']) {
      const more: unknown = parse(await chosen('a.yaml', beside(column), 'sec-page'));
      assert.equal(Object(more).paths['/a'].get.parameters.length, 3);
    }
  });

  it('are offered in a map that begins on its dash', () => {
    const at = (column: string, item: string) =>
      `${HEAD}components:\n  schemas:\n    A:\n      allOf:\n${column}- $ref: '#/a'\n${column}${item}`;
    for (const column of ['      ', '        ']) {
      for (const item of [
        `- type: object\n${column}  properties:\n${column}    |\n`,
        `- type: object\n${column}  properties:\n${column}    a: { type: string }\n${column}    |\n`,
        `-   properties:\n${column}        |\n${column}    type: object\n`,
        `- properties:\n${column}    |\n${column}- type: object\n`,
        `- allOf:\n${column}  - properties:\n${column}      |\n`,
      ])
        assert.deepEqual(offered('a.yaml', at(column, item)), ['sec-string'], item);
      for (const item of [
        `- type: object\n${column}  |\n`,
        `- properties: {}\n${column}    |\n`,
        `- properties:\n${column}      a: 1\n${column}    |\n`,
        `- type: object\n${column} |\n`,
        `- properties\n${column}    |\n`,
      ])
        assert.deepEqual(offered('a.yaml', at(column, item)), [], item);
    }
  });

  it('are written so in JSON as well', async () => {
    const text = await chosen(
      'a.json',
      '{ "openapi": "3.0.3", "paths": { "/a": { "get": { "parameters": [\n      |\n    { "name": "a" }] } } } }',
      'sec-page',
    );
    assert.equal(JSON.parse(text).paths['/a'].get.parameters.length, 3);
  });

  it('are no samples, and stand beside nothing of another kind', () => {
    assert.deepEqual(
      offered(
        'a.yaml',
        `${HEAD}components:\n  examples:\n    A:\n      value:\n        properties:\n          |\n`,
      ),
      [],
    );
    assert.deepEqual(
      offered('a.yaml', `${HEAD}paths:\n  /a:\n    parameters:\n    - name: a\n    |\n      in: query\n`),
      [],
    );
    assert.ok(
      !offered('a.yaml', `${HEAD}paths:\n  /a:\n    parameters:\n      a: 1\n      |\n`).includes('sec-page'),
    );
  });

  it('bring what the API asks for with the scheme, once', async () => {
    const yaml = `${HEAD}# All of it.\ncomponents:\n  securitySchemes:\n    |\npaths: {}\n`;
    const read: unknown = parse(await chosen('a.yaml', yaml, 'sec-oauth2'));
    assert.deepEqual(Object(read).security, [{ oauth2: ['orders:read'] }]);
    assert.match(await chosen('a.yaml', yaml, 'sec-oauth2'), /orders:read\n# All of it\.\ncomponents:/);
    const json = '{\n  "openapi": "3.1.0",\n  "components": {\n    |\n  }\n}\n';
    const made: { security: unknown } = JSON.parse(await chosen('a.json', json, 'sec-bearer'));
    assert.deepEqual(made.security, [{ bearerAuth: [] }]);
    const secured = await chosen('a.yaml', yaml.replace('# All of it.', 'security: []'), 'sec-oauth2');
    assert.match(secured, /# Ask for it at the root or on an operation/);
    assert.deepEqual(Object(parse(secured)).security, []);
  });

  it('are what OpenAPI 2.0 has', async () => {
    assert.deepEqual([...offered('a.yaml', `${HEAD2}securityDefinitions:\n  |\n`)].sort(), [
      'sec-bearer',
      'sec-oauth2',
    ]);
    assert.deepEqual(offered('a.yaml', `${HEAD2}definitions:\n  |\n`), ['sec-string']);
    const yaml = `${HEAD2}|\nx-portcullis-allow: {}\npaths:
  /orders:
    get:
      responses:
        '200': { description: OK, headers: { RateLimit: { type: string } } }
        '401': { description: no }
        '429': { description: no, headers: { Retry-After: { type: integer } } }
`;
    for (const prefix of ['sec-bearer', 'sec-oauth2'])
      assert.deepEqual(faults('a.yaml', await chosen('a.yaml', yaml, prefix)), [], prefix);
    const secured = yaml.replace(
      'paths:',
      'security: [{ k: [] }]\nsecurityDefinitions: { k: { type: apiKey, name: Authorization, in: header } }\npaths:',
    );
    for (const prefix of ['sec-429', 'sec-401', 'sec-page', 'sec-string', 'sec-problem'])
      assert.deepEqual(faults('a.yaml', await chosen('a.yaml', secured, prefix)), [], prefix);
    const text = await chosen(
      'a.yaml',
      `${secured.replace('|', '')}`
        .replace("        '429'", "        |\n        '429'")
        .replace(/ {8}'429'.*\n/, ''),
      'sec-429',
    );
    assert.deepEqual(faults('a.yaml', text), []);
  });
});
