import assert from 'node:assert/strict';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { edited, type Make } from './support.js';

interface Row {
  readonly name: string;
  readonly before: string;
  readonly make: Make;
  /** Undefined: refused. */
  readonly after: string | undefined;
}

const PRETTY = `{
  "a": {
    "x": 1,
    "y": "two"
  },
  "list": [
    {
      "k": 1
    },
    {
      "k": 2
    }
  ],
  "none": {},
  "empty": []
}
`;

const JSON_ROWS: readonly Row[] = [
  {
    name: 'adds an entry behind the last and behind a named one, nested values on lines of their own',
    before: PRETTY,
    make: (at) => [
      { set: at.map('a'), key: 'z', to: { deep: { q: null } } },
      { set: at.map('a'), key: 'w', to: true, after: 'x' },
    ],
    after: PRETTY.replace('"x": 1,', '"x": 1,\n    "w": true,').replace(
      '"y": "two"',
      '"y": "two",\n    "z": {\n      "deep": {\n        "q": null\n      }\n    }',
    ),
  },
  {
    name: 'fills empty braces and brackets on lines of their own',
    before: PRETTY,
    make: (at) => [
      { set: at.map('none'), key: 'n', to: 1 },
      { append: at.sequence('empty'), item: { e: 1 } },
    ],
    after: PRETTY.replace('"none": {}', '"none": {\n    "n": 1\n  }').replace(
      '"empty": []',
      '"empty": [\n    {\n      "e": 1\n    }\n  ]',
    ),
  },
  {
    name: 'replaces values of every kind',
    before: PRETTY,
    make: (at) => [
      { replace: at.node('a', 'y'), by: 'say "hi"\n' },
      { replace: at.node('list', 0), by: 5 },
      { replace: at.node('none'), by: [] },
    ],
    after: PRETTY.replace('"two"', String.raw`"say \"hi\"\n"`)
      .replace('{\n      "k": 1\n    }', '5')
      .replace('"none": {}', '"none": []'),
  },
  {
    name: 'removes the first, the last and all',
    before: PRETTY,
    make: (at) => [
      { remove: at.node('a', 'x') },
      { remove: at.node('list', 1) },
      { remove: at.node('empty') },
      { remove: at.node('none') },
    ],
    after: '{\n  "a": {\n    "y": "two"\n  },\n  "list": [\n    {\n      "k": 1\n    }\n  ]\n}\n',
  },
  {
    name: 'leaves empty braces for the last entry',
    before: PRETTY,
    make: (at) => [
      { remove: at.node('a', 'x') },
      { remove: at.node('a', 'y') },
      { remove: at.node('list', 0, 'k') },
    ],
    after: PRETTY.replace('{\n    "x": 1,\n    "y": "two"\n  }', '{}').replace(
      '{\n      "k": 1\n    }',
      '{}',
    ),
  },
  {
    name: 'removes the last and adds another',
    before: PRETTY,
    make: (at) => [{ remove: at.node('a', 'y') }, { set: at.map('a'), key: 'z', to: 3 }],
    after: PRETTY.replace('"y": "two"', '"z": 3'),
  },
  {
    name: 'renames a key',
    before: PRETTY,
    make: (at) => [{ rename: at.node('a'), to: 'b"c' }],
    after: PRETTY.replace('"a":', String.raw`"b\"c":`),
  },
  {
    name: 'appends to a list as its items stand',
    before: '{\n\t"a": [\n\t\t1,\n\t\t2\n\t],\n\t"b": ["x", "y"]\n}',
    make: (at) => [
      { append: at.sequence('a'), item: { k: 1 } },
      { append: at.sequence('b'), item: 'z' },
    ],
    after: '{\n\t"a": [\n\t\t1,\n\t\t2,\n\t\t{\n\t\t\t"k": 1\n\t\t}\n\t],\n\t"b": ["x", "y", "z"]\n}',
  },
  {
    name: 'writes compact JSON compactly',
    before: '{"a":{"x":1},"b":[1,2],"c":{}}',
    make: (at) => [
      { set: at.map('a'), key: 'y', to: { z: [1, 2] } },
      { append: at.sequence('b'), item: 3 },
      { set: at.map('c'), key: 'd', to: 'e' },
      { set: at.map(), key: 'f', to: null, after: 'a' },
    ],
    after: '{"a":{"x":1,"y":{"z":[1,2]}},"f":null,"b":[1,2,3],"c":{"d":"e"}}',
  },
  {
    name: 'writes one line with blanks as it stands',
    before: '{ "a": { "x": 1 }, "b": [1, 2] }',
    make: (at) => [
      { set: at.map('a'), key: 'y', to: { z: 1 } },
      { remove: at.node('b', 0) },
      { set: at.map(), key: 'c', to: true },
    ],
    after: '{ "a": { "x": 1, "y": { "z": 1 } }, "b": [2], "c": true }',
  },
  {
    name: 'keeps CRLF and the indentation of four',
    before: '{\r\n    "a": {\r\n        "x": 1\r\n    }\r\n}\r\n',
    make: (at) => [{ set: at.map('a'), key: 'y', to: { z: 1 } }],
    after:
      '{\r\n    "a": {\r\n        "x": 1,\r\n        "y": {\r\n            "z": 1\r\n        }\r\n    }\r\n}\r\n',
  },
  {
    name: 'keeps commas that stand before the next entry',
    before: '{\n  "a": 1\n  , "b": 2\n  , "c": 3\n}',
    make: (at) => [{ remove: at.node('b') }],
    after: '{\n  "a": 1\n  , "c": 3\n}',
  },
  {
    name: 'refuses a comment: JSON has none',
    before: PRETTY,
    make: (at) => [{ comment: at.node('a'), text: 'portcullis-allow x: y' }],
    after: undefined,
  },
];

const YAML_ROWS: readonly Row[] = [
  {
    name: 'adds to a map in braces on one line',
    before: 'a: { type: string } # why\nb: {type: string}\n',
    make: (at) => [
      { set: at.map('a'), key: 'maxLength', to: 10 },
      { set: at.map('b'), key: 'enum', to: ['a, b', 'c'] },
    ],
    after: "a: { type: string, maxLength: 10 } # why\nb: {type: string, enum: ['a, b', c]}\n",
  },
  {
    name: 'adds to braces over several lines, behind the comment of the last entry',
    before: 'a: {\n  x: 1, # one\n  y: 2 # two\n}\n',
    make: (at) => [{ set: at.map('a'), key: 'z', to: 3 }],
    after: 'a: {\n  x: 1, # one\n  y: 2, # two\n  z: 3\n}\n',
  },
  {
    name: 'removes with the comment behind and the one above',
    before: 'a: {\n  x: 1, # one\n  # about y\n  y: 2, # two\n  z: 3, # three\n}\n',
    make: (at) => [{ remove: at.node('a', 'y') }],
    after: 'a: {\n  x: 1, # one\n  z: 3, # three\n}\n',
  },
  {
    name: 'removes the last where a comma trails',
    before: 'a: [\n  1,\n  2,\n]\nb: [1, 2,]\n',
    make: (at) => [{ remove: at.node('a', 1) }, { remove: at.node('b', 1) }],
    after: 'a: [\n  1,\n]\nb: [1,]\n',
  },
  {
    name: 'empties braces and brackets',
    before: 'a: { x: 1 }\nb: [1, 2]\nc: [{ d: 1 }]\n',
    make: (at) => [
      { remove: at.node('a', 'x') },
      { remove: at.node('b', 0) },
      { remove: at.node('b', 1) },
      { remove: at.node('c', 0, 'd') },
    ],
    after: 'a: {}\nb: []\nc: [{}]\n',
  },
  {
    name: 'quotes what brackets would split',
    before: 'a: [x]\nb: { k: v }\n',
    make: (at) => [
      { append: at.sequence('a'), item: '[y]' },
      { append: at.sequence('a'), item: 'p{q}' },
      { replace: at.node('b', 'k'), by: 'a,b' },
    ],
    after: "a: [x, '[y]', 'p{q}']\nb: { k: 'a,b' }\n",
  },
  {
    name: 'replaces a filled list in brackets by another in brackets',
    before: 'security: [{ basic: [] }]\n',
    make: (at) => [{ replace: at.node('security'), by: [{ bearer: ['read'] }] }],
    after: 'security: [{ bearer: [read] }]\n',
  },
  {
    name: 'writes JSON in a YAML file as JSON',
    before: '{\n  "openapi": "3.0.0",\n  "info": {\n    "title": "x"\n  }\n}\n',
    make: (at) => [{ set: at.map('info'), key: 'version', to: '1' }],
    after: '{\n  "openapi": "3.0.0",\n  "info": {\n    "title": "x",\n    "version": "1"\n  }\n}\n',
  },
];

const TABLES: readonly (readonly [LanguageId, readonly Row[]])[] = [
  ['json', JSON_ROWS],
  ['yaml', YAML_ROWS],
];

for (const [language, rows] of TABLES) {
  describe(`edits between brackets: ${language}`, () => {
    for (const { name, before, make, after } of rows) {
      it(name, () => assert.equal(edited(before, make, language), after));
    }
  });
}
