import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { resolveReference } from '../../server/core/model/openapi/reference.js';
import { api, checked, run } from '../cli/support.js';
import { folderOf } from '../support/folder.js';
import { watched } from './outside.js';

const RULE = 'testing/unresolved-reference';
const ALL = ['--profile', 'strict', '--structure', 'on'];

/** A document whose answers are these references, one a line from line 12 on. */
function referring(refs: readonly string[]): string {
  const answers = refs.map((ref, index) => `        '${index + 200}': { $ref: ${JSON.stringify(ref)} }`);
  return api(`  /a:\n    get:\n      responses:\n${answers.join('\n')}`);
}

/** The lines of unresolved references by message, and what was touched outside. */
async function refused(folder: string, file = 'api.yaml') {
  const { result, inside, opened, called } = await watched(folder, () => checked(folder, file, ...ALL));
  deepEqual([opened, called], [[], []]);
  ok(inside > 0);
  const found = result.findings.filter(({ rule }) => rule === RULE);
  for (const { severity, profile } of found) deepEqual([severity, profile], ['warning', 'recommended']);
  return { found, result };
}

describe('hostile references', () => {
  it('to other machines and other folders are refused where they stand, without a look at what is there', async () => {
    const secret = api('  {}', 'http');
    const outer = folderOf({ 'secret.yaml': secret, 'work/api.yaml': '', 'work-2/secret.yaml': secret });
    const refs = [
      'http://169.254.169.254/latest/meta-data',
      'https://example.com/api.yaml#/a',
      '//example.com/api.yaml',
      'file:///etc/passwd',
      'file://example.com/share/api.yaml',
      '../../../../../../../../etc/passwd',
      '../secret.yaml',
      '../gone.yaml',
      '../work-2/secret.yaml',
      '..%2fsecret.yaml',
      '%2e%2e/secret.yaml',
      `${join(outer, 'secret.yaml')}#/info`,
      'ftp://example.com/a.yaml',
      'data:application/json,{}',
      'javascript:alert(1)',
      '\\\\example.com\\share\\a.yaml',
      'sub/../../secret.yaml',
    ];
    const folder = folderOf({ 'api.yaml': referring(refs) });
    const { found, result } = await refused(folder);
    deepEqual(
      found.map(({ line }) => line),
      refs.map((_, index) => index + 12),
    );
    for (const { message } of found) match(message, /is not opened: it leads out of the workspace\.$/);
    deepEqual([result.summary.files, result.skipped], [1, []]);
  });

  it('never reach a server, from workers neither', async () => {
    let calls = 0;
    const server = createServer((_, response) => {
      calls++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const folder = folderOf({ 'api.yaml': referring([`http://127.0.0.1:${port}/a.yaml`]) });
    equal((await refused(folder)).found.length, 1);
    await new Promise((resolve) => server.close(resolve));
    equal(calls, 0);
  });

  it('through links out of the workspace are refused, through links inside followed', async () => {
    const outside = folderOf({ 'secret.yaml': "ok: { $ref: '#/Gone' }\n" });
    const refs = ['link.yaml#/ok', 'linked/secret.yaml#/ok', 'loop.yaml', 'inner.yaml#/ok'];
    const folder = folderOf({ 'api.yaml': referring(refs), 'real.yaml': 'ok: { description: ok }\n' });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
    symlinkSync(outside, join(folder, 'linked'));
    symlinkSync(join(folder, 'loop.yaml'), join(folder, 'loop.yaml'));
    symlinkSync(join(folder, 'real.yaml'), join(folder, 'inner.yaml'));
    const { found } = await refused(folder);
    deepEqual(
      found.map(({ line, message }) => `${line} ${/leads out|Nothing is found/.exec(message)?.[0]}`),
      ['12 leads out', '13 leads out', '14 Nothing is found'],
    );
    const searched = await watched(folder, () => checked(folder, '.'));
    deepEqual([searched.opened, searched.result.skipped], [[], []]);
    equal((await run(folder, 'check', 'link.yaml')).code, 2);
  });

  it('to what is no file do not block', async () => {
    const refs = ['fifo.yaml', 'folder.yaml', 'gone.yaml'];
    const folder = folderOf({ 'api.yaml': referring(refs) });
    mkdirSync(join(folder, 'folder.yaml'));
    spawnSync('mkfifo', [join(folder, 'fifo.yaml')]);
    const { found } = await refused(folder);
    deepEqual(
      found.map(({ line, message }) => `${line} ${message}`),
      [
        '12 "fifo.yaml" is no file that can be read.',
        '13 "folder.yaml" is no file that can be read.',
        '14 Nothing is found at "gone.yaml".',
      ],
    );
  });

  it('to bytes that are no text are unknown, not missing, and said to be skipped once', async () => {
    const latin = Buffer.from("openapi: 3.0.3\nok: { description: 'caf\xe9' }\n", 'latin1');
    const folder = folderOf({
      'api.yaml': referring(['latin.yaml#/ok', 'readme.md']),
      'latin.yaml': latin,
      'readme.md': '',
    });
    const { found, result } = await refused(folder);
    deepEqual([found, result.skipped], [[], [{ file: 'latin.yaml', reason: 'not UTF-8 text' }]]);
    deepEqual((await checked(folder, '.')).skipped, [{ file: 'latin.yaml', reason: 'not UTF-8 text' }]);
  });

  it('in long chains cost each no more than a short one', () => {
    let asked = 0;
    const named = (index: number) => `#/components/schemas/S${index}`;
    const resolution = resolveReference('file:///w/api.yaml', named(0), 'schema', {
      hasPart: () => true,
      self: () => undefined,
      named: () => undefined,
      reference: (id) => {
        asked += 1;
        return named(Number(/\d+$/.exec(id)?.[0]) + 1);
      },
      absent: () => undefined,
      document: () => undefined,
    });
    equal(resolution, 'found');
    ok(asked < 100, `${asked} asked`);
  });

  it('in circles end', async () => {
    const text = api(`  /a: { $ref: '#/paths/~1b' }
  /b: { $ref: '#/paths/~1a' }
  /c: { $ref: 'other.yaml#/c' }`).replace(
      '  securitySchemes:',
      `  schemas:
    Self: { $ref: '#/components/schemas/Self' }
    A: { allOf: [{ $ref: '#/components/schemas/B' }] }
    B: { properties: { a: { $ref: '#/components/schemas/A' } } }
  responses: { R: { $ref: '#/components/responses/S' }, S: { $ref: '#/components/responses/R' } }
  securitySchemes:
    loop: { $ref: '#/components/securitySchemes/loop' }`,
    );
    const folder = folderOf({ 'api.yaml': text, 'other.yaml': "c: { $ref: 'api.yaml#/paths/~1c' }\n" });
    const { found, result } = await refused(folder);
    equal(result.summary.files, 2);
    // What comes back to itself by way of a property or of `allOf` is a recursive schema, and no fault.
    deepEqual(
      found.map(({ file, pointer }) => `${file} ${pointer}`),
      [
        'api.yaml /components/schemas/Self/$ref',
        'api.yaml /components/responses/R/$ref',
        'api.yaml /components/responses/S/$ref',
        'api.yaml /components/securitySchemes/loop/$ref',
        'api.yaml /paths/~1a/$ref',
        'api.yaml /paths/~1b/$ref',
        'api.yaml /paths/~1c/$ref',
        'other.yaml /c/$ref',
      ],
    );
    for (const { message } of found) match(message, /references that lead back to each other\.$/);
    for (const command of ['inventory', 'threats', 'fix']) {
      const { code } = await run(folder, command, 'api.yaml');
      equal(code, 0);
    }
  });
});
