import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportOf } from '../../server/cli/check.js';
import { openFiles } from '../../server/host/files.js';
import { languageOf } from '../../server/host/languages.js';
import { openWorld } from '../../server/host/settle.js';
import { pathOfUri, uriOfFile } from '../../server/host/uris.js';
import { loadProduct } from '../../server/lsp/product.js';
import { Session } from '../../server/lsp/session.js';
import { createWorkspace } from '../../server/lsp/workspace.js';
import { folderOf } from '../support/folder.js';
import { random } from '../support/random.js';
import { sharedFolder } from '../support/shared.js';
import { api, checked, TODAY } from './support.js';

/** How often in a row nothing is outstanding where that is so indeed. */
const LOOKS = 10;

interface Editor {
  readonly session: Session;
  /** Until the folder is searched and nothing is outstanding. */
  settled(): Promise<void>;
  close(): void;
}

/** The language server over a folder, as an editor starts it, in this process. */
async function editorOn(folder: string, strict = false): Promise<Editor> {
  const parts = await loadProduct();
  let searched = false;
  let done = false;
  const session = new Session(
    {
      ...parts,
      now: () => Date.parse(`${TODAY}T12:00:00Z`),
      outside(folders) {
        const outside = parts.outside(folders);
        const search = function* () {
          yield* outside.search();
          searched = folders.length > 0;
        };
        return { ...outside, search };
      },
    },
    {
      progress: (settled) => {
        done = settled;
      },
      problem: (what, problem) => {
        throw new Error(`${what}: ${String(problem)}`);
      },
    },
  );
  session.select({ profile: strict ? 'strict' : 'recommended' });
  const workspace = createWorkspace({ session, problem: (_what, problem) => Promise.reject(problem) });
  workspace.folders([uriOfFile(folder)]);
  return {
    session,
    async settled() {
      // What was scheduled before this call runs before its first look; what the search has just opened may not be begun.
      for (let looks = 0; looks < LOOKS; looks = searched && done ? looks + 1 : 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
    close() {
      workspace.dispose();
      session.dispose();
    },
  };
}

/** What the editor's engine would report, made by the function that the command line makes its report with. */
function reportIn({ session }: Editor, cwd: string) {
  const world = openWorld(openFiles([cwd]));
  const close = () => world.regex.close();
  return reportOf({
    engine: session.engine,
    world,
    cwd,
    named: [],
    ours: [],
    skipped: [],
    searches: [],
    context: new Set(),
    close,
  });
}

function same(editor: Editor, folder: string, report: { findings: unknown; summary: unknown }): void {
  const ours = reportIn(editor, folder);
  equal(JSON.stringify(ours.findings, null, 2), JSON.stringify(report.findings, null, 2));
  deepEqual(ours.summary, report.summary);
}

const ROUTES = `const express = require('express');
const app = express();
app.use('/v1', require('./routes'));
app.get('/v1/debug', (req, res) => db.query('select * from t where a = ' + req.query.a));
// portcullis-allow auth/*: the gateway checks the caller
app.delete('/v1/orders/:id', (req, res) => res.end());
`;
const MOUNTED = `const { Router } = require('express');
const router = Router();
router.get('/orders', (req, res) => res.json([]));
router.post('/orders', mystery(), (req, res) => res.end());
module.exports = router;
`;
const DOCUMENT = api(
  `  /orders:
    get: { responses: { '200': { $ref: 'shared/answers.yaml#/ok' } } }
    post:
      security: []
      parameters: [{ name: q, in: query, schema: { type: string, pattern: '^(a+)+$' } }]
      requestBody: { content: { application/json: { schema: { $ref: 'shared/models.yaml#/Order' } } } }
      responses: { '200': { $ref: '#/components/responses/Gone' } }
  /orders/{id}: { $ref: 'shared/items.yaml#/order' }`,
  'http',
).replace('api.example.com', 'api.example.com/v1');
const FILES = {
  'package.json': '{}',
  'api.yaml': DOCUMENT,
  'broken.json': '{"openapi":"3.0.3","paths":{"/a":{"get":{"responses":{}}},"/b":{"get":{"summary":oops}}}',
  'app.js': ROUTES,
  'routes.js': MOUNTED,
  'shared/answers.yaml':
    "ok: { description: ok, content: { a/b: { schema: { $ref: 'models.yaml#/Order' } } } }\n",
  'shared/models.yaml':
    'Order: { type: object, properties: { password: { type: string }, role: { type: string } } }\n',
  'shared/items.yaml': "order:\n  delete: { security: [], responses: { '204': { description: gone } } }\n",
  'sub/package.json': '{}',
  'sub/old.yml':
    "swagger: '2.0'\nschemes: [http]\nhost: x.example.com\npaths: { /a: { post: { responses: {} } } }\n",
  'shop/pom.xml': '<project/>',
  'shop/src/main/java/Orders.java':
    'import org.springframework.web.bind.annotation.*;\n@RestController\nclass Orders {\n  @DeleteMapping("/orders/{id}")\n  void remove(@PathVariable String id) { orders.remove(id); }\n}\n',
  'shop/src/main/resources/application.yml':
    'server:\n  servlet.context-path: /shop\n  error:\n    include-stacktrace: always\n---\nspring.config.activate.on-profile: prod\njwt.secret: keep-me-quiet\n',
  'shop/src/main/resources/application.properties': 'management.endpoints.web.exposure.include=*\n',
};

describe('the command line and the editor', () => {
  it('find the same in saved files that nobody opened', async () => {
    const folder = folderOf(FILES);
    const report = await checked(folder, '.');
    for (const rule of [
      'docs/shadow-endpoint',
      'docs/auth-drift',
      'auth/jwt-hardcoded-secret',
      'detect/health-leaks',
      'input/pattern-redos',
      'input/sql-injection',
    ])
      ok(
        report.findings.some((finding) => finding.rule === rule),
        rule,
      );
    const editor = await editorOn(folder);
    await editor.settled();
    same(editor, folder, report);
    editor.close();
  });

  it('find the same while files are open, after edits that were taken back and saved', async () => {
    const folder = folderOf(FILES);
    const report = await checked(folder, '.');
    for (const seed of [1, 2, 3, 4]) {
      const editor = await editorOn(folder);
      const below = random(seed);
      const names = Object.keys(FILES).filter((name) => !/package\.json$|pom\.xml$/.test(name));
      for (let step = 0; step < 12; step++) {
        const name = names[below(names.length)] ?? 'api.yaml';
        await typeAndUndo(editor, join(folder, name), below);
      }
      await editor.settled();
      same(editor, folder, report);
      editor.close();
    }
  });

  it('find the same in the strict profile once every document is open', async () => {
    const folder = folderOf(FILES);
    const editor = await editorOn(folder, true);
    for (const name of ['api.yaml', 'broken.json', 'sub/old.yml']) open(editor, join(folder, name));
    await editor.settled();
    same(editor, folder, await checked(folder, '.', '--profile', 'strict'));
    editor.close();
  });

  it('find the same in the examples', async () => {
    const folder = join(process.cwd(), 'examples');
    const editor = await editorOn(folder);
    await editor.settled();
    const report = await checked(folder, '.');
    ok(report.findings.length > 10);
    same(editor, folder, report);
    editor.close();
  });

  it('find the same in documents of many files', async function () {
    this.timeout(300_000);
    const shared = sharedFolder();
    if (!shared) return this.skip();
    let files = 0;
    for (const name of ['digitalocean-multi', 'oai-v2-petstore-separate']) {
      const folder = join(shared, 'corpus', name);
      const editor = await editorOn(folder);
      await editor.settled();
      const report = await checked(folder, '.');
      same(editor, folder, report);
      editor.close();
      files += report.summary.files;
    }
    console.log(`      2 documents in ${files} files`);
  });
});

function open({ session }: Editor, file: string): string {
  const uri = uriOfFile(file);
  if (!session.buffer(uri)) session.open(uri, languageOf(file), 1, readFileSync(file, 'utf8'));
  return uri;
}

/** Types into a file and takes it back, with pauses of any length; now and then closes it. */
async function typeAndUndo(editor: Editor, file: string, below: (n: number) => number): Promise<void> {
  const { session } = editor;
  const uri = open(editor, file);
  const document = session.buffer(uri);
  ok(document && pathOfUri(uri));
  const start = below(document.length);
  const end = Math.min(document.length, start + below(20));
  const removed = document.text().slice(start, end);
  const typed = ['x', '\n', ': ', '{', '"', '  '][below(6)] ?? '';
  session.change(uri, document.version + 1, [() => ({ range: { start, end }, text: typed })]);
  await new Promise((resolve) => setTimeout(resolve, below(12)));
  const back = { range: { start, end: start + typed.length }, text: removed };
  session.change(uri, document.version + 2, [() => back]);
  session.saved(uri);
  if (below(3) === 0) session.close(uri);
}
