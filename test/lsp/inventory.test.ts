import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FILE_STATUS, type FileStatus, INVENTORY, type Inventory } from '../../server/lsp/protocol.js';
import { run } from '../cli/support.js';
import { openFolder } from './folder.js';
import { until } from './support.js';

const API = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.example.com }]
security:
  - bearer: []
paths:
  /orders:
    get:
      responses: { '200': { description: Orders } }
  /ghosts:
    get:
      responses: { '200': { description: Nobody serves it } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
`;

const APP = `const express = require('express');
const app = express();
app.get('/orders', (req, res) => res.json([]));
app.listen(3000);
`;

const FILES = { 'api.yaml': API, 'app.js': APP, 'package.json': '{"name":"w"}' };

function rowOf({ endpoints }: Inventory, name: string): Inventory['endpoints'][number] {
  const found = endpoints.find(({ method, path }) => `${method} ${path}` === name);
  assert.ok(found, `${name} among ${endpoints.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
  return found;
}

describe('the inventory', () => {
  it('joins what is documented with what is implemented, and says where they differ', async () => {
    const folder = await openFolder(FILES);
    const inventory = await folder.inventory();
    const orders = rowOf(inventory, 'GET /orders');
    assert.deepEqual(orders.documented, [
      { uri: folder.uri('api.yaml'), name: 'api.yaml', position: { line: 7, character: 4 }, words: 'bearer' },
    ]);
    assert.deepEqual(orders.implemented, [
      { uri: folder.uri('app.js'), name: 'app.js', position: { line: 2, character: 8 }, words: 'no guard' },
    ]);
    assert.deepEqual(
      orders.findings.filter(({ drift }) => drift).map(({ rule }) => rule),
      ['docs/auth-drift'],
    );
    const ghosts = rowOf(inventory, 'GET /ghosts');
    assert.deepEqual(ghosts.implemented, []);
    assert.ok(ghosts.findings.some(({ rule, drift }) => rule === 'docs/ghost-endpoint' && drift));
    folder.close();
  });

  it('has webhooks behind all that can be called, with what tells receivers who calls', async () => {
    const header = (name: string) => `{ name: ${name}, in: header, schema: { type: string } }`;
    const webhooks = `webhooks:
  shipped: { post: { parameters: [${header('X-Signature')}], responses: {} } }
  lost: { post: { responses: {} } }
  paid: { post: { security: [{ bearer: [] }], responses: {} } }
`;
    const folder = await openFolder({ ...FILES, 'api.yaml': API + webhooks });
    const { endpoints } = await folder.inventory();
    const rows = endpoints.filter(({ outbound }) => outbound);
    assert.deepEqual(
      rows.map(({ method, path, documented }) => [method, path, documented.map(({ words }) => words)]),
      [
        ['POST', 'lost', ['no proof of the sender']],
        ['POST', 'paid', ['bearer']],
        ['POST', 'shipped', ['X-Signature']],
      ],
    );
    assert.deepEqual(endpoints.slice(-3), rows);
    assert.deepEqual(
      rows.map(({ findings }) => findings.map(({ rule }) => rule)),
      [['auth/webhook-unsigned'], [], []],
    );
    folder.close();
  });

  it('has the endpoints and the drift that the command line prints', async () => {
    const { out } = await run(process.cwd(), 'inventory', 'examples', '--format', 'json');
    const printed: { endpoints: { method: string; path: string; drift: { rule: string }[] }[] } =
      JSON.parse(out);
    const names = readdirSync('examples', { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => statSync(join('examples', name)).isFile());
    const folder = await openFolder(
      Object.fromEntries(files.map((name) => [name, readFileSync(join('examples', name), 'utf8')])),
    );
    const shown = await folder.inventory();
    assert.deepEqual(
      shown.endpoints.map(({ method, path, findings }) => [
        method,
        path,
        findings.filter(({ drift }) => drift).map(({ rule }) => rule),
      ]),
      printed.endpoints.map(({ method, path, drift }) => [method, path, drift.map(({ rule }) => rule)]),
    );
    folder.close();
  });

  it('tells once that it differs, after somebody has looked, and only a client that listens', async () => {
    const folder = await openFolder(FILES);
    await folder.client.open(folder.uri('api.yaml'), API);
    await folder.inventory();
    const before = folder.news.count;
    await folder.client.change(folder.uri('api.yaml'), 2, [{ text: API.replace('/ghosts', '/orders/{id}') }]);
    await until('the news', () => folder.news.count > before);
    await folder.client.change(folder.uri('api.yaml'), 3, [{ text: API.replace('/ghosts', '/spirits') }]);
    // Nobody has looked since, so the second change is no news. Its effect is there all the same.
    await until('the change', async () => {
      const count = folder.news.count;
      const inventory = await folder.client.connection.sendRequest<Inventory>(INVENTORY);
      assert.equal(count, before + 1);
      return inventory.endpoints.some(({ path }) => path === '/spirits');
    });
    folder.close();
    const deaf = await openFolder(FILES, {}, {});
    await deaf.client.open(deaf.uri('api.yaml'), API);
    await deaf.inventory();
    await deaf.client.change(deaf.uri('api.yaml'), 2, [{ text: API.replace('/ghosts', '/spirits') }]);
    assert.ok(rowOf(await deaf.inventory(), 'GET /spirits'));
    assert.equal(deaf.news.count, 0);
    deaf.close();
  });
});

describe('the state of a file', () => {
  const statusOf = async (files: Readonly<Record<string, string>>, name: string, language = 'yaml') => {
    const folder = await openFolder(files);
    await folder.client.open(folder.uri(name), files[name] ?? '', language);
    await folder.inventory();
    const params = { uri: folder.uri(name) };
    const status = await folder.client.connection.sendRequest<FileStatus | null>(FILE_STATUS, params);
    const unknown = await folder.client.connection.sendRequest<FileStatus | null>(FILE_STATUS, {
      uri: folder.uri('never-opened.yaml'),
    });
    assert.equal(unknown, null);
    folder.close();
    assert.ok(status);
    return status;
  };

  it('says why code that is too long is not checked', async () => {
    const status = await statusOf(
      { 'large.js': `require('express');\n${'// filled\n'.repeat(100_001)}` },
      'large.js',
      'javascript',
    );
    assert.deepEqual(
      [status.kind, status.detail],
      ['other', 'Code longer than a million characters is not checked'],
    );
    assert.deepEqual([status.findings, status.worst], [1, 'error']);
  });

  it('says what it is, what is in it and what was found', async () => {
    const api = await statusOf(FILES, 'api.yaml');
    assert.deepEqual(
      [api.kind, api.title, api.endpoints, api.excluded, api.pending],
      ['openapi', 'API document', 2, false, 0],
    );
    assert.ok(api.findings > 0);
    assert.equal(api.detail, `Operations: 2, findings: ${api.findings}`);
    const code = await statusOf(FILES, 'app.js', 'javascript');
    assert.deepEqual([code.kind, code.endpoints], ['code', 1]);
    const other = await statusOf({ 'a.yaml': 'a: 1\n' }, 'a.yaml');
    assert.deepEqual(
      [other.kind, other.title, other.detail, other.worst],
      ['other', 'Nothing to check', '', null],
    );
  });

  it('says what is allowed, and what a configuration leaves out', async () => {
    const allowed = API.replace(
      'servers: [{ url: https',
      '# portcullis-allow crypto/credentials-over-cleartext: inside only\nservers: [{ url: http',
    );
    assert.match((await statusOf({ 'api.yaml': allowed }, 'api.yaml')).detail, /allowed: 1/);
    const out = await statusOf({ ...FILES, 'portcullis.yaml': 'exclude:\n  - "api.yaml"\n' }, 'api.yaml');
    assert.deepEqual([out.excluded, out.findings], [true, 0]);
    assert.match(out.detail, /left out by portcullis\.yaml/);
  });
});
