import { deepStrictEqual } from 'node:assert/strict';
import { project, ready } from './project.js';

const EXPRESS = `const createError = require('http-errors'); const app = require('express')();\n`;
const FASTAPI = `from fastapi import FastAPI, HTTPException, Response, status
from fastapi.responses import JSONResponse
app = FastAPI()
`;
const SPRING = 'import org.springframework.web.bind.annotation.*;\n';

/** Paths of the routes whose handlers do nothing but refuse, sorted. */
function refusing(path: string, text: string): readonly string[] {
  const { routes } = project({ [path]: text });
  const endpoints = [...routes.values()].flatMap((route) => route.endpoints);
  return endpoints
    .filter(({ endpoint }) => endpoint.purpose === 'refuses')
    .map(({ endpoint }) => endpoint.path)
    .toSorted();
}

describe('handlers that only refuse', () => {
  before(ready);

  it('answer in Express with a constant refusal, or hand a fault on', () => {
    const cases: readonly string[] = [
      `(req, res) => res.sendStatus(405)`,
      `(req, res) => { res.set('Allow', 'GET'); res.status(405).json({ title: 'No', at: req.originalUrl }); }`,
      `(req, res) => { res.statusCode = 410; res.end(); }`,
      `(req, res) => (req.accepts('html') ? res.status(404).render('404') : res.status(404).json({}))`,
      `(req, res, next) => next(new Error('nope'))`,
      `(req, res, next) => { const err = new Error('Gone'); err.status = 410; next(err); }`,
      `(req, res) => { throw createError(405); }`,
      `(req, res) => { console.warn('old', req.path); return problem(res, 410, 'Gone'); }`,
      `gone); function gone(req, res) { res.status(StatusCodes.GONE).end(); }(`,
    ];
    for (const text of cases)
      deepStrictEqual(refusing('app.js', `${EXPRESS}app.all('/a', ${text});`), ['/a'], text);
  });

  it('refuse in Express as well where another function hands them the request', () => {
    const cases = (wrap: string): readonly string[] =>
      refusing('app.js', `${EXPRESS}app.post('/a', wrap((req, res) => res.status(410).end()));\n${wrap}`);
    for (const wrap of [
      'function wrap(fn) { return (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next); }',
      'function wrap(fn) { return async (req, res, next) => { try { await fn(req, res, next); } catch (err) { next(err); } }; }',
    ])
      deepStrictEqual(cases(wrap), ['/a'], wrap);
    for (const wrap of [
      'function wrap(fn) { return (req, res, next) => { save(req.body); return fn(req, res, next); }; }',
      'function wrap(fn) { return (req, res, next) => { jobs.total += 1; return fn(req, res, next); }; }',
      'function wrap(fn) { return (req, res, next) => (req.body.id ? next() : fn(req, res, next)); }',
      'function wrap(fn) { return (req, res, next) => (req.body.id ? change(req, res) : fn(req, res, next)); }',
    ])
      deepStrictEqual(cases(wrap), [], wrap);
    const does = 'app.post("/b", wrap((req, res) => { save(req.body); res.end(); }));';
    const wrap = 'const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);';
    deepStrictEqual(refusing('app.js', `${EXPRESS}${wrap}${does}`), []);
  });

  it('look nothing up, change nothing and always refuse', () => {
    const cases: readonly string[] = [
      `(req, res) => res.json({})`,
      `(req, res) => res.status(202).json({})`,
      `(req, res) => (items.delete(req.params.id) ? res.status(404).end() : res.status(410).end())`,
      `(req, res) => { if (!req.body.id) return res.status(400).end(); res.json({}); }`,
      `(req, res) => { total = 0; res.status(405).end(); }`,
      `(req, res) => { items[req.body.id] = 1; res.status(405).end(); }`,
      `(req, res) => { new Job(req.body); res.status(405).end(); }`,
      `(req, res, next) => next()`,
      `(req, res, next) => (req.body.id ? next('route') : res.status(400).end())`,
      `async (req, res) => { await req.user.remove(); res.status(500).end(); }`,
      `(req, res) => { if (!req.body.id) return refuse(req, res); save(req.body); }
       function refuse(req, res) { res.status(400).end(); } void (0`,
    ];
    for (const text of cases)
      deepStrictEqual(refusing('app.js', `${EXPRESS}app.all('/a', ${text});`), [], text);
  });

  it('raise or give back refusals in FastAPI', () => {
    const routes = (bodies: readonly string[]): string =>
      FASTAPI + bodies.map((body, i) => `@app.post("/${i}")\ndef f${i}(id: int):\n    ${body}\n`).join('');
    const refuses = [
      `raise HTTPException(405)`,
      `raise HTTPException(status_code=status.HTTP_410_GONE, detail="gone")`,
      `return JSONResponse({"title": "gone"}, status_code=410)`,
      `return Response(status_code=405, headers={"Allow": "GET"})`,
    ];
    deepStrictEqual(refusing('main.py', routes(refuses)), ['/0', '/1', '/2', '/3']);
    const others = [
      `return {}`,
      `return JSONResponse({}, status_code=202)`,
      `items.pop(id)\n    raise HTTPException(405)`,
      `if id:\n        raise HTTPException(400)\n    return {}`,
    ];
    deepStrictEqual(refusing('main.py', routes(others)), []);
    const declared = '@app.put("/old", status_code=410)\ndef old():\n    return {"title": "gone"}\n';
    deepStrictEqual(refusing('main.py', FASTAPI + declared), ['/old']);
  });

  it('throw or give back refusals in Spring', () => {
    const routes = (bodies: readonly string[]): string =>
      `${SPRING}@RestController class A {\n${bodies
        .map((body, i) => `@PostMapping("/${i}") ResponseEntity<?> f${i}(long id) { ${body} }\n`)
        .join('')}}`;
    const refuses = [
      `throw new ResponseStatusException(HttpStatus.METHOD_NOT_ALLOWED);`,
      `return ResponseEntity.status(410).build();`,
      `return ResponseEntity.status(HttpStatus.GONE).body(Map.of("title", "gone"));`,
      `return ResponseEntity.notFound().build();`,
      `return new ResponseEntity<>(HttpStatus.GONE);`,
      `ProblemDetail p = ProblemDetail.forStatus(HttpStatus.GONE); p.setTitle("gone"); return ResponseEntity.of(p).build();`,
    ];
    deepStrictEqual(refusing('A.java', routes(refuses)), ['/0', '/1', '/2', '/3', '/4', '/5']);
    const others = [
      `return ResponseEntity.ok().build();`,
      `rows.deleteById(id); return ResponseEntity.status(410).build();`,
      `if (id < 1) throw new IllegalArgumentException(); return ResponseEntity.accepted().build();`,
      `if (id < 1) return ResponseEntity.badRequest().build(); return null;`,
    ];
    deepStrictEqual(refusing('A.java', routes(others)), []);
    const declared = `${SPRING}@RestController class B { @ResponseStatus(HttpStatus.GONE) @PutMapping("/old") void old() { } }`;
    deepStrictEqual(refusing('B.java', declared), ['/old']);
  });
});
