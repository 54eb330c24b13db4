import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { threatId } from '../../server/core/model/threats/identity.js';
import { folderOf } from '../support/folder.js';
import { run } from './support.js';

const PUBLIC = threatId('s.no-auth-sensitive', 'books');
const API = `openapi: 3.0.3
info: { title: Books, version: '1' }
servers: [{ url: https://api.example.com }]
security: [{ bearer: [] }]
paths:
  /books:
    get: { responses: { '200': { description: OK } } }
    post: { security: [], responses: { '201': { description: Created } } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
`;
const APP = `const app = require('express')();
app.use(require('express-rate-limit')({ max: 5 }));
app.get('/books', (req, res) => res.json([]));
app.post('/books', (req, res) => res.end());
`;
const DECIDED = `version: 1
decisions:
  ${PUBLIC}:
    kind: s.no-auth-sensitive
    scope: books
    status: not-applicable
    reason: A shop.
    by: Bo
    at: 2026-01-01
`;

interface Card {
  readonly id: string;
  readonly template: string;
  readonly status: string;
  readonly evidence: readonly { readonly rule: string; readonly file: string }[];
}

async function cards(folder: string, ...args: readonly string[]): Promise<readonly Card[]> {
  const { code, out, err } = await run(folder, 'threats', ...args, '--format', 'json');
  deepEqual([code, err], [0, '']);
  const report: { readonly cards: readonly Card[] } = JSON.parse(out);
  return report.cards;
}

describe('threats of a document with its code', () => {
  const files = { 'package.json': '{}', 'api/openapi.yaml': API, 'src/app.js': APP };

  it('read the code of the package, wherever the command is run', async () => {
    const folder = folderOf(files);
    for (const [cwd, path] of [
      [folder, 'api/openapi.yaml'],
      [join(folder, 'api'), 'openapi.yaml'],
      [join(folder, 'src'), join(folder, 'api/openapi.yaml')],
    ] satisfies [string, string][]) {
      const found = await cards(cwd, path);
      ok(!found.some(({ template }) => template === 'TM-D-01'), 'every route is limited');
      const open = found.find(({ id }) => id === PUBLIC);
      ok(
        open?.evidence.some(
          ({ rule, file }) => rule === 'auth/route-missing-guard' && file.endsWith('app.js'),
        ),
      );
    }
  });

  it('read no other document where there is no code', async () => {
    const folder = folderOf({ ...files, 'src/app.js': '', 'other.yaml': '\u0000' });
    ok((await cards(folder, 'api/openapi.yaml')).some(({ template }) => template === 'TM-D-01'));
  });

  it('count decisions, and show them in the report', async () => {
    const folder = folderOf({ ...files, 'api/openapi.threats.yaml': DECIDED });
    const [card] = (await cards(folder, 'api/openapi.yaml')).filter(({ id }) => id === PUBLIC);
    equal(card?.status, 'mitigated');
    const { out } = await run(folder, 'threats', 'api/openapi.yaml');
    match(out, /\*\*Not applicable\*\* · /);
    match(out, /\*\*Decided\*\*: Not applicable, by Bo on 2026-01-01\n\n- Reason: A shop\.\n/);
  });
});

describe('what is said to be dealt with while the document is silent', () => {
  const LIMITED = threatId('d.no-rate-limit', 'api');
  const SILENT = /^- The document does not mention it, which contradicts nobody: `limits\/429-missing`$/m;
  const decided = (status: string) =>
    folderOf({
      'api.yaml': API,
      'api.threats.yaml': DECIDED.replace(PUBLIC, LIMITED)
        .replace('s.no-auth-sensitive', 'd.no-rate-limit')
        .replace('scope: books', 'scope: api')
        .replace('not-applicable', status),
    });

  it('is contradicted by nobody, and the report says why', async () => {
    for (const status of ['mitigated', 'mitigated-elsewhere']) {
      const folder = decided(status);
      equal((await run(folder, 'threats', 'check')).code, 0);
      match((await run(folder, 'threats', 'api.yaml')).out, SILENT);
    }
  });

  it('is not mentioned of other answers', async () => {
    for (const status of ['not-applicable', 'transferred', 'needs-review']) {
      ok(!SILENT.test((await run(decided(status), 'threats', 'api.yaml')).out), status);
    }
  });
});

describe('threats check', () => {
  const check = (files: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    run(folderOf(files), 'threats', 'check', ...args);

  it('is 0 where every decision counts', async () => {
    const files = { 'api.yaml': API, 'api.threats.yaml': DECIDED };
    for (const args of [[], ['.'], ['api.yaml'], ['api.threats.yaml']]) {
      const { code, out, err } = await check(files, ...args);
      deepEqual([code, out, err], [0, 'No findings in 1 file, 2 operations\n', ''], args.join(' '));
    }
  });

  it('is 1 where one does not, says where, and writes nothing', async () => {
    const folder = folderOf({
      'api.yaml': API,
      'api.threats.yaml': DECIDED.replace('not-applicable', 'mitigated').replace('by: Bo', 'by: []'),
    });
    const before = readFileSync(join(folder, 'api.threats.yaml'), 'utf8');
    const { code, out, written } = await run(folder, 'threats', 'check', 'api.yaml', '--format', 'json');
    const report: { readonly findings: readonly { readonly rule: string; readonly line: number }[] } =
      JSON.parse(out);
    deepEqual(
      [code, report.findings.map(({ rule, line }) => `${line} ${rule}`)],
      [1, ['3 design/contradicted-claim', '8 testing/invalid-threat-decisions']],
    );
    deepEqual(written, []);
    equal(readFileSync(join(folder, 'api.threats.yaml'), 'utf8'), before);
  });

  it('reads what git left of a merge, and is 1', async () => {
    const { code, out } = await check({
      'api.yaml': API,
      'api.threats.yaml': `<<<<<<< a\n${DECIDED}=======\n>>>>>>> b\n`,
    });
    equal(code, 1);
    match(out, /1:1 +warning +Two sides of a merge meet here/);
  });

  it('knows the day', async () => {
    const text = DECIDED.replace('not-applicable', 'accepted').replace(
      'by: Bo',
      'approver: Bo\n    review: 2026-06-30',
    );
    const files = { 'api.yaml': API, 'api.threats.yaml': text };
    equal((await check(files, 'api.yaml')).code, 0);
    const { code, out } = await check(files, 'api.yaml', '--today', '2026-07-01');
    equal(code, 1);
    match(out, /accepted until 2026-06-30/);
  });

  it('is 0 where nobody decided anything, and 2 where it could not look', async () => {
    const none = await check({ 'api.yaml': API });
    deepEqual([none.code, none.err], [0, 'no decisions about threats found\n']);
    for (const path of ['missing.yaml', 'a.yaml']) equal((await check({ 'a.yaml': 'a: 1' }, path)).code, 2);
  });

  it('says where a file decides nothing, and where it is of another shape', async () => {
    for (const text of ['', '# later\n', 'version: 1\n', 'version: 1\ndecisions: {}\n']) {
      const { code, out, err } = await check({ 'api.yaml': API, 'api.threats.yaml': text }, 'api.yaml');
      deepEqual(
        [code, out, err],
        [0, 'No findings in 1 file, 2 operations\n', 'no decisions about threats found\n'],
        text,
      );
    }
    for (const text of ['[]', '[]\n', '- a\n', '\tfoo', 'foo\n', '3\n']) {
      const { code, out, err } = await check(
        { 'api.yaml': API, 'api.threats.yaml': text },
        'api.threats.yaml',
      );
      deepEqual([code, err], [1, ''], text);
      match(out, /1:\d +warning +This file takes "version" and "decisions", one a line\./);
    }
  });

  it('holds what is decided against each form of a document that shares it', async () => {
    const closed = API.replace('security: [], ', '');
    const text = DECIDED.replace('status: not-applicable', 'status: mitigated\n    where: src/a.js');
    const files = { 'src/a.js': '', 'api.yaml': closed, 'api.json': '{}', 'api.threats.yaml': text };
    equal((await check(files)).code, 0);
    const open = JSON.stringify(parse(API));
    const { code, out } = await check({ ...files, 'api.json': open });
    equal(code, 1);
    match(out, /3:3 +warning +This is said to be dealt with, but .* shows the opposite/);
    equal((await check({ ...files, 'api.json': JSON.stringify(parse(closed)) })).code, 0);
  });

  it('brings no other document of the same name', async () => {
    const folder = folderOf({
      'api.yaml': API,
      'api.json': '{"openapi": "3.0.3"}',
      'api.threats.yaml': DECIDED,
    });
    const { out } = await run(folder, 'check', 'api.yaml', '--fail-on', 'never', '--profile', 'strict');
    ok(!out.includes('api.json'), out);
  });

  it('finds decisions whose document was renamed, in a folder and by name', async () => {
    const files = {
      'renamed.yaml': API,
      'sub/api.threats.yaml': DECIDED,
      'risks.threats.yaml': 'risks: []\n',
    };
    for (const args of [[], ['.'], ['sub'], ['sub/api.threats.yaml']]) {
      const { code, out } = await check(files, ...args);
      equal(code, 1, args.join(' '));
      match(out, /sub\/api\.threats\.yaml\n +1:1 +warning +No API description of this name stands beside/);
      match(out, /1 warning in 1 file/);
    }
  });

  it('says nothing of decisions whose document is there and cannot be read', async () => {
    const files = { 'api.yaml': Buffer.from([0xff, 0xfe, 0x80]), 'api.threats.yaml': DECIDED };
    const { code, out } = await run(folderOf(files), 'threats', 'check', 'api.threats.yaml');
    deepEqual([code, out], [0, 'No findings in 1 file, 0 operations\n']);
  });

  it('looks for the places where threats are said to be dealt with', async () => {
    const there = { 'package.json': '{}', 'src/limit.go': '', 'api/api.yaml': API, 'api/src/own.ts': '' };
    const gone = async (where: string) => {
      const text = DECIDED.replace('status: not-applicable', `status: mitigated\n    where: ${where}`);
      const folder = folderOf({ ...there, 'api/api.threats.yaml': text });
      const outs: string[] = [];
      for (const [cwd, path] of [
        [folder, 'api'],
        [folder, 'api/api.yaml'],
        [join(folder, 'api'), 'api.yaml'],
      ] satisfies [string, string][]) {
        outs.push((await run(cwd, 'threats', 'check', path)).out);
      }
      const found = outs.map((out) => out.includes('is not there'));
      equal(new Set(found).size, 1, `${where}: ${outs.join('')}`);
      return found[0];
    };
    for (const where of ['src/limit.js', './src/limit.go', 'api/src/own.go', 'src/x.go:12', 'gone.py#limit'])
      equal(await gone(where), true, where);
    for (const where of [
      ...['src/limit.go', 'src/limit.go:12', "'src/limit.go#limit'", 'src/own.ts', './src/own.ts'],
      ...['../src/limit.go', '../../elsewhere/x.go', 'the gateway', 'helmet.js', 'auth/requireUser'],
      ...['src/auth.requireUser', 'api.example.com/limits.json', 'https://example.com/a.md'],
      ...[
        'src/a.js and src/b.js',
        'node_modules/express-rate-limit/index.js',
        'src/**/*.js',
        '/etc/nginx.conf',
      ],
    ])
      equal(await gone(where), false, where);
  });

  it('knows the kinds of threats', async () => {
    const kind = async (text: string, of: string) =>
      (await check({ 'api.yaml': API, 'api.threats.yaml': text.replace('s.no-auth-sensitive', of) })).out;
    for (const of of ['s.no-auth', 'd.no-rate-limit']) {
      match(await kind(DECIDED, of), /4:11 +warning +This threat is of the kind "s\.no-auth-sensitive"\./);
    }
    const never = DECIDED.replace(PUBLIC, 'abcdefabcdef');
    match(await kind(never, 'd.no-rate-limit'), /3:3 +warning +No threat of this document has the id/);
    const repaired = API.replace('security: [], ', '');
    const { out } = await check({
      'api.yaml': repaired,
      'api.threats.yaml': DECIDED.replace('s.no-auth-sensitive', 'd.no-rate-limit'),
    });
    match(out, /This threat is of the kind "s\.no-auth-sensitive"/);
  });

  it('is part of what check finds, of the document or its folder', async () => {
    const folder = folderOf({
      'api.yaml': API,
      'api.threats.yaml': DECIDED.replace('not-applicable', 'mitigated'),
    });
    for (const path of ['.', 'api.yaml']) {
      const { out } = await run(folder, 'check', path, '--rule', 'design/contradicted-claim');
      match(out, /api\.threats\.yaml\n +3:3 /);
    }
  });
});
