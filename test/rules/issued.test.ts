import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'limits/auth-route-unlimited';

describe('tokens that are given out', () => {
  before(prepare);

  const script = (...routes: readonly string[]) => {
    const head = [
      "const app = require('express')();",
      "const passport = require('passport');",
      'const known = (req, res, next) => (req.user ? next() : res.status(401).end());',
    ];
    return linesOf({ 'app.js': [...head, ...routes].join('\n') }, RULE);
  };

  it('are nothing that is tried, where the caller is known already', () => {
    const found = script(
      "app.post('/tokens', known, async (req, res) => res.json(await keys.make(req.user.id)));",
      "app.post('/api/auth/sessions', known, async (req, res) => res.json(await talks.open(req.user.id)));",
      "app.post('/users/token', passport.authenticate('jwt'), async (req, res) => res.json(await keys.make(req.body)));",
    );
    deepEqual(found, []);
  });

  it('are tried for where nobody is known, or a password or a code is taken', () => {
    const found = script(
      "app.post('/tokens', async (req, res) => res.json(await keys.make(req.body)));",
      "app.post('/auth/token', known, async (req, res) => res.json(await keys.make(req.body.password)));",
      "app.post('/otp/verify', known, async (req, res) => res.json(await codes.take(req.body.code)));",
      "app.post('/sessions', passport.authenticate('local'), (req, res) => res.json(req.user));",
      "app.post('/login', known, async (req, res) => res.json(await keys.make(req.body)));",
    );
    deepEqual(found, ['app.js:4', 'app.js:5', 'app.js:6', 'app.js:7', 'app.js:8']);
  });

  it('are told from those of a sign-in by what handlers of FastAPI take, and not their guards', () => {
    const app = `
from fastapi import Body, Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
app = FastAPI()
bearer = HTTPBearer()
def known(sent=Depends(bearer)):
    if sent.credentials not in keys:
        raise HTTPException(401, "Could not validate credentials")
    return keys[sent.credentials]
@app.post("/tokens")
def add(user=Depends(known)):
    return keys.make(user)
@app.post("/token")
def renew(user=Depends(known), password: str = Body()):
    return keys.renew(user, password)`;
    deepEqual(linesOf({ 'app.py': app }, RULE), ['app.py:12']);
  });
});
