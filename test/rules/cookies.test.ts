import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

function lines(name: string, text: string): readonly string[] {
  return linesOf({ [name]: text }, 'auth/session-cookie-insecure');
}

const python = (call: string) => `from fastapi import Response
def sign_in(response: Response, user, access_token: str, locale: str):
    response.set_cookie(${call})`;

describe('a cookie that proves who is calling', () => {
  before(prepare);

  it('is one that holds a token, whatever its name', () => {
    for (const call of [
      '"otter", token_for(user), max_age=3600',
      '"otter", create_access_token(user.id)',
      'key=settings.COOKIE, value=access_token',
      '"otter", jwt.encode({"sub": user.id}, KEY)',
      '"otter", f"Bearer {access_token}"',
    ])
      deepEqual(lines('app.py', python(call)), ['app.py:3'], call);
  });

  it('is none that holds something else, that scripts have to read, or that is taken away', () => {
    for (const call of [
      '"lang", locale, max_age=3600',
      '"csrf", make_token(user)',
      '"otter", csrf_token',
      '"otter", token_for(user), httponly=True, secure=True',
      '"otter", "", max_age=0',
      '"access_token", access_token, max_age=0',
      '"token_hint", user.token_hint',
    ])
      deepEqual(lines('app.py', python(call)), [], call);
  });

  it('is one of Java as well', () => {
    const java = (value: string) => `class Sessions {
  void start(HttpServletResponse response, String color, User user) {
    response.addCookie(new Cookie("otter", ${value}));
  }
}`;
    deepEqual(lines('Sessions.java', java('tokens.issueToken(user)')), ['Sessions.java:3']);
    deepEqual(lines('Sessions.java', java('color')), []);
  });

  it('is that of a session of Starlette, however its middleware is put in place', () => {
    const made = (...calls: readonly string[]) => lines('app.py', calls.join('\n'));
    deepEqual(
      made(
        'app.add_middleware(SessionMiddleware, secret_key=KEY, https_only=False)',
        'app.add_middleware(sessions.SessionMiddleware, secret_key=KEY)',
        'app = FastAPI(middleware=[Middleware(SessionMiddleware, secret_key=KEY)])',
        'served = SessionMiddleware(app, secret_key=KEY)',
      ),
      ['app.py:1', 'app.py:2', 'app.py:3', 'app.py:4'],
    );
    deepEqual(
      made(
        'app.add_middleware(SessionMiddleware, secret_key=KEY, https_only=True)',
        'app.add_middleware(SessionMiddleware, secret_key=KEY, **options)',
        'app.add_middleware(SessionMiddleware, store=store, lifetime=60)',
      ),
      [],
    );
  });
});
