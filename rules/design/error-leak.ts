import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, FaultView } from '../../server/core/rule/views.js';

export default defineRule({
  id: 'design/error-leak',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-errors'],
  standards: ['API8:2023', 'CWE-209'],
  title: 'Internal errors shown to callers',
  why: `
    Messages and traces of errors are written for you: they name files, queries,
    tables, versions and hosts. Somebody who looks for a way in provokes errors
    and reads the answers. Log the error with an identifier, and send a plain
    sentence and that identifier.`,
  callees: [
    ...[
      'json',
      'send',
      'end',
      'write',
      'render',
      'jsonp',
      'body',
      'HTTPException',
      'JSONResponse',
      'PlainTextResponse',
    ],
    ...[
      'Response',
      'HTMLResponse',
      'ok',
      'badRequest',
      'internalServerError',
      'sendError',
      'new ResponseStatusException',
      'new ResponseEntity',
      'forStatusAndDetail',
    ],
  ],
  messages: {
    stack: 'Callers are sent the stack trace or the query of an internal error.',
    all: 'Callers are sent the whole internal error.',
    message: 'Callers are sent the message of whatever went wrong inside.',
  },
  fixes: { plain: { title: 'Send a plain sentence', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        app.get('/stock', async (req, res) => {
          try {
            res.json(await stock.all());
          } catch ({ message, code }) {
            res.status(500).json({ message, code });
            //                     ^^^^^^^ Callers are sent the message of whatever went wrong inside.
          }
        });`,
    },
    {
      language: 'javascript',
      bad: `
        app.get('/orders', async (req, res) => {
          try {
            res.json(await orders.all());
          } catch (err) {
            res.status(500).json({ error: err.message });
            //                            ^^^^^^^^^^^ Callers are sent the message of whatever went wrong inside.
          }
        });
        app.use((err, req, res, next) => {
          res.status(500).send(err.stack);
          //                   ^^^^^^^^^ Callers are sent the stack trace or the query of an internal error.
        });`,
      fixed: `
        app.get('/orders', async (req, res) => {
          try {
            res.json(await orders.all());
          } catch (err) {
            res.status(500).json({ error: 'Internal error' });
          }
        });
        app.use((err, req, res, next) => {
          res.status(500).send('Internal error');
        });`,
      good: `
        app.get('/orders', async (req, res) => {
          try {
            res.json(await orders.all());
          } catch (err) {
            log.error(err);
            res.status(500).json({ error: 'Internal error' });
          }
        });
        app.use((err, req, res, next) => {
          if (err instanceof HttpError) return res.status(err.status).json({ error: err.message });
          res.status(500).json({ error: 'Internal error', stack: development ? err.stack : undefined });
        });
        app.post('/orders', (req, res) => {
          try {
            res.json(orders.add(req.body));
          } catch (err) {
            res.status(400).json({ error: err.message });
          }
        });`,
    },
    {
      language: 'typescript',
      bad: `
        router.get('/orders', (req: Request, res: Response) => {
          db.query(SQL, (err: Error, rows: Row[]) => {
            if (err) return res.status(500).send(err);
            //                                   ^^^ Callers are sent the whole internal error.
            res.json(rows);
          });
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, FastAPI, HTTPException, Request
        from fastapi.responses import JSONResponse

        app = FastAPI()
        router = APIRouter()
        app.include_router(router)

        @router.get("/orders")
        def list_orders():
            try:
                return orders.all()
            except Exception as e:
                raise HTTPException(status_code=500, detail=str(e))
                #                                           ^^^^^^ Callers are sent the message of whatever went wrong inside.

        @router.get("/bills")
        def list_bills():
            try:
                return bills.all()
            except Exception as e:
                return {"status": "failed", "error": f"no bills: {e}"}
                #                                                 ^ Callers are sent the whole internal error.

        @app.exception_handler(Exception)
        async def failed(request: Request, exc: Exception):
            return JSONResponse(status_code=500, content={"detail": str(exc)})
            #                                                       ^^^^^^^^ Callers are sent the message of whatever went wrong inside.`,
      good: `
        from fastapi import APIRouter, FastAPI, HTTPException, Request
        from fastapi.responses import JSONResponse

        app = FastAPI()
        router = APIRouter()
        app.include_router(router)

        @router.get("/orders")
        def list_orders():
            try:
                return orders.all()
            except ValueError as e:
                raise HTTPException(status_code=422, detail=str(e))
            except Exception as e:
                log.exception(e)
                raise HTTPException(status_code=500, detail="Internal error")

        @router.get("/bills")
        def list_bills():
            try:
                return bills.all()
            except UnknownBill as e:
                return {"error": str(e)}

        @app.exception_handler(Refused)
        async def refused(request: Request, exc: Refused):
            return JSONResponse(status_code=500, content={"detail": str(exc)})`,
    },
    {
      language: 'java',
      bad: `
        @RestControllerAdvice
        class Faults {
          @ExceptionHandler(Exception.class)
          ResponseEntity<String> all(Exception e) {
            try {
              return retry();
            } catch (Exception again) {
              return ResponseEntity.status(500).body(again.getMessage());
              //                                     ^^^^^^^^^^^^^^^^^^ Callers are sent the message of whatever went wrong inside.
            }
          }

          @ExceptionHandler(RuntimeException.class)
          ResponseEntity<Fault> some(RuntimeException e) {
            Fault fault = new Fault(e.getMessage());
            return new ResponseEntity<>(fault, HttpStatus.INTERNAL_SERVER_ERROR);
            //                          ^^^^^
          }

          @ExceptionHandler(SQLException.class)
          ResponseEntity<Object> database(SQLException e) {
            return ResponseEntity.internalServerError().body(Map.of("error", e.getMessage()));
            //                                                               ^^^^^^^^^^^^^^
          }
        }`,
      good: `
        @RestControllerAdvice
        class Faults {
          @ExceptionHandler(UnknownOrder.class)
          ResponseEntity<String> unknown(UnknownOrder e) {
            return new ResponseEntity<>(e.getMessage(), HttpStatus.NOT_FOUND);
          }

          @ExceptionHandler(Exception.class)
          ResponseEntity<String> all(Exception e) {
            log.error("failed", e);
            return ResponseEntity.internalServerError().body("Internal error");
          }
        }`,
    },
  ],

  check: {
    handling({ language, endpoints, passesOn, returns }, { report }) {
      if ((language !== 'python' && language !== 'java') || endpoints.length === 0 || passesOn) return;
      for (const { fault, text } of returns) {
        if (fault === undefined || fault.chosen || !fault.broad || isAnswer(text)) continue;
        report({ at: fault, message: messageOf(fault), fixes: fixesOf(fault, language) });
      }
    },
    call(call, { report }) {
      if (call.inTest || !answers(call)) return;
      const fault = faultIn(call);
      if (fault === undefined || !isInternal(fault, call)) return;
      report({ at: fault, message: messageOf(fault), fixes: fixesOf(fault, call.language) });
    },
  },
});

function messageOf({ tells }: FaultView): string {
  return tells === 'stack' ? 'stack' : tells === 'all' ? 'all' : 'message';
}

/** What is made as an answer is read as the call that makes it. */
function isAnswer(text: string): boolean {
  return /^(?:new\s+)?(?:\w+\.)*(?:\w*Response|ResponseEntity)\b/.test(text);
}

/** Whether what the call is given reaches the caller. */
function answers({ callee, name, language, module = '' }: CallView): boolean {
  if (language === 'python') return /^(?:HTTPException|\w*Response)$/.test(name);
  if (language === 'java')
    return (
      name === 'sendError' ||
      /^new /.test(name) ||
      /ResponseEntity|ProblemDetail|badRequest|status/.test(callee)
    );
  if (name === 'body' || module.startsWith('node:')) return false;
  return /^(?:this\.)?(?:res|resp|response|reply|ctx)\b/.test(callee);
}

function faultIn(call: CallView): FaultView | undefined {
  const detail = call.keyword('detail') ?? call.keyword('content');
  return detail?.fault ?? call.arguments.map((one) => one.fault).find((one) => one !== undefined);
}

/** A message may be written for the caller, a trace never is. */
function isInternal(fault: FaultView, call: CallView): boolean {
  if (fault.chosen) return false;
  if (fault.tells === 'stack') return true;
  const status = statusOf(call);
  return status === undefined || /^5\d\d$|INTERNAL/.test(status);
}

/** The status of the answer as it is written; '' when it is given and cannot be read; undefined when none is given. */
function statusOf(call: CallView): string | undefined {
  const { callee, language } = call;
  if (language === 'python') {
    const given = call.keyword('status_code') ?? call.argument(0);
    return given === undefined
      ? undefined
      : (/(\d{3})/.exec(given.text)?.[1] ?? given.text.replace(/[^A-Z]/g, ''));
  }
  if (call.name === 'new ResponseEntity')
    return /INTERNAL|\b\d{3}\b/.exec(call.arguments.at(-1)?.text ?? '')?.[0] ?? 'OTHER';
  if (/^(?:new ResponseStatusException|sendError|forStatusAndDetail)$/.test(call.name))
    return /INTERNAL|\b\d{3}\b/.exec(call.argument(0)?.text ?? '')?.[0] ?? 'OTHER';
  const written = /(?:status|code|writeHead)\(([^()]*)\)/.exec(callee)?.[1];
  if (written === undefined) return /internalServerError/i.test(callee) ? '500' : undefined;
  return /\b\d{3}\b/.exec(written)?.[0] ?? (/INTERNAL/.test(written) ? 'INTERNAL' : 'OTHER');
}

function fixesOf(fault: FaultView, language: CallView['language']): readonly FixOffer[] {
  const quote = language === 'python' || language === 'java' ? '"' : "'";
  return [{ fix: 'plain', changes: () => [{ text: fault, by: `${quote}Internal error${quote}` }] }];
}
