import { deepEqual } from 'node:assert/strict';
import { engineOf, openText, settle } from '../support/engine.js';

const RULE = 'testing/unsatisfiable-parameter';

describe('schemas of parameters that contradict themselves', () => {
  const told = (schema: string, openapi = '3.1.0') => {
    const text = `openapi: ${openapi}
info: { title: t, version: '1' }
paths:
  /a:
    get:
      parameters: [{ name: level, in: query, schema: ${schema} }]
      responses: {}
components:
  schemas: { Text: { type: string } }
`;
    const engine = engineOf();
    const uri = openText(engine, 'a.yaml', text);
    settle(engine);
    return engine
      .findings(uri)
      .findings.filter(({ rule }) => rule === RULE)
      .map(({ place: { range } }) => text.slice(range.start, range.end));
  };

  it('ask for two types at once', () => {
    deepEqual(told('{ allOf: [{ type: string }, { type: integer }] }'), ['integer']);
    deepEqual(told('{ type: string, allOf: [{ type: boolean }] }', '3.0.3'), ['boolean']);
    deepEqual(told('{ allOf: [{ allOf: [{ type: [string, "null"] }] }, { type: [integer, array] }] }'), [
      '[integer, array]',
    ]);
    deepEqual(told('{ allOf: [{ type: [integer, string] }, { type: number }, { type: string }] }'), [
      'string',
    ]);
  });

  it('ask for what is one of both', () => {
    deepEqual(told('{ allOf: [{ type: number }, { type: integer }] }'), []);
    deepEqual(told('{ allOf: [{ type: [string, "null"] }, { type: string }] }'), []);
    deepEqual(told('{ type: string, allOf: [{ minLength: 1 }, { type: string }] }'), []);
    deepEqual(told("{ allOf: [{ $ref: '#/components/schemas/Text' }, { type: integer }] }"), []);
    deepEqual(told('{ anyOf: [{ type: string }, { type: integer }] }'), []);
    deepEqual(told('{ oneOf: [{ type: string }, { type: integer }] }'), []);
  });

  it('allow nothing', () => {
    deepEqual(told('false'), ['false']);
    deepEqual(told('{ not: {} }'), ['{}']);
    deepEqual(told('{ allOf: [{ type: string }, false] }'), ['false']);
    deepEqual(told('{ not: { type: string } }'), []);
    deepEqual(told('{ not: false }'), []);
    deepEqual(told('true'), []);
    // Of 3.0 it is no schema, which another rule tells.
    deepEqual(told('false', '3.0.3'), []);
  });
});
