import { deepEqual, equal } from 'node:assert/strict';
import type { OperationFact } from '../../server/core/model/openapi/types.js';
import { operationOf, viewOf, workspaceOf } from '../facts/workspace.js';

/** 'a b|c' for (a and b) or c, scopes in parentheses, '{}' for the empty alternative, 'public', 'none' or 'unknown'. */
function words({ security }: OperationFact): string {
  if (!security.known) return 'unknown';
  const { anyOf, from } = security.value;
  if (anyOf.length === 0) return from === 'nowhere' ? 'none' : 'public';
  return anyOf
    .map(({ all }) =>
      all.map(({ scheme, scopes }) => (scopes.length > 0 ? `${scheme}(${scopes})` : scheme)).join(' '),
    )
    .map((text) => text || '{}')
    .join('|');
}

function securityIn(version: string, root: string, own: string): OperationFact {
  const key = version === '2.0' ? 'swagger' : 'openapi';
  const text = `${key}: '${version}'
${root}
paths:
  /x:
    get:
      summary: s
${own}
      responses: {}
`;
  return operationOf(workspaceOf({ 'api.yaml': text }), 'GET /x');
}

const CASES: readonly (readonly [root: string, own: string, expected: string, from: string])[] = [
  ['', '', 'none', 'nowhere'],
  ['security: []', '', 'public', 'document'],
  ['security: [{a: []}]', '', 'a', 'document'],
  ['security: [{a: []}]', '      security: []', 'public', 'operation'],
  ['security: [{a: []}]', '      security: [{}]', '{}', 'operation'],
  ['security: [{a: []}]', '      security: [{b: [r, w]}]', 'b(r,w)', 'operation'],
  ['', '      security: [{}, {a: []}]', '{}|a', 'operation'],
  ['security: [{a: [], b: [s]}, {c: []}]', '', 'a b(s)|c', 'document'],
  ['security: {a: []}', '', 'a', 'document'],
  ['', '      security: {}', '{}', 'operation'],
];

describe('effective security', () => {
  for (const version of ['2.0', '3.0.3', '3.1.0', '3.2.0']) {
    for (const [root, own, expected, from] of CASES) {
      it(`of ${version}: root "${root}", operation "${own.trim()}" is ${expected}`, () => {
        const fact = securityIn(version, root, own);
        equal(words(fact), expected);
        equal(fact.security.known && fact.security.value.from, from);
      });
    }
  }

  it('is unknown where the keyword is half typed', () => {
    equal(words(securityIn('3.0.3', 'security: [{a: []}]', '      security:')), 'unknown');
    equal(words(securityIn('3.0.3', 'security:', '')), 'unknown');
    equal(words(securityIn('3.0.3', '', '      security: [a]')), 'unknown');
  });

  it('points at the keyword that decides', () => {
    const at = (fact: OperationFact) => fact.security.known && fact.security.value.at.path.join(' ');
    equal(at(securityIn('3.0.3', 'security: [{a: []}]', '')), 'security');
    equal(at(securityIn('3.0.3', '', '      security: []')), 'paths /x get security');
    equal(at(securityIn('3.0.3', '', '')), 'paths /x get');
  });

  it('of a webhook is what it says itself', () => {
    const text = `openapi: 3.1.0
security: [{a: []}]
webhooks:
  silent: { post: { responses: {} } }
  said: { post: { security: [{b: []}], responses: {} } }
`;
    const workspace = workspaceOf({ 'api.yaml': text });
    equal(words(operationOf(workspace, 'POST silent')), 'unknown');
    equal(words(operationOf(workspace, 'POST said')), 'b');
    deepEqual([...workspace.model.endpoints.values()].flat(), []);
  });
});

describe('security schemes', () => {
  it('of 2.0 are told in the words of 3.x', () => {
    const text = `swagger: '2.0'
securityDefinitions:
  basic: { type: basic }
  key: { type: apiKey, in: query, name: token }
  code: { type: oauth2, flow: accessCode, scopes: { r: read, x-y: no scope } }
  app: { type: oauth2, flow: application, scopes: {} }
`;
    const schemes = viewOf(workspaceOf({ 'api.yaml': text })).schemes;
    const told = [...schemes].map(([name, scheme]) => {
      if (!scheme.known) return `${name} unknown`;
      const { type, scheme: kind, in: where, parameter, flows } = scheme.value;
      return JSON.stringify({ name, type, kind, where, parameter, flows });
    });
    deepEqual(told, [
      '{"name":"basic","type":"http","kind":"basic"}',
      '{"name":"key","type":"apiKey","where":"query","parameter":"token"}',
      '{"name":"code","type":"oauth2","flows":[{"kind":"authorizationCode","scopes":["r"]}]}',
      '{"name":"app","type":"oauth2","flows":[{"kind":"clientCredentials","scopes":[]}]}',
    ]);
  });

  it('are followed into another file, and unknown until it is there', () => {
    const api = `openapi: 3.0.3
paths: {}
components:
  securitySchemes:
    here: { type: http, scheme: Bearer }
    there: { $ref: 'schemes.yaml#/token' }
    gone: { $ref: 'absent.yaml#/token' }
`;
    const both = workspaceOf({ 'api.yaml': api, 'schemes.yaml': 'token: { type: http, scheme: basic }\n' });
    const schemes = viewOf(both).schemes;
    const here = schemes.get('here');
    const there = schemes.get('there');
    equal(here?.known && here.value.scheme, 'bearer');
    equal(
      there?.known && `${there.value.name} ${there.value.scheme} ${there.value.at.uri}`,
      'there basic file:///w/schemes.yaml',
    );
    equal(schemes.get('gone')?.known, false);
    deepEqual(both.model.wanted, ['file:///w/absent.yaml']);
    equal(viewOf(both).schemesKnown, true);
  });

  it('whose scopes are out of sight have no known flows', () => {
    const text = `openapi: 3.0.3
components:
  securitySchemes:
    o: { type: oauth2, flows: { implicit: { scopes: { $ref: 'scopes.yaml' } } } }
`;
    const scheme = viewOf(workspaceOf({ 'api.yaml': text })).schemes.get('o');
    equal(scheme?.known && scheme.value.flows, undefined);
  });

  it('of 3.2 may be named by their URI', () => {
    const text = `openapi: 3.2.0
security: [{ 'schemes.yaml#/token': [] }, { '#/components/securitySchemes/a': [] }, { nope: [] }]
paths: { /x: { get: { responses: {} } } }
components: { securitySchemes: { a: { type: mutualTLS } } }
`;
    const schemes = viewOf(
      workspaceOf({ 'api.yaml': text, 'schemes.yaml': 'token: { type: http, scheme: basic }\n' }),
    ).schemes;
    deepEqual([...schemes.keys()], ['a', 'schemes.yaml#/token', '#/components/securitySchemes/a']);
    equal(schemes.get('#/components/securitySchemes/a')?.known, true);
  });
});
