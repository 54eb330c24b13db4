import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, checked, places, rules, run } from '../cli/support.js';
import { addFiles, folderOf } from '../support/folder.js';

const OPEN = api('  {}', 'http');
const FOUND = ['crypto/server-http api.yaml:3:18-3:42'];

describe('hostile files', () => {
  it('with a byte order mark or other ends of lines have their findings where they are seen', async () => {
    const texts = [`\uFEFF${OPEN}`, OPEN.replaceAll('\n', '\r\n'), `\uFEFF${OPEN.replaceAll('\n', '\r\n')}`];
    for (const text of texts) {
      deepEqual(places(await checked(folderOf({ 'api.yaml': text }), '.')), FOUND);
    }
    const json = '\uFEFF{"openapi":"3.0.3","servers":[{"url":"http://api.example.com"}],\r\n"paths":{}}';
    deepEqual(places(await checked(folderOf({ 'api.json': json }), '.')), [
      'crypto/server-http api.json:1:38-1:62',
    ]);
  });

  it('of no bytes say nothing', async () => {
    const folder = folderOf({
      'a.yaml': '',
      'b.json': '',
      'c.js': '',
      'd.yaml': '\uFEFF',
      'e.yaml': '\n\n',
      'f.json': ' ',
    });
    const { findings, summary, skipped } = await checked(
      folder,
      'a.yaml',
      'b.json',
      'c.js',
      'd.yaml',
      'e.yaml',
      'f.json',
    );
    // The code alone is of a kind that is read.
    deepEqual([findings, summary.files, skipped], [[], 1, []]);
    for (const command of ['check', 'fix', 'inventory'])
      equal((await run(folder, command, 'a.yaml')).code, 0);
  });

  it('that are not UTF-8 or too large are skipped with the reason; the rest is read', async () => {
    const folder = folderOf({
      'api.yaml': OPEN,
      'latin.yaml': Buffer.from(`${OPEN}x-a: \xe9\n`, 'latin1'),
      'utf16.yaml': Buffer.from(`\uFEFF${OPEN}`, 'utf16le'),
      'cut.json': Buffer.concat([Buffer.from('{"openapi":"3.0.3","a":"'), Buffer.from([0xf0, 0x9f])]),
      'image.json': Buffer.from([0xff, 0xd8, 0xff, 0]),
    });
    writeFileSync(join(folder, 'large.yaml'), `${OPEN}# ${'x'.repeat(20 * 1024 * 1024)}\n`);
    const report = await checked(folder, '.');
    deepEqual(places(report), FOUND);
    const encoding = ['cut.json', 'latin.yaml', 'utf16.yaml'].map((file) => ({
      file,
      reason: 'not UTF-8 text',
    }));
    const [cut, latin, utf16] = encoding;
    deepEqual(
      report.skipped,
      [cut, { file: 'large.yaml', reason: 'larger than 20 MB' }, latin, utf16].sort((a, b) =>
        (a?.file ?? '') < (b?.file ?? '') ? -1 : 1,
      ),
    );
    equal((await run(folder, 'check', 'large.yaml')).code, 2);
  });

  it('of 13 MB are read to their end', async () => {
    const paths = Array.from({ length: 4000 }, (_, index) => {
      const words = 'a description that nobody reads '.repeat(100);
      return `  /things/${index}:\n    get: { description: '${words}', responses: { '200': { description: ok } } }\n`;
    });
    const folder = folderOf({ 'api.yaml': `${api('', 'http')}${paths.join('')}x-end: { $ref: 1 }\n  : [\n` });
    ok(readFileSync(join(folder, 'api.yaml')).length > 12_000_000);
    const { findings, summary } = await checked(folder, '.');
    equal(summary.operations, 4000);
    equal(findings[0]?.rule, 'crypto/credentials-over-cleartext');
    equal(findings.at(-1)?.rule, 'testing/unreadable-document');
  }).timeout(120_000);

  it('that are folders, pipes or out of reach stop nothing', async () => {
    const folder = folderOf({ 'api.yaml': OPEN, 'locked.yaml': OPEN, 'x.yaml/inner.yaml': OPEN });
    mkdirSync(join(folder, 'y.json'));
    spawnSync('mkfifo', [join(folder, 'pipe.yaml')]);
    deepEqual(rules(await checked(folder, 'api.yaml', 'x.yaml', 'y.json')), [
      'api.yaml crypto/server-http',
      'x.yaml/inner.yaml crypto/server-http',
    ]);
    const searched = await checked(folder, '.');
    deepEqual([searched.findings.length, searched.skipped], [3, []]);
    equal((await run(folder, 'check', 'pipe.yaml')).code, 2);
    equal((await run(folder, 'check', 'y.json')).code, 0);
  });

  it('that may not be read are passed over', async () => {
    const folder = folderOf({ 'api.yaml': OPEN });
    addFiles(folder, { 'locked.yaml': OPEN, 'locked/a.yaml': OPEN });
    chmodSync(join(folder, 'locked.yaml'), 0);
    chmodSync(join(folder, 'locked'), 0);
    chmodSync(folder, 0o755);
    // Root may read everything, so the command runs as nobody.
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.(65534);
    try {
      deepEqual(places(await checked(folder, '.')), FOUND);
      equal((await run(folder, 'check', 'locked.yaml')).code, 2);
    } finally {
      if (root) process.seteuid?.(0);
      chmodSync(join(folder, 'locked'), 0o755);
    }
  });
});
