import { deepEqual, equal, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { folderOf } from '../support/folder.js';
import { api, run } from './support.js';

const LATIN = Buffer.from(`${api()}x-name: caf\xe9\n`, 'latin1');

describe('the exit code', () => {
  it('is 2 where a named path does not exist, and says which', async () => {
    const folder = folderOf({ 'api.yaml': api() });
    for (const command of ['check', 'fix', 'inventory', 'threats']) {
      const { code, err, out } = await run(folder, command, 'gone.yaml');
      deepEqual([command, code, out], [command, 2, '']);
      match(err, /^gone\.yaml: no such file or folder\n$/);
    }
    equal((await run(folder, 'check', 'api.yaml', 'gone.yaml')).code, 2);
  });

  it('is 2 where every input was skipped', async () => {
    const folder = folderOf({ 'latin.yaml': LATIN, 'sub/latin.yaml': LATIN });
    for (const command of ['check', 'fix', 'inventory'])
      for (const path of ['latin.yaml', 'sub']) {
        const { code, out, err } = await run(folder, command, path);
        deepEqual([command, path, code], [command, path, 2]);
        match(out + err, /latin\.yaml: skipped, not UTF-8 text\n/);
      }
    equal((await run(folder, 'threats', 'latin.yaml')).code, 2);
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    equal((await run(folder, 'check', 'pipe')).code, 2);
  });

  it('is not 2 where only some inputs were skipped', async () => {
    const folder = folderOf({ 'latin.yaml': LATIN, 'api.yaml': api() });
    for (const command of ['check', 'fix', 'inventory'])
      equal((await run(folder, command, 'latin.yaml', 'api.yaml')).code, 0);
    const { out } = await run(folder, 'check', '--format', 'json', '.');
    deepEqual(JSON.parse(out).skipped, [{ file: 'latin.yaml', reason: 'not UTF-8 text' }]);
  });

  it('is 0 where a folder holds no document, with a line that says so', async () => {
    const folder = folderOf({
      'notes.yaml': 'a: 1\n',
      'readme.md': 'openapi: 3',
      'app.py': 'app.get("/")\n',
    });
    const { code, err } = await run(folder, 'check', '.');
    deepEqual([code, err], [0, 'No API description and no route was found.\n']);
    equal((await run(folder, 'check', '*.yaml')).code, 0);
    equal((await run(folder, 'fix', '.')).code, 0);
    equal((await run(folder, 'inventory', '.')).code, 0);
  });

  it('is 1 where nothing is wrong but the settings', async () => {
    const folder = folderOf({ 'portcullis.yaml': 'profile: [strict\n' });
    const { code, out, err } = await run(folder, 'check', 'portcullis.yaml');
    deepEqual([code, err], [1, '']);
    match(out, /^1 error in 0 files, 0 operations$/m);
  });

  it('is 2 where a glob matches nothing, and says which', async () => {
    const folder = folderOf({
      'api.yaml': api(),
      'sub/notes.yaml': 'a: 1\n',
      '.gitignore': 'x.yaml\n',
      'x.yaml': api(),
    });
    const line = 'x*.yaml: matches no file that is searched, which leaves out what git ignores\n';
    for (const command of ['check', 'fix', 'inventory', 'baseline', 'threats check'].map((one) =>
      one.split(' '),
    ))
      for (const paths of [['x*.yaml'], ['api.yaml', 'x*.yaml']]) {
        const { code, out, err } = await run(folder, ...command, ...paths);
        deepEqual([code, out, err], [2, '', line], `${command} ${paths}`);
      }
    for (const paths of [['gone/*.yaml'], ['api.yaml', 'gone/*.yaml']]) {
      const { code, err } = await run(folder, 'check', ...paths);
      deepEqual([code, err], [2, 'gone/*.yaml: no such file or folder\n']);
    }
    equal((await run(folder, 'check', 'api.yaml', 'sub/*.yaml')).err, '');
  });

  it('is 0 where nothing of what is named is to be checked, with the reason', async () => {
    const folder = folderOf({
      'portcullis.yaml': 'exclude: [old.yaml, vendor]\n',
      'old.yaml': api('  {}', 'http'),
      'vendor/api.yaml': api('  {}', 'http'),
      'cache/.gitignore': '*\n',
      'cache/api.yaml': api(),
      'notes.md': 'openapi\n',
      'test/app.js': "require('express')().get('/a', () => {});\n",
      'api.yaml': api(),
    });
    for (const [name, reason] of [
      ['old.yaml', 'left out by portcullis.yaml'],
      ['old*.yaml', 'left out by portcullis.yaml'],
      ['vendor', 'left out by portcullis.yaml'],
      ['cache', 'git ignores what it holds'],
      ['notes.md', 'no document, and no code that is read'],
      ['test/app.js', 'code of tests, copied code or what a tool has made'],
    ] as const) {
      const { code, out, err } = await run(folder, 'check', name);
      const line = `${name}: skipped, ${reason}\n`;
      deepEqual([code, err], [0, ''], name);
      equal(out, `${line}No findings in 0 files, 0 operations, 1 file skipped\n`);
      const both = await run(folder, 'check', name, 'api.yaml', '--format', 'json');
      deepEqual(JSON.parse(both.out).skipped, [{ file: name, reason }]);
      for (const command of ['fix', 'baseline']) {
        const other = await run(folder, command, name);
        deepEqual([other.code, other.err.startsWith(line)], [0, true], `${command} ${name}`);
      }
    }
    deepEqual(JSON.parse((await run(folder, 'check', '.', '--format', 'json')).out).skipped, []);
  });

  it('is 2 where the command line cannot be understood', async () => {
    const folder = folderOf({ 'api.yaml': api() });
    const wrong = [
      [],
      ['check'],
      ['chekc', 'api.yaml'],
      ['check', 'api.yaml', '--format', 'xml'],
      ['check', 'api.yaml', '--fail-on', 'fatal'],
      ['check', 'api.yaml', '--profile', 'lax'],
      ['check', 'api.yaml', '--structure', 'maybe'],
      ['check', 'api.yaml', '--today', '2026-02-30'],
      ['check', 'api.yaml', '--today', 'tomorrow'],
      ['check', 'api.yaml', '--rule'],
      ['check', 'api.yaml', '--no-such-option'],
      ['threats', 'api.yaml', 'api.yaml'],
      ['rules', '--format', 'text'],
    ];
    for (const args of wrong) {
      const { code, out, err } = await run(folder, ...args);
      deepEqual([args, code, out], [args, 2, '']);
      match(err, /\S/);
    }
  });

  it('is 0 for help and version', async () => {
    const folder = folderOf({});
    for (const args of [['--help'], ['check', '--help'], ['--version']]) {
      const { code, out, err } = await run(folder, ...args);
      deepEqual([code, err], [0, '']);
      match(out, /\S/);
    }
  });
});
