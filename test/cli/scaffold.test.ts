import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SNIPPETS } from '../../snippets/index.js';
import { folderOf } from '../support/folder.js';
import { run } from './support.js';

describe('portcullis scaffold', () => {
  it('lists every snippet with its languages', async () => {
    const folder = folderOf({});
    for (const args of [[], ['--list']]) {
      const { code, out } = await run(folder, 'scaffold', ...args);
      equal(code, 0);
      deepEqual(
        out
          .trimEnd()
          .split('\n')
          .map((line) => line.split(' ')[0]),
        SNIPPETS.map(({ id }) => id),
      );
      match(out, /^auth\/express-jwt-guard .*\(javascript, typescript\)$/m);
      match(out, /^limits\/shared-429-response .*\(yaml, json\)$/m);
    }
  });

  it('prints one by its id or its prefix, with its defaults filled in', async () => {
    const folder = folderOf({});
    const yaml = await run(folder, 'scaffold', 'limits/shared-429-response');
    ok(Object.hasOwn(parse(yaml.out).components.responses, 'TooManyRequests'));
    equal((await run(folder, 'scaffold', 'sec-429')).out, yaml.out);
    const json = await run(folder, 'scaffold', 'sec-429', '--language', 'json');
    deepEqual(JSON.parse(json.out), parse(yaml.out));
    match((await run(folder, 'scaffold', 'sec-jwt', '--language', 'typescript')).out, /req: Request/);
  });

  it('writes a new file in the language of its name, and never over one that is there', async () => {
    const folder = folderOf({ 'mine.py': 'keep me\n' });
    const { code, out } = await run(folder, 'scaffold', 'sec-jwt', '--output', 'guard.ts');
    deepEqual([code, out], [0, 'guard.ts: written\n']);
    match(readFileSync(join(folder, 'guard.ts'), 'utf8'), /req: Request/);
    const taken = await run(folder, 'scaffold', 'sec-pydantic', '--output', 'mine.py');
    deepEqual([taken.code, taken.out], [2, '']);
    match(taken.err, /^mine\.py: the file is there already/);
    equal(readFileSync(join(folder, 'mine.py'), 'utf8'), 'keep me\n');
  });

  it('could not run for a snippet that does not exist, or not in that language', async () => {
    const folder = folderOf({});
    equal((await run(folder, 'scaffold', 'no/such')).code, 2);
    for (const args of [['--list'], []]) {
      const { code, out, err } = await run(folder, 'scaffold', ...args, '--output', 'all.txt');
      deepEqual([code, out, existsSync(join(folder, 'all.txt'))], [2, '', false]);
      match(
        err,
        args.length > 0 ? /'--list' cannot be used with option '--output/ : /^all\.txt: name the snippet/,
      );
    }
    equal((await run(folder, 'scaffold', 'sec-jwt', '--language', 'python')).code, 2);
    equal((await run(folder, 'scaffold', 'sec-jwt', '--output', 'guard.yaml')).code, 2);
  });
});
