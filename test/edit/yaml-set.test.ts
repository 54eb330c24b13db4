import { describeRows, type Row } from './rows.js';

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

describeRows('edits of YAML in block style: set', SET);
