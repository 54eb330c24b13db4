import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../support/folder.js';
import { api, checked, places, rules, run, TODAY } from './support.js';

const BASIC = `swagger: '2.0'
info: { title: "🔑 Orders", version: '1' }
host: api.example.com
schemes: [https]
securityDefinitions: { "🔑": { type: basic } }
security: [{ "🔑": [] }]
paths: {}
`;
const LIST = `  /orders:
    get:
      security: []
      responses: { '200': { description: ok } }`;
const MIXED = api(LIST, 'http');

const WARNING = api(LIST.replace('description: ok', "$ref: '#/components/responses/Gone'"));

describe('check', () => {
  it('reports findings as JSON, in the order of files and places', async () => {
    const folder = folderOf({ 'b/basic.yaml': BASIC, 'a.yaml': MIXED });
    const report = await checked(folder, '.', '--structure', 'off');
    deepEqual(places(report), [
      'crypto/server-http a.yaml:3:18-3:42',
      'auth/read-operation-unprotected a.yaml:11:17-11:19',
      'auth/http-basic b/basic.yaml:5:38-5:43',
    ]);
    deepEqual(Object.keys(report), ['version', 'findings', 'summary', 'skipped']);
    deepEqual([report.version, report.skipped], [1, []]);
    deepEqual(report.summary, {
      files: 2,
      operations: 1,
      routes: 0,
      bySeverity: report.summary.bySeverity,
      suppressed: 0,
    });
    deepEqual(Object.keys(report.summary.bySeverity), ['error', 'warning', 'info', 'hint']);
    equal(
      Object.values(report.summary.bySeverity).reduce((sum, count) => sum + count),
      3,
    );
  });

  it('says of each finding what the reader of a report needs', async () => {
    const { findings } = await checked(folderOf({ 'api.yaml': MIXED }), 'api.yaml');
    const required = ['rule', 'severity', 'profile', 'message', 'file', 'line', 'column', 'endLine'];
    for (const finding of findings) {
      deepEqual(Object.keys(finding).slice(0, 9), [...required, 'endColumn']);
      match(finding.fingerprint, /^[0-9a-f]{16}$/);
      for (const fix of finding.fixes) deepEqual(Object.keys(fix), ['title', 'safety']);
    }
    const [server, read] = findings;
    deepEqual([server?.pointer, server?.endpoint], ['/servers/0/url', undefined]);
    equal(read?.endpoint, 'GET /orders');
    match(read?.pointer ?? '', /^\/paths\/~1orders\/get/);
    ok(server?.fixes.some(({ safety }) => safety === 'safe'));
  });

  it('prints them for a person, with a line of totals', async () => {
    const { out, code, err } = await run(folderOf({ 'api.yaml': MIXED }), 'check', 'api.yaml');
    deepEqual([code, err], [1, '']);
    match(out, /^api\.yaml\n {3}3:18 {2}error +\S.*crypto\/server-http\n/);
    match(out, /\n1 error, 1 info in 1 file, 1 operation; 1 can be fixed safely: portcullis fix\n$/);
  });

  it('lets no control character of a document through to the terminal', async () => {
    const text = api().replace(
      'paths:',
      '  schemas: { A: { $ref: "#/components/schemas/\\u001b[2J" } }\npaths:',
    );
    const { out } = await run(folderOf({ 'api.yaml': text }), 'check', 'api.yaml');
    match(out, /testing\/unresolved-reference/);
    equal(out.includes('\u001b'), false);
  });

  it('takes rules by id and by glob, several times, and the strict profile', async () => {
    const folder = folderOf({ 'api.yaml': MIXED, 'basic.yaml': BASIC });
    deepEqual(rules(await checked(folder, '.', '--rule', 'auth/*')), [
      'api.yaml auth/read-operation-unprotected',
      'basic.yaml auth/http-basic',
    ]);
    deepEqual(rules(await checked(folder, '.', '--rule', 'auth/http-basic', '--rule', 'crypto/*')), [
      'api.yaml crypto/server-http',
      'basic.yaml auth/http-basic',
    ]);
    // A glob of strict rules only asks for them by name.
    deepEqual(
      rules(await checked(folder, '.', '--rule', 'limits/429-m*')),
      rules(await checked(folder, '.', '--rule', 'limits/429-missing')),
    );
    deepEqual(rules(await checked(folder, '.', '--rule', 'limits/429-missing')), [
      'api.yaml limits/429-missing',
    ]);
    const recommended = await checked(folder, 'api.yaml');
    const strict = await checked(folder, 'api.yaml', '--profile', 'strict');
    ok(rules(strict).includes('api.yaml limits/429-missing'));
    ok(recommended.findings.every(({ profile }) => profile === 'recommended'));
    for (const rule of rules(recommended)) ok(rules(strict).includes(rule));
  });

  it('fails on the severity that it is told, or a worse one', async () => {
    const folder = folderOf({ 'error.yaml': api('  {}', 'http'), 'warning.yaml': WARNING, 'ok.yaml': api() });
    const codes: number[] = [];
    for (const limit of ['error', 'warning', 'info', 'hint', 'never']) {
      for (const file of ['error.yaml', 'warning.yaml', 'ok.yaml'])
        codes.push((await run(folder, 'check', file, '--fail-on', limit)).code);
    }
    deepEqual(codes, [1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0]);
    equal((await run(folder, 'check', 'warning.yaml')).code, 0);
  });

  it('writes the report to a file', async () => {
    const folder = folderOf({ 'api.yaml': MIXED });
    const plain = await run(folder, 'check', 'api.yaml', '--format', 'json');
    const filed = await run(folder, 'check', 'api.yaml', '--format', 'json', '--output', 'report.json');
    deepEqual([filed.code, filed.out, filed.written], [1, '', [join(folder, 'report.json')]]);
    equal(readFileSync(join(folder, 'report.json'), 'utf8'), plain.out);
    equal((await run(folder, 'check', 'api.yaml', '--output', 'no/such/folder.json')).code, 2);
  });

  it('asks for a second opinion on the structure unless it is told not to', async () => {
    const folder = folderOf({
      'api.yaml': api().replace("version: '1'", "version: '1', bogus: 1"),
      'number.yaml': api().replace("version: '1'", 'version: 1'),
    });
    const found = async (...more: readonly string[]) =>
      rules(await checked(folder, 'api.yaml', '--rule', 'testing/invalid-document', ...more));
    deepEqual(await found('--structure', 'on'), ['api.yaml testing/invalid-document']);
    deepEqual(await found(), ['api.yaml testing/invalid-document']);
    deepEqual(await found('--structure', 'off'), []);
    const number = await checked(folder, 'number.yaml', '--profile', 'strict');
    deepEqual(places(number).slice(0, 1), ['testing/invalid-document number.yaml:2:33-2:34']);
  });

  it('lets an allow comment end with its day', async () => {
    const text = api(
      LIST.replace(
        '    get:',
        '    # portcullis-allow auth/*: a list for everybody until 2026-03-01\n    get:',
      ),
    );
    const folder = folderOf({ 'api.yaml': text });
    const until = await checked(folder, 'api.yaml', '--today', '2026-03-01');
    deepEqual([rules(until), until.summary.suppressed], [[], 1]);
    const after = await checked(folder, 'api.yaml', '--today', '2026-03-02');
    deepEqual(rules(after), [
      'api.yaml testing/suppression-expired',
      'api.yaml auth/read-operation-unprotected',
    ]);
    deepEqual([rules(await checked(folder, 'api.yaml')), TODAY < '2026-03-01'], [[], true]);
  });

  it('judges an allow comment as unused only for rules that ran', async () => {
    const text = api(
      LIST.replace('      security: []\n', '').replace(
        '    get:',
        '    # portcullis-allow auth/*: settled\n    get:',
      ),
    );
    const folder = folderOf({ 'api.yaml': text });
    deepEqual(rules(await checked(folder, 'api.yaml')), ['api.yaml testing/suppression-unused']);
    deepEqual(rules(await checked(folder, 'api.yaml', '--rule', 'crypto/*', '--rule', 'testing/*')), []);
  });
});
