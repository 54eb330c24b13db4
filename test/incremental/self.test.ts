import assert from 'node:assert/strict';
import { engineOf, openText, plain, settle } from '../support/engine.js';

const AT = 'https://example.com/api.yaml';

function api(self: string): string {
  return `openapi: 3.2.0
$self: ${self}
info: { title: Orders, version: '1' }
paths:
  /orders:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '${AT}#/components/schemas/Order' } } } }
      responses: { '200': { $ref: 'api#/components/responses/Order' } }
components:
  schemas: { Order: { type: object, properties: { role: { type: string } } } }
  responses: { Order: { description: Order } }
`;
}

function openedWith(self: string) {
  const engine = engineOf();
  const uri = openText(engine, 'orders.yaml', api(self));
  settle(engine);
  return { engine, uri, said: () => plain(engine.findings(uri).findings) };
}

describe('the URI that a document gives itself', () => {
  it('decides what references name, as soon as it is another', () => {
    const { engine, uri, said } = openedWith('https://example.com/v1');
    for (const self of [AT, 'https://example.com/api', 'api', AT]) {
      const before = engine.document(uri);
      assert.ok(before);
      const start = before.text().indexOf('$self: ') + '$self: '.length;
      const range = { start, end: before.text().indexOf('\n', start) };
      engine.edit(before.edit(before.version + 1, [{ range, text: self }]));
      settle(engine);
      const fresh = openedWith(self);
      assert.deepEqual(said(), fresh.said());
      const unresolved = said().filter((one) => one.includes('testing/unresolved-reference'));
      assert.equal(unresolved.length, self === AT ? 0 : 1);
    }
  });

  it('leads others to it, and to schemas that have one of their own', () => {
    const sent = 'https://example.com/sent';
    const body = (ref: string) => `{ content: { application/json: { schema: { $ref: '${ref}' } } } }`;
    const refers = `openapi: 3.2.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    post:
      requestBody: ${body(`${AT}#/components/schemas/Sent`)}
      responses: { '200': { description: OK } }
    put:
      requestBody: ${body(sent)}
      responses: { '200': { description: OK } }
`;
    const shared = (self: string, id: string) => `openapi: 3.2.0
$self: ${self}
info: { title: Shared, version: '1' }
components:
  schemas:
    Sent: { $id: '${id}', type: object, properties: { isAdmin: { type: boolean } } }
`;
    const opened = (text: string) => {
      const engine = engineOf();
      const uris = [openText(engine, 'orders.yaml', refers), openText(engine, 'shared.yaml', text)];
      settle(engine);
      return { engine, uris, said: () => uris.map((uri) => plain(engine.findings(uri).findings)) };
    };
    const texts = [shared('x', 'a'), shared(AT, 'a'), shared('x', sent), shared(AT, sent), shared('x', 'b')];
    const { engine, uris, said } = opened(texts[0] ?? '');
    const unresolved = texts.map((text) => {
      const before = engine.document(uris[1] ?? '');
      assert.ok(before);
      const range = { start: 0, end: before.text().length };
      engine.edit(before.edit(before.version + 1, [{ range, text }]));
      settle(engine);
      assert.deepEqual(said(), opened(text).said());
      return said()[0]?.filter((one) => one.includes('testing/unresolved-reference')).length;
    });
    assert.deepEqual(unresolved, [2, 1, 1, 0, 2]);
  });
});
