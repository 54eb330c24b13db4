import { deepEqual, equal, ok } from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import { applyEdits } from '../../server/core/syntax/edit/plan.js';
import { EXAMPLE } from '../../tools/config-page.js';
import { API, project } from './support.js';

function faults(text: string): readonly string[] {
  return project({ 'portcullis.yaml': text }).faults('portcullis.yaml');
}

describe('a fault in a configuration', () => {
  it('is found in none of these', () => {
    for (const text of ['', '# nothing yet\n', '{}', 'rules: {}', 'profile: strict\n', EXAMPLE]) {
      deepEqual(faults(text), [], text);
    }
  });

  for (const [text, ...expected] of [
    ['profil: strict', '1: There is no "profil" here; did you mean "profile"?'],
    ['colour: red', '1: "colour" is no setting here.'],
    ['profile: stric', '1: "profile" takes recommended or strict.'],
    ['profile: [strict]', '1: "profile" takes recommended or strict.'],
    ['[]', '1: "portcullis.yaml" takes settings of its own, one a line.'],
    ['- strict', '1: "portcullis.yaml" takes settings of its own, one a line.'],
    ['hello', '1: "portcullis.yaml" takes settings of its own, one a line.'],
    ['rules: [auth/http-basic]', '1: "rules" takes settings of its own, one a line.'],
    ['exclude: vendor', '1: "exclude" takes a list.'],
    ['exclude: [1]', '1: "exclude" takes a text.'],
    ['exclude:\n  - a: b', '2: "exclude" takes a text.'],
    [
      'rules: { auth/http-basics: off }',
      '1: There is no "auth/http-basics" here; did you mean "auth/http-basic"?',
    ],
    ['rules: { cooking/too-hot: off }', '1: There is no rule "cooking/too-hot".'],
    ['rules: { cooking/*: off }', '1: No rule is called "cooking/*".'],
    ['rules: { auth/http-basic: yes }', '1: "auth/http-basic" takes error, warning, info, hint or off.'],
    ['rules: { auth/http-basic: 2 }', '1: "auth/http-basic" takes error, warning, info, hint or off.'],
    ['rules: { auth/http-basic: { level: off } }', '1: "level" is no setting here.'],
    [
      'rules: { auth/http-basic: { options: { a: 1 } } }',
      '1: "auth/http-basic" takes no options; they belong to one rule that has some, by its full id.',
    ],
    [
      'rules: { input/*: { options: { limit: 1 } } }',
      '1: "input/*" takes no options; they belong to one rule that has some, by its full id.',
    ],
    [
      'rules: { input/string-max-length-missing: { options: { limt: 1 } } }',
      '1: There is no "limt" here; did you mean "limit"?',
    ],
    ['rules: { input/string-max-length-missing: { options: { limit: 0 } } }', '1: "limit" takes 1 or more.'],
    [
      'rules: { input/string-max-length-missing: { options: { limit: 1.5 } } }',
      '1: "limit" takes a whole number.',
    ],
    [
      'rules: { input/string-max-length-missing: { options: { limit: many } } }',
      '1: "limit" takes a whole number.',
    ],
    ['rules: { input/ssrf-url-param: { options: { pattern: 3 } } }', '1: "pattern" takes a text.'],
    [
      'rules: { input/ssrf-url-param: { severity: off, options: { pattern: a } } }',
      '1: This has no effect: the rule is off.',
    ],
    ['profile: strict\nprofile: recommended', '2: "profile" is given twice; the last one counts.'],
    [
      'rules:\n  auth/http-basic: off\n  auth/http-basic: error',
      '3: "auth/http-basic" is given twice; the last one counts.',
    ],
    ["rules:\n  auth/*: off\n  '*': info", '2: This has no effect: "*" sets the same again.'],
    ['overrides: [{ rules: { auth/*: off } }]', '1: Say with "files" which files this is for.'],
    [
      'overrides: [{ files: [], rules: { auth/*: off } }]',
      '1: "files" names nothing, so this applies nowhere.',
    ],
    ['overrides: [{ files: [a] }]', '1: This changes nothing: give it "rules" or a "profile".'],
    [
      'overrides:\n  - { files: [a, b], profile: strict }\n  - { files: [b, a], profile: recommended }',
      '2: This has no effect: "profile" sets the same again.',
    ],
    [
      'exclude: [legacy]\noverrides:\n  - { files: [legacy], profile: strict }',
      '3: This has no effect: "exclude" leaves these files out.',
    ],
    ["exclude:\n  - '**/*'", '2: This leaves out every file, so nothing is checked.'],
    ['exclude: [../other]', '1: "../other" leads out of this folder and names nothing.'],
    ["exclude: ['!a']", '1: "!a" names nothing: a glob here cannot take files back with "!".'],
    ["exclude: ['']", '1: An empty glob names nothing.'],
    [
      `exclude: [${'a/'.repeat(33)}]`,
      '1: "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a…" has too many parts or choices and is not read.',
    ],
    [`sensitive: [${'x'.repeat(201)}]`, '1: This is longer than 200 characters and is not read.'],
  ] satisfies [string, ...string[]][]) {
    it(text.length > 80 ? `${text.slice(0, 80)}...` : text, () => deepEqual(faults(text), expected));
  }

  it('shadows nothing where some rule is left', () => {
    deepEqual(faults("rules:\n  '*': info\n  auth/*: off"), []);
    deepEqual(faults('rules:\n  auth/*: off\n  auth/http-basic: info'), []);
    deepEqual(
      faults('overrides:\n  - { files: [a], profile: strict }\n  - { files: [b], profile: strict }'),
      [],
    );
  });

  it('leaves the rest of the file in force', () => {
    const config = 'profil: strict\nrules:\n  auth/http-basic: loud\n  auth/*: hint\n';
    const { found } = project({ 'portcullis.yaml': config, 'api.yaml': API });
    ok(found('api.yaml').includes('auth/http-basic hint'));
  });

  it('of the text itself means the defaults, and is one finding', () => {
    const before = project({ 'api.yaml': API }).found('api.yaml');
    for (const text of [
      'rules: { auth/http-basic: off\n',
      'rules:\n  auth/http-basic: off\n<<<<<<< HEAD\nprofile: strict\n=======\nprofile: recommended\n>>>>>>> other\n',
      '<<<<<<< HEAD\nprofile: strict\n||||||| base\nprofile: recommended\n=======\nexclude: [a]\n>>>>>>> other\n',
      "profile: 'strict\n",
      'rules:\n\tauth/http-basic: off\n',
      'rules: { auth/http-basic: off }\n  profile: strict\n',
      `rules: ${'{ a: '.repeat(400)}${'}'.repeat(400)}`,
    ]) {
      const { found, faults: inFile } = project({ 'portcullis.yaml': text, 'api.yaml': API });
      equal(inFile('portcullis.yaml').length, 1, text);
      ok(inFile('portcullis.yaml')[0]?.includes('This cannot be read, so the defaults apply: '), text);
      deepEqual(found('portcullis.yaml'), ['testing/invalid-configuration error']);
      deepEqual(found('api.yaml'), before, text);
    }
  });

  it('of a file that cannot be read is one finding where it begins, until it can be', () => {
    const uri = 'file:///w/portcullis.yaml';
    for (const [absence, message] of [
      ['refused', '1: This link leads out of the folders that are read, so the defaults apply.'],
      ['unreadable', '1: This is no UTF-8 text that can be read, so the defaults apply.'],
    ] as const) {
      const { engine, put, found, faults } = project({ 'api.yaml': API });
      const before = found('api.yaml');
      const answer = (value: string) => {
        engine.answer({ kind: 'file', uri }, { known: true, value });
        while (engine.work(() => false));
      };
      answer(absence);
      deepEqual(faults('portcullis.yaml'), [message]);
      deepEqual(found('portcullis.yaml'), ['testing/invalid-configuration error']);
      deepEqual(found('api.yaml'), before);
      answer('missing');
      equal(engine.document(uri), undefined);
      deepEqual(faults('portcullis.yaml'), []);
      answer(absence);
      put('portcullis.yaml', 'rules: { auth/http-basic: off }\n');
      // A text that was opened since is newer.
      answer(absence);
      deepEqual(faults('portcullis.yaml'), []);
      ok(!found('api.yaml').includes('auth/http-basic warning'));
      ok(found('api.yaml').length < before.length);
    }
  });

  it('is the second of two configurations in one folder', () => {
    const made = project({ 'portcullis.yml': 'profile: strict\n', 'api.yaml': API });
    deepEqual(made.faults('portcullis.yml'), []);
    const strict = made.found('api.yaml').length;
    made.put('portcullis.yaml', 'profile: recommended\n');
    deepEqual(made.faults('portcullis.yml'), [
      '1: This file is not used: "portcullis.yaml" beside it comes first.',
    ]);
    ok(made.found('api.yaml').length < strict);
    made.close('portcullis.yaml');
    deepEqual(made.faults('portcullis.yml'), []);
    equal(made.found('api.yaml').length, strict);
  });

  it('can be silenced like any other, and is off where the file says so', () => {
    deepEqual(faults('colour: red\nrules: { testing/invalid-configuration: off }'), []);
    deepEqual(
      faults('# portcullis-allow testing/invalid-configuration: a key of our other tool\ncolour: red\n'),
      [],
    );
  });

  it('is repaired where a word was meant', () => {
    const text = "rules:\n  'auth/http-basik': offf # soon\n";
    const { engine } = project({ 'portcullis.yaml': text });
    const uri = 'file:///w/portcullis.yaml';
    const fixed = (at: number) => {
      const finding = engine.findings(uri).findings[at];
      const edits = finding ? engine.fix(uri, 1, finding.fingerprint, 0) : 'stale';
      return edits === 'stale' ? edits : applyEdits(text, edits);
    };
    equal(fixed(0), "rules:\n  'auth/http-basic': offf # soon\n");
    const other = project({ 'portcullis.yaml': 'profile: "stict" # soon\n' });
    const [finding] = other.engine.findings(uri).findings;
    const edits = other.engine.fix(uri, 1, finding?.fingerprint ?? '', 0);
    ok(edits !== 'stale');
    equal(applyEdits('profile: "stict" # soon\n', edits), 'profile: "strict" # soon\n');
  });
});

describe('a hostile configuration', () => {
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index));

  it('that is huge means the defaults', () => {
    const text = `rules:\n${many(20_000, (index) => `  a/b${index}: off`).join('\n')}\n`;
    deepEqual(faults(text), ['1: This file is larger than 256 KB, so the defaults apply.']);
  });

  it('with more than anybody writes is read up to a limit', () => {
    const text = `rules:\n${many(600, (index) => `  '*${index}': off`).join('\n')}\n`;
    const found = faults(text);
    ok(found.length <= 50);
    deepEqual(faults(`exclude: [${many(51, (index) => `f${index}`).join(', ')}]`), [
      '1: Only the first 50 of these are read.',
    ]);
    const globs = many(50, () => `'${'*a'.repeat(90)}'`).join(', ');
    const overrides = many(60, () => `  - { files: [${globs}], profile: strict }`).join('\n');
    const { found: inApi } = project({
      'portcullis.yaml': `overrides:\n${overrides}\n`.slice(0, 260_000),
      'api.yaml': API,
    });
    ok(inApi('api.yaml').length > 0);
  });

  it('with an alias bomb or a cycle ends', () => {
    const bomb = many(12, (level) =>
      level === 0
        ? 'a0: &a0 [x, x]'
        : `a${level}: &a${level} [${Array(10)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    );
    ok(faults(`${bomb.join('\n')}\nexclude: *a11\noverrides: *a11\n`).length > 0);
    const merges = many(40, (level) =>
      level === 0
        ? 'm0: &m0 { x: 1 }\nn0: &n0 { y: 1 }'
        : `m${level}: &m${level} { <<: [*m${level - 1}, *n${level - 1}] }\nn${level}: &n${level} { <<: [*m${level - 1}, *n${level - 1}] }`,
    );
    ok(faults(`${merges.join('\n')}\nrules: { <<: *m39 }\n`).length > 0);
    ok(faults('rules: &r { auth/*: *r }\noverrides: &o [*o]\n').length > 0);
  });

  it('with names that objects have of their own says that they are no settings', () => {
    deepEqual(
      faults('__proto__: { profile: strict }\nconstructor: 1\nrules: { __proto__: off, toString: off }\n'),
      [
        '1: "__proto__" is no setting here.',
        '2: "constructor" is no setting here.',
        '3: There is no rule "__proto__".',
        '3: There is no rule "toString".',
      ],
    );
  });

  it('with a byte order mark and CRLF is read', () => {
    const { found } = project({
      'portcullis.yaml': '\uFEFFrules:\r\n  auth/http-basic: hint\r\n',
      'api.yaml': API,
    });
    ok(found('api.yaml').includes('auth/http-basic hint'));
  });

  it('has the same rules as the list', () => {
    const text = `rules:\n${RULES.map(({ id }) => `  ${id}: off`).join('\n')}\n`;
    deepEqual(faults(text), []);
    deepEqual(project({ 'portcullis.yaml': text, 'api.yaml': API }).found('api.yaml'), []);
  });
});
