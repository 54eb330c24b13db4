import assert from 'node:assert/strict';
import { type ThreatModel, threatModel } from '../../server/core/model/threats/cards.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { engineOf, openText, settle } from '../support/engine.js';
import { corpus } from '../support/shared.js';

const API = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers:
  - url: https://api.example.com
security:
  - oauth: [orders]
paths:
  /orders:
    post:
      operationId: createOrder
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Order' }
      responses:
        '201':
          description: Created
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Order' }
        '429': { description: Too many requests }
  /orders/{orderId}:
    get:
      operationId: getOrder
      parameters:
        - { name: orderId, in: path, required: true, schema: { type: string, format: uuid } }
      responses:
        '200':
          description: Found
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Order' }
        '429': { description: Too many requests }
  /admin/orders:
    delete:
      operationId: purge
      security:
        - oauth: [admin]
      responses:
        '204': { description: Gone }
        '429': { description: Too many requests }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://login.example.com/authorize
          tokenUrl: https://login.example.com/token
          scopes: { orders: Orders, admin: Administration }
  schemas:
    Order:
      type: object
      properties:
        note: { type: string, maxLength: 100 }
`;

describe('threats of a document, through the engine', () => {
  it('are those that its facts give', () => {
    assert.deepEqual(brief(API), [
      'TM-E-02 DELETE /admin/orders mitigated',
      'TM-I-01 orders unknown',
      'TM-R-01 admin unknown',
      'TM-T-01 orders unknown',
    ]);
  });

  const cases: readonly [string, (text: string) => string, readonly string[]][] = [
    [
      'a public write opens a threat',
      (text) => text.replace('operationId: createOrder', 'operationId: createOrder\n      security: []'),
      ['+TM-S-01 orders open'],
    ],
    [
      'an allow comment does not mitigate',
      (text) =>
        text
          .replace('operationId: createOrder', 'operationId: createOrder\n      security: []')
          .replace('    post:', '    # portcullis-allow auth/*: agreed with the owner\n    post:'),
      ['+TM-S-01 orders open'],
    ],
    [
      'the admin scope shared with everybody opens a threat',
      (text) => text.replace('- oauth: [admin]', '- oauth: [orders]'),
      ['-TM-E-02 DELETE /admin/orders mitigated', '+TM-E-02 DELETE /admin/orders open'],
    ],
    [
      'clear text opens a threat',
      (text) => text.replace('https://api', 'http://api'),
      ['+TM-T-16 api.yaml open'],
    ],
    [
      'a text without bound opens a threat, whatever the profile',
      (text) => text.replace('note: { type: string, maxLength: 100 }', 'note: { type: string }'),
      ['+TM-T-10 api.yaml open'],
    ],
    [
      'a limit that no answer tells of opens a threat',
      (text) => text.replaceAll("        '429': { description: Too many requests }\n", ''),
      ['+TM-D-01 api.yaml open'],
    ],
    [
      'a password in the answer opens a threat',
      (text) => text.replace('note: {', 'password: { type: string, maxLength: 100 }\n        note: {'),
      ['+TM-I-02 orders open', '+TM-I-03 orders open', '+TM-R-01 orders unknown'],
    ],
    [
      'an optional credential of a read asks a question',
      (text) =>
        text.replace(
          'operationId: getOrder',
          'operationId: getOrder\n      security: [{ oauth: [orders] }, {}]',
        ),
      ['+TM-S-02 oauth unknown'],
    ],
    [
      'calls that prove their sender are sound',
      (text) => text.replace('components:', `${webhook('X-Hub-Signature-256')}components:`),
      ['+TM-S-19 api.yaml mitigated'],
    ],
    [
      'calls that prove no sender open a threat',
      (text) => text.replace('components:', `${webhook('X-Trace')}components:`),
      ['+TM-S-19 api.yaml open'],
    ],
    [
      'an answer that tells who has an account opens a threat',
      (text) =>
        text.replace(
          '  /orders:',
          "  /password/forgot:\n    post:\n      security: []\n      responses: { '404': { description: No such user }, '429': { description: Later } }\n  /orders:",
        ),
      [
        '+TM-R-01 password unknown',
        '+TM-R-02 api.yaml unknown',
        '+TM-S-08 POST /password/forgot mitigated',
        '+TM-S-11 POST /password/forgot open',
      ],
    ],
    [
      'a token in a parameter is evidence only where it is taken',
      (text) =>
        text
          .replace(
            '      operationId: createOrder',
            "      operationId: createOrder\n      security: []\n      parameters: [{ $ref: '#/components/parameters/Token' }]",
          )
          .replace('  schemas:', '  parameters: { Token: { name: Authorization, in: header } }\n  schemas:'),
      ['+TM-S-01 orders open'],
    ],
  ];
  for (const [name, change, expected] of cases) {
    it(`differ in one fact: ${name}`, () => {
      const changed = change(API);
      assert.notEqual(changed, API);
      assert.deepEqual(difference(brief(API), brief(changed)), [...expected].sort());
    });
  }

  it('stay few: rolled up, not one for every operation', function () {
    this.timeout(60_000);
    let seen = 0;
    for (const { name, text } of corpus(400_000)) {
      const found = modelOf(text, name.replaceAll('/', '-'));
      if (!found || found.operations === 0) continue;
      seen += 1;
      const ratio = found.model.cards.length / found.operations;
      const most = found.operations < 5 ? 8 : found.operations < 50 ? 3 : 1.5;
      assert.ok(
        ratio <= most,
        `${name}: ${found.model.cards.length} cards for ${found.operations} operations`,
      );
    }
    console.log(`      rolled up over ${seen} documents`);
  });
});

function webhook(header: string): string {
  return `webhooks:\n  shipped: { post: { parameters: [{ name: ${header}, in: header, schema: { type: string } }], responses: {} } }\n`;
}

function brief(text: string): readonly string[] {
  const found = modelOf(text, 'api.yaml');
  assert.ok(found);
  return found.model.cards.map((card) => `${card.template.id} ${card.group} ${card.status}`).sort();
}

function modelOf(text: string, name: string): { model: ThreatModel; operations: number } | undefined {
  const engine = engineOf();
  // Evidence comes from all rules; the profile decides only what is shown.
  engine.select({ profile: 'recommended' });
  const uri = openText(engine, name, text);
  settle(engine);
  const evidence = engine.evidence(uri);
  if (!evidence) return undefined;
  const model = threatModel(evidence.document, evidence.operations, { templates: THREATS, name });
  return { model, operations: evidence.operations.length };
}

function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
  ].sort();
}
