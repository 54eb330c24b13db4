import assert from 'node:assert/strict';
import type { Change, ComponentSection } from '../../server/core/syntax/edit/change.js';
import { applyEdits, planEdits } from '../../server/core/syntax/edit/plan.js';
import type { Plain } from '../../server/core/syntax/node.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { dedent, edited, open, type Path, Picker } from './support.js';

const SLOW: Plain = { description: 'Too many requests' };

/** Refers the operation's 429 to a shared response. */
function shared(at: Picker, to: Plain, ...path: Path): Change {
  return {
    component: { section: 'responses', name: 'TooMany', to },
    referTo: { set: at.map(...path, 'responses'), key: '429' },
    inFile: at.node(),
  };
}

const GET: Path = ['paths', '/a', 'get'];
const POST: Path = ['paths', '/a', 'post'];

describe('components that a fix creates', () => {
  it('are created once, with what holds them', () => {
    const before = dedent(`
      openapi: 3.0.3
      paths:
        /a:
          get:
            responses: {}
          post:
            responses:
              200: { description: ok }
    `);
    const after = dedent(`
      openapi: 3.0.3
      paths:
        /a:
          get:
            responses:
              429:
                $ref: '#/components/responses/TooMany'
          post:
            responses:
              200: { description: ok }
              429:
                $ref: '#/components/responses/TooMany'
      components:
        responses:
          TooMany:
            description: Too many requests
    `);
    assert.equal(
      edited(before, (at) => [shared(at, SLOW, ...GET), shared(at, SLOW, ...POST)]),
      after,
    );
  });

  it('reuse one that is equal under another name, and number one whose name is taken', () => {
    const before = dedent(`
      openapi: 3.1.0
      paths:
        /a:
          get:
            responses: {}
          post:
            responses: {}
      components:
        responses:
          Slow: { description: Too many requests }
          TooMany: { description: Another }
    `);
    const after = dedent(`
      openapi: 3.1.0
      paths:
        /a:
          get:
            responses:
              '429':
                $ref: '#/components/responses/Slow'
          post:
            responses:
              '429':
                $ref: '#/components/responses/TooMany2'
      components:
        responses:
          Slow: { description: Too many requests }
          TooMany: { description: Another }
          TooMany2:
            description: Third
    `);
    assert.equal(
      edited(before, (at) => [shared(at, SLOW, ...GET), shared(at, { description: 'Third' }, ...POST)]),
      after,
    );
  });

  it('get the very name that something has for them already', () => {
    const scheme = { type: 'http', scheme: 'bearer' };
    const declare = (name: string) => (at: Picker) =>
      [{ component: { section: 'securitySchemes', name, to: scheme }, inFile: at.node() }] satisfies Change[];
    const before = dedent(`
      openapi: 3.0.0
      components:
        securitySchemes:
          token: { scheme: bearer, type: http }
          key: { type: apiKey, name: X-Key, in: header }
    `);
    const added = `${before}    session:\n      type: http\n      scheme: bearer\n`;
    assert.equal(edited(before, declare('session')), added);
    assert.equal(edited(before, declare('token')), before);
    assert.equal(edited(before, declare('key')), undefined);
    const both = edited(before, (at) => [...declare('session')(at), ...declare('login')(at)]);
    assert.equal(both, `${added}    login:\n      type: http\n      scheme: bearer\n`);
  });

  it('go into one new section together, also of different kinds', () => {
    const before = '{\n  "openapi": "3.0.0",\n  "paths": {},\n  "components": {}\n}\n';
    const add = (section: ComponentSection, name: string, at: Picker): Change => {
      return { component: { section, name, to: { type: name } }, inFile: at.node() };
    };
    assert.equal(
      edited(
        before,
        (at) => [add('schemas', 'A', at), add('headers', 'B', at), add('schemas', 'C', at)],
        'json',
      ),
      before.replace(
        '"components": {}',
        `"components": {
    "schemas": {
      "A": {
        "type": "A"
      },
      "C": {
        "type": "C"
      }
    },
    "headers": {
      "B": {
        "type": "B"
      }
    }
  }`,
      ),
    );
  });

  it('go where 2.0 keeps them, and headers nowhere', () => {
    const before = 'swagger: "2.0"\npaths: {}\n';
    const add = (section: ComponentSection) =>
      edited(before, (at) => [{ component: { section, name: 'A', to: 'x' }, inFile: at.node() }]);
    assert.equal(add('schemas'), `${before}definitions:\n  A: x\n`);
    assert.equal(add('securitySchemes'), `${before}securityDefinitions:\n  A: x\n`);
    assert.equal(add('responses'), `${before}responses:\n  A: x\n`);
    assert.equal(add('headers'), undefined);
  });

  it('are referred to from another file by a relative path', () => {
    const root = open('openapi: 3.0.0\npaths: {}\n', 'yaml', 'file:///w/api/openapi.yaml');
    const part = open('get:\n  responses: {}\n', 'yaml', 'file:///w/api/paths/a.yaml');
    const documents = new Map([root, part].map((document) => [document.uri, document]));
    const changes: readonly Change[] = [
      {
        component: { section: 'responses', name: 'TooMany', to: SLOW },
        referTo: { set: new Picker(part).map('get', 'responses'), key: '429' },
        inFile: new Picker(root).node(),
      },
    ];
    const edits = planEdits(changes, { document: (uri) => documents.get(uri) }) ?? [];
    const texts = [root, part].map((document) =>
      applyEdits(
        document.text(),
        edits.filter(({ uri }) => uri === document.uri),
      ),
    );
    assert.deepEqual(texts, [
      'openapi: 3.0.0\npaths: {}\ncomponents:\n  responses:\n    TooMany:\n      description: Too many requests\n',
      "get:\n  responses:\n    '429':\n      $ref: ../openapi.yaml#/components/responses/TooMany\n",
    ]);
  });

  it('are written where they are meant in a file that has no place for them', () => {
    const uri = 'file:///w/api/paths/a';
    const answering = (text: string, language: LanguageId, ...operation: Path) => {
      const part = open(text, language, `${uri}.${language}`);
      const edits = planEdits([shared(new Picker(part), SLOW, ...operation)], {
        document: (wanted) => (wanted === part.uri ? part : undefined),
      });
      return edits && applyEdits(text, edits);
    };
    const added = "    '429':\n      description: Too many requests\n";
    const item = "get:\n  responses:\n    '200': { description: OK }\n";
    assert.equal(answering(item, 'yaml', 'get'), item + added);
    const items = `a:\n${item}`.replace(/\n(?=.)/g, '\n  ');
    assert.equal(
      answering(items, 'yaml', 'a', 'get'),
      items + added.replace(/^/gm, '  ').trimEnd().concat('\n'),
    );
    assert.equal(
      answering('{ "get": { "responses": {} } }', 'json', 'get')?.replace(/\s+/g, ''),
      '{"get":{"responses":{"429":{"description":"Toomanyrequests"}}}}',
    );
  });
});
