import assert from 'node:assert/strict';
import { engineOf, openText, plain, settle } from '../support/engine.js';

const API = `openapi: 3.0.3
info: { title: Orders, version: '1' }
security: [{ bearer: [] }]
paths:
  /orders: { get: { responses: { '200': { description: Orders } } } }
components: { securitySchemes: { $ref: ./schemes.yaml } }
`;

function openedWith(schemes: string) {
  const engine = engineOf();
  const uri = openText(engine, 'orders.yaml', API);
  const behind = openText(engine, 'schemes.yaml', schemes);
  settle(engine);
  return { engine, behind, said: () => [uri, behind].map((one) => plain(engine.findings(one).findings)) };
}

describe('security schemes in a map of another file', () => {
  it('are what is written there now', () => {
    const { engine, behind, said } = openedWith('bearer: { type: http, scheme: bearer }\n');
    for (const text of [
      'bearer: { type: http, scheme: basic }\n',
      'other: { type: http, scheme: bearer }\n',
      '\n',
      'bearer: { type: http, scheme: basic }\nother: { $ref: "#/bearer" }\n',
    ]) {
      const before = engine.document(behind);
      assert.ok(before);
      engine.edit(
        before.edit(before.version + 1, [{ range: { start: 0, end: before.text().length }, text }]),
      );
      settle(engine);
      assert.deepEqual(said(), openedWith(text).said(), text);
      const undefinedIn = said()[0]?.filter((one) => one.includes('auth/undefined-scheme')) ?? [];
      assert.equal(undefinedIn.length, text.startsWith('other') ? 1 : 0, text);
    }
  });
});
