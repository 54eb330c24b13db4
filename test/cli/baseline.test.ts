import { deepEqual, equal, match } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../support/folder.js';
import { api, checked, rules, run } from './support.js';

const OPERATIONS = `  /orders:
    get: { security: [{ bearer: [] }], responses: {} }
    delete: { security: [], responses: {} }
`;

function folder(): string {
  return folderOf({ 'docs/api.yaml': api(OPERATIONS, 'http') });
}

const hold = (at: string, ...more: string[]) =>
  checked(at, '--baseline', 'portcullis-baseline.json', '.', ...more);

describe('a baseline', () => {
  it('holds what there is, sorted, by file, rule and fingerprint, and what endpoints ask for', async () => {
    const at = folder();
    const { code, out, written } = await run(at, 'baseline', '.', '--output', 'portcullis-baseline.json');
    deepEqual([code, out], [0, 'portcullis-baseline.json: written\n']);
    deepEqual(written, [join(at, 'portcullis-baseline.json')]);
    const baseline = JSON.parse(readFileSync(join(at, 'portcullis-baseline.json'), 'utf8'));
    const { findings } = await checked(at, '.');
    deepEqual(
      baseline.findings,
      findings
        .map(({ file, rule, fingerprint }) => ({ file, rule, fingerprint }))
        .sort((a, b) => (`${a.rule} ${a.fingerprint}` < `${b.rule} ${b.fingerprint}` ? -1 : 1)),
    );
    deepEqual(baseline.security, [
      { file: 'docs/api.yaml', endpoint: 'DELETE /orders', security: [] },
      { file: 'docs/api.yaml', endpoint: 'GET /orders', security: [{ bearer: [] }] },
    ]);
  });

  it('leaves known findings out, counts them, and lets new ones through wherever the text has moved', async () => {
    const at = folder();
    await run(at, 'baseline', '.');
    const before = await checked(at, '.');
    const held = await hold(at);
    deepEqual([held.findings, held.summary.baselined], [[], before.findings.length]);
    const file = join(at, 'docs/api.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `# Moved.\n${text}  /new: { post: { security: [], responses: {} } }\n`);
    deepEqual(rules(await hold(at)), ['docs/api.yaml auth/write-operation-unprotected']);
    equal((await checked(at, '.')).summary.baselined, undefined);
  });

  it('counts what it knows of files that serve nothing themselves', async () => {
    const at = folderOf({
      'app.js': "const app = require('express')();\napp.get('/state', (req, res) => res.json({}));\n",
      'client.js':
        "const https = require('https');\nmodule.exports = new https.Agent({ rejectUnauthorized: false });\n",
    });
    deepEqual(rules(await checked(at, '.')), ['client.js crypto/tls-verify-disabled']);
    await run(at, 'baseline', '.');
    const { findings, summary } = await hold(at);
    deepEqual([findings, summary.files, summary.baselined], [[], 2, 1]);
  });

  it('reports security that is weaker, and none that is not', async () => {
    const at = folder();
    await run(at, 'baseline', '.');
    const file = join(at, 'docs/api.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace('get: { security: [{ bearer: [] }]', 'get: { security: [{ bearer: [] }, {}]'),
    );
    const weaker = await hold(at, '--rule', 'testing/baseline-regression');
    deepEqual(rules(weaker), ['docs/api.yaml testing/baseline-regression']);
    writeFileSync(file, text.replace('delete: { security: []', 'delete: { security: [{ bearer: [] }]'));
    deepEqual(rules(await hold(at, '--rule', 'testing/baseline-regression')), []);
  });

  it('holds what guards the routes of code, and reports a guard that is gone, wherever it stood', async () => {
    const guard = 'const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));';
    const at = folderOf({
      'app.js': `const app = require('express')();\n${guard}\nconst out = require('./nowhere');
app.get('/', (req, res) => res.end());
app.use('/api', signedIn, require('./orders'));
app.all('/jobs', out, (req, res) => res.end());\n`,
      'orders.js': `const router = require('express').Router();
router.get('/orders/:id', (req, res) => res.json({}));\nmodule.exports = router;\n`,
    });
    await run(at, 'baseline', '.');
    const baseline = JSON.parse(readFileSync(join(at, 'portcullis-baseline.json'), 'utf8'));
    deepEqual(baseline.security, [
      { file: 'app.js', endpoint: 'GET /', security: [] },
      { file: 'orders.js', endpoint: 'GET /api/orders/{}', security: [{ authentication: ['signedIn'] }] },
    ]);
    const rule = ['--rule', 'testing/baseline-regression'];
    deepEqual((await hold(at, ...rule)).findings, []);
    const app = readFileSync(join(at, 'app.js'), 'utf8');
    writeFileSync(join(at, 'app.js'), app.replace("'/api', signedIn", "'/api'"));
    const { findings } = await hold(at, ...rule);
    deepEqual(
      findings.map(({ file, line, message }) => [file, line, message]),
      [
        [
          'orders.js',
          2,
          'signedIn checked callers of GET /api/orders/:id when the baseline was taken; now nothing does.',
        ],
      ],
    );
    writeFileSync(join(at, 'app.js'), app.replace("'/api', signedIn", "'/api', out"));
    deepEqual((await hold(at, ...rule)).findings, []);
  });

  it('is the same wherever the command is run from', async () => {
    const at = folder();
    await run(at, 'baseline', '.', '--output', 'docs/known.json');
    const { out } = await run(join(at, 'docs'), 'check', '.', '--baseline', 'known.json');
    match(out, /^No findings in 1 file, 2 operations, \d known from the baseline\n$/);
  });

  it('that is missing or is none stops the check; another file is never overwritten', async () => {
    const at = folderOf({ 'api.yaml': api(), 'notes.json': '{"mine": true}' });
    for (const file of ['gone.json', 'notes.json', 'api.yaml']) {
      const { code, err, out } = await run(at, 'check', '.', '--baseline', file);
      deepEqual([code, out], [2, '']);
      match(err, new RegExp(`^${file}: `));
    }
    const merged = folderOf({ 'api.yaml': api(), 'b.json': '{\n<<<<<<< a\n=======\n>>>>>>> b\n}\n' });
    equal(
      (await run(merged, 'check', '.', '--baseline', 'b.json')).err,
      'b.json: line 2: Two versions of the baseline meet here; until one is chosen, none is used.\n',
    );
    const { code, written } = await run(at, 'baseline', '.', '--output', 'notes.json');
    deepEqual([code, written], [2, []]);
    equal(readFileSync(join(at, 'notes.json'), 'utf8'), '{"mine": true}');
  });
});
