import { deepEqual, ok } from 'node:assert/strict';
import { applied, findingsOf, prepare, type Source, uriOf } from './harness.js';

const RULE = 'design/error-leak';

describe('fixes of what tells of faults', () => {
  before(prepare);

  /** What a fix makes of the only finding: the answer. */
  function fixed(source: Source, has: RegExp, index = 0): string | undefined {
    const { engine, in: findings } = findingsOf([source]);
    const [finding] = findings(source.name).filter(({ rule }) => rule === RULE);
    ok(finding, source.text);
    const edits = engine.fix(uriOf(source.name), 1, finding.fingerprint, index);
    ok(edits !== 'stale');
    const text = applied(source, edits);
    const left = findingsOf([{ ...source, text }]).in(source.name);
    deepEqual(
      left.filter(({ rule }) => rule === RULE),
      [],
      text,
    );
    return has.exec(text)?.[1];
  }
  const script = (answer: string, status: number | string = 500, index = 0) =>
    fixed(
      {
        name: 'app.js',
        language: 'javascript',
        text: `const app = require('express')();\napp.use((err, req, res, next) => {\n  const { stack } = err;\n  res.status(${status}).json(${answer});\n});`,
      },
      /json\(([\s\S]*)\);\n/,
      index,
    );

  it('leave traces out and say the rest in a sentence', () => {
    deepEqual(script('{ error: err.message, stack: err.stack }'), "{ error: 'Internal error' }");
    deepEqual(script('{ stack: err.stack, error: err.message }'), "{ error: 'Internal error' }");
    deepEqual(script('{ error: err, message: err.message, stack }'), "{ message: 'Internal error' }");
    deepEqual(
      script('{ ok: false, stack, error: String(err), id: 1 }'),
      "{ ok: false, error: 'Internal error', id: 1 }",
    );
    deepEqual(script('{ ...err, code: 5, stack }'), '{ code: 5 }');
    deepEqual(script('{ code: 5, stack, trace: err.stack, id: 1 }'), '{ code: 5, id: 1 }');
    deepEqual(script('{ message: "Failed", stack: err.stack }'), '{ message: "Failed" }');
  });

  it('leave nothing of it in a table that a call makes', () => {
    const text = [
      '@RestControllerAdvice',
      'class Faults {',
      '  @ExceptionHandler(Exception.class)',
      '  ResponseEntity<Object> any(Exception e) {',
      '    return ResponseEntity.status(500).body(ANSWER);',
      '  }',
      '}',
    ].join('\n');
    const java = (answer: string) =>
      fixed(
        { name: 'Faults.java', language: 'java', text: text.replace('ANSWER', answer) },
        /body\(([\s\S]*)\);\n/,
      );
    deepEqual(
      java('Map.of("error", e.getMessage(), "cause", String.valueOf(e.getCause()), "code", 5)'),
      'Map.of("error", "Internal error", "cause", "Internal error", "code", 5)',
    );
    deepEqual(
      java('new Fault(e.getCause().getMessage(), e.getMessage())'),
      'new Fault("Internal error", "Internal error")',
    );
  });

  it('leave no answer empty', () => {
    deepEqual(script('{ stack }'), "{ error: 'Internal error' }");
    deepEqual(script('{ ...err, stack }'), "{ error: 'Internal error' }");
    deepEqual(script('{ error: { stack: err.stack } }'), "{ error: { error: 'Internal error' } }");
  });

  it('keep what callers are meant to read', () => {
    deepEqual(script('{ error: err.message, stack: err.stack }', 422), '{ error: err.message }');
  });

  it('keep it below 500 where the status is computed, and offer both', () => {
    const answer = '{ error: err.message, stack: err.stack }';
    deepEqual(script(answer, 'err.status'), "{ error: err.status < 500 ? err.message : 'Internal error' }");
    deepEqual(script(answer, 'err.status', 1), "{ error: 'Internal error' }");
    deepEqual(script(answer, 'err.status', 2), '{ error: err.message }');
    deepEqual(
      script(answer, 'err.status || 500'),
      "{ error: (err.status || 500) < 500 ? err.message : 'Internal error' }",
    );
    deepEqual(
      script('{ error: err.message }', 'err.status || 500'),
      "{ error: (err.status || 500) < 500 ? err.message : 'Internal error' }",
    );
    deepEqual(script(answer, 'BROKEN'), "{ error: 'Internal error' }");
    deepEqual(script('{ stack: err.stack, code: 5 }', 'err.status'), '{ code: 5 }');
  });

  it('do the same in Python', () => {
    const python = (answer: string, status = '500') =>
      fixed(
        {
          name: 'app.py',
          language: 'python',
          text: `import traceback\nfrom fastapi import FastAPI\nfrom fastapi.responses import JSONResponse\napp = FastAPI()\n@app.get("/a")\ndef a():\n    try:\n        run()\n    except Exception as e:\n        return JSONResponse(${answer}, ${status})`,
        },
        /JSONResponse\((.*), [\w.]+\)/,
      );
    deepEqual(
      python('{"detail": str(e), "trace": traceback.format_exc(), "ok": False}'),
      '{"detail": "Internal error", "ok": False}',
    );
    deepEqual(python('{"trace": traceback.format_exc()}'), '{"error": "Internal error"}');
    deepEqual(
      python('{"detail": str(e), "trace": traceback.format_exc()}', 'e.status_code'),
      '{"detail": str(e) if e.status_code < 500 else "Internal error"}',
    );
  });
});
