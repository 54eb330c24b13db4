import { describeRows, type Row } from './rows.js';

const OTHER: readonly Row[] = [
  {
    name: 'renames keys in the quotes they have',
    before: `
      a: 1
      'b': 2
      "c": 3
    `,
    make: (at) => [
      { rename: at.node('a'), to: 'yes' },
      { rename: at.node('b'), to: 'bb' },
      { rename: at.node('c'), to: 'cc' },
    ],
    after: `
      'yes': 1
      'bb': 2
      "cc": 3
    `,
  },
  {
    name: 'appends to sequences of every form',
    before: `
      a:
        - x: 1
          y: 2
      b:
      - "q"
      c: [1, 2]
    `,
    make: (at) => [
      { append: at.sequence('a'), item: { x: 3, y: { z: 4 } } },
      { append: at.sequence('b'), item: 'r' },
      { append: at.sequence('c'), item: 3 },
    ],
    after: `
      a:
        - x: 1
          y: 2
        - x: 3
          y:
            z: 4
      b:
      - "q"
      - "r"
      c: [1, 2, 3]
    `,
  },
  {
    name: 'adds below nested and outer maps that end at one place',
    before: 'a:\n  b:\n    c: 1',
    make: (at) => [
      { set: at.map(), key: 'd', to: 4 },
      { set: at.map('a'), key: 'e', to: 5 },
      { set: at.map('a', 'b'), key: 'f', to: 6 },
    ],
    after: 'a:\n  b:\n    c: 1\n    f: 6\n  e: 5\nd: 4',
  },
  {
    name: 'keeps CRLF',
    before: 'a:\r\n  b: 1 # x\r\nc: 2\r\n',
    make: (at) => [{ set: at.map('a'), key: 'd', to: { e: 1 } }, { remove: at.node('c') }],
    after: 'a:\r\n  b: 1 # x\r\n  d:\r\n    e: 1\r\n',
  },
  {
    name: 'puts a comment above an entry, an item and a key',
    before: `
      a:
        - name: x
          in: query
        - y
      b: { c: 1 }
    `,
    make: (at) => [
      { comment: at.node('a', 0), text: 'one' },
      { comment: at.node('a', 0, 'in'), text: '# two' },
      { comment: at.node('a', 1), text: 'three' },
      { comment: at.node('b', 'c'), text: 'four' },
    ],
    after: `
      a:
        # one
        - name: x
          # two
          in: query
        # three
        - y
      # four
      b: { c: 1 }
    `,
  },
  {
    name: 'writes a block sequence below an entry of a block sequence',
    before: `
      parameters:
        - name: a
          schema:
            type: string
        - name: b
    `,
    make: (at) => [{ set: at.map('parameters', 0, 'schema'), key: 'enum', to: ['a', 'b'] }],
    after: `
      parameters:
        - name: a
          schema:
            type: string
            enum:
              - a
              - b
        - name: b
    `,
  },
];

const REFUSED: readonly Row[] = [
  {
    name: 'refuses to change what an alias repeats',
    before: `
      a: &shared
        x: 1
      b: *shared
    `,
    make: (at) => [{ set: at.map('a'), key: 'y', to: 2 }],
    after: undefined,
  },
  {
    name: 'refuses to change the source of a merge through the map that merges it',
    before: `
      base: &base
        x: 1
      a:
        <<: *base
        y: 2
    `,
    make: (at) => [{ remove: at.node('a', 'x') }],
    after: undefined,
  },
  {
    name: 'overrides a merged key in the map that merges it',
    before: `
      base: &base
        x: 1
      a:
        <<: *base
        y: 2
    `,
    make: (at) => [{ set: at.map('a'), key: 'x', to: 3 }],
    after: `
      base: &base
        x: 1
      a:
        <<: *base
        y: 2
        x: 3
    `,
  },
  {
    name: 'replaces an alias at its own place',
    before: `
      a: &shared
        x: 1
      b: *shared
      c: *shared
    `,
    make: (at) => [{ set: at.map(), key: 'b', to: 'own' }],
    after: `
      a: &shared
        x: 1
      b: own
      c: *shared
    `,
  },
  {
    name: 'refuses to rename to a key that is taken',
    before: `
      a: 1
      b: 2
    `,
    make: (at) => [{ rename: at.node('a'), to: 'b' }],
    after: undefined,
  },
  {
    name: 'refuses changes that contradict each other',
    before: `
      a:
        b: 1
    `,
    make: (at) => [{ remove: at.node('a') }, { set: at.map('a'), key: 'c', to: 1 }],
    after: undefined,
  },
];

const MARKED: readonly Row[] = [
  {
    name: 'keeps anchors and tags in front of what takes the place of a value of the same kind',
    before: `
      a: &url http://a.example # why
      b: !Sub "http://%Host%"
      c: &max 100
      d: &both !!str q
      e: &folded >-
        http://a.example
      f: &none {}
      g: !List []
      h: &map
        i: 1
    `,
    make: (at) => [
      { set: at.map(), key: 'a', to: 'https://a.example' },
      { set: at.map(), key: 'b', to: 'https://%Host%' },
      { set: at.map(), key: 'c', to: 50 },
      { set: at.map(), key: 'd', to: 'w' },
      { set: at.map(), key: 'e', to: 'https://a.example' },
      { set: at.map('f'), key: 'x', to: 1 },
      { append: at.sequence('g'), item: 'y' },
      { set: at.map('h'), key: 'j', to: 2 },
    ],
    after: `
      a: &url https://a.example # why
      b: !Sub "https://%Host%"
      c: &max 50
      d: &both !!str w
      e: &folded >-
        https://a.example
      f: &none
        x: 1
      g: !List
        - y
      h: &map
        i: 1
        j: 2
    `,
  },
  {
    name: 'refuses to put a value of another kind behind an anchor or a tag',
    before: 'a: !Sub b\n',
    make: (at) => [{ set: at.map(), key: 'a', to: ['b'] }],
    after: undefined,
  },
  {
    name: 'refuses to change a text that an alias repeats',
    before: 'a: &url http://a.example\nb: *url\n',
    make: (at) => [{ set: at.map(), key: 'a', to: 'https://a.example' }],
    after: undefined,
  },
];

describeRows('edits of YAML in block style: anchors and tags', MARKED);
describeRows('edits of YAML in block style: other', OTHER);
describeRows('edits of YAML in block style: refusals', REFUSED);
