import { defineRule } from '../../server/core/rule/rule.js';
import type { CallView } from '../../server/core/rule/views.js';
import { inHeader } from './session-cookie-header.js';
import { inJava } from './session-cookie-java.js';
import { PROPERTY_EXAMPLES, tellOfCookie } from './session-cookie-properties.js';
import { inPython } from './session-cookie-python.js';
import { inScript } from './session-cookie-script.js';
import type { Fault } from './session-cookies.js';
import { SETS_UP } from './starlette-sessions.js';

export default defineRule({
  id: 'auth/session-cookie-insecure',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-credentials', 'crypto-tls'],
  standards: ['API2:2023', 'CWE-614', 'CWE-1004'],
  title: 'Session cookie without its protections',
  why: `
    The cookie is all that proves who is calling. Without httpOnly, a script that
    an attacker got into a page reads it; without secure, the browser also sends
    it over plain HTTP, where anybody on the way can. Both are one word each.`,
  callees: [
    'session',
    'cookieSession',
    'cookie',
    'setCookie',
    'set_cookie',
    'CookieTransport',
    ...SETS_UP,
    ...['setHttpOnly', 'setSecure', 'httpOnly', 'secure', 'new Cookie'],
    ...['setHeader', 'append', 'appendHeader', 'header', 'set'],
    'build',
  ],
  messages: {
    lacks: 'The cookie that proves who is calling lacks {flags}.',
    off: 'This takes {flags} away from the cookie that proves who is calling.',
    sites: 'Browsers send this cookie along when a page of any other site calls you.',
  },
  fixes: {
    add: { title: 'Set {flags}', safety: 'review' },
    same: { title: 'Set it to lax', safety: 'review' },
    flip: { title: 'Set {flags}', safety: 'safe' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        app.post('/login', (req, res) => {
          res.setHeader('Set-Cookie', 'session=' + id + '; Path=/');
          //                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The cookie that proves who is calling lacks HttpOnly, Secure.
          res.end();
        });`,
      good: `
        app.post('/login', (req, res) => {
          res.setHeader('Set-Cookie', ['theme=dark', \`session=\${id}; HttpOnly; Secure; Max-Age=\${age}\`]);
          res.append('Set-Cookie', 'session=' + id + attributes);
          res.append('Set-Cookie', 'session=; Path=/; Max-Age=0');
          res.end();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const { COOKIE, THEME } = require('./settings');
        app.post('/login', (req, res) => {
          const token = issue(req.user);
          res.cookie(THEME, 'dark');
          res.cookie(COOKIE, token, { httpOnly: true });
          //                        ^^^^^^^^^^^^^^^^^^ The cookie that proves who is calling lacks secure.
          res.cookie(CSRF_COOKIE, token);
          res.end();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const session = require('express-session');

        app.use(session({ secret: process.env.SECRET, cookie: { secure: true, httpOnly: false } }));
        //                                                                              ^^^^^ This takes httpOnly away from the cookie that proves who is calling.
        app.post('/login', (req, res) => {
          res.cookie('token', issue(req.user), { maxAge: 900000 });
          //                                   ^^^^^^^^^^^^^^^^^^ The cookie that proves who is calling lacks httpOnly, secure.
          res.end();
        });`,
      good: `
        const session = require('express-session');

        app.use(session({ secret: process.env.SECRET, cookie: { secure: true } }));
        app.use(session({ secret: process.env.SECRET, cookie: { secure: process.env.NODE_ENV === 'production' } }));
        app.use(session(settings));
        res.cookie('token', issue(user), { httpOnly: true, secure: true, sameSite: 'lax' });
        res.cookie('theme', 'dark');
        res.cookie('csrf-token', token, { secure: true });`,
    },
    {
      language: 'javascript',
      bad: `
        const session = require('express-session');

        app.use(session({ secret: process.env.SECRET, cookie: { httpOnly: false, secure: false, maxAge: 900000 } }));
        //                                                                ^^^^^ This takes httpOnly, secure away from the cookie that proves who is calling.
        app.post('/login', (req, res) => {
          res.cookie('token', issue(req.user), { httpOnly: false });
          //                                               ^^^^^ The cookie that proves who is calling lacks httpOnly, secure.
          res.end();
        });`,
      fixed: `
        const session = require('express-session');

        app.use(session({ secret: process.env.SECRET, cookie: { httpOnly: true, secure: true, maxAge: 900000 } }));
        app.post('/login', (req, res) => {
          res.cookie('token', issue(req.user), { secure: true, httpOnly: true });
          res.end();
        });`,
    },
    {
      language: 'typescript',
      bad: `
        export function signIn(res: Response, sid: string) {
          res.cookie('sid', sid, { httpOnly: true });
          //                     ^^^^^^^^^^^^^^^^^^ The cookie that proves who is calling lacks secure.
        }`,
      fixed: `
        export function signIn(res: Response, sid: string) {
          res.cookie('sid', sid, { secure: true, httpOnly: true });
        }`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Response

        def sign_in(response: Response, token: str):
            response.set_cookie("access_token", token, secure=True)
            #        ^^^^^^^^^^ The cookie that proves who is calling lacks httponly.`,
      fixed: `
        from fastapi import Response

        def sign_in(response: Response, token: str):
            response.set_cookie("access_token", token, secure=True, httponly=True)`,
      good: `
        from fastapi import Response

        def sign_in(response: Response, token: str):
            response.set_cookie("access_token", token, secure=True, httponly=True, samesite="lax")
            response.set_cookie("access_token", token, **COOKIE)
            response.set_cookie("access_token", "", max_age=0)
            response.set_cookie("theme", "dark")`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Response

        def sign_in(response: Response, token: str):
            response.set_cookie("access_token", token, httponly=False)
            #                                                   ^^^^^ The cookie that proves who is calling lacks httponly, secure.`,
      fixed: `
        from fastapi import Response

        def sign_in(response: Response, token: str):
            response.set_cookie("access_token", token, httponly=True, secure=True)`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI
        from starlette.middleware.sessions import SessionMiddleware

        app = FastAPI()
        app.add_middleware(SessionMiddleware, secret_key=KEY)
        #                  ^^^^^^^^^^^^^^^^^ The cookie that proves who is calling lacks https_only.`,
      fixed: `
        from fastapi import FastAPI
        from starlette.middleware.sessions import SessionMiddleware

        app = FastAPI()
        app.add_middleware(SessionMiddleware, secret_key=KEY, https_only=True)`,
      good: `
        from fastapi import FastAPI
        from starlette.middleware.sessions import SessionMiddleware

        app = FastAPI()
        app.add_middleware(SessionMiddleware, secret_key=KEY, https_only=not DEBUG)
        app.add_middleware(SessionMiddleware, secret_key=KEY, **OPTIONS)
        app.add_middleware(SessionMiddleware, store=RedisStore(), lifetime=3600)
        app.add_middleware(GZipMiddleware)`,
    },
    {
      language: 'python',
      bad: `
        from fastapi_users.authentication import CookieTransport

        transport = CookieTransport(cookie_max_age=3600, cookie_secure=False)
        #                                                              ^^^^^ This takes cookie_secure away from the cookie that proves who is calling.`,
      fixed: `
        from fastapi_users.authentication import CookieTransport

        transport = CookieTransport(cookie_max_age=3600, cookie_secure=True)`,
      good: `
        from fastapi_users.authentication import CookieTransport

        transport = CookieTransport(cookie_max_age=3600)`,
    },
    {
      language: 'java',
      bad: `
        class Sessions {
          void start(HttpServletResponse response, String id) {
            Cookie cookie = new Cookie("sessionId", id);
            cookie.setSecure(true);
            cookie.setHttpOnly(false);
            //                 ^^^^^ This takes httpOnly away from the cookie that proves who is calling.
          }
        }`,
      fixed: `
        class Sessions {
          void start(HttpServletResponse response, String id) {
            Cookie cookie = new Cookie("sessionId", id);
            cookie.setSecure(true);
            cookie.setHttpOnly(true);
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        class Sessions {
          void start(HttpServletResponse response, String id) {
            response.addCookie(new Cookie("sessionId", id));
            //                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ The cookie that proves who is calling lacks httpOnly, secure.
          }

          ResponseCookie refresh(String token) {
            return ResponseCookie.from("refreshToken", token).httpOnly(true).path("/").build();
            //     ^^^^^^^^^^^^^^ The cookie that proves who is calling lacks secure.
          }
        }`,
      good: `
        class Sessions {
          void start(HttpServletResponse response, String id) {
            Cookie cookie = new Cookie("sessionId", id);
            cookie.setHttpOnly(true);
            cookie.setSecure(true);
            response.addCookie(cookie);
          }

          ResponseCookie end() {
            ResponseCookie.from("refreshToken", token).maxAge(Duration.ZERO).build();
            return ResponseCookie.from("refreshToken", "").path("/").build();
          }

          ResponseCookie theme(String name) {
            return ResponseCookie.from("theme", name).build();
          }
        }`,
    },
    {
      language: 'javascript',
      good: `
        const session = require('express-session');
        const app = require('express')();
        const settings = { secret: process.env.SESSION_SECRET, cookie: {} };
        if (app.get('env') === 'production') {
          app.set('trust proxy', 1);
          settings.cookie.secure = true;
        }
        app.use(session(settings));`,
    },
    ...PROPERTY_EXAMPLES,
  ],

  check: {
    property: tellOfCookie,
    call(call, { report, holds }) {
      if (call.inTest) return;
      const fault = faultOf(call);
      if (fault === undefined) return;
      if (fault.missing.length === 0) return holds(fault.at);
      const flags = fault.missing.join(', ');
      report({ at: fault.at, message: fault.off ? 'off' : 'lacks', data: { flags }, fixes: fault.fixes });
    },
  },
});

function faultOf(call: CallView): Fault | undefined {
  const { name, language } = call;
  if (language === 'java') return inJava(call);
  if (language === 'python') return inPython(call);
  return /^(?:setHeader|append|appendHeader|header|set)$/.test(name) ? inHeader(call) : inScript(call);
}
