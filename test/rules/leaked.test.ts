import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'design/error-leak';

describe('what went wrong inside', () => {
  before(prepare);

  it('is sent by answers of Python whose status stands behind what they show', () => {
    const answers = (kind: string, all: readonly string[]): readonly string[] => {
      const routes = all.map((answer, i) =>
        [
          `@app.get("/${i}")`,
          `def f${i}():`,
          '    try:',
          '        run()',
          `    except ${kind} as e:`,
          `        return ${answer}`,
        ].join('\n'),
      );
      const head =
        'from fastapi import FastAPI\nfrom fastapi.responses import JSONResponse, PlainTextResponse';
      const said = new Set(linesOf({ 'main.py': [head, 'app = FastAPI()', ...routes].join('\n') }, RULE));
      return all.filter((_, i) => said.has(`main.py:${i * 6 + 9}`));
    };
    const leaks = [
      'PlainTextResponse(repr(e), 500)',
      'PlainTextResponse(str(e), 500)',
      'JSONResponse({"error": f"failed: {e}"}, 503)',
      'JSONResponse({"error": str(e)})',
      '{"error": ascii(e)}',
      '{"error": "".join(traceback.format_exception(e))}',
    ];
    deepEqual(answers('Exception', leaks), leaks);
    const told = ['JSONResponse({"error": str(e)})', 'PlainTextResponse(str(e), 422)', '{"error": repr(e)}'];
    deepEqual(answers('ValueError', told), []);
    deepEqual(answers('Exception', ['PlainTextResponse(str(e), 400)']), []);
  });

  it('is not sent where a condition of any form chooses it', () => {
    const head = "const app = require('express')();";
    const script = (answer: string) =>
      `${head}\napp.get('/', async (req, res) => { try { await go(); } catch (err) { ${answer} } });`;
    const found = (answer: string) => linesOf({ 'app.js': script(answer) }, RULE).length;
    const sends = (error: string) => found(`res.status(500).json({ error: ${error} });`);
    deepEqual(['err.message', 'err.code || err.message'].map(sends), [1, 1]);
    deepEqual(['err.expose && err.message', 'err.expose ? err.message : 1'].map(sends), [0, 0]);
    deepEqual(found('isDev && res.status(500).json({ error: err.message });'), 0);
    deepEqual(found('if (err instanceof Known) res.status(500).json({ error: String(err) });'), 0);
    deepEqual(found('if (req.ok) res.status(500).json({ error: req.id + String(err) });'), 1);
    const python = (condition: string) => `
      from fastapi import FastAPI
      app = FastAPI()
      @app.get("/")
      def show():
          try:
              go()
          except Exception as e:
              if quiet:
                  return {}
              elif ${condition}:
                  return JSONResponse({"error": str(e)}, status_code=500)`;
    const conditions = ['ready', 'settings.debug', 'isinstance(e, Known)'];
    deepEqual(
      conditions.map((one) => linesOf({ 'app.py': python(one) }, RULE).length),
      [1, 0, 0],
    );
  });

  it('is sent by what a handler of faults calls its response', () => {
    const app = (params: string, body: string): string => `const app = require('express')();
app.use((${params}) => { ${body} });`;
    for (const [params, body] of [
      ['fault, _, out, go', 'out.status(500).json({ why: fault.message });'],
      ['e, rq, rs, nx', 'rs.send(e.stack);'],
    ] as const)
      deepEqual(linesOf({ 'app.js': app(params, body) }, RULE), ['app.js:2'], body);
    const other = app('fault, _, out, go', 'out.status(500).end(); sink.json({ why: fault.message });');
    deepEqual(linesOf({ 'app.js': other }, RULE), []);
  });

  it('is sent with what it came of, and not where that only goes with what is thrown', () => {
    const told = (answers: readonly string[]): readonly string[] => {
      const handlers = answers.map((answer, i) =>
        [
          `  @ExceptionHandler(Exception.class)`,
          `  Object h${i}(Exception e) {`,
          `    ${answer}`,
          '  }',
        ].join('\n'),
      );
      const text = `@RestControllerAdvice\nclass Faults {\n${handlers.join('\n')}\n}`;
      const said = new Set(linesOf({ 'Faults.java': text }, RULE));
      return answers.filter((_, i) => said.has(`Faults.java:${i * 4 + 5}`));
    };
    const leaks = [
      'return Map.of("cause", String.valueOf(e));',
      'return Map.of("cause", String.valueOf(e.getCause()));',
      'return Map.of("cause", Objects.toString(e.getCause(), "none"));',
      'return Map.of("cause", e.getCause().getMessage());',
      'return Map.of("cause", NestedExceptionUtils.getMostSpecificCause(e).getMessage());',
      'return Map.of("cause", "" + Throwables.getRootCause(e));',
      'return Map.of("cause", e.getCause().getCause().toString());',
    ];
    deepEqual(told(leaks), leaks);
    const fine = [
      'return Map.of("cause", String.valueOf(e.getClass().getSimpleName()));',
      'if (e.getCause() instanceof Refused) { return Map.of("error", String.valueOf(e.getCause())); } return Map.of();',
      'return Map.of("error", String.valueOf(retries.getCause()));',
      'log.error("failed", e.getCause()); return Map.of("error", "Internal error");',
    ];
    deepEqual(told(fine), []);
    const thrown = (given: string): readonly string[] => {
      const text = `@RestController\nclass A {\n  @GetMapping("/a")\n  String a() {\n    try { return run(); } catch (Exception e) {\n      throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR, ${given});\n    }\n  }\n}`;
      return linesOf({ 'A.java': text }, RULE);
    };
    deepEqual(thrown('e.getMessage(), e'), ['A.java:6']);
    for (const given of ['"failed", e', '"failed", e.getCause()']) deepEqual(thrown(given), [], given);
    const script = (answer: string) =>
      linesOf(
        {
          'app.js': `const app = require('express')();\napp.use((err, req, res, next) => {\n  ${answer}\n});`,
        },
        RULE,
      );
    for (const answer of [
      'res.status(500).json({ error: err.cause.message });',
      'res.status(500).json({ error: err.original?.message });',
      'res.status(500).json({ why: err.cause });',
    ])
      deepEqual(script(answer), ['app.js:3'], answer);
    deepEqual(script('res.status(500).json({ error: err.response.message, n: causes.cause.message });'), []);
  });

  it('is sent by a problem of Java whose detail tells of it', () => {
    const told = (made: string, body: string, of = 'Exception') =>
      linesOf(
        {
          'Faults.java': `
            @RestControllerAdvice
            class Faults {
              @ExceptionHandler(${of}.class)
              ProblemDetail all(${of} e, ${made.includes('=') ? 'WebRequest asked' : made}) {
                ${made.includes('=') ? made : ''}
                ${body}
                return problem;
              }
            }`,
        },
        RULE,
      );
    const made = 'ProblemDetail problem = ProblemDetail.forStatus(500);';
    deepEqual(told(made, 'problem.setDetail(e.getMessage());'), ['Faults.java:6']);
    deepEqual(
      told(
        made.replace('500', 'HttpStatus.INTERNAL_SERVER_ERROR'),
        'problem.setProperty("why", e.getMessage());',
      ),
      ['Faults.java:6'],
    );
    deepEqual(
      told(made.replace('ProblemDetail problem', 'var problem'), 'problem.setDetail(e.getMessage());'),
      ['Faults.java:6'],
    );
    deepEqual(told(made.replace('500', '400'), 'problem.setDetail(e.getMessage());'), []);
    deepEqual(told(made, 'problem.setDetail("Something went wrong");'), []);
    deepEqual(told('Note problem = new Note();', 'problem.setDetail(e.getMessage());'), []);
  });
});
