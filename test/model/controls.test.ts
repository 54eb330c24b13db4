import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { operationOf, ROOT, viewOf, workspaceOf } from '../facts/workspace.js';

const API = `${ROOT}api.yaml`;

function operation(text: string, key = 'GET /a') {
  return operationOf(workspaceOf({ 'api.yaml': text }), key);
}

describe('servers of an operation', () => {
  const text = `openapi: 3.0.3
servers: [{ url: https://a.b }]
paths:
  /a:
    servers: [{ url: https://path.b }]
    get: {}
    post: { servers: [{ url: '{s}://own.b', variables: { s: { default: http } } }] }
    put: { servers: [] }
  /b: { get: {} }
`;
  it('are its own before those of its path', () => {
    deepEqual(operation(text).servers, [
      { url: 'https://path.b', variables: [], at: { uri: API, path: ['paths', '/a', 'servers', 0, 'url'] } },
    ]);
    deepEqual(operation(text, 'POST /a').servers, [
      {
        url: '{s}://own.b',
        variables: [{ name: 's', values: ['http'] }],
        at: { uri: API, path: ['paths', '/a', 'post', 'servers', 0, 'url'] },
      },
    ]);
    equal(operation(text, 'GET /b').servers, undefined);
  });

  it('of 2.0 are its schemes on the host of the document', () => {
    const old = (host: string) =>
      operation(
        `swagger: '2.0'\nhost: ${host}\nbasePath: /v1\npaths: { /a: { get: { schemes: [http] } } }\n`,
      );
    deepEqual(old('a.b').servers, [
      { url: 'http://a.b/v1', variables: [], at: { uri: API, path: ['paths', '/a', 'get', 'schemes', 0] } },
    ]);
    equal(old('c.d').servers?.[0]?.url, 'http://c.d/v1');
  });
});

describe('what prose and extensions claim', () => {
  it('of an operation, with its path, and of the document', () => {
    const text = `openapi: 3.0.3
info: { title: a, version: '1', description: Only owners may call. All is throttled. }
paths:
  /a:
    description: Belongs to the tenant.
    get: { x-rate-limit: 10 }
    post: { summary: Something else }
  /b: { get: {} }
`;
    deepEqual(operation(text).claims, ['limits', 'owner']);
    deepEqual(operation(text, 'POST /a').claims, ['owner']);
    deepEqual(operation(text, 'GET /b').claims, []);
    deepEqual(viewOf(workspaceOf({ 'api.yaml': text })).claims, ['limits']);
    const gateway = 'openapi: 3.0.3\nx-kong-plugin-rate-limiting: {}\npaths: {}\n';
    deepEqual(viewOf(workspaceOf({ 'api.yaml': gateway })).claims, ['limits']);
  });
});

describe('what responses allow to other sites', () => {
  const api = (origin: string) => `openapi: 3.0.3
paths:
  /a: { get: { responses: { '200': { $ref: '#/components/responses/A' } } } }
components:
  responses:
    A:
      description: A
      headers:
        access-control-allow-origin: { $ref: '#/components/headers/Origin' }
        Access-Control-Allow-Credentials: {}
  headers:
    Origin: ${origin}
`;
  const cors = (text: string) => {
    const { responses } = operation(text);
    return responses.known ? responses.value[0]?.cors : undefined;
  };

  it('is read through references, and follows what they lead to', () => {
    deepEqual(cors(api("{ schema: { enum: ['*'] } }")), {
      origins: ['*'],
      credentials: true,
      stated: false,
      at: {
        uri: API,
        path: ['components', 'responses', 'A', 'headers', 'access-control-allow-origin'],
        key: true,
      },
      credentialsAt: {
        uri: API,
        path: ['components', 'responses', 'A', 'headers', 'Access-Control-Allow-Credentials'],
        key: true,
      },
    });
    notEqual(cors(api('{ example: https://a.b }')), cors(api("{ example: '*' }")));
    deepEqual(cors(api('{ examples: { one: { value: https://a.b } } }'))?.origins, ['https://a.b']);
    deepEqual(cors(api('{ description: The server reflects the Origin header. }'))?.origins, ['*']);
    deepEqual(cors(api('{ schema: { type: string } }'))?.origins, []);
  });

  it('allows no cookies when it says so, or says nothing of them', () => {
    const inline = (credentials: string) =>
      cors(`openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        '200': { description: A, headers: { Access-Control-Allow-Origin: {}, ${credentials} } }
`)?.credentials;
    equal(inline('X-A: {}'), false);
    equal(inline('Access-Control-Allow-Credentials: { schema: { const: false } }'), false);
    equal(inline("Access-Control-Allow-Credentials: { schema: { enum: ['true'] } }"), true);
    equal(inline('Access-Control-Allow-Credentials: { schema: { type: boolean } }'), true);
  });
});
