import { deepEqual, equal, ok } from 'node:assert/strict';
import { checked, places } from '../cli/support.js';
import { folderOf } from '../support/folder.js';

const HEAD = "const express = require('express');\nconst app = express();\n";
const ROUTE = "app.get('/a/:id', (req, res) => db.query('select * from t where id = ' + req.params.id));\n";
const FOUND = 'input/sql-injection app.js:3:74-3:87';

/** Wrapped, since nobody writes lines of 10,000 characters and those who do have generated them. */
function wrapped(piece: string, times: number): string {
  return `${piece.repeat(50)}\n`.repeat(times / 50);
}

async function found(rest: string, name = 'app.js') {
  const report = await checked(folderOf({ [name]: HEAD + ROUTE + rest }), name);
  return { places: places(report), routes: report.summary.routes };
}

describe('hostile code', () => {
  it('that is half typed keeps its other routes, wherever it ends', async () => {
    const more =
      "app.post('/b', async (req, res) => {\n  const { a } = req.body;\n  res.json(a + (await b({ c: [1, `x` ] })));\n});\n";
    for (let end = 0; end <= more.length; end += 4) {
      const { places, routes } = await found(more.slice(0, end));
      equal(places[0], FOUND, `${end}`);
      ok(routes >= 1);
    }
  });

  it('with syntax errors between its routes keeps both', async () => {
    const { places, routes } = await found(
      `app.post('/b', (req, res) => {\n  if (\n});\n${ROUTE.replace('/a', '/z')}`,
    );
    deepEqual([places[0], places.length, routes], [FOUND, 2, 3]);
  });

  it('that is nested 10,000 levels deep keeps what is not', async () => {
    const deep = [
      `const x = ${wrapped('(', 10_000)}1${wrapped(')', 10_000)};\n`,
      `const x = ${wrapped('(', 10_000)}`,
      `const x = ${wrapped('[', 10_000)}${wrapped(']', 10_000)};\n`,
      `const x = ${wrapped('() => ', 10_000)}1;\n`,
      `${wrapped('f(', 10_000)}${wrapped(')', 10_000)};\n`,
      `${wrapped('{', 10_000)}${wrapped('}', 10_000)}\n`,
      `x${wrapped('.y()', 10_000)};\n`,
      `const s = ${wrapped("'a' + ", 20_000)}'';\n`,
      `${wrapped('if (a) ', 10_000)}b();\n`,
      `const t = ${wrapped('`${', 5000)}1${wrapped('}`', 5000)};\n`,
      `${wrapped('!', 10_000)}a;\n`,
      `${wrapped('app.use(', 10_000)}${wrapped(')', 10_000)};\n`,
    ];
    for (const [index, text] of deep.entries()) {
      const { places, routes } = await found(text);
      deepEqual([index, places[0]], [index, FOUND]);
      ok(index === deep.length - 1 || routes >= 1, `${index}`);
    }
  });

  it('that mounts routers in circles ends', async () => {
    const router = (other: string) =>
      `const { Router } = require('express');\nconst router = Router();\nrouter.use('/x', require('./${other}'));\nrouter.use('/y', router);\nrouter.get('/a', (req, res) => res.end());\nmodule.exports = router;\n`;
    const files = {
      'app.js': `${HEAD}app.use('/a', require('./b'));\n`,
      'b.js': router('c'),
      'c.js': router('b'),
    };
    const { summary } = await checked(folderOf(files), '.');
    equal(summary.routes, 2);
  });

  it('with names of JavaScript as names ends', async () => {
    const odd =
      "app['__proto__']('/x', y);\nconst __proto__ = constructor;\napp.get('/__proto__', __proto__, toString, hasOwnProperty);\nmodule.exports = { __proto__: app };\n";
    equal((await found(odd)).places[0], FOUND);
  });

  it('that is minified is left alone, and of what is longer than a megabyte is told', async () => {
    const long = await found(`var a = [${'1,'.repeat(3000)}];\n`);
    deepEqual([long.places, long.routes], [[], 0]);
    const report = await checked(
      folderOf({ 'app.js': HEAD + ROUTE, 'big.js': HEAD + ROUTE + '// text\n'.repeat(130_000) }),
      '.',
    );
    const unread = 'testing/unreadable-document big.js:1:1-1:36';
    deepEqual([places(report), report.summary.routes], [[FOUND, unread], 1]);
  });
});
