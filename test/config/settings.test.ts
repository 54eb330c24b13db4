import { deepEqual, equal, ok } from 'node:assert/strict';
import { API, project } from './support.js';

const BASIC = 'auth/http-basic';
const LENGTH = 'input/string-max-length-missing';

function level(found: readonly string[], rule: string): string | undefined {
  return found.find((one) => one.startsWith(`${rule} `))?.slice(rule.length + 1);
}

function levelOf(config: string, rule: string, name = 'api.yaml'): string | undefined {
  return level(project({ 'portcullis.yaml': config, [name]: API }).found(name), rule);
}

describe('a configuration', () => {
  it('sets the severity of a rule, by id and by glob', () => {
    const own = level(project({ 'api.yaml': API }).found('api.yaml'), BASIC);
    ok(own !== undefined && own !== 'hint');
    equal(levelOf(`rules: { ${BASIC}: hint }`, BASIC), 'hint');
    equal(levelOf('rules: { auth/*: hint }', BASIC), 'hint');
    equal(levelOf('rules: { docs/*: hint }', BASIC), own);
    equal(levelOf(`rules: { ${BASIC}: { severity: info } }`, BASIC), 'info');
  });

  it('switches a rule off', () => {
    equal(levelOf(`rules: { ${BASIC}: off }`, BASIC), undefined);
    equal(levelOf("rules: { '*': off }", BASIC), undefined);
  });

  it('reads a full id before a glob, and the last of several globs', () => {
    equal(levelOf(`rules: { ${BASIC}: info, auth/*: off }`, BASIC), 'info');
    equal(levelOf("rules: { '*': info, auth/*: hint }", BASIC), 'hint');
    equal(levelOf("rules: { auth/*: hint, '*': info }", BASIC), 'info');
  });

  it('chooses the profile, and switches single rules of another on', () => {
    equal(levelOf('profile: recommended', LENGTH), undefined);
    ok(levelOf('profile: strict', LENGTH));
    equal(levelOf(`rules: { ${LENGTH}: error }`, LENGTH), 'error');
    // A glob speaks of the rules that the profile has.
    equal(levelOf('rules: { input/*: error }', LENGTH), undefined);
    equal(levelOf(`rules: { ${LENGTH}: { options: { limit: 3 } } }`, LENGTH), undefined);
  });

  it('says something else for some files', () => {
    const config = `
profile: strict
rules: { ${BASIC}: error }
overrides:
  - { files: [legacy], profile: recommended, rules: { ${BASIC}: off } }
  - { files: [legacy/new/**], rules: { auth/*: info } }
`;
    equal(levelOf(config, BASIC), 'error');
    ok(levelOf(config, LENGTH));
    equal(levelOf(config, BASIC, 'legacy/api.yaml'), undefined);
    equal(levelOf(config, LENGTH, 'legacy/api.yaml'), undefined);
    equal(levelOf(config, BASIC, 'legacy/new/api.yaml'), 'info');
    equal(levelOf(config, LENGTH, 'legacy/new/api.yaml'), undefined);
  });

  it('matches files by their decoded path', () => {
    equal(
      levelOf(`overrides: [{ files: ['my api'], rules: { ${BASIC}: off } }]`, BASIC, 'my%20api/a.yaml'),
      undefined,
    );
  });

  it('counts alone where it is the nearest, and not outside of the workspace folder', () => {
    const files = {
      'portcullis.yaml': `rules: { ${BASIC}: off }`,
      'inner/portcullis.yml': 'profile: strict',
      'api.yaml': API,
      'inner/deep/api.yaml': API,
    };
    const { found, engine } = project(files);
    equal(level(found('api.yaml'), BASIC), undefined);
    ok(level(found('inner/deep/api.yaml'), BASIC));
    ok(level(found('inner/deep/api.yaml'), LENGTH));
    engine.layout({ folders: ['file:///w/inner/deep/'], packages: [] });
    equal(level(found('inner/deep/api.yaml'), LENGTH), undefined);
    ok(level(found('api.yaml'), BASIC));
  });

  it('asks the host for the nearest one, folder by folder', () => {
    const asked: string[] = [];
    const other = project({});
    const open = other.engine.answer.bind(other.engine);
    other.engine.answer = (want, value) => {
      if (want.kind === 'file' && want.uri.includes('portcullis'))
        asked.push(want.uri.slice('file:///w/'.length));
      open(want, value);
    };
    other.put('a/b/api.yaml', API);
    deepEqual(
      asked.filter((name) => name.includes('portcullis.y')),
      ['a/b/', 'a/', ''].flatMap((folder) => [`${folder}portcullis.yaml`, `${folder}portcullis.yml`]),
    );
  });

  it('yields to what the host was asked for, and wins over what its settings say', () => {
    const files = { 'portcullis.yaml': `profile: recommended\nrules: { ${BASIC}: off }`, 'api.yaml': API };
    const found = (selection: Parameters<typeof project>[1]) => project(files, selection).found('api.yaml');
    ok(level(found({ profile: 'strict' }), LENGTH));
    equal(level(found({ profile: 'strict' }), BASIC), undefined);
    equal(level(found({ fallback: 'strict' }), LENGTH), undefined);
    ok(level(project({ 'api.yaml': API }, { fallback: 'strict' }).found('api.yaml'), LENGTH));
    deepEqual(found({ rules: ['auth/*'] }), []);
    ok(level(found({ rules: [BASIC] }), BASIC));
  });

  it('leaves files out, and reads them for others', () => {
    const shared = 'Member: { type: object, properties: { password: { type: string } } }\n';
    const api = API.replace(
      /schema:\n +type: object\n +properties:\n.*\n/,
      "schema: { $ref: 'shared/members.yaml#/Member' }\n",
    );
    const files = { 'shared/members.yaml': shared, 'api.yaml': api };
    const seen = project(files);
    const rule = 'design/sensitive-response-field';
    ok(level(seen.found('shared/members.yaml'), rule));
    ok(!seen.found('api.yaml').some((one) => one.startsWith('testing/unresolved-reference')));
    const { found, engine, checked, put } = project({ 'portcullis.yaml': 'exclude: [shared]', ...files });
    deepEqual(found('shared/members.yaml'), []);
    equal(engine.excludes('file:///w/shared/members.yaml'), true);
    ok(!found('api.yaml').some((one) => one.startsWith('testing/unresolved-reference')));
    ok(!checked().some((key) => key.includes('members.yaml')));
    put('portcullis.yaml', '');
    ok(level(found('shared/members.yaml'), rule));
    ok(checked().every((key) => key.includes('members.yaml') || key.includes('portcullis.yaml')));
  });

  it('names what is sensitive here', () => {
    const rules = ['auth/credentials-in-url-param', 'design/sensitive-response-field'];
    const without = project({ 'api.yaml': API }).found('api.yaml');
    const withNames = project({ 'portcullis.yaml': 'sensitive: [member number]', 'api.yaml': API });
    for (const rule of rules) {
      equal(level(without, rule), undefined);
      equal(level(withNames.found('api.yaml'), rule), 'warning');
    }
    const traits = (engine: typeof withNames.engine) => [
      ...(engine.evidence('file:///w/api.yaml')?.operations[0]?.responseTraits ?? []),
    ];
    ok(traits(withNames.engine).includes('pii'));
    ok(!traits(project({ 'api.yaml': API }).engine).includes('pii'));
  });

  it('takes options from the editor, then from itself, and the default where a value does not fit', () => {
    const limitOf = (config: string, selection: Parameters<typeof project>[1] = {}) => {
      const { engine } = project(
        { 'portcullis.yaml': `profile: strict\n${config}`, 'api.yaml': API },
        selection,
      );
      const { findings } = engine.findings('file:///w/api.yaml');
      const finding = findings.find(({ rule }) => rule === LENGTH);
      const edits = finding ? engine.fix('file:///w/api.yaml', 1, finding.fingerprint, 0) : 'stale';
      return edits === 'stale' ? undefined : /maxLength: (\d+)/.exec(edits[0]?.text ?? '')?.[1];
    };
    const inFile = (value: string) => `rules: { ${LENGTH}: { options: { limit: ${value} } } }`;
    const editor = { options: { [LENGTH]: { limit: 7 } } };
    equal(limitOf(''), '1000');
    equal(limitOf('', editor), '7');
    equal(limitOf(inFile('9')), '9');
    equal(limitOf(inFile('9'), editor), '9');
    equal(limitOf(inFile('0')), '1000');
    equal(limitOf(inFile("'9'"), editor), '7');
    equal(limitOf('', { options: { [LENGTH]: { limit: -1, other: 3 } } }), '1000');
    equal(limitOf(`overrides: [{ files: [api.yaml], ${inFile('5')} }]\n${inFile('9')}`), '5');
  });
});

describe('a changed setting', () => {
  const start = (config: string) => {
    const made = project({ 'portcullis.yaml': config, 'api.yaml': API, 'other.yaml': API });
    made.checked();
    return made;
  };
  const inApi = (keys: readonly string[]) => keys.filter((key) => !key.includes('portcullis.yaml'));

  it('of severity, of the profile or of what is on checks only who asked whether another rule speaks', () => {
    const { put, found, checked } = start('');
    const before = found('api.yaml');
    put('portcullis.yaml', `profile: strict\nrules: { ${BASIC}: hint, docs/*: off }`);
    deepEqual(
      inApi(checked()).map((key) => key.slice(0, key.indexOf(' '))),
      ['limits/429-missing', 'limits/429-missing'],
    );
    equal(level(found('api.yaml'), BASIC), 'hint');
    ok(found('api.yaml').length > before.length);
  });

  it('of an option checks the rule that reads it, where it reads it', () => {
    const { put, checked } = start('profile: strict');
    put('portcullis.yaml', `profile: strict\nrules: { ${LENGTH}: { options: { limit: 20 } } }`);
    const ran = inApi(checked());
    ok(ran.length > 0);
    deepEqual(
      ran.filter((key) => !key.startsWith(`${LENGTH} `)),
      [],
    );
    put(
      'portcullis.yaml',
      `profile: strict\nrules: { ${LENGTH}: { options: { limit: 20 }, severity: hint } }`,
    );
    deepEqual(inApi(checked()), []);
  });

  it('of an option for some files leaves the others alone', () => {
    const { put, checked } = start('profile: strict');
    const option = `rules: { ${LENGTH}: { options: { limit: 20 } } }`;
    put('portcullis.yaml', `profile: strict\noverrides: [{ files: [other.yaml], ${option} }]`);
    const ran = inApi(checked());
    ok(ran.length > 0);
    ok(ran.every((key) => key.startsWith(LENGTH) && key.includes('other.yaml')));
  });

  it('of sensitive names checks the rules that ask for them', () => {
    const { put, checked, found } = start('');
    put('portcullis.yaml', 'sensitive: [memberNumber]');
    const rules = new Set(inApi(checked()).map((key) => key.slice(0, key.indexOf(' '))));
    deepEqual([...rules].sort(), ['auth/credentials-in-url-param', 'design/sensitive-response-field']);
    const fresh = project({ 'portcullis.yaml': 'sensitive: [memberNumber]', 'api.yaml': API });
    deepEqual(found('api.yaml'), fresh.found('api.yaml'));
    put('portcullis.yaml', '# sensitive: []\n');
    deepEqual(found('api.yaml'), project({ 'api.yaml': API }).found('api.yaml'));
  });

  it('says what a new engine says, when the file comes, changes and goes', () => {
    const texts = [
      `rules: { ${BASIC}: off }`,
      'profile: strict\nsensitive: [memberNumber]',
      'exclude: [api.yaml]',
      'profile: [',
      `profile: strict\nrules: { ${LENGTH}: { options: { limit: 4 }, severity: error } }`,
    ];
    const made = project({ 'api.yaml': API });
    for (const text of texts) {
      made.put('portcullis.yaml', text);
      const fresh = project({ 'portcullis.yaml': text, 'api.yaml': API });
      deepEqual(made.found('api.yaml'), fresh.found('api.yaml'), text);
      deepEqual(made.faults('portcullis.yaml'), fresh.faults('portcullis.yaml'), text);
    }
    made.close('portcullis.yaml');
    deepEqual(made.found('api.yaml'), project({ 'api.yaml': API }).found('api.yaml'));
  });
});
