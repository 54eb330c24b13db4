import assert from 'node:assert/strict';
import {
  CompletionRequest,
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from 'vscode-languageserver/node';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import { optionsOf, settingsSchema } from '../../server/core/rule/settings-schema.js';
import { configCursor } from '../../server/lsp/config-cursor.js';
import { API } from '../config/support.js';
import { type Client, connect, PaperWorld, PUSH, paperParts, until } from './support.js';

const CONFIG = 'file:///w/portcullis.yaml';
const DOCUMENT = 'file:///w/api.yaml';
const FOLDERS = { workspaceFolders: [{ uri: 'file:///w', name: 'w' }] };

function started(
  world = new PaperWorld(),
  options: unknown = {},
  engine = createEngine({ rules: RULES }),
): Promise<Client> {
  const parts = { ...paperParts(engine, world), settings: settingsSchema(RULES) };
  return connect(parts, PUSH, { ...FOLDERS, initializationOptions: options });
}

function codes(client: Client, uri = DOCUMENT): readonly string[] | undefined {
  return client.last(uri)?.diagnostics.map(({ code }) => String(code));
}

function whole(text: string) {
  return [{ text }];
}

describe('the cursor in a configuration', () => {
  for (const [marked, path, keys] of [
    ['|', [], []],
    ['profile: strict\nru|\n', [], ['profile']],
    ['ru|\nprofile: strict\n', [], ['profile']],
    ['profile: |', ['profile'], undefined],
    ['profile: str|', ['profile'], undefined],
    ['rules:\n  auth/*: off\n  au|\nexclude: []\n', ['rules'], ['auth/*']],
    ["rules:\n  '*': off\n\n  # soon\n  |\n", ['rules'], ['*']],
    ['rules:\n  auth/http-basic: o|\n', ['rules', 'auth/http-basic'], undefined],
    ['rules:\n  a/b:\n    se|\n', ['rules', 'a/b'], []],
    ['rules:\n  a/b:\n    options:\n      li|\n', ['rules', 'a/b', 'options'], []],
    ['overrides:\n  - fi|\n', ['overrides', '*'], []],
    ['overrides:\n  - files: [a]\n    pro|\n', ['overrides', '*'], ['files']],
    ['overrides:\n  - files:\n      - a\n    pro|\n    rules: {}\n', ['overrides', '*'], ['files', 'rules']],
    ['overrides:\n- files: [a]\n  rules:\n    x|\n', ['overrides', '*', 'rules'], []],
    ['overrides:\n  - files: [a]\n  - profile: r|\n', ['overrides', '*', 'profile'], undefined],
    ['exclude:\n  - a\n  - b|\n', ['exclude', '*'], []],
    ['rules: { au| }', ['rules'], []],
    ['{|}', [], []],
    ['{ profile: strict, | }', [], ['profile']],
    ['rules: {a/b: off, c|, d/*: info}', ['rules'], ['a/b', 'd/*']],
    ['rules: {auth/http-basic: | }', ['rules', 'auth/http-basic'], undefined],
    ['rules:\n  a/b: { options: { l| } }\n', ['rules', 'a/b', 'options'], []],
    ['rules:\n  a/b:\n    options: { x: 1, l|\n  }\nexclude: []\n', ['rules', 'a/b', 'options'], ['x']],
    ['rules:\n  a/b: {\n    severity: off, # so { far\n    |\n  }\n', ['rules', 'a/b'], ['severity']],
    ['overrides: [{ files: [a, "b]"], pro| }]', ['overrides', '*'], ['files']],
    ['overrides:\n  - { files: [a], rules: { "x/y": o| } }', ['overrides', '*', 'rules', 'x/y'], undefined],
    ['rules: { a/b: {}, c/d: { severity: hint }, | }', ['rules'], ['a/b', 'c/d']],
    ['rules: { a/b: off }\npro|', [], ['rules']],
    ['exclude: [a, b|]', ['exclude', '*'], undefined],
  ] satisfies [string, string[], string[] | undefined][]) {
    it(JSON.stringify(marked), () => {
      const at = configCursor(marked.replace('|', ''), marked.indexOf('|'));
      assert.deepEqual(at && { path: at.path, keys: at.keys && [...at.keys].sort() }, { path, keys });
    });
  }

  it('is nowhere in a comment, behind a bracket or before other text', () => {
    for (const marked of [
      ...[
        '# pro|',
        'rules: |{}',
        'profile: strict # |',
        'x| y: 1',
        'rules: { a| b: 1 }',
        'rules: { a: off }|',
      ],
      ...['rules: { a: off # so |\n}', 'rules: { a:| }', 'rules: { a |b }', 'rules: { "au|" }'],
    ]) {
      assert.equal(configCursor(marked.replace('|', ''), marked.indexOf('|')), undefined, marked);
    }
  });
});

describe('completion in a configuration', () => {
  const ask = async (marked: string) => {
    const client = await started();
    const offset = marked.indexOf('|');
    const before = marked.slice(0, offset).split('\n');
    await client.open(CONFIG, marked.replace('|', ''));
    const items = await client.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: CONFIG },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    });
    client.close();
    assert.ok(Array.isArray(items));
    return items;
  };
  const labels = async (marked: string) => (await ask(marked)).map(({ label }) => label);

  it('offers the keys that are not there yet, with what they mean', async () => {
    assert.deepEqual(await labels('profile: strict\n|'), ['rules', 'overrides', 'exclude', 'sensitive']);
    assert.deepEqual(await labels('overrides:\n  - files: [a]\n    |'), ['profile', 'rules']);
    for (const { detail } of await ask('|')) assert.ok(detail && detail.length > 10);
  });

  it('offers every rule with its title', async () => {
    const items = await ask('rules:\n  |');
    assert.deepEqual(items.map(({ label }) => label).sort(), RULES.map(({ id }) => id).sort());
    const basic = RULES.find(({ id }) => id === 'auth/http-basic');
    assert.equal(items.find(({ label }) => label === 'auth/http-basic')?.detail, basic?.title);
  });

  it('offers severities, profiles and options', async () => {
    const severities = ['error', 'warning', 'info', 'hint', 'off'];
    assert.deepEqual(await labels('rules:\n  auth/http-basic: |'), severities);
    assert.deepEqual(await labels('rules:\n  auth/*: o|'), severities);
    assert.deepEqual(await labels('rules:\n  auth/http-basic:\n    severity: |'), severities);
    assert.deepEqual(await labels('profile: |'), ['recommended', 'strict']);
    const rule = RULES.find(({ id }) => id === 'input/string-max-length-missing');
    assert.ok(rule);
    const [option] = await ask(`rules:\n  ${rule.id}:\n    options:\n      l|`);
    assert.equal(option?.label, 'limit');
    assert.equal(option?.detail, optionsOf(rule).get('limit')?.title);
    assert.deepEqual(option?.textEdit, {
      range: { start: { line: 3, character: 6 }, end: { line: 3, character: 7 } },
      newText: 'limit: ',
    });
    assert.deepEqual(await labels('rules:\n  cooking/hot:\n    |'), []);
  });

  it('offers the same between braces, on one line', async () => {
    const severities = ['error', 'warning', 'info', 'hint', 'off'];
    assert.deepEqual(await labels('{auth/http-basic: |}'), []);
    assert.deepEqual(await labels('rules: { auth/http-basic: | }'), severities);
    assert.equal((await labels('rules: { aut| }')).length, RULES.length);
    const limits = await ask('rules: { input/string-max-length-missing: { options: { l| } } }');
    assert.deepEqual(
      limits.map(({ label, textEdit }) => [label, textEdit?.newText]),
      [['limit', 'limit: ']],
    );
    const texts = (await ask('{ ru| }')).map(({ textEdit }) => textEdit?.newText);
    assert.ok(texts.includes('rules: ') && !texts.includes('rules:'), texts.join());
  });
});

describe('a configuration in the editor', () => {
  it('takes effect while it is typed, and shows what is wrong with it', async () => {
    const client = await started();
    await client.open(DOCUMENT, API);
    await until('the finding', () => codes(client)?.includes('auth/http-basic'));
    await client.open(CONFIG, 'rules:\n  auth/http-basic: off\n');
    await until('silence', () => codes(client)?.includes('auth/http-basic') === false);
    await client.change(CONFIG, 2, whole('rules:\n  auth/http-basic: of\n'));
    await until('the fault', () => codes(client, CONFIG)?.includes('testing/invalid-configuration'));
    await until('the finding again', () => codes(client)?.includes('auth/http-basic'));
    await client.change(CONFIG, 3, whole('profile: strict\n'));
    await until('more', () => codes(client)?.includes('input/string-max-length-missing'));
    assert.deepEqual(codes(client, CONFIG), []);
    assert.deepEqual(client.log, []);
    client.close();
  });

  it('is read from disk, again when it is written, and forgotten when it is gone', async () => {
    const world = new PaperWorld();
    const client = await started(world);
    const tell = (type: FileChangeType) =>
      client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: CONFIG, type }],
      });
    await client.open(DOCUMENT, API);
    await until('the finding', () => codes(client)?.includes('auth/http-basic'));
    world.files.set(CONFIG, 'rules: { auth/http-basic: off }\n');
    await tell(FileChangeType.Created);
    await until('silence', () => codes(client)?.includes('auth/http-basic') === false);
    world.files.set(CONFIG, 'profile: strict\n');
    await tell(FileChangeType.Changed);
    await until('more', () => codes(client)?.includes('input/string-max-length-missing'));
    world.files.delete(CONFIG);
    await tell(FileChangeType.Deleted);
    await until('less', () => codes(client)?.includes('input/string-max-length-missing') === false);
    client.close();
  });

  it('that cannot be read is a finding until it can be, or is gone', async () => {
    const world = new PaperWorld();
    world.unreadable.add(CONFIG);
    const engine = createEngine({ rules: RULES });
    const client = await started(world, {}, engine);
    const tell = (type: FileChangeType) =>
      client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: CONFIG, type }],
      });
    await client.open(DOCUMENT, API);
    const fault = () => engine.findings(CONFIG).total > 0;
    await until('the fault', fault);
    await until('the finding', () => codes(client)?.includes('auth/http-basic'));
    world.unreadable.clear();
    await tell(FileChangeType.Deleted);
    await until('no fault', () => !fault());
    world.unreadable.add(CONFIG);
    await tell(FileChangeType.Created);
    await until('the fault again', fault);
    world.unreadable.clear();
    world.files.set(CONFIG, 'rules: { auth/http-basic: off }\n');
    await tell(FileChangeType.Changed);
    await until('silence', () => codes(client)?.includes('auth/http-basic') === false);
    assert.ok(!fault());
    client.close();
  });

  it('decides what a document shows at its first diagnostics', async () => {
    const world = new PaperWorld();
    world.files.set(CONFIG, 'rules: { auth/http-basic: off }\n');
    const client = await started(world);
    await client.open('file:///w/deep/down/api.yaml', API);
    await until('diagnostics', () => codes(client, 'file:///w/deep/down/api.yaml'));
    for (const { diagnostics } of client.published) {
      assert.ok(!diagnostics.some(({ code }) => code === 'auth/http-basic'));
    }
    client.close();
  });

  it('wins over the settings of the editor', async () => {
    const world = new PaperWorld();
    const client = await started(world, { profile: 'strict' });
    await client.open(DOCUMENT, API);
    await until('strict', () => codes(client)?.includes('input/string-max-length-missing'));
    await client.open(CONFIG, 'profile: recommended\n');
    await until('recommended', () => codes(client)?.includes('input/string-max-length-missing') === false);
    client.close();
  });
});
