import { equal, ok } from 'node:assert/strict';
import { languageOf } from '../../server/host/languages.js';
import { applied, findingsOf, prepare, type Source, uriOf } from './harness.js';
import { dedent } from './marks.js';

/** The text after the first fix of the first finding of a rule that has one; undefined where none is offered. */
function fixed(rule: string, name: string, text: string): string | undefined {
  const source: Source = { name, language: languageOf(name) ?? 'javascript', text: dedent(text) };
  const session = findingsOf([source]);
  const found = session.in(name).filter((one) => one.rule === rule);
  ok(found.length > 0, `${rule} finds nothing`);
  const finding = found.find(({ fixes }) => fixes.length > 0);
  const edits = finding && session.engine.fix(uriOf(name), 1, finding.fingerprint, 0);
  ok(edits !== 'stale');
  return edits && applied(source, edits);
}

describe('fixes of keys that are written in the code', () => {
  before(prepare);

  const HEAD = `
      const jwt = require('jsonwebtoken');
      const config = require('./config');`;
  const fix = (text: string, name = 'a.js') => fixed('auth/jwt-hardcoded-secret', name, text);
  const becomes = (before: string, after: string, name = 'a.js') =>
    equal(fix(before, name), dedent(after), before);

  it('call the variable as the constant is called', () => {
    becomes(
      `${HEAD}
      const inviteSecret = 'keep-me-quiet';
      const sign = (id) => jwt.sign({ id }, config.jwtSecret, { expiresIn: '1h' });
      const invite = (id) => jwt.sign({ id }, inviteSecret, { expiresIn: '1h' });`,
      `${HEAD}
      const inviteSecret = process.env.INVITE_SECRET;
      const sign = (id) => jwt.sign({ id }, config.jwtSecret, { expiresIn: '1h' });
      const invite = (id) => jwt.sign({ id }, inviteSecret, { expiresIn: '1h' });`,
    );
    becomes(
      `${HEAD}
      const SECRET = 'keep-me-quiet';
      const sign = (id) => jwt.sign({ id }, SECRET, { expiresIn: '1h' });`,
      `${HEAD}
      const SECRET = process.env.JWT_SECRET;
      const sign = (id) => jwt.sign({ id }, SECRET, { expiresIn: '1h' });`,
    );
  });

  it('mix up no two keys', () => {
    equal(
      fix(`${HEAD}
      const sign = (id) => jwt.sign({ id }, config.jwtSecret, { expiresIn: '1h' });
      const invite = (id) => jwt.sign({ id }, 'keep-me-quiet', { expiresIn: '7d' });`),
      undefined,
    );
    equal(
      fix(`${HEAD}
      const sign = (id) => jwt.sign({ id }, 'keep-me-quiet', { expiresIn: '1h' });
      const invite = (id) => jwt.sign({ id }, 'and-me-too', { expiresIn: '7d' });`),
      undefined,
    );
  });

  it('take a key of one call from where the others take it', () => {
    becomes(
      `${HEAD}
      const sign = (id) => jwt.sign({ id }, 'keep-me-quiet', { expiresIn: '1h' });
      const read = (token) => jwt.verify(token, 'keep-me-quiet', { algorithms: ['HS256'] });`,
      `${HEAD}
      const sign = (id) => jwt.sign({ id }, process.env.JWT_SECRET, { expiresIn: '1h' });
      const read = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });`,
    );
  });

  it('say in TypeScript that the variable is there', () => {
    becomes(
      `
      import jwt from 'jsonwebtoken';
      export const sign = (id: string) => jwt.sign({ id }, 'keep-me-quiet', { expiresIn: '1h' });`,
      `
      import jwt from 'jsonwebtoken';
      export const sign = (id: string) => jwt.sign({ id }, process.env.JWT_SECRET!, { expiresIn: '1h' });`,
      'a.ts',
    );
  });

  it('import in Python what reads the variable, in front of the constant', () => {
    becomes(
      `
      from datetime import datetime

      import jwt

      SECRET_KEY = "keep-me-quiet"

      def make(sub):
          return jwt.encode({"sub": sub, "exp": soon()}, SECRET_KEY, algorithm="HS256")`,
      `
      import os
      from datetime import datetime

      import jwt

      SECRET_KEY = os.environ["SECRET_KEY"]

      def make(sub):
          return jwt.encode({"sub": sub, "exp": soon()}, SECRET_KEY, algorithm="HS256")`,
      'a.py',
    );
    becomes(
      `
      KEY = "keep-me-quiet"
      import jwt

      def make(sub):
          return jwt.encode({"sub": sub, "exp": soon()}, KEY, algorithm="HS256")`,
      `
      import os

      KEY = os.environ["JWT_SECRET"]
      import jwt

      def make(sub):
          return jwt.encode({"sub": sub, "exp": soon()}, KEY, algorithm="HS256")`,
      'a.py',
    );
  });
});

describe('fixes of tokens that nobody verifies', () => {
  before(prepare);

  const HEAD = `
      const express = require('express');
      const jwt = require('jsonwebtoken');
      const config = require('./config');
      const app = express();
      const read = (token) => jwt.verify(token, config.jwtSecret, { algorithms: ['HS256'], issuer: 'shop' });`;
  const BY = `jwt.verify(req.get('x-token'), config.jwtSecret, { algorithms: ['HS256'], issuer: 'shop' })`;
  const becomes = (before: string, after: string | undefined) =>
    equal(
      fixed('auth/jwt-no-verify', 'a.js', `${HEAD}${before}`),
      after && dedent(`${HEAD}${after}`),
      before,
    );

  it('take the key of the file, and refuse where nothing expects that they fail', () => {
    becomes(
      `
      app.use((req, res, next) => {
        req.user = jwt.decode(req.get('x-token'));
        next();
      });`,
      `
      app.use((req, res, next) => {
        try {
          req.user = ${BY};
        } catch {
          return res.status(401).end();
        }
        next();
      });`,
    );
  });

  it('leave it to what asks for claims, and to what catches', () => {
    becomes(
      `
      app.use((req, res, next) => {
        const claims = jwt.decode(req.get('x-token'));
        if (!claims) return res.sendStatus(401);
        req.user = claims;
        next();
      });`,
      `
      app.use((req, res, next) => {
        let claims;
        try {
          claims = ${BY};
        } catch {
          claims = null;
        }
        if (!claims) return res.sendStatus(401);
        req.user = claims;
        next();
      });`,
    );
    becomes(
      `
      app.use((req, res, next) => {
        try {
          req.user = find(jwt.decode(req.get('x-token')).sub);
        } catch (error) {
          return res.sendStatus(401);
        }
        next();
      });`,
      `
      app.use((req, res, next) => {
        try {
          req.user = find(${BY}.sub);
        } catch (error) {
          return res.sendStatus(401);
        }
        next();
      });`,
    );
  });

  it('are none where the key, or what a bad token is answered with, cannot be told', () => {
    becomes(
      `
      app.use((req, res, next) => {
        req.user = find(jwt.decode(req.get('x-token')).sub);
        next();
      });`,
      undefined,
    );
    becomes(
      `
      const invited = (token) => jwt.verify(token, config.inviteSecret, { algorithms: ['HS256'] });
      app.use((req, res, next) => {
        req.user = jwt.decode(req.get('x-token'));
        next();
      });`,
      undefined,
    );
  });
});
