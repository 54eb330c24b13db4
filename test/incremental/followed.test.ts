import assert from 'node:assert/strict';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';

const SCRIPT = `const app = require('express')(); const path = require('path');
const lies = (p) => p.startsWith(ROOT);
function under(name) { const full = path.join(ROOT, name); if (!lies(full)) throw new Error('out'); return full; }
function send(res, file) { res.sendFile(file); }
app.get('/a', (req, res, next) => { const file = path.join(ROOT, req.query.f); if (!lies(file)) return next(); res.sendFile(file); });
app.get('/b', (req, res) => { res.sendFile(under(req.query.f)); });
app.get('/c', (req, res, next) => { const file = path.join(ROOT, req.query.f); if (!file.startsWith(ROOT)) return next(); send(res, file); });
`;
const SIGN_UP = `const app = require('express')(); const bcrypt = require('bcrypt');
async function hashed(req, res, next) { req.body.password = await bcrypt.hash(req.body.password, 12); next(); }
app.post('/a', hashed, async (req, res) => { await db.query('insert into users (password) values ($1)', [req.body.password]); res.end(); });
`;
const NAMED_SIGN_UP = SIGN_UP.replace(
  'async (req, res) => {',
  'add); async function add(req, res) {',
).replace('res.end(); });', 'res.end(); }');
const JAVA = `import org.springframework.web.client.*;
@RestController
class Files {
  private final RestClient backend;
  private boolean lies(Path path) { return path.startsWith(ROOT); }
  @GetMapping("/a") Resource a(@RequestParam String f) { Path file = ROOT.resolve(f); if (!this.lies(file)) return null; return new FileSystemResource(file); }
  @GetMapping("/b") String b(@RequestParam String at) { return backend.get().uri(at).retrieve().body(String.class); }
}
`;
const PYTHON = `import subprocess
from typing import Annotated
from fastapi import FastAPI
app = FastAPI()
Name = Annotated[str, StringConstraints(pattern="^[a-z]+$")]
class Job(BaseModel):
    host: str = Field(pattern="^[a-z]+$")
    name: Name
@app.post("/a")
def a(job: Job): return subprocess.check_output(f"dig {job.host}", shell=True)
@app.post("/b")
def b(job: Job): return subprocess.check_output(f"dig {job.name}", shell=True)
`;

/** Edits of one statement that change what is said of a path, an address or a command in another. */
const EDITS: readonly (readonly [string, string, string, string])[] = [
  ['app.js', SCRIPT, 'p.startsWith(ROOT)', 'p.endsWith(KIND)'],
  ['app.js', SCRIPT, 'if (!lies(full)) throw', 'if (!lies(full)) log.warn(full); if (!name) throw'],
  ['app.js', SCRIPT, 'if (!file.startsWith(ROOT)) return next();', ''],
  ['users.js', SIGN_UP, 'req.body.password = await', 'req.body.other = await'],
  ['users.js', NAMED_SIGN_UP, 'req.body.password = await', 'req.body.other = await'],
  ['Files.java', JAVA, 'return path.startsWith(ROOT)', 'return path.isAbsolute()'],
  ['Files.java', JAVA, 'web.client.*', 'web.util.*'],
  ['Files.java', JAVA, 'RestClient backend', 'Mirror backend'],
  ['main.py', PYTHON, 'host: str = Field(pattern="^[a-z]+$")', 'host: str = Field(max_length=9)'],
  ['main.py', PYTHON, 'StringConstraints(pattern="^[a-z]+$")', 'StringConstraints(max_length=9)'],
];

describe('a check that stands in another statement', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const [name, text, from, to] of EDITS) {
    it(`is followed again when it differs: ${from}`, () => {
      const { engine, uris } = opened(parser, [[name, text]]);
      const [uri = ''] = uris;
      const edit = (start: number, end: number, by: string): void => {
        const document = engine.document(uri);
        assert.ok(document);
        engine.edit(document.edit(document.version + 1, [{ range: { start, end }, text: by }]));
        settle(engine);
      };
      // What is kept for the next edit is kept from the first one on.
      edit(text.length, text.length, '\n');
      const at = text.indexOf(from);
      assert.ok(at >= 0);
      const before = said(engine, uris, false);
      edit(at, at + from.length, to);
      const fresh = opened(parser, [[name, engine.document(uri)?.text() ?? '']]);
      const now = said(fresh.engine, fresh.uris, false);
      assert.notEqual(
        JSON.stringify(before).split(/input\/|weak-hash/).length,
        JSON.stringify(now).split(/input\/|weak-hash/).length,
      );
      assert.deepEqual(said(engine, uris, false), now);
    });
  }
});
