import { deepEqual, equal } from 'node:assert/strict';
import { folderOf } from '../support/folder.js';
import { checked, places, rules, run } from './support.js';

const HEAD = "const express = require('express');\nconst app = express();\n";
const SQL = `app.get('/users/:id', (req, res) => db.query(\`select * from users where id = \${req.params.id}\`));\n`;
const OPEN = "app.delete('/users/:id', (req, res) => res.end());\n";
const GUARDED =
  "app.put('/users/:id', requireUser, (req, res) => res.end());\nfunction requireUser(req, res, next) { if (!req.user) return res.sendStatus(401); next(); }\n";

describe('check of code', () => {
  it('counts the same files whichever rules are asked for', async () => {
    const folder = folderOf({
      'package.json': '{}',
      'app.js': `${HEAD}app.use('/a', require('./a'));\n${OPEN}`,
      'a.js':
        "const router = require('express').Router();\nrouter.get('/', (req, res) => res.json([]));\nmodule.exports = router;\n",
      'db.js': "exports.find = (db, id) => db.query('select * from a where id = ?', [id]);\n",
      'test/a.js': "require('supertest')(require('../app')).get('/a');\n",
    });
    const counted = async (...args: readonly string[]) => {
      const { findings, summary } = await checked(folder, '.', ...args);
      return [findings.length > 0, summary.files];
    };
    deepEqual(await counted(), [true, 3]);
    deepEqual(await counted('--rule', 'testing/baseline-regression'), [false, 3]);
  });

  it('counts routes and finds faults where they stand', async () => {
    const report = await checked(folderOf({ 'src/app.js': HEAD + SQL + OPEN + GUARDED }), '.');
    deepEqual(places(report), [
      'input/sql-injection src/app.js:3:80-3:93',
      'auth/route-missing-guard src/app.js:4:12-4:24',
    ]);
    deepEqual([report.summary.files, report.summary.operations, report.summary.routes], [1, 0, 3]);
    equal(report.findings[1]?.endpoint, 'DELETE /users/{}');
    equal(report.findings[0]?.pointer, undefined);
  });

  it('judges a file that is named alone by what stands beside it in its package, and tells of nothing else', async () => {
    const mounted =
      "const router = require('express').Router();\n// portcullis-allow auth/method-gap: the gateway signs them\nrouter.delete('/:id', (req, res) => remove(req, res));\nrouter.get('/:id', (req, res) => res.end());\nmodule.exports = router;\n";
    const folder = folderOf({
      'package.json': '{}',
      'app.js': `${HEAD}app.get('/t/:id', (req, res) => res.end());\napp.use('/u', require('./guard'), require('./u'));\n${SQL}`,
      'guard.js': 'module.exports = (req, res, next) => (req.user ? next() : res.sendStatus(401));\n',
      'u.js': mounted,
      'other/package.json': '{}',
      'other/app.js': HEAD + OPEN,
    });
    const [whole, alone] = [await checked(folder, '.'), await checked(folder, 'u.js')];
    deepEqual(
      alone.findings,
      whole.findings.filter(({ file }) => file === 'u.js'),
    );
    deepEqual([alone.summary.files, alone.summary.routes, whole.summary.routes], [1, 2, 5]);
    const { out } = await run(folder, 'inventory', 'u.js', '--format', 'json');
    const listed: readonly { path: string; implemented: { guards: { name: string }[] }[] }[] =
      JSON.parse(out).endpoints;
    deepEqual(
      listed.map(({ path, implemented }) => [path, implemented[0]?.guards.length]),
      [
        ['/u/:id', 1],
        ['/u/:id', 1],
      ],
    );
  });

  it('counts columns in UTF-16 units', async () => {
    const report = await checked(folderOf({ 'app.js': `${HEAD}/* 🔑 */ ${SQL}` }), '.');
    deepEqual(places(report), ['input/sql-injection app.js:3:89-3:102']);
  });

  it('reads each language of its names', async () => {
    const files = {
      'a.js': HEAD + OPEN,
      'b.cjs': HEAD + OPEN,
      'c.ts': HEAD + OPEN,
      'd.tsx': HEAD + OPEN,
      'e.jsx': HEAD + OPEN,
    };
    const report = await checked(folderOf(files), '.');
    deepEqual([report.findings.length, report.summary.routes], [5, 5]);
  });

  it('reads Python and Java, each in the package that its own manifest begins', async () => {
    const guard =
      'def caller(token: str = Header()):\n    if token != KEY:\n        raise HTTPException(401)\n';
    const files = {
      'py/pyproject.toml': '',
      'py/app/__init__.py': '',
      'py/app/main.py':
        'from fastapi import FastAPI\nfrom app import users\napp = FastAPI()\napp.include_router(users.router, prefix="/v1")\n',
      'py/app/users.py': `from fastapi import APIRouter, Depends, Header, HTTPException\n${guard}router = APIRouter()\n@router.put("/users/{id}", dependencies=[Depends(caller)])\ndef change(id: int): ...\n@router.delete("/teams/{id}")\ndef remove(id: int): teams.remove(id)\n`,
      'py/tests/test_users.py':
        'from fastapi import FastAPI\napp = FastAPI()\n@app.delete("/x")\ndef x(): ...\n',
      'java/pom.xml': '<project/>',
      'java/src/main/java/a/Users.java':
        'package a;\nimport org.springframework.web.bind.annotation.*;\n@RestController\nclass Users {\n  @DeleteMapping("/users/{id}")\n  void remove(@PathVariable long id) { rows.remove(id); }\n}\n',
      'java/src/main/java/a/Security.java':
        'package a;\nclass Security {\n  @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {\n    return http.authorizeHttpRequests(it -> it.anyRequest().permitAll()).build();\n  }\n}\n',
    };
    const report = await checked(folderOf(files), '.');
    deepEqual(places(report), [
      'auth/route-missing-guard java/src/main/java/a/Users.java:5:18-5:31',
      'auth/route-missing-guard py/app/users.py:8:16-8:29',
    ]);
    equal(report.findings[1]?.endpoint, 'DELETE /v1/teams/{}');
    equal(report.summary.routes, 3);
  });

  it('obeys allow comments', async () => {
    const allow = '// portcullis-allow auth/route-missing-guard: the gateway checks the caller\n';
    const text = HEAD + allow + OPEN + OPEN.replace('users', 'orders');
    const report = await checked(folderOf({ 'app.js': text }), 'app.js');
    deepEqual([rules(report), report.findings[0]?.line], [['app.js auth/route-missing-guard'], 5]);
    equal(report.summary.suppressed, 1);
  });

  it('finds allow comments that are unused, expired or without a reason', async () => {
    const text = `${HEAD}// portcullis-allow input/*: nothing here\n${GUARDED}// portcullis-allow auth/*: for now until 2026-01-01\n${OPEN}// portcullis-allow auth/*\n${OPEN.replace('users', 'orders')}`;
    const report = await checked(folderOf({ 'app.js': text }), 'app.js');
    deepEqual(places(report).map((place) => place.replace(/-.*/s, '')).length, report.findings.length);
    deepEqual(
      report.findings
        .filter(({ rule }) => rule.startsWith('testing/'))
        .map(({ rule, line }) => `${rule} ${line}`),
      [
        'testing/suppression-unused 3',
        'testing/suppression-expired 6',
        'testing/suppression-without-reason 8',
      ],
    );
  });

  it('finds route code and documents that disagree only inside one package', async () => {
    const document = (path: string) => `openapi: 3.0.3
info: { title: Users, version: '1' }
servers: [{ url: https://api.example.com }]
security: [{ bearer: [] }]
paths: { '${path}': { put: { responses: {} } } }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`;
    const files = {
      'a/package.json': '{}',
      'a/api.yaml': document('/users/{id}'),
      'a/app.js': `${HEAD}${GUARDED}app.get('/debug', (req, res) => res.end());\n`,
      'b/package.json': '{}',
      'b/app.js': `${HEAD}app.get('/other', (req, res) => res.end());\n`,
    };
    deepEqual(rules(await checked(folderOf(files), '.', '--rule', 'docs/*')), [
      'a/app.js docs/shadow-endpoint',
    ]);
  });

  it('offers no safe fix of code it is not sure about', async () => {
    const folder = folderOf({ 'app.js': HEAD + SQL + OPEN });
    const { code, out } = await run(folder, 'fix', '.');
    deepEqual([code, out], [0, '']);
  });
});
