import assert from 'node:assert/strict';
import type { Change } from '../../server/core/syntax/edit/change.js';
import { applyEdits, planEdits, planGroups } from '../../server/core/syntax/edit/plan.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { edited, type Make, open, Picker } from './support.js';

const YAML = `openapi: 3.0.3
info: { title: x, version: '1' } # about
servers:
  - url: http://a.example # first
paths:
  # The list.
  /a:
    get:
      tags: [one]
      responses:
        '200': { description: ok }
`;
const JSON_TEXT = JSON.stringify(
  {
    openapi: '3.0.3',
    info: { title: 'x', version: '1' },
    servers: [{ url: 'http://a.example' }],
    paths: { '/a': { get: { tags: ['one'], responses: { 200: { description: 'ok' } } } } },
  },
  null,
  2,
);

/** Changes of every kind, found by path in whatever version they are made for. */
const ALL: Make = (at) => [
  { set: at.map('paths', '/a', 'get'), key: 'security', to: [{ bearer: [] }], after: 'tags' },
  { set: at.map('servers', 0), key: 'url', to: 'https://a.example' },
  { append: at.sequence('paths', '/a', 'get', 'tags'), item: 'two' },
  {
    component: { section: 'responses', name: 'Slow', to: { description: 'Slow down' } },
    referTo: { set: at.map('paths', '/a', 'get', 'responses'), key: '429' },
    inFile: at.node(),
  },
];

describe('plans of edits', () => {
  for (const [language, text] of [
    ['yaml', YAML],
    ['json', JSON_TEXT],
    ['json', JSON.stringify(JSON.parse(JSON_TEXT))],
    ['yaml', YAML.replaceAll('\n', '\r\n')],
    ['yaml', `\ufeff${YAML}`],
  ] as const satisfies readonly (readonly [LanguageId, string])[]) {
    it(`applied twice equal once: ${language} ${JSON.stringify(text.slice(0, 12))}`, () => {
      const once = edited(text, ALL, language);
      assert.ok(once !== undefined && once !== text);
      assert.equal(edited(once, ALL, language), once);
    });
  }

  it('leave out the group that contradicts one before it, and make the rest', () => {
    const document = open(YAML);
    const at = new Picker(document);
    const groups: readonly (readonly Change[])[] = [
      [{ set: at.map('servers', 0), key: 'url', to: 'https://a.example' }],
      [{ remove: at.node('servers', 0) }],
      [{ set: at.map('servers', 0), key: 'url', to: 'https://b.example' }],
      [{ append: at.sequence('paths', '/a', 'get', 'tags'), item: 'two' }],
    ];
    const edits = planGroups(groups, { document: () => document });
    assert.equal(
      applyEdits(YAML, edits),
      YAML.replace('http://a.example', 'https://a.example').replace('[one]', '[one, two]'),
    );
  });

  it('are made of whole groups only', () => {
    const document = open(YAML);
    const at = new Picker(document);
    const group: readonly Change[] = [
      { append: at.sequence('paths', '/a', 'get', 'tags'), item: 'two' },
      { rename: at.node('info', 'title'), to: 'version' },
    ];
    assert.deepEqual(planGroups([group], { document: () => document }), []);
  });

  it('refuse nodes of a version that is gone', () => {
    const old = open(YAML);
    const at = new Picker(old);
    const start = YAML.indexOf('get:');
    const now = old.edit(2, [{ range: { start, end: start + 3 }, text: 'put' }]);
    const change: Change = { set: at.map('paths', '/a', 'get'), key: 'deprecated', to: true };
    assert.equal(planEdits([change], { document: () => now }), undefined);
  });

  it('still hold for nodes that an edit elsewhere has moved', () => {
    const old = open(YAML);
    const change: Change = { set: new Picker(old).map('servers', 0), key: 'url', to: 'https://a.example' };
    const now = old.edit(2, [{ range: { start: 0, end: 0 }, text: '# New.\n' }]);
    const edits = planEdits([change], { document: () => now });
    assert.ok(edits);
    assert.equal(applyEdits(now.text(), edits), `# New.\n${YAML.replace('http:', 'https:')}`);
  });

  it('remove the line of a comment that is emptied', () => {
    const document = open(YAML);
    const text = '# The list.';
    const leaf = document.leaves.find((one) => one.text.includes(text));
    assert.ok(leaf);
    const start = leaf.text.indexOf(text);
    const spot = { leaf, start, endLeaf: leaf, end: start + text.length };
    const edits = planEdits([{ text: spot, by: '' }], { document: () => document });
    assert.equal(edits && applyEdits(YAML, edits), YAML.replace('  # The list.\n', ''));
  });

  it('write containers anew that the document is cut at', () => {
    const text = 'openapi: 3.0.3\npaths: # all\n  # one\n  /a:\n    get: {}\n  /b: {}\ntags: []\n';
    const by = { '/c': { get: { deprecated: true } } };
    assert.equal(
      edited(text, (at) => [{ set: at.map(), key: 'paths', to: by }]),
      'openapi: 3.0.3\npaths: # all\n  # one\n  /c:\n    get:\n      deprecated: true\ntags: []\n',
    );
    assert.equal(
      edited(text, (at) => [{ set: at.map(), key: 'paths', to: {} }]),
      'openapi: 3.0.3\npaths: {} # all\ntags: []\n',
    );
  });

  it('change nothing for what is so already', () => {
    assert.equal(
      edited(YAML, (at) => [
        { set: at.map('info'), key: 'title', to: 'x' },
        { rename: at.node('info'), to: 'info' },
        { append: at.sequence('paths', '/a', 'get', 'tags'), item: 'one' },
      ]),
      YAML,
    );
  });
});
