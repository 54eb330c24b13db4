import { deepEqual } from 'node:assert/strict';
import { project, ready } from './project.js';

const HEAD = `
  const express = require('express');
  const { secure } = require('@example/gateway');
  const { rateLimit } = require('express-rate-limit');
  const app = express();
  const signedIn = (req, res, next) => (req.user ? next() : res.sendStatus(401));
  const audit = (req, res, next) => { note(req.user.id); next(); };
  const allow = (...roles) => (req, res, next) => {
    if (!req.user) return res.sendStatus(401);
    if (roles.length > 0 && !roles.includes(req.user.role)) return res.sendStatus(403);
    next();
  };`;

describe('what stands around a route', () => {
  before(ready);

  it('is obscured by what cannot be seen, or looks at the caller, in front of the handler alone', () => {
    deepEqual(flags("app.get('/a', signedIn, (req, res) => res.end());"), ['GET /a']);
    deepEqual(flags("app.get('/a', secure(), (req, res) => res.end());"), ['GET /a obscured']);
    deepEqual(flags("app.get('/a', audit, (req, res) => res.end());"), ['GET /a obscured']);
    deepEqual(flags("app.post('/a', (req, res) => verifyOtp(req, res));"), ['POST /a delegates']);
  });

  it('is not hidden by what stops nobody and stands there only sometimes', () => {
    const route = "app.get('/a', (req, res) => res.end());";
    deepEqual(flags(`if (dev) app.use(express.static('build')); ${route}`), ['GET /a']);
    deepEqual(flags(`dev && app.use((req, res, next) => { note(req.url); next(); }); ${route}`), ['GET /a']);
    deepEqual(flags(`if (dev) app.use(signedIn); ${route}`), ['GET /a obscured']);
    deepEqual(flags(`if (dev) app.use(secure()); ${route}`), ['GET /a obscured']);
  });

  it('tells limits where other guards are out of sight', () => {
    deepEqual(flags("app.post('/a', rateLimit(), secure(), (req, res) => res.end());"), [
      'POST /a limited obscured',
    ]);
  });

  it('tells checks that come behind the route, on its path', () => {
    const routes = "app.get('/a', (req, res) => res.end()); app.get('/b', (req, res) => res.end());";
    deepEqual(flags(`${routes} app.use('/a', signedIn);`), ['GET /a late', 'GET /b']);
    deepEqual(flags(`app.use(signedIn); ${routes}`), ['GET /a', 'GET /b']);
  });

  it('is restricted by a guard that is told what to ask for, and not by the same one told nothing', () => {
    const routes = "app.get('/a', allow('admin'), (req, res) => res.end());";
    deepEqual(guards(routes), ['authentication allow', 'authorization allow']);
    deepEqual(guards("app.get('/a', allow(), (req, res) => res.end());"), ['authentication allow']);
  });
});

function endpoints(code: string) {
  const { routes } = project({ 'app.js': `${HEAD}\n${code}` });
  return [...routes.values()].flatMap((route) => route.endpoints.map(({ endpoint }) => endpoint));
}

function flags(code: string): readonly string[] {
  return endpoints(code).map(({ method, path, delegates, late, limited, obscured }) => {
    const said = Object.entries({ delegates, late, limited, obscured }).filter(
      ([, flag]) => flag !== undefined,
    );
    return [`${method} ${path}`, ...said.map(([name]) => name)].join(' ');
  });
}

function guards(code: string): readonly string[] {
  const [endpoint] = endpoints(code);
  return endpoint?.guards.known ? endpoint.guards.value.map(({ kind, name }) => `${kind} ${name}`) : [];
}
