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

  it('that is called as every object calls its own members is read like other code', async () => {
    const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'];
    const script = names.map(
      (name) => `app.${name}('/x', (req, res) => jwt.${name}(req.body.${name}, res.${name}()));`,
    );
    const java = names.map(
      (name) => `@GetMapping("/${name}") String ${name}(@RequestParam String ${name}) {
      return Jwts.builder().${name}(${name}) + page.${name}(${name}) + ${name}(http.${name}(${name}));
    }`,
    );
    const python = names.map(
      (name) =>
        `@app.get("/${name}")\ndef ${name}(${name}: str): return jwt.${name}(session.${name}(${name}))\n`,
    );
    const report = await checked(
      folderOf({
        'app.js': `${HEAD}const jwt = require('jsonwebtoken');\n${script.join('\n')}\n${ROUTE}`,
        'A.java': `import org.springframework.web.bind.annotation.*;\n@RestController class A {${java.join('\n')}}`,
        'app.py': `from fastapi import FastAPI\napp = FastAPI()\n${python.join('')}`,
      }),
      '.',
      '--profile',
      'strict',
    );
    ok(report.findings.some(({ rule }) => rule === 'input/sql-injection'));
    deepEqual(
      report.findings.filter(({ message }) => message.includes('skipped here')),
      [],
    );
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

  it('that is minified is left alone', async () => {
    const long = await found(`var a = [${'1,'.repeat(3000)}];\n`);
    deepEqual([long.places, long.routes], [[], 0]);
  });

  const LARGE = {
    'app.js': [
      HEAD + ROUTE,
      `function label() {\n${'  use(1);\n'.repeat(200)}}\n`,
      ROUTE.replace('/a', '/z'),
    ],
    'app.py': [
      'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/a/{id}")\ndef show(id: str):\n    return eval(id)\n',
      `def label():\n${'    use(1)\n'.repeat(200)}\n`,
      '@app.get("/z/{id}")\ndef also(id: str):\n    return eval(id)\n',
    ],
    'App.java': [
      'import org.springframework.web.bind.annotation.*;\n@RestController\nclass App {\n  @GetMapping("/a/{id}")\n  public Row show(@PathVariable String id) { return jdbc.queryForObject("select * from t where id = " + id, Row.class); }\n',
      `  private void label() {\n${'    use(1);\n'.repeat(200)}  }\n`,
      '  @GetMapping("/z/{id}")\n  public Row also(@PathVariable String id) { return jdbc.queryForObject("select * from t where id = " + id, Row.class); }\n}\n',
    ],
  };
  for (const [name, [first = '', filling = '', last = '']] of Object.entries(LARGE))
    it(`of five megabytes is read as far as a million characters, and told where the rest begins: ${name}`, async () => {
      const text = first + filling.repeat(5_000_000 / filling.length) + last;
      const report = await checked(folderOf({ [name]: text }), name);
      const [fault, unread, ...more] = report.findings;
      deepEqual([report.summary.routes, more], [1, []]);
      ok(fault !== undefined && fault.line <= 6);
      equal(unread?.rule, 'testing/unreadable-document');
      const before = text
        .split('\n')
        .slice(0, (unread?.line ?? 0) - 1)
        .join('\n').length;
      ok(before < 1_000_000 && before > 1_000_000 - filling.length, `${before}`);
    });
});
