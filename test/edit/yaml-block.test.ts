import assert from 'node:assert/strict';
import { dedent, edited, type Make } from './support.js';

interface Row {
  readonly name: string;
  readonly before: string;
  readonly make: Make;
  /** Undefined: refused. */
  readonly after: string | undefined;
}

const SET: readonly Row[] = [
  {
    name: 'adds a key behind the last one',
    before: `
      type: string
      format: x # why
    `,
    make: (at) => [{ set: at.map(), key: 'maxLength', to: 1000 }],
    after: `
      type: string
      format: x # why
      maxLength: 1000
    `,
  },
  {
    name: 'adds a key behind a named neighbor and its nested value',
    before: `
      get:
          parameters:
              - name: a
          responses: {}
    `,
    make: (at) => [{ set: at.map('get'), key: 'security', to: [{ bearer: ['read'] }], after: 'parameters' }],
    after: `
      get:
          parameters:
              - name: a
          security:
              - bearer:
                    - read
          responses: {}
    `,
  },
  {
    name: 'indents sequences as the author does',
    before: `
      tags:
      - a
      get:
        tags:
        - b
    `,
    make: (at) => [{ set: at.map('get'), key: 'security', to: [{ bearer: [] }] }],
    after: `
      tags:
      - a
      get:
        tags:
        - b
        security:
        - bearer: []
    `,
  },
  {
    name: 'replaces a plain scalar and keeps the comment behind it',
    before: `
      servers:
        - url: http://a.example # production
          description: x
    `,
    make: (at) => [{ set: at.map('servers', 0), key: 'url', to: 'https://a.example' }],
    after: `
      servers:
        - url: https://a.example # production
          description: x
    `,
  },
  {
    name: 'keeps the quotes of a string it replaces',
    before: `
      a: 'http://a.example'
      b: "http://b.example"
    `,
    make: (at) => [
      { replace: at.node('a'), by: "https://it's" },
      { replace: at.node('b'), by: 'https://b.example' },
    ],
    after: `
      a: 'https://it''s'
      b: "https://b.example"
    `,
  },
  {
    name: 'quotes what YAML would read as something else',
    before: `
      a: x
    `,
    make: (at) => [
      {
        set: at.map(),
        key: 'values',
        to: {
          yes: 'yes',
          n: 'null',
          star: '*',
          at: '@x',
          time: '12:30',
          date: '2020-01-01',
          hex: '0x10',
          empty: '',
          colon: 'a: b',
          hash: 'a #b',
          ok: 'a#b:c',
          num: '1e3',
          tilde: '~',
          dash: '- a',
        },
      },
    ],
    after: `
      a: x
      values:
        'yes': 'yes'
        n: 'null'
        star: '*'
        at: '@x'
        time: '12:30'
        date: '2020-01-01'
        hex: '0x10'
        empty: ''
        colon: 'a: b'
        hash: 'a #b'
        ok: a#b:c
        num: '1e3'
        tilde: '~'
        dash: '- a'
    `,
  },
  {
    name: 'writes response codes as their siblings are',
    before: `
      a:
        responses:
          200:
            description: ok
      b:
        responses:
          "200":
            description: ok
          default:
            description: no
      c:
        responses:
          '200':
            description: ok
    `,
    make: (at) =>
      ['a', 'b', 'c'].map((key) => ({
        set: at.map(key, 'responses'),
        key: '429',
        to: { description: 'Slow down' },
      })),
    after: `
      a:
        responses:
          200:
            description: ok
          429:
            description: Slow down
      b:
        responses:
          "200":
            description: ok
          default:
            description: no
          "429":
            description: Slow down
      c:
        responses:
          '200':
            description: ok
          '429':
            description: Slow down
    `,
  },
  {
    name: 'gives an empty value and empty brackets a block',
    before: `
      a:
      b: {}
      c: [] # none
      d: null
    `,
    make: (at) => [
      { set: at.map(), key: 'a', to: { x: 1 } },
      { set: at.map('b'), key: 'y', to: 2 },
      { append: at.sequence('c'), item: { z: 3 } },
      { set: at.map(), key: 'd', to: ['q'] },
    ],
    after: `
      a:
        x: 1
      b:
        y: 2
      c: # none
        - z: 3
      d:
        - q
    `,
  },
  {
    name: 'replaces a block by a scalar and by another block',
    before: `
      a: # kept
        x: 1
        # gone
        y: 2
      b:
        - 1
        - 2
      c: |
        text
        more
      d: end
    `,
    make: (at) => [
      { replace: at.node('a'), by: 'short' },
      { replace: at.node('b'), by: { k: 'v' } },
      { replace: at.node('c'), by: 'one line' },
    ],
    after: `
      a: short # kept
      b:
        k: v
      c: one line
      d: end
    `,
  },
  {
    name: 'changes only what differs of a map that is replaced',
    before: `
      a:
        # about x
        x: 1
        y: 2 # two
      b: 1
    `,
    make: (at) => [{ set: at.map(), key: 'a', to: { x: 1, y: 3, z: 4 } }],
    after: `
      a:
        # about x
        x: 1
        y: 3 # two
        z: 4
      b: 1
    `,
  },
  {
    name: 'writes text of several lines as a block scalar',
    before: `
      a:
        b: 1
    `,
    make: (at) => [{ set: at.map('a'), key: 'description', to: 'First.\n\nSecond.' }],
    after: `
      a:
        b: 1
        description: |-
          First.

          Second.
    `,
  },
  {
    name: 'leaves the empty line between entries that the author leaves',
    before: `
      openapi: 3.0.0

      info:
        title: x

      paths: {}
    `,
    make: (at) => [{ set: at.map(), key: 'security', to: [] }],
    after: `
      openapi: 3.0.0

      info:
        title: x

      paths: {}

      security: []
    `,
  },
];

const REMOVE: readonly Row[] = [
  {
    name: 'removes an entry with its comments and nothing else',
    before: `
      # about a
      a: 1
      # about b
      # more about b
      b: # here
        x: 1
        # at the end of b
      # about c
      c: 3
    `,
    make: (at) => [{ remove: at.node('b') }],
    after: `
      # about a
      a: 1
        # at the end of b
      # about c
      c: 3
    `,
  },
  {
    name: 'leaves empty brackets for the last entry and the last item',
    before: `
      a:
        x: 1
      b: # note
        - 1
      c:
        - d: 1
    `,
    make: (at) => [
      { remove: at.node('a', 'x') },
      { remove: at.node('b', 0) },
      { remove: at.node('c', 0, 'd') },
    ],
    after: `
      a: {}
      b: [] # note
      c:
        - {}
    `,
  },
  {
    name: 'moves the next entry up behind the dash',
    before: `
      - name: a
        in: query
        required: true
      - name: b
        # about in
        in: query
    `,
    make: (at) => [
      { remove: at.node(0, 'name') },
      { remove: at.node(0, 'in') },
      { remove: at.node(1, 'name') },
    ],
    after: `
      - required: true
      - # about in
        in: query
    `,
  },
  {
    name: 'removes items from the start, the middle and the end',
    before: `
      a:
      - 1
      - 2 # two
      - 3
      # about 4
      - 4
      b: x
    `,
    make: (at) => [{ remove: at.node('a', 0) }, { remove: at.node('a', 1) }, { remove: at.node('a', 3) }],
    after: `
      a:
      - 3
      b: x
    `,
  },
  {
    name: 'removes the last entry of a file without a line break',
    before: 'a: 1\nb: 2',
    make: (at) => [{ remove: at.node('b') }],
    after: 'a: 1',
  },
  {
    name: 'removes the first entry of a file and keeps what is said about the file',
    before: `
      # The file.
      a: 1
      b: 2
    `,
    make: (at) => [{ remove: at.node('a') }],
    after: `
      # The file.
      b: 2
    `,
  },
  {
    name: 'removes and adds in one map',
    before: `
      a:
        x: 1
        y: 2
      b: 1
    `,
    make: (at) => [
      { remove: at.node('a', 'x') },
      { remove: at.node('a', 'y') },
      { set: at.map('a'), key: 'z', to: 3 },
    ],
    after: `
      a:
        z: 3
      b: 1
    `,
  },
];

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

for (const [title, rows] of Object.entries({ set: SET, remove: REMOVE, other: OTHER, refusals: REFUSED })) {
  describe(`edits of YAML in block style: ${title}`, () => {
    for (const { name, before, make, after } of rows) {
      it(name, () => {
        const text = before.startsWith('\n') ? dedent(before) : before;
        assert.equal(edited(text, make), after?.startsWith('\n') ? dedent(after) : after);
      });
    }
  });
}
