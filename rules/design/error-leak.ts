import { defineRule } from '../../server/core/rule/rule.js';
import type { FaultView } from '../../server/core/rule/views.js';
import { ANSWERS, answers, faultIn, isAnswer, isForCallers, isInternal, readersOf } from './answers.js';
import { PROPERTY_EXAMPLES, tellOfLeak } from './error-leak-properties.js';
import { fixesFor } from './leak-fixes.js';

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
  callees: ANSWERS,
  messages: {
    stack: 'Callers are sent the stack trace or the query of an internal error.',
    all: 'Callers are sent the whole internal error.',
    message: 'Callers are sent the message of whatever went wrong inside.',
    asked: 'Whoever adds ?trace to an address is sent the stack trace of its error.',
    name: 'Callers are sent the name of the class of every internal error.',
  },
  fixes: {
    set: { title: 'Set it to {value}', safety: 'safe' },
    below: { title: 'Send the message below status 500 only', safety: 'review' },
    plain: { title: 'Send a plain sentence', safety: 'review' },
    drop: { title: 'Leave it out', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        app.get('/stock', async (req, res) => {
          try {
            res.json(await stock.all());
          } catch ({ message, code }) {
            res.status(500).json({ message, code });
            //                     ^^^^^^^
          }
        });`,
      fixed: `
        app.get('/stock', async (req, res) => {
          try {
            res.json(await stock.all());
          } catch ({ message, code }) {
            res.status(500).json({ message: 'Internal error', code });
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
      language: 'javascript',
      bad: `
        app.get('/orders', async (req, res) => {
          try {
            res.json(await orders.all());
          } catch (err) {
            if (err instanceof HttpError) return refuse(res, err);
            fail(res, err);
          }
        });
        function fail(res, cause) {
          res.status(500).json({ message: 'Failed', stack: cause.stack });
          //                                               ^^^^^^^^^^^ Callers are sent the stack trace or the query of an internal error.
        }
        function refuse(res, fault) {
          res.status(fault.status).json({ message: fault.message });
        }`,
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

          @ExceptionHandler(Throwable.class)
          @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
          Map<String, String> worst(Throwable t) {
            return Map.of("error", t.getMessage());
            //                     ^^^^^^^^^^^^^^ Callers are sent the message of whatever went wrong inside.
          }

          @ExceptionHandler(DataAccessException.class)
          ResponseEntity<Object> data(DataAccessException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            Map<String, Object> body = new HashMap<>();
            body.put("trace", trace.toString());
            return new ResponseEntity<>(body, HttpStatus.INTERNAL_SERVER_ERROR);
            //                          ^^^^ Callers are sent the stack trace or the query of an internal error.
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

          @ExceptionHandler(RuntimeException.class)
          @ResponseStatus(HttpStatus.BAD_REQUEST)
          Map<String, String> refused(RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            log.error(trace.toString());
            return Map.of("error", e.getMessage());
          }

          @ExceptionHandler(IllegalStateException.class)
          String state(IllegalStateException e) {
            return e.getMessage();
          }
        }`,
    },
    ...PROPERTY_EXAMPLES,
  ],

  check: {
    property: tellOfLeak,
    handling(handling, { report }) {
      const { language, endpoints, passesOn, ofFaults, returns } = handling;
      if ((language !== 'python' && language !== 'java') || passesOn) return;
      if (endpoints.length === 0 && !ofFaults) return;
      for (const { fault, text } of returns) {
        if (fault === undefined || fault.chosen || isAnswer(text)) continue;
        if (ofFaults ? isForCallers(fault, handling) : !fault.broad) continue;
        const isTheirs = ofFaults && isForCallers({ ...fault, tells: 'message' }, handling);
        const readers = isTheirs ? 'callers' : 'developers';
        report({ at: fault, message: messageOf(fault), fixes: fixesFor(fault, language, readers) });
      }
    },
    call(call, { report }) {
      if (call.inTest || !answers(call)) return;
      const fault = faultIn(call);
      if (fault === undefined || !isInternal(fault, call)) return;
      report({
        at: fault,
        message: messageOf(fault),
        fixes: fixesFor(fault, call.language, readersOf(call)),
      });
    },
  },
});

function messageOf({ tells }: FaultView): string {
  return tells === 'stack' ? 'stack' : tells === 'all' ? 'all' : 'message';
}
