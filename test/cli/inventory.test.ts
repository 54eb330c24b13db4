import assert from 'node:assert/strict';
import type { InventoryEntry } from '../../server/core/report/inventory.js';
import { type FileTexts, folderOf } from '../support/folder.js';
import { run } from './support.js';

/** A document of one version of an API with a bearer token everywhere; each path is served with GET. */
function api(base: string, ...paths: readonly string[]): string {
  const operation = "get: { responses: { '200': { description: OK } } }";
  return `openapi: 3.0.3
info: { title: T, version: '1' }
servers: [{ url: 'https://api.example.com${base}' }]
security: [{ bearer: [] }]
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
paths:
${paths.map((path) => `  ${path}: { ${operation} }\n`).join('')}`;
}

const HEAD = `const express = require('express');
const app = express();
const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
`;

/** '<rule> <first words of its message>' of what differs, by method and path. */
async function driftOf(files: FileTexts): Promise<Readonly<Record<string, readonly string[]>>> {
  const folder = folderOf({ 'package.json': '{ "name": "w" }', ...files });
  const { out } = await run(folder, 'inventory', '.', '--format', 'json');
  const { endpoints }: { readonly endpoints: readonly InventoryEntry[] } = JSON.parse(out);
  return Object.fromEntries(
    endpoints.map(({ method, path, drift }) => [
      `${method} ${path}`,
      drift.map(({ rule, message }) => `${rule} ${/(?:GET|DELETE) \S+/.exec(message)?.[0]}`),
    ]),
  );
}

describe('drift in the inventory', () => {
  it('is of the endpoint, where one registration serves several paths', async () => {
    const drift = await driftOf({
      'api.yaml': api('', '/books', '/prices', '/shops'),
      'app.js': `${HEAD}
app.get(['/books', '/magazines'], signedIn, (req, res) => res.json([]));
app.get('/prices{/:currency}', signedIn, (req, res) => res.json([]));
for (const kind of ['shops', 'stocks']) app.get(\`/\${kind}\`, (req, res) => res.json([]));
`,
    });
    assert.deepEqual(drift, {
      'GET /books': [],
      'GET /magazines': ['docs/shadow-endpoint GET /magazines'],
      'GET /prices': [],
      'GET /prices/:currency': ['docs/shadow-endpoint GET /prices/:currency'],
      'GET /shops': ['docs/auth-drift GET /shops'],
      'GET /stocks': ['docs/shadow-endpoint GET /stocks'],
    });
  });

  it('is of the endpoint, where a router is mounted twice below the base path', async () => {
    const drift = await driftOf({
      'api.yaml': api('/v1', '/books', '/admin/stats'),
      'app.js': `${HEAD}
const admin = express.Router();
admin.get('/stats', (req, res) => res.json([]));
admin.delete('/cache', (req, res) => res.end());
app.get('/v1/books', signedIn, (req, res) => res.json([]));
app.use(['/v1/admin', '/v1/backoffice'], signedIn, admin);
`,
    });
    assert.deepEqual(drift, {
      'GET /admin/stats': [],
      'GET /books': [],
      'DELETE /v1/admin/cache': ['docs/shadow-endpoint DELETE /v1/admin/cache'],
      'DELETE /v1/backoffice/cache': ['docs/shadow-endpoint DELETE /v1/backoffice/cache'],
      'GET /v1/backoffice/stats': ['docs/shadow-endpoint GET /v1/backoffice/stats'],
    });
  });

  it('is of the document, where two describe versions that one router serves', async () => {
    const drift = await driftOf({
      'first.yaml': api('/v1', '/books', '/shops'),
      'second.yaml': api('/v2', '/books', '/prices'),
      'app.js': `${HEAD}
const router = express.Router();
router.get('/books', signedIn, (req, res) => res.json([]));
router.get('/shops', signedIn, (req, res) => res.json([]));
router.get('/prices', signedIn, (req, res) => res.json([]));
app.use('/v1', router);
app.use('/v2', router);
`,
    });
    assert.deepEqual(drift, {
      'GET /books': [],
      'GET /prices': [],
      'GET /shops': [],
      'GET /v1/prices': ['docs/shadow-endpoint GET /v1/prices'],
      'GET /v2/shops': ['docs/shadow-endpoint GET /v2/shops'],
    });
  });
});

describe('webhooks in the inventory', () => {
  it('stand behind what can be called', async () => {
    const hook = 'webhooks: { shipped: { post: { responses: {} } } }\n';
    const folder = folderOf({ 'api.yaml': api('', '/books').replace('3.0.3', '3.1.0') + hook });
    const { out } = await run(folder, 'inventory', '.');
    assert.match(out, /GET +\/books .*\nPOST +webhook shipped +no proof of the sender +- +-\n$/);
    const json = await run(folder, 'inventory', '.', '--format', 'json');
    const { webhooks } = JSON.parse(json.out);
    const expected = {
      method: 'POST',
      name: 'shipped',
      file: 'api.yaml',
      line: 8,
      security: null,
      proofs: [],
    };
    assert.deepEqual(webhooks, [expected]);
    assert.match((await run(folder, 'check', '.')).out, /in 1 file, 1 operation, 1 webhook\n$/);
  });
});
