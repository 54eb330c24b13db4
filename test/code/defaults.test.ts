import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const ROUTER = "const r = express.Router(); r.delete('/:id', (req, res) => res.end());";
const HEAD = `const express = require('express'); const app = express(); ${ROUTER}`;

const inApp = (text: string): readonly string[] => listed({ 'app.js': `${HEAD}\n${text}` });

describe('parameters for which nothing is given', () => {
  before(ready);

  for (const text of [
    "function mount(to, prefix = '/v1') { to.use(prefix, r); } mount(app);",
    "const mount = (to, { prefix = '/v1' } = {}) => to.use(prefix, r); mount(app);",
    "const mount = (to, { prefix } = { prefix: '/v1' }) => to.use(prefix, r); mount(app);",
    "const V = '/v1'; function mount(to, prefix = V, ...more) { to.use(prefix, ...more, r); } mount(app);",
    "class Api { constructor(to, base = '/v1') { this.base = base; this.to = to; } start() { this.to.use(this.base, r); } } new Api(app).start();",
    "function mount(to, name = 'v1', path = '/' + name) { to.use(path, r); } mount(app);",
    "function mount(to, prefix = '/v0') { to.use(prefix, r); } mount(app, '/v1');",
    "function mount(to, path, before = []) { to.use(path, ...before, r); } mount(app, '/v1');",
  ]) {
    it(`are what their functions say: ${text}`, () => deepStrictEqual(inApp(text), ['DELETE /v1/:id []']));
  }

  it('are what functions of other files, in TypeScript and in Python, say', () => {
    const typed = {
      'app.ts':
        "import express from 'express'; import mount from './mount'; const app = express(); mount(app);",
      'mount.ts': `import express, { Router } from 'express'; const r = Router(); r.delete('/:id', (req, res) => res.end());
        export default (to: express.Application, prefix: string = '/v1'): void => { to.use(prefix, r); };`,
    };
    deepStrictEqual(listed(typed), ['DELETE /v1/:id []']);
    const python = `
from fastapi import APIRouter, FastAPI
app = FastAPI()
r = APIRouter()
@r.delete("/{id}")
def drop(id: int):
    return {}
def mount(to, prefix: str = "/v1"):
    to.include_router(r, prefix=prefix)
`;
    deepStrictEqual(listed({ 'app.py': `${python}mount(app)\n` }), ['DELETE /v1/{id} []']);
    deepStrictEqual(listed({ 'app.py': `${python}mount(app, prefix="/v2")\n` }), ['DELETE /v2/{id} []']);
    deepStrictEqual(listed({ 'app.py': `${python}mount(app, **options)\n` }), ['~ DELETE /{id} [?]']);
  });

  for (const text of [
    "function mount(to, prefix = '/v1') { to.use(prefix, r); } mount(app, settings.prefix);",
    "function mount(to, prefix = '/v1') { to.use(prefix, r); } mount(...given);",
    "const { mount } = (() => { function mount(to, prefix = '/v1') { app.use(prefix, r); } return { mount }; })(); boot(mount);",
  ]) {
    it(`may be anything that is out of sight: ${text}`, () =>
      deepStrictEqual(inApp(text), ['~ DELETE /:id [?]']));
  }
});
