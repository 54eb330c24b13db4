import assert from 'node:assert/strict';
import { suppressionsOf, writeSuppression } from '../../server/core/rule/suppressions.js';
import { applyEdits, planEdits } from '../../server/core/syntax/edit/plan.js';
import { fromPointer, toPointer } from '../../server/core/syntax/pointer.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { dedent, open } from './support.js';

function read(text: string, language: LanguageId = 'yaml') {
  return suppressionsOf(open(text, language)).map(({ glob, reason, until, path }) => ({
    glob,
    reason,
    until,
    pointer: path && toPointer(path),
  }));
}

const JSON_TEXT = `{
  "openapi": "3.0.0",
  "info": { "title": "x", "version": "1" },
  "security": [{ "basic": [] }],
  "paths": {
    "/a": {
      "get": {
        "parameters": [{ "name": "url", "in": "query", "schema": { "type": "string", "default": { "q": 1 } } }],
        "responses": { "200": { "$ref": "#/components/responses/Ok" } },
        "callbacks": { "done": { "{$request.body#/url}": { "post": { "responses": {} } } } }
      }
    }
  },
  "components": {
    "securitySchemes": { "basic": { "type": "http", "scheme": "basic" } },
    "schemas": { "A": { "properties": { "b": { "properties": { "c": { "enum": ["x"] } } } } } },
    "examples": { "E": { "value": { "a": { "b": 1 } } } }
  }
}
`;

/** Where the finding stands, and the object that the extension is written into. */
const HOLDERS: readonly (readonly [string, string])[] = [
  ['/security/0/basic', ''],
  ['/paths', ''],
  ['/paths/~1a', '/paths/~1a'],
  ['/paths/~1a/get/parameters/0/name', '/paths/~1a/get/parameters/0'],
  ['/paths/~1a/get/parameters/0/schema/default/q', '/paths/~1a/get/parameters/0/schema'],
  ['/paths/~1a/get/responses', '/paths/~1a/get'],
  ['/paths/~1a/get/responses/200/$ref', '/paths/~1a/get'],
  ['/paths/~1a/get/callbacks/done', '/paths/~1a/get'],
  [
    '/paths/~1a/get/callbacks/done/{$request.body#~1url}/post/responses',
    '/paths/~1a/get/callbacks/done/{$request.body#~1url}/post',
  ],
  ['/components/securitySchemes', '/components'],
  ['/components/securitySchemes/basic/scheme', '/components/securitySchemes/basic'],
  ['/components/schemas/A/properties/b/properties', '/components/schemas/A/properties/b'],
  [
    '/components/schemas/A/properties/b/properties/c/enum/0',
    '/components/schemas/A/properties/b/properties/c',
  ],
  ['/components/examples/E/value/a/b', '/components/examples/E'],
];

function silenced(text: string, pointer: string, rule: string, language: LanguageId): string | undefined {
  const document = open(text, language);
  const path = fromPointer(pointer)?.map((step) => (/^\d$/.test(step) ? Number(step) : step));
  const changes = writeSuppression(document, { path, spot: undefined }, rule, 'why');
  const edits = changes && planEdits(changes, { document: () => document });
  return edits && applyEdits(text, edits);
}

describe('writing a suppression', () => {
  for (const [pointer, holder] of HOLDERS) {
    it(`for ${pointer} in JSON goes into ${holder || 'the root'}`, () => {
      const text = silenced(JSON_TEXT, pointer, 'auth/a', 'json') ?? '';
      assert.deepEqual(read(text, 'json'), [
        { glob: 'auth/a', reason: 'why', until: undefined, pointer: holder },
      ]);
    });
  }

  it('adds to the extension that is there', () => {
    const once = silenced(JSON_TEXT, '/components/securitySchemes/basic/scheme', 'auth/a', 'json') ?? '';
    const twice = silenced(once, '/components/securitySchemes/basic/scheme', 'auth/b', 'json') ?? '';
    assert.ok(
      twice.includes(
        '"basic": { "type": "http", "scheme": "basic", "x-portcullis-allow": { "auth/a": "why", "auth/b": "why" } }',
      ),
      twice,
    );
  });

  it('writes above a key of the root whatever was written before in another version', () => {
    const text = dedent(`
      openapi: 3.0.0
      servers:
        - url: http://a.example
      security:
        - basic: []
      paths: {}
    `);
    const document = open(text, 'yaml');
    for (const path of [['servers', 0, 'url'], ['security'], ['servers'], ['security', 0], ['paths']]) {
      const changes = writeSuppression(document, { path, spot: undefined }, 'auth/a', 'why');
      const edits = changes && planEdits(changes, { document: () => document });
      const [found] = edits ? read(applyEdits(text, edits)) : [];
      // The comment is above all that begins on its line.
      assert.equal(
        found?.pointer,
        path[0] === 'servers' && path.length > 1 ? '/servers/0' : `/${path.join('/')}`,
      );
    }
  });

  it('writes a comment above the entry in YAML', () => {
    const text = dedent(`
      openapi: 3.0.0
      paths:
        /a:
          get:
            security: []
    `);
    const expected = text.replace('    get:', '    # portcullis-allow auth/a: why\n    get:');
    assert.equal(silenced(text, '/paths/~1a/get', 'auth/a', 'yaml'), expected);
    assert.deepEqual(read(expected), [
      { glob: 'auth/a', reason: 'why', until: undefined, pointer: '/paths/~1a/get' },
    ]);
  });
});
