import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RUN = 'input/code-injection';
const UNREADABLE = 'testing/unreadable-document';

/** Two sides of a text, and what both came from, as git marks them. */
function sides(ours: string, theirs: string, base?: string): string {
  const middle = base === undefined ? [] : ['||||||| base', base];
  return ['<<<<<<< HEAD', ours, ...middle, '=======', theirs, '>>>>>>> other'].join('\n');
}

describe('code of which two versions could not be merged', () => {
  before(prepare);

  const route = (path: string, code: string) => `app.post('/${path}', (req, res) => { ${code} res.end(); });`;
  const told = (name: string, text: string) =>
    [UNREADABLE, RUN].map((rule) => linesOf({ [name]: text }, rule).map((at) => Number(at.split(':')[1])));

  it('is read on both sides, and told of where they begin', () => {
    const app = "const app = require('express')();";
    const both = [
      app,
      sides(route('a', 'eval(req.body.a);'), route('b', 'eval(req.body.b);')),
      route('c', 'eval(req.body.c);'),
    ];
    deepEqual(told('app.js', both.join('\n')), [[2], [3, 5, 7]]);
    const inside = route(
      'a',
      `\n${sides('eval(req.body.a);', 'eval(req.body.b);', 'eval(req.body.old);')}\n`,
    );
    deepEqual(told('app.ts', `${app}\n${inside}`), [[3], [4, 8]]);
    deepEqual(told('app.js', `${app}\n${both[1]}\n${inside}`), [
      [2, 8],
      [3, 5, 9, 13],
    ]);
  });

  it('is read so in Python and Java', () => {
    const python = (path: string) => `@app.get("/${path}")\ndef ${path}(x: str):\n    return eval(x)`;
    const main = `from fastapi import FastAPI\napp = FastAPI()\n${sides(python('a'), python('b'))}\n${python('c')}`;
    deepEqual(told('main.py', main), [[3], [6, 10, 14]]);
    const method = (path: string) =>
      `@GetMapping("/${path}") Object ${path}(@RequestParam String x) {\nreturn new GroovyShell().evaluate(x); }`;
    const java = `@RestController\nclass A {\n${sides(method('a'), method('b'))}\n${method('c')}\n}`;
    deepEqual(told('A.java', java), [[3], [5, 8, 11]]);
  });

  it('is none where such lines are a text or a heading', () => {
    const app = "const app = require('express')();";
    const text = `${app}\nconst text = \`\n<<<<<<< HEAD\n\`;\n/*\nRoutes\n=======\n*/\n${route('a', 'eval(req.body.a);')}`;
    deepEqual(told('app.js', text), [[], [9]]);
    const main =
      '"""\nOrders\n=======\n"""\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get("/a")\ndef a(x: str):\n    return eval(x)';
    deepEqual(told('main.py', main), [[], [9]]);
  });
});
