import { deepEqual, ok } from 'node:assert/strict';
import { joinOpenApi, OpenApiJoin } from '../../server/core/model/openapi/join.js';
import type { OpenApiInput, OpenApiModel } from '../../server/core/model/openapi/types.js';
import { workspaceOf } from '../facts/workspace.js';
import { random } from '../support/random.js';
import { corpus } from '../support/shared.js';

const FILES = corpus(150_000).filter(({ name }) => !name.includes('/'));
const OWN = {
  'api.yaml': `openapi: 3.1.0
security: [{ key: [] }]
paths:
  /a: { get: { responses: { '200': { $ref: 'more.yaml#/ok' } } }, post: { security: [], responses: {} } }
  /b: { $ref: 'more.yaml#/item' }
  /c: { get: { parameters: [{ $ref: '#/components/parameters/P' }], responses: { '4XX': { $ref: '#/components/responses/R' } } } }
webhooks: { w: { post: { requestBody: { $ref: '#/components/requestBodies/B' }, responses: {} } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: k }, other: { $ref: '#/components/securitySchemes/key' } }
  parameters: { P: { name: p, in: query, schema: { $ref: '#/components/schemas/S' } }, Q: { $ref: 'gone.yaml#/q' } }
  responses: { R: { description: r, content: { a/b: { schema: { $ref: '#/components/schemas/T' } } } } }
  requestBodies: { B: { content: { a/b: { schema: { $ref: '#/components/schemas/S' } } } } }
  schemas: { S: { allOf: [{ $ref: '#/components/schemas/T' }] }, T: { type: object, discriminator: { propertyName: kind }, properties: { token: { type: string } } }, U: { allOf: [{ $ref: '#/components/schemas/S' }, { properties: { a: { $ref: '#/components/schemas/V' } } }] }, V: { type: string } }
`,
  'more.yaml': `ok: { description: ok, content: { a/b: { schema: { $ref: 'api.yaml#/components/schemas/S' } } } }
item: { put: { responses: { '201': { $ref: '#/ok' } } } }
`,
};

const OLD = {
  'old.yaml': `swagger: '2.0'
host: a.example
basePath: /v1
schemes: [http, https]
consumes: [a/b]
securityDefinitions: { key: { type: apiKey, in: query, name: k } }
paths: { /a: { get: { schemes: [ws], responses: { '200': { description: ok, schema: { type: string } } } } } }
`,
};

/** Sections are alone in their role, so that only other words make other facts of them. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['a.example', 'b.example'],
  ['/v1', '/v2'],
  ['[a/b]', '[c/d]'],
];

function plain(model: OpenApiModel): unknown {
  const { documents, usage, demands, wanted, operations, operationParts, basePaths, endpoints } = model;
  const ids = [...operations.keys()].slice(0, 30);
  const reached = ids.map((id) => [id, model.reach(id), model.exposure(id)]);
  return { documents, usage, demands, wanted, operations, operationParts, basePaths, endpoints, reached };
}

/** Gives some parts the facts of others of their role, as an edit would, and now and then makes one broken. */
function edited(inputs: readonly OpenApiInput[], pick: (below: number) => number): readonly OpenApiInput[] {
  const donors = inputs.flatMap(({ parts }) => parts);
  const changes = new Map(
    Array.from({ length: 1 + pick(3) }, () => {
      const { part } = donors[pick(donors.length)] ?? { part: undefined };
      const alike = donors.filter((one) => one.part.role === part?.role && one.part.path[0] === part.path[0]);
      return [part?.id, { facts: { ...alike[pick(alike.length)]?.facts }, broken: pick(8) === 0 }];
    }),
  );
  return inputs.map((input) => ({
    ...input,
    rootKnown: pick(10) > 0,
    parts: rearranged(
      input.parts.map((state) => ({ ...state, ...changes.get(state.part.id) })),
      pick,
    ),
  }));
}

/** Now and then takes some parts out, or moves them: what referred to them, or stood below them, stays. */
function rearranged(parts: OpenApiInput['parts'], pick: (below: number) => number): OpenApiInput['parts'] {
  const from = pick(parts.length + 1);
  const taken = parts.slice(from, from + 1 + pick(3));
  const rest = [...parts.slice(0, from), ...parts.slice(from + taken.length)];
  const how = pick(6);
  if (how === 0) return rest;
  return how === 1 ? rest.toSpliced(pick(rest.length + 1), 0, ...taken) : parts;
}

describe('documents that are joined again', () => {
  it('know what their sections say now', () => {
    const join = new OpenApiJoin();
    join.join(workspaceOf(OLD).inputs);
    for (const [before, after] of OTHERS) {
      const { inputs } = workspaceOf({ 'old.yaml': OLD['old.yaml'].replace(before, after) });
      deepEqual(plain(join.join(inputs)), plain(joinOpenApi(inputs)), after);
    }
  });

  it(`give what joining them from nothing gives (${FILES.length} documents)`, () => {
    const workspaces = [OWN, ...FILES.map(({ name, text }) => ({ [name]: text }))];
    let count = 0;
    for (const [seed, files] of workspaces.entries()) {
      const { inputs } = workspaceOf(files);
      const pick = random(seed + 3);
      const join = new OpenApiJoin();
      let now = inputs;
      for (let round = 0; round < (seed === 0 ? 400 : 12); round++) {
        deepEqual(plain(join.join(now)), plain(joinOpenApi(now)), `${Object.keys(files)} ${round}`);
        // Facts come back too: what was computed for them before must not be stale.
        now = pick(4) === 0 ? inputs : edited(now, pick);
        count++;
      }
    }
    ok(count >= 150);
  });
});
