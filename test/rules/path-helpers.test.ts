import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('a function that keeps paths in a folder', () => {
  before(prepare);

  const script = (helper: string, body: string) =>
    linesOf(
      {
        'app.js': `const app = require('express')(); const path = require('path'); const { mayRead, isInsideRoot } = require('./paths');
          ${helper}
          app.get('/a', (req, res, next) => { ${body} });`,
      },
      'input/path-traversal',
    );

  it('gives the path back, or fails', () => {
    for (const helper of [
      "const under = (name) => { const full = path.join(ROOT, name); if (!full.startsWith(ROOT + path.sep)) throw new Error('out'); return full; };",
      'function under(name) { const full = path.resolve(ROOT, name); return full.startsWith(ROOT) ? full : undefined; }',
      "function under(name) { if (name.includes('..')) throw new Error('out'); return path.join(ROOT, name); }",
      "const under = function (name) { const full = path.join(ROOT, name); if (path.dirname(full) !== ROOT) throw new Error('out'); return full; };",
      'const lies = (p) => p.startsWith(ROOT); function under(name) { const full = path.join(ROOT, name); if (lies(full)) return full; return null; }',
    ]) {
      deepEqual(script(helper, 'res.sendFile(under(req.query.name));'), [], helper);
      deepEqual(
        script(helper, 'const file = under(req.query.name); if (!file) return next(); res.sendFile(file);'),
        [],
        helper,
      );
    }
  });

  it('is asked, or fails by itself', () => {
    const ask =
      'const file = path.join(ROOT, req.query.name); if (!lies(file)) return res.sendStatus(404); res.sendFile(file);';
    for (const helper of [
      'const lies = (p) => p === ROOT || p.startsWith(ROOT + path.sep);',
      "function lies(p) { const way = path.relative(ROOT, p); return way !== '' && !way.startsWith('..'); }",
      'function lies(p) { return path.dirname(p) === ROOT; }',
    ])
      deepEqual(script(helper, ask), [], helper);
    const fails =
      "function hold(p) { if (p.indexOf('..') >= 0 || !p.startsWith(ROOT)) throw new Error('out'); }";
    deepEqual(
      script(fails, 'const file = path.join(ROOT, req.query.name); hold(file); res.sendFile(file);'),
      [],
    );
    const sends = 'function send(res, p) { res.sendFile(p); }';
    const asked =
      'const file = path.join(ROOT, req.query.name); if (!file.startsWith(ROOT)) return next(); send(res, file);';
    deepEqual(script(sends, asked), []);
    const open = 'const file = path.join(ROOT, req.query.name); send(res, file);';
    deepEqual(script(sends, open), ['app.js:2']);
  });

  it('may do so out of sight where its name says that', () => {
    const use = (check: string) =>
      script('', `const file = path.join(ROOT, req.query.name); ${check} res.sendFile(file);`);
    deepEqual(use('if (!isInsideRoot(file)) return next();'), []);
    deepEqual(use('if (!isInsideRoot(req.path)) return next();'), ['app.js:3']);
    deepEqual(use('if (!isInsideRoot(file)) console.warn(file);'), ['app.js:3']);
    deepEqual(use('if (!mayRead(file)) return next();'), ['app.js:3']);
  });

  it('does nothing of that where it asks something else', () => {
    const ask =
      'const file = path.join(ROOT, req.query.name); if (!lies(file)) return next(); res.sendFile(file);';
    for (const helper of [
      'const lies = (p) => fs.existsSync(p);',
      "const lies = (p) => p.endsWith('.pdf');",
      'function lies(p) { if (!p.startsWith(ROOT)) log.warn(p); return true; }',
    ])
      deepEqual(script(helper, ask), ['app.js:3'], helper);
  });

  it('is a method of a class', () => {
    const python = `
      import os
      from fastapi import APIRouter, HTTPException
      router = APIRouter()
      class Store:
          def _lies(self, full):
              return full.startswith(self.root)
          def read(self, name: str):
              full = os.path.join(self.root, name)
              if not self._lies(full):
                  raise HTTPException(404)
              return open(full).read()
          def peek(self, name: str):
              return open(os.path.join(self.root, name)).read()
      @router.get("/a")
      def show(name: str):
          return Store().read(name) + Store().peek(name)`;
    deepEqual(linesOf({ 'main.py': python }, 'input/path-traversal'), ['main.py:13']);
    const java = `
      @RestController
      class Files {
        private static Path under(String name) {
          Path full = ROOT.resolve(name).normalize();
          if (!full.startsWith(ROOT)) throw new IllegalArgumentException();
          return full;
        }
        private boolean lies(Path path) { return path.normalize().startsWith(ROOT); }
        @GetMapping("/a") byte[] a(@RequestParam String name) throws IOException { return Files.readAllBytes(under(name)); }
        @GetMapping("/b") Resource b(@RequestParam String name) {
          Path full = ROOT.resolve(name);
          if (!this.lies(full)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
          return new FileSystemResource(full);
        }
      }`;
    deepEqual(linesOf({ 'Files.java': java }, 'input/path-traversal'), []);
  });
});

describe('a pattern in the path of a route', () => {
  before(prepare);

  it('narrows its parameter where it leaves no room for any text', () => {
    const java = `
      @RestController
      class Files {
        @GetMapping("/a/{id:\\\\d+}") byte[] a(@PathVariable String id) throws IOException { return Files.readAllBytes(ROOT.resolve(id + ".pdf")); }
        @GetMapping(value = "/b/{key:[a-f0-9]{8}}") byte[] b(@PathVariable("key") String name) throws IOException { return Files.readAllBytes(ROOT.resolve(name)); }
        @GetMapping("/c/{name:.+}") byte[] c(@PathVariable String name) throws IOException { return Files.readAllBytes(ROOT.resolve(name)); }
        @GetMapping("/d/{name:[^.]*}") byte[] d(@PathVariable String name) throws IOException { return Files.readAllBytes(ROOT.resolve(name)); }
        @GetMapping("/e/{id:\\\\d+}/{name}") byte[] e(@PathVariable String id, @PathVariable String name) throws IOException { return Files.readAllBytes(ROOT.resolve(id + name)); }
      }`;
    deepEqual(linesOf({ 'Files.java': java }, 'input/path-traversal'), [
      'Files.java:5',
      'Files.java:6',
      'Files.java:7',
    ]);
    const script = `
      const app = require('express')(); const path = require('path');
      app.get('/a/:name([\\\\w-]+)', (req, res) => res.sendFile(path.join(ROOT, req.params.name)));
      app.get('/b/:name(.*)', (req, res) => res.sendFile(path.join(ROOT, req.params.name)));
      app.get('/c/:name(*)', (req, res) => res.sendFile(path.join(ROOT, req.params.name)));`;
    deepEqual(linesOf({ 'app.js': script }, 'input/path-traversal'), ['app.js:3', 'app.js:4']);
  });
});
