import { deepEqual } from 'node:assert/strict';
import { foundIn, linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'detect/log-sensitive-data';

const script = (body: string) => ({
  'app.js': `
    const app = require('express')();
    app.get('/', (req, res) => {
      ${body}
      res.end();
    });`,
});

describe('a secret under a name that does not say so', () => {
  before(prepare);

  it('is seen in the log', () => {
    const text = 'h holds authorization and is written to the log: whoever reads that has it.';
    const direct = "const h = req.get('Authorization'); console.log('called', h);";
    deepEqual(foundIn(script(direct), RULE), [`app.js:3 ${text}`]);
    for (const body of [
      "const h = req.headers.authorization; console.log('by ' + h);",
      'const { authorization: h } = req.headers; log.info({ h });',
      "const h = req.headers['x-api-key']; const by = h; log.info('by', by);",
      'const p = req.body.password; log.debug(p);',
      'const k = process.env.API_KEY; log.debug(k);',
    ])
      deepEqual(linesOf(script(body), RULE), ['app.js:3'], body);
  });

  it('is nothing once it was made into something else, or only asked for', () => {
    for (const body of [
      'const has = !req.headers.authorization; log.info(has);',
      'let h = req.headers.authorization; h = mask(h); log.info(h);',
      'const h = req.headers.authorization; log.info(h.length, Boolean(h), h === undefined, mask(h), h ? 1 : 2);',
      'const decoded = req.decodedJwt; log.info(decoded);',
      "const agent = req.get('User-Agent'); log.info(agent);",
      'const { password, ...rest } = req.body; log.info(rest);',
      'const c = failure.code; const t = token.type; log.info(c, t);',
    ])
      deepEqual(linesOf(script(body), RULE), [], body);
  });

  it('is seen in Python and in Java', () => {
    const main = `
      from fastapi import FastAPI, Request
      app = FastAPI()
      @app.get("/")
      def show(request: Request):
          h = request.headers.get("Authorization")
          logger.info("by %s", h)
          agent = request.headers.get("User-Agent")
          logger.info("by %s", agent)`;
    const java = `
      import org.springframework.web.bind.annotation.*;
      @RestController
      class Orders {
        @GetMapping("/orders")
        void show(HttpServletRequest request) {
          String h = request.getHeader("Authorization");
          log.info("by {}", h);
          log.info("by {}", h != null);
        }
      }`;
    deepEqual(linesOf({ 'main.py': main }, RULE), ['main.py:6']);
    deepEqual(linesOf({ 'Orders.java': java }, RULE), ['Orders.java:7']);
  });
});
