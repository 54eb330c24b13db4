import assert from 'node:assert/strict';
import type { Finding } from '../../server/core/rule/finding.js';
import { suppressionsOf } from '../../server/core/rule/suppressions.js';
import type { CodeNode } from '../../server/core/syntax/code.js';
import { toPointer } from '../../server/core/syntax/pointer.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { dedent, judge, open } from './support.js';

function found(rule: string, pointer: string | undefined, start = 0, end = 0): Finding {
  return {
    rule,
    severity: 'error',
    profile: 'recommended',
    weight: 'exposure',
    message: '',
    place: { uri: 'file:///w/api.yaml', version: 1, range: { start, end } },
    ...(pointer === undefined ? {} : { pointer }),
    related: [],
    fixes: [],
    fingerprint: '',
  };
}

function read(text: string, language: LanguageId = 'yaml') {
  return suppressionsOf(open(text, language)).map(({ glob, reason, until, path }) => ({
    glob,
    reason,
    until,
    pointer: path && toPointer(path),
  }));
}

const DAY = {
  today: '2026-06-01',
  rules: ['auth/a', 'auth/b', 'other/x'],
  ran: ['auth/a', 'auth/b'],
};

describe('allow comments', () => {
  it('cover the node below: an entry, an item, a section, also across other comments and empty lines', () => {
    const text = dedent(`
      openapi: 3.0.0
      # portcullis-allow auth/*: the whole of it
      paths:
        # portcullis-allow auth/a: public list
        # It is public.

        /users:
          get:
            parameters:
              # portcullis-allow input/x until 2027-01-31: a name of our own
              - name: url
                # portcullis-allow input/y
                in: query
            responses: {}
      components:
        schemas:
          # portcullis-allow design/z: said by the partner until 2026-12-31
          User: { type: object }
    `);
    assert.deepEqual(read(text), [
      { glob: 'auth/*', reason: 'the whole of it', until: undefined, pointer: '/paths' },
      { glob: 'auth/a', reason: 'public list', until: undefined, pointer: '/paths/~1users' },
      {
        glob: 'input/x',
        reason: 'a name of our own',
        until: '2027-01-31',
        pointer: '/paths/~1users/get/parameters/0',
      },
      { glob: 'input/y', reason: '', until: undefined, pointer: '/paths/~1users/get/parameters/0/in' },
      {
        glob: 'design/z',
        reason: 'said by the partner',
        until: '2026-12-31',
        pointer: '/components/schemas/User',
      },
    ]);
  });

  it('may lack a reason, and are none in prose about them', () => {
    const lines = [
      '# portcullis-allow auth/a because we say so',
      '# portcullis-allow auth/* until 2027-01-01',
      '# portcullis-allow comments are for exceptions',
      '# The word portcullis-allow auth/a: stands behind others',
    ];
    assert.deepEqual(
      lines.map((line) =>
        read(`openapi: 3.0.0\n${line}\npaths: {}\n`).map(({ glob, reason, until }) => [glob, reason, until]),
      ),
      [[['auth/a', '', undefined]], [['auth/*', '', '2027-01-01']], [], []],
    );
  });

  it('cover nothing beside what they are about, and where nothing stands below', () => {
    const text = dedent(`
      openapi: 3.0.0
      paths:
        /a:
          get: # portcullis-allow auth/a: beside a key
            security: [] # portcullis-allow auth/a: beside a value
            tags: ["x # portcullis-allow auth/a: in text"]
        /b: {}
        # portcullis-allow auth/a: after the last path
      components: {}
      # portcullis-allow auth/a: at the end
    `);
    const reasons = ['beside a key', 'beside a value', 'after the last path', 'at the end'];
    assert.deepEqual(
      read(text).map(({ reason, pointer }) => [reason, pointer]),
      reasons.map((reason) => [reason, undefined]),
    );
    const inside = ['/paths/~1a/get', '/paths/~1a/get/security', '/components', '/paths/~1b'];
    const { suppressed, problems } = judge(
      inside.map((pointer) => found('auth/a', pointer)),
      suppressionsOf(open(text)),
      DAY,
    );
    assert.equal(suppressed.length, 0);
    assert.deepEqual(
      problems.map(({ kind, data }) => [kind, data.fault]),
      reasons.map(() => ['suppression-unused', 'place']),
    );
  });

  it('may list rules, each of which is judged and removed alone', () => {
    const text = dedent(`
      openapi: 3.0.0
      # portcullis-allow auth/a,auth/b , other/x until 2027-01-31: three
      paths: {}
      # portcullis-allow auth/a, because we say so: one
      tags: []
    `);
    assert.deepEqual(
      read(text).map(({ glob, reason, until, pointer }) => [glob, reason, until, pointer]),
      [
        ['auth/a', 'three', '2027-01-31', '/paths'],
        ['auth/b', 'three', '2027-01-31', '/paths'],
        ['other/x', 'three', '2027-01-31', '/paths'],
        ['auth/a', 'one', undefined, '/tags'],
      ],
    );
    const document = open(text);
    const listed = suppressionsOf(document).slice(0, 3);
    const ranges = listed.map(({ at, node }) =>
      [at, node].map((spot) => {
        const from = document.offsetOf(spot.leaf);
        return text.slice(from + spot.start, from + spot.end);
      }),
    );
    assert.deepEqual(ranges, [
      ['auth/a', 'auth/a,'],
      ['auth/b', ',auth/b'],
      ['other/x', ' , other/x'],
    ]);
  });

  it('are read wherever a large document is cut', () => {
    const entry = (index: number) =>
      [
        `    # portcullis-allow auth/m${index}: map`,
        `    Schema${index}:`,
        `      type: object`,
        `      enum:`,
        `        # portcullis-allow auth/i${index}: item`,
        `        - ${'x'.repeat(120)}`,
      ].join('\n');
    const entries = Array.from({ length: 300 }, (_, index) => entry(index)).join('\n');
    const items = Array.from({ length: 300 }, (_, index) => {
      return `  # portcullis-allow auth/s${index}: server\n  - url: https://${'h'.repeat(120)}.example\n    description: s`;
    }).join('\n');
    const found = read(`openapi: 3.0.0\nservers:\n${items}\ncomponents:\n  schemas:\n${entries}\n`);
    const expected = Array.from({ length: 300 }, (_, index) => [
      [`auth/m${index}`, `/components/schemas/Schema${index}`],
      [`auth/i${index}`, `/components/schemas/Schema${index}/enum/0`],
      [`auth/s${index}`, `/servers/${index}`],
    ]).flat();
    assert.deepEqual(found.map(({ glob, pointer }) => [glob, pointer]).sort(), expected.sort());
  });

  it('are read in time that grows with their length', () => {
    // The runner ends what takes a minute.
    for (const filler of [' ', 'until ', '(until 2026-01-01)', '*', ':', '\t:']) {
      const found = read(`openapi: 3.0.0\n# portcullis-allow a/b: ${filler.repeat(200_000)}x\npaths: {}\n`);
      assert.deepEqual(
        found.map(({ glob }) => glob),
        ['a/b'],
        filler,
      );
    }
  });

  it('are none inside text: block scalars and quoted strings', () => {
    const text = dedent(`
      openapi: 3.0.0
      info:
        description: |
          Write
          # portcullis-allow auth/a: no
          above it.
        summary: "two
          # portcullis-allow auth/a: no
          lines"
        title: x
    `);
    assert.deepEqual(read(text), []);
  });

  it('are read in the extension, with and without a last day', () => {
    const text = JSON.stringify({
      openapi: '3.0.0',
      paths: {
        '/a': {
          get: {
            'x-portcullis-allow': {
              'auth/a': 'public',
              'auth/b': { reason: 'later', until: '2027-01-31' },
              'auth/*': '',
            },
          },
        },
      },
    });
    assert.deepEqual(read(text, 'json'), [
      { glob: 'auth/a', reason: 'public', until: undefined, pointer: '/paths/~1a/get' },
      { glob: 'auth/b', reason: 'later', until: '2027-01-31', pointer: '/paths/~1a/get' },
      { glob: 'auth/*', reason: '', until: undefined, pointer: '/paths/~1a/get' },
    ]);
  });

  it('cover the statement below them in code', () => {
    const text = '// portcullis-allow auth/a: health check\napp.get("/h", h);\napp.get("/i", i);\n';
    const node = (type: string, start: number, end: number): CodeNode => {
      return { type, start, end, field: undefined, parent: undefined, children: [], broken: false };
    };
    const second = text.indexOf('app.get("/i"');
    const first = text.indexOf('app');
    const root: CodeNode = {
      ...node('program', 0, text.length),
      children: [
        node('comment', 0, first - 1),
        node('expression_statement', first, second - 1),
        node('expression_statement', second, text.length - 1),
      ],
    };
    const suppressions = suppressionsOf(open(text, 'javascript'), root);
    const findings = [
      found('auth/a', undefined, first, first + 3),
      found('auth/a', undefined, second, second + 3),
    ];
    assert.deepEqual(judge(findings, suppressions, DAY).suppressed, [findings[0]]);
  });
});

describe('judging suppressions', () => {
  const text = dedent(`
    openapi: 3.0.0
    paths:
      # portcullis-allow auth/a: fine
      /users:
        get: {}
      # portcullis-allow auth/a: fine until 2026-05-31
      /old:
        get: {}
      # portcullis-allow auth/a
      /silent:
        get: {}
      # portcullis-allow other/*: did not run
      /users2:
        get: {}
  `);
  const findings = [
    found('auth/a', '/paths/~1users/get'),
    found('auth/b', '/paths/~1users/get'),
    found('auth/a', '/paths/~1old'),
    found('auth/a', '/paths/~1silent/get'),
    found('auth/a', '/paths/~1users2'),
  ];

  it('silences what is covered and says what is wrong with the rest', () => {
    const { suppressed, problems } = judge(findings, suppressionsOf(open(text)), DAY);
    assert.deepEqual(suppressed, [findings[0], findings[3]]);
    assert.deepEqual(
      problems.map(({ kind, data }) => [kind, data.rule]),
      [
        ['suppression-expired', 'auth/a'],
        ['suppression-without-reason', 'auth/a'],
      ],
    );
  });

  it('holds through its last day and not longer, by a calendar that has no 31st of February', () => {
    const last = suppressionsOf(open(text));
    const kinds = (today: string) =>
      judge(findings, last, { ...DAY, today }).problems.map(({ kind }) => kind);
    assert.ok(!kinds('2026-05-31').includes('suppression-expired'));
    assert.ok(kinds('2026-06-01').includes('suppression-expired'));
    const never = suppressionsOf(open(text.replace('2026-05-31', '2029-02-31')));
    assert.ok(judge(findings, never, DAY).problems.some(({ kind }) => kind === 'suppression-expired'));
  });

  it('says what names no rule, what says nothing, and a day that is none', () => {
    const faults = (lines: string) =>
      judge([], suppressionsOf(open(`openapi: 3.0.0\n${lines}`)), DAY).problems.map(({ kind, data }) => {
        return [kind.slice('suppression-'.length), data.fault, data.meant].filter((one) => one).join(' ');
      });
    const near = { ...DAY, meant: (name: string) => `${name}?` };
    const misspelled = suppressionsOf(
      open('openapi: 3.0.0\n# portcullis-allow auth/htp-basic: why\npaths: {}\n'),
    );
    assert.deepEqual(
      judge([], misspelled, near).problems.map(({ data }) => data.meant),
      ['auth/htp-basic?'],
    );
    assert.deepEqual(faults('# portcullis-allow nobody/knows: why\npaths: {}\n'), ['unused unknown']);
    assert.deepEqual(faults('# portcullis-allow nobody/*: why\npaths: {}\n'), ['unused unknown']);
    assert.deepEqual(faults('x-portcullis-allow: auth/a\n'), ['unused shape']);
    assert.deepEqual(faults('x-portcullis-allow: [auth/a]\n'), ['unused shape']);
    assert.deepEqual(faults('x-portcullis-allow:\n'), []);
    const day = (until: string) => faults(`# portcullis-allow auth/a: why until ${until}\npaths: {}\n`);
    assert.deepEqual(day('2027-13-45'), ['expired day']);
    assert.deepEqual(day('2026-05-31'), ['expired']);
    assert.deepEqual(faults('x-portcullis-allow: { auth/a: { reason: why, until: 20270131 } }\n'), [
      'expired day',
    ]);
  });

  it('calls unused only what is covered by a rule that ran', () => {
    const suppressions = suppressionsOf(open(text));
    const unused = (day: typeof DAY) =>
      judge([], suppressions, day)
        .problems.filter(({ kind }) => kind === 'suppression-unused')
        .map(({ data }) => data.rule);
    assert.deepEqual(unused(DAY), ['auth/a', 'auth/a']);
    assert.deepEqual(unused({ ...DAY, ran: ['other/x'] }), ['other/*']);
  });
});
