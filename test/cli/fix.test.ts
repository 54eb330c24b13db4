import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../support/folder.js';
import { api, checked, run } from './support.js';

const OPEN = api('  {}', 'http');
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

describe('fix', () => {
  it('shows a diff and exits with 1 without touching the file', async () => {
    const folder = folderOf({ 'sub/api.yaml': OPEN });
    const { code, out, written } = await run(folder, 'fix', '.');
    deepEqual([code, written], [1, []]);
    match(out, /^--- a\/sub\/api\.yaml\n\+\+\+ b\/sub\/api\.yaml\n@@ -1,6 \+1,6 @@\n openapi/);
    match(out, /\n-servers: \[\{ url: 'http:\/\/api\.example\.com' \}\]\n\+servers: \[\{ url: 'https:/);
    equal(read(folder, 'sub/api.yaml'), OPEN);
  });

  it('writes, and has nothing left to do then', async () => {
    const folder = folderOf({ 'api.yaml': OPEN });
    const first = await run(folder, 'fix', '.', '--write');
    deepEqual([first.code, first.out, first.written], [0, 'api.yaml: fixed\n', [join(folder, 'api.yaml')]]);
    const fixed = read(folder, 'api.yaml');
    match(fixed, /https:\/\/api\.example\.com/);
    for (const args of [['--write'], []]) {
      const again = await run(folder, 'fix', '.', ...args);
      deepEqual([again.code, again.out, again.err, again.written], [0, '', 'Nothing to fix.\n', []]);
    }
    equal(read(folder, 'api.yaml'), fixed);
    equal((await checked(folder, '.')).summary.bySeverity.error, 0);
  });

  it('is announced only for what it can repair where it stands', async () => {
    const twice = api('  {}', 'http').replace(
      "'http://api.example.com'",
      "'http://a.io', url: 'http://b.io'",
    );
    const shared = api(
      '  { /a: { servers: [&s { url: http://a.io }], get: { servers: [*s], responses: {} } } }',
      'https',
    );
    for (const text of [twice, shared]) {
      const folder = folderOf({ 'api.yaml': text });
      const { findings } = await checked(folder, '.', '--rule', 'crypto/*');
      ok(findings.length > 0);
      deepEqual(
        findings.flatMap(({ fixes }) => fixes),
        [],
      );
      ok(!(await run(folder, 'check', '.')).out.includes('fixed safely'));
      equal((await run(folder, 'fix', '.')).err, 'Nothing to fix.\n');
    }
    const folder = folderOf({ 'api.yaml': OPEN });
    ok((await run(folder, 'check', '.')).out.includes('1 can be fixed safely'));
  });

  it('is announced only for files that it would write', async () => {
    const folder = folderOf({
      'api/a.yaml': api("\n  /a: { $ref: '../item.yaml' }", 'https'),
      'item.yaml': 'servers: [{ url: http://b.acme.io }]\nget: { responses: {} }\n',
    });
    const said = async (name: string) => (await run(folder, 'check', name)).out.includes('fixed safely');
    const fixes = async (name: string) => (await run(folder, 'fix', name)).out !== '';
    deepEqual([await said('api'), await fixes('api')], [false, false]);
    deepEqual([await said('.'), await fixes('.')], [true, true]);
  });

  it('applies safe fixes only, of the rules that it is told', async () => {
    const text = OPEN.replace('scheme: bearer', 'scheme: basic');
    const folder = folderOf({ 'api.yaml': text });
    ok((await checked(folder, '.')).findings.some(({ rule }) => rule === 'auth/http-basic'));
    equal((await run(folder, 'fix', '.', '--rule', 'auth/*')).code, 0);
    equal(
      (await run(folder, 'fix', '.', '--safe', '--rule', 'crypto/*', '--rule', 'auth/*', '--write')).code,
      0,
    );
    equal(read(folder, 'api.yaml'), text.replace('http://', 'https://'));
  });

  it('says what needs a review, and takes it where it is asked to', async () => {
    const cookie = '\n  /a: { get: { security: [{ a: [] }], responses: {} } }';
    const flow = 'type: oauth2, flows: { implicit: { authorizationUrl: https://a.acme.io, scopes: {} } }';
    const text = api(cookie, 'http').replace('type: http, scheme: bearer', flow);
    const folder = folderOf({ 'api.yaml': text });
    const one = ['fix', '.', '--rule', 'auth/oauth-implicit-flow'];
    const told = await run(folder, ...one);
    deepEqual([told.code, told.out, told.err], [0, '', '1 fix needs a review: --review takes it too.\n']);
    const shown = await run(folder, ...one, '--review');
    deepEqual([shown.code, shown.err, shown.written], [1, '', []]);
    match(shown.out, /^--- a\/api\.yaml\n.*^\+.*authorizationCode/ms);
    equal(read(folder, 'api.yaml'), text);
    const all = await run(folder, 'fix', '.', '--review', '--write');
    deepEqual([all.code, all.err], [0, '']);
    match(read(folder, 'api.yaml'), /https:\/\/api\.example\.com.*authorizationCode/s);
    equal((await run(folder, 'fix', '.', '--review')).err, 'Nothing to fix.\n');
    const torn = await run(folder, 'fix', '.', '--review', '--safe');
    deepEqual([torn.code, torn.out], [2, '']);
  });

  it('keeps a byte order mark and the ends of lines', async () => {
    const text = `\uFEFF${OPEN.replaceAll('\n', '\r\n')}`;
    const folder = folderOf({ 'api.yaml': text, 'no-end.yaml': OPEN.trimEnd() });
    equal((await run(folder, 'fix', '.', '--write')).code, 0);
    equal(read(folder, 'api.yaml'), text.replace('http://', 'https://'));
    equal(read(folder, 'no-end.yaml'), OPEN.trimEnd().replace('http://', 'https://'));
  });

  it('keeps the byte order mark of a file that a document in the folder refers to', async () => {
    const model = '\uFEFFA:\n  type: string\n  example: AKIAQ7RM2ZK4VYT3WXLB\n';
    const content = "content: { application/json: { schema: { $ref: 'parts/a.yaml#/A' } } }";
    const root = api(`  /a: { get: { responses: { '200': { description: ok, ${content} } } } }`);
    const folder = folderOf({ 'api.yaml': root, 'parts/a.yaml': model });
    equal((await run(folder, 'fix', '.', '--write')).code, 0);
    const fixed = read(folder, 'parts/a.yaml');
    deepEqual([fixed.startsWith('\uFEFFA:\n'), fixed.includes('AKIAQ7RM2ZK4VYT3WXLB')], [true, false]);
  });

  it('leaves files alone that nobody named, although they are read', async () => {
    const root = api().replace(
      '  securitySchemes:',
      "  schemas: { A: { $ref: './other.yaml#/components/schemas/A' } }\n  securitySchemes:",
    );
    const other = `${OPEN.replace('  securitySchemes:', '  schemas: { A: { type: string } }\n  securitySchemes:')}`;
    const folder = folderOf({ 'api.yaml': root, 'other.yaml': other });
    ok((await checked(folder, 'api.yaml')).findings.some(({ file }) => file === 'other.yaml'));
    const { code, err, written } = await run(folder, 'fix', 'api.yaml', '--write');
    deepEqual([code, written], [0, []]);
    equal(err, '1 fix lies in a file that the paths do not name: other.yaml.\n');
    equal(read(folder, 'other.yaml'), other);
  });

  it('does not write through a link that leads out of the folder', async () => {
    const outside = folderOf({ 'api.yaml': OPEN });
    const folder = folderOf({ 'own.yaml': OPEN });
    symlinkSync(join(outside, 'api.yaml'), join(folder, 'link.yaml'));
    const { code, written } = await run(folder, 'fix', '.', 'link.yaml', '--write');
    deepEqual([code, written], [0, [join(folder, 'own.yaml')]]);
    equal(read(outside, 'api.yaml'), OPEN);
    equal((await run(folder, 'fix', 'link.yaml', '--write')).code, 2);
  });

  it('prints a diff that makes of the file what it would write', async () => {
    const servers = Array.from({ length: 9 }, (_, n) => ({
      url: `http://s${n}.example.com`,
      'x-a': [n, n, n],
    }));
    const document = { openapi: '3.0.3', servers, paths: {} };
    const pretty = JSON.stringify(document, null, 2);
    const folder = folderOf({
      'a.json': `${pretty}\n`,
      'b.json': pretty,
      'c.json': JSON.stringify(document),
    });
    for (const name of ['a.json', 'b.json', 'c.json']) {
      const before = read(folder, name);
      const { out } = await run(folder, 'fix', name);
      await run(folder, 'fix', name, '--write');
      equal(patched(before, out), read(folder, name));
    }
  });
});

/** The text after a unified diff; every line that the diff keeps or takes away must be there. */
function patched(text: string, diff: string): string {
  const note = '\n\\ No newline at end of file';
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const made: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const [head = '', ...body] = hunk.replaceAll(note, '\0').split('\n').slice(0, -1);
    const start = Number(/^@@ -(\d+)/.exec(head)?.[1]) - 1;
    made.push(...lines.slice(at, start));
    at = start;
    for (const line of body) {
      const content = line.endsWith('\0') ? line.slice(1, -1) : `${line.slice(1)}\n`;
      if (line[0] !== '+') equal(lines[at++], content);
      if (line[0] !== '-') made.push(content);
    }
  }
  return [...made, ...lines.slice(at)].join('');
}
