import { describeRows, type Row } from './rows.js';

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

describeRows('edits of YAML in block style: remove', REMOVE);
