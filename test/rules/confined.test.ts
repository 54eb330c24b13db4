import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

/** Those of the handlers' bodies in which the rule finds something; '@{x}' stands for a place in a template. */
function found(rule: string, bodies: readonly string[]): readonly string[] {
  const lines = [
    "const app = require('express')(); const fs = require('fs'); const path = require('path');",
    ...bodies.map((body, i) => `app.get('/${i}', async (req, res) => { const { f } = req.query; ${body} });`),
  ];
  const said = new Set(linesOf({ 'app.js': lines.join('\n').replaceAll('@{', '${') }, rule));
  return bodies.filter((_, i) => said.has(`app.js:${i + 2}`));
}

describe('a path of which the caller sent a piece', () => {
  before(prepare);

  it('stays in its folder where the piece is what stands behind the last separator', () => {
    const bodies = [
      "res.sendFile('/srv/' + f.split('/').pop());",
      "const name = f.slice(f.lastIndexOf('/') + 1); res.sendFile('/srv/' + name);",
      "const kind = f.split('.').at(-1).toLowerCase(); fs.writeFile('/srv/a.' + kind, '', next);",
    ];
    deepEqual(found('input/path-traversal', bodies), []);
    const first = [
      "res.sendFile('/srv/' + f.split('/')[0] + '/a');",
      "res.sendFile('/srv/' + f.split('?').pop());",
    ];
    deepEqual(found('input/path-traversal', first), first);
  });

  it('stays there where it was resolved from the root first', () => {
    const bodies = [
      "res.sendFile(path.join(ROOT, path.normalize('/' + f)));",
      "const safe = path.resolve('/', f); res.sendFile(path.join(ROOT, safe));",
      'res.sendFile(path.join(ROOT, path.posix.normalize(`/@{f}`)));',
    ];
    deepEqual(found('input/path-traversal', bodies), []);
    const open = [
      "res.sendFile(path.normalize('/' + f));",
      'res.sendFile(path.join(ROOT, path.normalize(f)));',
    ];
    deepEqual(found('input/path-traversal', open), open);
  });

  it('stays there where the path was found to begin with the folder', () => {
    const bodies = [
      'const p = path.resolve(ROOT, f); if (p.indexOf(ROOT) !== 0) return res.end(); res.sendFile(p);',
      'const p = path.resolve(ROOT, f); if (p.slice(0, ROOT.length) !== ROOT) return res.end(); res.sendFile(p);',
      'const p = path.join(ROOT, f); if (p.lastIndexOf(ROOT, 0) < 0) return res.end(); res.sendFile(p);',
    ];
    deepEqual(found('input/path-traversal', bodies), []);
    const other = [
      'const p = path.join(ROOT, f); if (list.indexOf(ROOT) < 0) return res.end(); res.sendFile(p);',
    ];
    deepEqual(found('input/path-traversal', other), other);
  });
});

describe('a question about a path', () => {
  before(prepare);

  it('keeps it nowhere where its answer is only told', () => {
    const told = [
      "const p = path.join(ROOT, f); if (!p.startsWith(ROOT)) { logger.error('out', p); } res.sendFile(p);",
      'const p = path.join(ROOT, f); if (!p.startsWith(ROOT)) stats.outside.inc(); else log.debug(p); res.sendFile(p);',
      'const p = path.join(ROOT, f); const out = !p.startsWith(ROOT); if (out) console.log(f); res.sendFile(p);',
      "const p = path.join(ROOT, f); p.startsWith(ROOT) || console.warn('out'); res.sendFile(p);",
      'const p = path.join(ROOT, f); if (!p.startsWith(ROOT)) res.status(403); res.sendFile(p);',
      "if (f.includes('..')) log.warn(f); res.sendFile(path.join(ROOT, f));",
      "const p = path.join(ROOT, f); if (req.get('accept').startsWith('text/')) res.type('text'); res.sendFile(p);",
    ];
    deepEqual(found('input/path-traversal', told), told);
    const asked = [
      'const p = path.join(ROOT, f); let out = false; if (!p.startsWith(ROOT)) out = true; if (out) return res.end(); res.sendFile(p);',
      'const p = path.join(ROOT, f); const out = !p.startsWith(ROOT); log.info({ out }); if (out) return res.end(); res.sendFile(p);',
      'const p = path.join(ROOT, f); if (p.startsWith(ROOT)) res.sendFile(p); else res.sendStatus(404);',
      'const p = path.join(ROOT, f); if (!p.startsWith(ROOT)) { log.warn(p); deny(res); } res.sendFile(p);',
      'const p = path.join(ROOT, f); p.startsWith(ROOT) && res.sendFile(p);',
    ];
    deepEqual(found('input/path-traversal', asked), []);
  });
});

describe('an address that is read from a base', () => {
  before(prepare);

  it('is where the caller likes, unless something stands in front or its host is compared', () => {
    const open = [
      "const url = new URL(f, 'https://api.example.com'); await fetch(url);",
      'const url = new URL(f, BASE); await fetch(url.toString());',
    ];
    deepEqual(found('input/ssrf', open), open);
    const kept = [
      'const url = new URL(`/users/@{f}`, BASE); await fetch(url);',
      "await fetch(new URL('users/' + f, 'https://api.example.com'));",
      'await fetch(new URL(req.url, BASE));',
      'const url = new URL(f, BASE); if (url.origin !== ORIGIN) return res.end(); await fetch(url);',
      'const url = new URL(f, BASE); if (!url.href.startsWith(BASE)) return res.end(); await fetch(url);',
    ];
    deepEqual(found('input/ssrf', kept), []);
  });

  it('is joined the other way round in Python', () => {
    const main = `
      import requests
      from urllib.parse import urljoin
      from fastapi import FastAPI
      app = FastAPI()
      @app.get("/a")
      def a(page: str):
          return requests.get(urljoin(BASE, page), timeout=3).text
      @app.get("/b")
      def b(page: str):
          return requests.get(urljoin(BASE, "pages/" + page), timeout=3).text`;
    deepEqual(linesOf({ 'main.py': main }, 'input/ssrf'), ['main.py:7']);
  });
});

describe('an address that is asked later', () => {
  before(prepare);

  const lines = (line: string) =>
    linesOf(
      {
        'main.py': `
import asyncio, requests
from fastapi import BackgroundTasks, FastAPI
app = FastAPI()
def ping(target, body):
    requests.post(target, json=body, timeout=3)
@app.post("/hooks")
def add(url: str, tasks: BackgroundTasks):
    ${line}`,
      },
      'input/ssrf',
    );

  it('is the one that what runs it is handed', () => {
    for (const [line, at] of [
      ['tasks.add_task(requests.post, url, json={})', 8],
      ['tasks.add_task(requests.post, url=url, json={})', 8],
      ['asyncio.to_thread(requests.get, url)', 8],
      ['loop.run_in_executor(None, requests.get, url)', 8],
      ['tasks.add_task(ping, url, {})', 5],
    ] as const)
      deepEqual(lines(line), [`main.py:${at}`], line);
    for (const line of [
      'tasks.add_task(requests.post, "https://hooks.example.com", json={"url": url})',
      'tasks.add_task(store.keep, url)',
      'tasks.add_task(ping, HOOK, {"url": url})',
      'form.submit(url)',
    ])
      deepEqual(lines(line), [], line);
  });
});

describe('options of a cookie that are completed later', () => {
  before(prepare);

  it('are what they are told to be', () => {
    const set = (more: string) =>
      `const options = { httpOnly: true }; ${more} res.cookie('token', f, options);`;
    const later = [
      set("if (process.env.NODE_ENV === 'production') options.secure = true;"),
      set('Object.assign(options, { secure: true });'),
    ];
    deepEqual(found('auth/session-cookie-insecure', later), []);
    const never = [set(''), set('other.secure = true;')];
    deepEqual(found('auth/session-cookie-insecure', never), never);
  });
});

describe('a function that looks for a host in an origin', () => {
  before(prepare);

  it('lets in others where the host may be a piece of theirs', () => {
    const faults = (check: string): readonly string[] =>
      linesOf(
        {
          'app.js': `const cors = require('cors'); const app = require('express')();
            app.use(cors({ credentials: true, origin: (from, done) => { ${check} } }));`,
        },
        'design/cors-permissive',
      );
    for (const check of [
      "done(null, from.endsWith('example.com'));",
      "if (from.indexOf('example.com') > -1) done(null, true); else done(new Error('no'));",
      "done(null, from?.includes('example.com'));",
      "done(null, from.startsWith('https://example.com'));",
    ])
      deepEqual(faults(check), ['app.js:2'], check);
    for (const check of [
      "done(null, from.endsWith('.example.com'));",
      'done(null, ALLOWED.includes(from));',
      'done(null, ALLOWED.indexOf(from) !== -1);',
      "done(null, from.endsWith('https://example.com'));",
      "done(null, from.startsWith('https://example.com/'));",
    ])
      deepEqual(faults(check), [], check);
  });
});
