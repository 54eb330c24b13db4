import { deepStrictEqual, ok } from 'node:assert/strict';
import { joinSafely } from '../../server/core/engine/code/join-safely.js';
import { joinCode } from '../../server/core/model/code/join.js';
import { CODE_LIMITS } from '../../server/core/words/code-limits.js';
import { factsOf, LAYOUT, listed, project, ROOT, ready } from './project.js';

const APP = `const express = require('express'); const app = express();\n`;

describe('code that is hard to follow', () => {
  before(ready);

  it('survives names that are patterns', () => {
    deepStrictEqual(
      listed({
        'app.js': `${APP}
          app.param('(', (req, res, next) => next());
          app.get('/a/:id', (req, res) => res.end());`,
      }),
      ['GET /a/:id []'],
    );
  });

  it('gives up on texts, lists and alternatives that double', () => {
    const doubled = (first: string, step: string, use: string): string =>
      `${APP} let a = ${first};\n${`a = ${step};\n`.repeat(31)} ${use}`;
    for (const text of [
      doubled(`'aaaaaaaa'`, 'a + a', `app.post(a, (req, res) => res.end());`),
      doubled(`['/x']`, '[...a, ...a]', `app.post(a, (req, res) => res.end());`),
      doubled(`g`, '[a, a]', `app.post('/x', a, (req, res) => res.end());`),
      doubled(`'/x'`, 'c ? a : a', `app.post(a, (req, res) => res.end());`),
    ]) {
      const routes = listed({ 'app.js': text });
      ok(routes.length < 2_000, text.slice(0, 120));
    }
    deepStrictEqual(
      listed({ 'app.js': doubled(`'aaaaaaaa'`, 'a + a', `app.post(a, (q, res) => res.end());`) }),
      ['~ POST /… [?]'],
    );
  });

  it('gives up on guards that are too deep or too long to run', () => {
    for (const body of [
      `${'if (a) { '.repeat(300)}next();${' }'.repeat(300)}`,
      `${'if (a) b(); else '.repeat(120)} next();`,
      `f(${'g(req.user.a('.repeat(60)}1${'))'.repeat(60)}); next();`,
      `const t = ${'req.user && '.repeat(300)} 1; next();`,
      `${'f(g(h(a.b, c.d), e.f));\n'.repeat(3_000)} if (!req.user) return next(); res.status(401).end();`,
    ]) {
      const text = `${APP} app.use((req, res, next) => { if (a) return res.status(401).end(); ${body} });`;
      const routes = listed({ 'app.js': `${text} app.post('/x', (req, res) => res.end());` });
      deepStrictEqual(routes, ['POST /x [authentication inline]'], body.slice(0, 60));
    }
  });

  it('knows nothing of a router to which too many ways lead', () => {
    const routers = [...Array(11).keys()].map((i) => `const r${i} = express.Router();`).join('\n');
    const mounts = [...Array(10).keys()].map((i) => `r${i + 1}.use(q, r${i});`).join('\n');
    deepStrictEqual(
      listed({
        'app.js': `${APP}${routers}
          r0.post('/x', (req, res) => res.end());
          for (const q of ['/a', '/b', '/c', '/d']) { ${mounts} app.use(q, r10); }`,
      }),
      ['~ POST /x [?]'],
    );
  });

  it('says so where too many ways lead', () => {
    const routers = [...Array(11).keys()].map((i) => `const r${i} = express.Router();`).join('\n');
    const mounts = [...Array(10).keys()].map((i) => `r${i + 1}.use(q, r${i});`).join('\n');
    const text = `${APP}${routers}
      r0.post('/x', (req, res) => res.end());
      for (const q of ['/a', '/b', '/c', '/d']) { ${mounts} app.use(q, r10); }`;
    const inputs = [{ uri: `${ROOT}app.js`, facts: factsOf('app.js', text) }];
    deepStrictEqual([...joinSafely(inputs, LAYOUT).failures], [[`${ROOT}app.js`, CODE_LIMITS.ways]]);
  });

  it('follows an application with thousands of registrations', () => {
    const routes = [...Array(6_000).keys()].map((i) => `app.post('/r${i}', (req, res) => res.end());`);
    const inputs = [{ uri: `${ROOT}app.js`, facts: factsOf('app.js', `${APP}${routes.join('\n')}`) }];
    const { model, failures } = joinSafely(inputs, LAYOUT);
    deepStrictEqual([model.routes.size, failures.size], [6_000, 0]);
    ok([...model.routes.values()].every(({ endpoints }) => endpoints.every(({ mounted }) => mounted)));
  });

  it('follows a chain of registrations as long as trees are read', () => {
    const links = [...Array(190).keys()].map((i) => `.get('/r${i}', (req, res) => res.end())`);
    deepStrictEqual(listed({ 'app.js': `${APP}app${links.join('\n')};` }).length, 190);
  });

  it('leaves out a package that cannot be joined, and no other', () => {
    const layout = { folders: [ROOT], packages: [`${ROOT}one/`, `${ROOT}two/`] };
    const text = `${APP} app.get('/x', (req, res) => res.end());`;
    const files = ['one/app.js', 'two/app.js'].map((path) => ({
      uri: ROOT + path,
      facts: factsOf(path, text),
    }));
    const { model, failures } = joinSafely(files, layout, (inputs, given) => {
      if (inputs.some(({ uri }) => uri.includes('/two/'))) throw new Error('cannot');
      return joinCode(inputs, given);
    });
    deepStrictEqual(
      [...model.routes.values()].map(({ package: home }) => home),
      [`${ROOT}one/`],
    );
    deepStrictEqual([...failures], [[`${ROOT}two/app.js`, 'cannot']]);
    deepStrictEqual(project({ 'app.js': text }, LAYOUT).routes.size, 1);
  });
});
