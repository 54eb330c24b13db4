import { deepEqual } from 'node:assert/strict';
import { foundIn, linesOf } from './across.js';
import { prepare } from './harness.js';

const api = (paths: readonly string[]) => `
  openapi: 3.0.3
  info: { title: Shop, version: '1' }
  servers: [{ url: https://example.com }]
  security: [{ bearer: [] }]
  paths:
    ${paths.map((path) => `${path}: { get: { responses: { '200': { description: Done } } } }`).join('\n    ')}
  components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }`;

const CODE = `
  from fastapi import FastAPI
  app = FastAPI(root_path="/shop/v1")
  @app.get("/orders")
  def orders(): return []
  @app.get("/orders/{id}")
  def order(id: int): return {}
  @app.get("/hidden")
  def hidden(): return {}`;

describe('a path in front of the code that only its surroundings know', () => {
  before(prepare);

  it('is taken from the document, when most of it fits so', () => {
    const files = {
      'api.yaml': api(['/shop/v1/orders', '/shop/v1/orders/{id}', '/shop/v1/gone']),
      'main.py': CODE,
    };
    deepEqual(linesOf(files, 'docs/ghost-endpoint'), ['api.yaml:8']);
    deepEqual(
      foundIn(files, 'docs/shadow-endpoint').map((one) => one.split(' ')[0]),
      ['main.py:7'],
    );
    deepEqual(linesOf(files, 'docs/auth-drift').length, 2);
  });

  it('is none where a server says it, and none of what fits for one path alone', () => {
    const plain = api(['/orders', '/orders/{id}']).replace('example.com', 'example.com/shop/v1');
    deepEqual(linesOf({ 'api.yaml': plain, 'main.py': CODE }, 'docs/shadow-endpoint'), ['main.py:7']);
    const other = api(['/crm/orders', '/crm/users', '/crm/users/{id}']);
    deepEqual(linesOf({ 'api.yaml': other, 'main.py': CODE }, 'docs/shadow-endpoint'), []);
    deepEqual(linesOf({ 'api.yaml': other, 'main.py': CODE }, 'docs/ghost-endpoint'), []);
  });
});
