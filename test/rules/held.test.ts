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

  const python = (params: string, line: string) => ({
    'main.py': `
from fastapi import FastAPI, Header, Request
app = FastAPI()
@app.get("/")
def show(${params}):
    ${line}`,
  });

  it('is what follows the scheme of a header that is divided', () => {
    const divided = (names: string, of: string, shown: string) =>
      linesOf(
        python('request: Request, authorization: str = Header()', `${names} = ${of}; logger.info(${shown})`),
        RULE,
      );
    for (const [names, of] of [
      ['_, token', 'authorization.split()'],
      ['kind, _, sent', 'request.headers["Authorization"].partition(" ")'],
      ['(kind, t)', 'request.headers.get("authorization").split(" ", 1)'],
    ] as const) {
      const [first = '', last = ''] = [names, names].map(
        (one, i) => one.replace(/[()]/g, '').split(', ').at(-i) ?? '',
      );
      deepEqual(divided(names, of, last), ['main.py:5'], of);
      deepEqual(divided(names, of, first), [], of);
    }
    deepEqual(divided('host, port', 'request.headers["Host"].split(":")', 'port'), []);
  });

  it('is a header that is named by a constant, or by what hands it to a parameter', () => {
    const java = (param: string, line: string) => ({
      'Orders.java': `
import org.springframework.web.bind.annotation.*;
@RestController
class Orders {
  @GetMapping("/orders") void show(${param}) { ${line} }
}`,
    });
    for (const [param, line] of [
      ['@RequestHeader(HttpHeaders.AUTHORIZATION) String sent', 'log.info("by {}", sent);'],
      [
        '@RequestHeader(value = AUTHORIZATION, required = false) String sent',
        'String t = sent.substring(7); log.info(t);',
      ],
      ['@RequestHeader("X-Api-Key") String sent', 'log.info("by {}", sent);'],
      ['HttpServletRequest req', 'String sent = req.getHeader(HttpHeaders.AUTHORIZATION); log.info(sent);'],
    ] as const)
      deepEqual(linesOf(java(param, line), RULE), ['Orders.java:4'], param);
    for (const param of [
      '@RequestHeader(HttpHeaders.USER_AGENT) String sent',
      '@RequestParam("page") String sent',
    ])
      deepEqual(linesOf(java(param, 'log.info("by {}", sent);'), RULE), [], param);
    deepEqual(linesOf(python('sent: str = Header(alias="Authorization")', 'logger.info(sent)'), RULE), [
      'main.py:5',
    ]);
  });

  it('is a code of one use', () => {
    const shown = (name: string) => linesOf(python('mail: str', `logger.info("%s", ${name})`), RULE);
    for (const name of ['verification_code', 'otp', 'user.otp', 'new_otp', 'otp_code'])
      deepEqual(shown(name), ['main.py:5'], name);
    for (const name of ['status_code', 'otp_length', 'otp_sent', 'country_code', 'has_otp'])
      deepEqual(shown(name), [], name);
  });
});
