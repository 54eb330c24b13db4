import assert from 'node:assert/strict';
import { CompletionRequest, InsertTextMode } from 'vscode-languageserver/node';
import { parse } from 'yaml';
import { cursorAt } from '../../server/lsp/cursor.js';
import { SNIPPETS } from '../../server/lsp/protocol.js';
import { createSnippetReader } from '../../server/lsp/snippets.js';
import { SNIPPETS as ALL } from '../../snippets/index.js';
import { connect, PaperWorld, PUSH, paperParts, WordEngine } from './support.js';

function cursor(marked: string, language: 'yaml' | 'json' | 'javascript') {
  const offset = marked.indexOf('|');
  return cursorAt(marked.replace('|', ''), offset, language);
}

const HEAD = 'openapi: 3.1.0\ninfo:\n  title: T\n  version: "1"\n';

describe('the cursor', () => {
  it('knows the map that a YAML entry would go into', () => {
    const at = cursor(`${HEAD}components:\n  schemas:\n    A: {}\n  sec|\npaths: {}\n`, 'yaml');
    assert.deepEqual(at?.context, {
      language: 'yaml',
      version: '3.1',
      path: ['components'],
      keys: ['schemas'],
    });
    assert.deepEqual(cursor(`${HEAD}|\npaths: {}\n`, 'yaml')?.context.path, []);
    assert.deepEqual(cursor(`${HEAD}|\npaths: {}\n`, 'yaml')?.context.keys, ['openapi', 'info', 'paths']);
    assert.deepEqual(
      cursor(`${HEAD}components:\n  responses:\n    sec-4|\n    Gone: {}\n`, 'yaml')?.context,
      {
        language: 'yaml',
        version: '3.1',
        path: ['components', 'responses'],
        keys: ['Gone'],
      },
    );
  });

  it('knows that map beside lists in the column of their keys', () => {
    const operation = 'paths:\n  /a:\n    get:\n';
    const responses = ['paths', '/a', 'get', 'responses'];
    const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      [
        `${operation}      tags:\n      - x\n      responses:\n        '200': {}\n        |\n`,
        responses,
        ['200'],
      ],
      [`${operation}      security:\n      -\n      responses:\n        |\n`, responses, []],
      [
        `${operation}      parameters:\n      - name: x\n        in: query\n      tags:\n      # One.\n      - x\n      responses:\n        |\n`,
        responses,
        [],
      ],
      [
        `${operation}      tags:\n      - x\n      deprecated: true\n      |\n      servers:\n      - url: https://a.example\n      responses: {}\n`,
        ['paths', '/a', 'get'],
        ['deprecated', 'tags', 'servers', 'responses'],
      ],
      ['security:\n- key: []\ncomponents:\n  schemas:\n    |\n', ['components', 'schemas'], []],
      ['components:\n  |\ntags:\n- name: x\n', ['components'], []],
      ['tags:\n- name: x\n  |\n- name: y\n', ['tags', '*'], ['name']],
      ['|\ntags:\n- name: x\npaths: {}\n', [], ['openapi', 'info', 'tags', 'paths']],
    ];
    for (const [text, path, keys] of cases) {
      const { context } = cursor(`${HEAD}${text}`, 'yaml') ?? {};
      assert.deepEqual([context?.path, context?.keys, context?.items], [path, keys, undefined], text);
    }
    const list = cursor(
      `${HEAD}${operation}      tags:\n      - x\n      parameters:\n      - name: y\n      |\n`,
      'yaml',
    );
    assert.deepEqual(list?.context.path, ['paths', '/a', 'get', 'parameters']);
    assert.equal(list?.context.items, true);
  });

  it('finds no such map in a value, a list, a flow map or at a wrong indent', () => {
    for (const text of [
      'info: |',
      'tags:\n  - |',
      'components: { | }',
      'components:\n    schemas: {}\n  |',
      'description: x\n  |',
      'tags:\n- name: x\n |',
      'paths:\n  /a: {}\n  - x\n  /b:\n    |',
      'paths:\n  - x\n  /b:\n    |',
    ]) {
      const path = cursor(`${HEAD}${text}`, 'yaml')?.context.path;
      assert.equal(path, undefined, text);
    }
  });

  it('knows the object that a JSON entry would go into', () => {
    const at = cursor('{ "openapi": "3.0.3", "components": { "a": {"b": 1}, | "z": 1 } }', 'json');
    assert.deepEqual(at?.context, {
      language: 'json',
      version: '3.0',
      path: ['components'],
      keys: ['a', 'z'],
    });
    assert.equal(at?.comma, true);
    assert.equal(cursor('{ "a": [ | ] }', 'json')?.context.items, true);
    assert.equal(cursor('{ "a": [{ "b": { | } }] }', 'json'), undefined);
    assert.equal(cursor('{ "a": "one, |", "b": "" }', 'json'), undefined);
    assert.equal(cursor('{ "a": | }', 'json'), undefined);
  });

  it('knows where a statement begins, and how the file imports', () => {
    assert.deepEqual(cursor("const x = require('x');\n\nsec|\n", 'javascript')?.context, {
      language: 'javascript',
      statement: true,
      module: 'commonjs',
    });
    assert.equal(cursor('call(\n|\n)', 'javascript')?.context.statement, false);
    assert.equal(cursor('  sec|\n', 'javascript')?.context.statement, false);
  });
});

describe('secure snippets', () => {
  const parts = { ...paperParts(new WordEngine(), new PaperWorld()), snippets: createSnippetReader(ALL) };

  it('are completions where they are valid and nowhere else', async () => {
    const client = await connect(parts, {
      ...PUSH,
      textDocument: {
        completion: {
          completionItem: {
            snippetSupport: true,
            insertTextModeSupport: { valueSet: [InsertTextMode.adjustIndentation] },
          },
        },
      },
    });
    const text = `${HEAD}components:\n  sec\npaths: {}\n`;
    await client.open('file:///w/a.yaml', text);
    const ask = (line: number, character: number) =>
      client.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri: 'file:///w/a.yaml' },
        position: { line, character },
      });
    const items = await ask(5, 5);
    assert.ok(Array.isArray(items));
    // Entries of `components`: none of those for code, for other places or for other documents.
    assert.deepEqual(items.map(({ label }) => label).sort(), [
      'sec-401',
      'sec-429',
      'sec-bearer',
      'sec-mtls',
      'sec-oauth2',
      'sec-page',
      'sec-problem',
      'sec-string',
      'sec-sunset',
    ]);
    const edit = items.find(({ label }) => label === 'sec-429')?.textEdit;
    assert.ok(edit && 'range' in edit);
    assert.deepEqual(edit.range, { start: { line: 5, character: 2 }, end: { line: 5, character: 5 } });
    assert.deepEqual(await ask(2, 9), []);
    const choices = await client.connection.sendRequest<{ id: string }[]>(SNIPPETS, {
      uri: 'file:///w/a.yaml',
      position: { line: 5, character: 5 },
    });
    assert.equal(choices.length, items.length);
    assert.ok(choices.some(({ id }) => id === 'limits/shared-429-response'));
    client.close();
  });

  it('are plain, indented text for a client without snippets', async () => {
    const client = await connect(parts);
    const before = `${HEAD}components:\n`;
    await client.open('file:///w/b.yaml', `${before}  \npaths: {}\n`);
    const items = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: 'file:///w/b.yaml' },
      position: { line: 5, character: 2 },
    });
    const item = Array.isArray(items) ? items.find(({ label }) => label === 'sec-429') : undefined;
    assert.ok(item?.textEdit);
    const read: unknown = parse(`${before}  ${item.textEdit.newText}\npaths: {}\n`);
    assert.match(JSON.stringify(read), /"TooManyRequests":\{"description"/);
    client.close();
  });
});
