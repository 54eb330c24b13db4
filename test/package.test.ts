import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { RULES } from '../rules/index.js';
import { EXTENSIONS } from '../server/host/languages.js';
import { folderOf } from './support/folder.js';

const LIST = 'test/package-files.txt';
const MOST_BYTES = 4 * 1024 * 1024;

/** Signatures of a zip: of an entry in its directory, and of the end of that directory. */
const ENTRY = 0x02014b50;
const END = 0x06054b50;

/** Names of the files in a zip, from its central directory (APPNOTE 6.3, sections 4.3.12 and 4.3.16). */
function namesIn(zip: Buffer): string[] {
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== END) end--;
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(zip.readUInt32LE(at), ENTRY);
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    names.push(zip.toString('utf8', at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

describe('the hook of pre-commit', () => {
  it('is given files of every language that is read, by their names', () => {
    const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));
    const files = new RegExp(String(hook.files).replace('(?i)', ''), 'i');
    const names = EXTENSIONS.map((extension) => `src/application.${extension}`);
    assert.deepEqual(
      names.filter((name) => !files.test(name)),
      [],
    );
    for (const name of ['readme.md', 'lock.toml', 'a.css', 'yaml', 'a.json5'])
      assert.ok(!files.test(name), name);
  });
});

describe('the packaged extension', () => {
  let zip = Buffer.alloc(0);
  before(() => {
    const file = join(folderOf({}), 'portcullis.vsix');
    const run = spawnSync(process.execPath, ['build.mjs', 'pack', file], { encoding: 'utf8' });
    assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
    zip = readFileSync(file);
  });

  it('holds the listed files, a page for each rule, and nothing else', () => {
    const listed = readFileSync(LIST, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const pages = RULES.map(({ id }) => `extension/docs/rules/${id}.md`);
    assert.deepEqual(namesIn(zip).sort(), [...listed, ...pages].sort());
  });

  it(`is smaller than ${MOST_BYTES} bytes`, () => {
    assert.ok(zip.length < MOST_BYTES, `${zip.length} bytes`);
  });

  it('has what its manifest names', () => {
    const names = new Set(namesIn(zip));
    const text = readFileSync('package.json', 'utf8');
    const files = [...text.matchAll(/"(?:\.\/)?((?:docs|images|dist|snippets|schemas)\/[\w./-]+\.[\w-]+)"/g)];
    const missing = files.flatMap(([, file]) => (names.has(`extension/${file}`) ? [] : [file]));
    assert.deepEqual(missing, []);
    assert.ok(files.length > 5);
  });

  it('waits in its walkthrough for what can happen', () => {
    const text = readFileSync('package.json', 'utf8');
    const { contributes } = manifest;
    const known = new Set([
      ...contributes.commands.map(({ command }) => command),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ id }) => `${id}.focus`)),
    ]);
    const commands = [...text.matchAll(/(?:\(command|onCommand):([\w.]+)/g)].map(([, name]) => name ?? '');
    assert.ok(commands.length > 5);
    assert.deepEqual(
      commands.filter((name) => !known.has(name)),
      [],
    );
    const client = readFileSync('dist/client.js', 'utf8');
    const contexts = [...text.matchAll(/onContext:([\w.]+)/g)].map(([, name]) => name ?? '');
    assert.deepEqual(
      contexts.filter((name) => !client.includes(`"${name}"`)),
      [],
    );
  });
});
