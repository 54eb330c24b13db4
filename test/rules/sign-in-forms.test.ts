import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'limits/auth-route-unlimited';

describe('a handler that takes the form of OAuth 2.0', () => {
  before(prepare);

  it('signs in, whatever its path says', () => {
    const endless = `
      from typing import Annotated
      from fastapi import Depends, FastAPI
      from fastapi.security import OAuth2PasswordRequestForm

      app = FastAPI()
      Sent = Annotated[OAuth2PasswordRequestForm, Depends()]

      @app.post("/keys/new")
      def new_key(form: OAuth2PasswordRequestForm = Depends()):
          return issue(form)

      @app.post("/keys/other")
      def other_key(sent: Sent):
          return issue(sent)`;
    deepEqual(linesOf({ 'app.py': endless }, RULE), ['app.py:8', 'app.py:12']);
    deepEqual(linesOf({ 'app.py': endless }, 'auth/route-missing-guard'), []);
    const limited = `
      from fastapi import Depends, FastAPI
      from fastapi.security import OAuth2PasswordRequestForm
      from fastapi_limiter.depends import RateLimiter

      app = FastAPI()

      @app.post("/keys/new", dependencies=[Depends(RateLimiter(times=5, seconds=60))])
      def new_key(form: OAuth2PasswordRequestForm = Depends()):
          return issue(form)`;
    deepEqual(linesOf({ 'app.py': limited }, RULE), []);
  });
});
