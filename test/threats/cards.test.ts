import assert from 'node:assert/strict';
import { known, UNKNOWN } from '../../server/core/facts/api.js';
import { questionsFor, type ThreatModel, threatModel } from '../../server/core/model/threats/cards.js';
import type { OperationEvidence } from '../../server/core/model/threats/evidence.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { threatId } from '../../server/core/model/threats/identity.js';
import type { Rollup, ThreatTemplate } from '../../server/core/model/threats/template.js';
import { documentOf, evidenceOf, operationOf, outcome, securityOf, templateOf } from './support.js';

describe('status of a card', () => {
  const statusOf = (...lists: readonly Parameters<typeof outcome>[][]) => {
    const operations = lists.map((list, at) =>
      evidenceOf(operationOf(`POST /users/${at}`), { outcomes: list.map((args) => outcome(...args)) }),
    );
    return model([templateOf()], operations).cards[0]?.status;
  };

  it('is open when a rule that it names has a finding in the group', () => {
    assert.equal(statusOf([['a/fault', 'finding']]), 'open');
    assert.equal(statusOf([['a/fault', 'holds']], [['a/fault', 'finding']]), 'open');
  });

  it('is mitigated when every operation of the group holds', () => {
    assert.equal(statusOf([['a/fault', 'holds']]), 'mitigated');
    assert.equal(statusOf([['a/fault', 'holds']], [['a/fault', 'holds']]), 'mitigated');
  });

  it('is unknown otherwise', () => {
    assert.equal(statusOf([]), 'unknown');
    assert.equal(statusOf([['a/fault', 'unknown']]), 'unknown');
    assert.equal(statusOf([['a/fault', 'holds']], []), 'unknown');
    assert.equal(statusOf([['other/fault', 'finding']]), 'unknown');
    assert.equal(statusOf([['other/fault', 'holds']]), 'unknown');
    assert.equal(
      statusOf([
        ['a/fault', 'holds'],
        ['a/fault', 'unknown'],
      ]),
      'unknown',
    );
  });

  it('counts only rules whose holds lowers the threat', () => {
    const template = templateOf({ raises: ['a/fault'], lowers: ['b/fault'] });
    const status = (rule: string) => {
      const evidence = evidenceOf(operationOf('GET /a'), { outcomes: [outcome(rule, 'holds')] });
      return model([template], [evidence]).cards[0]?.status;
    };
    assert.equal(status('a/fault'), 'unknown');
    assert.equal(status('b/fault'), 'mitigated');
  });
});

describe('existence of a card', () => {
  const cards = (when: string, evidence: OperationEvidence) =>
    model([templateOf({ when })], [evidence]).cards.length;

  it('follows its condition, and unknown is not no', () => {
    const open = evidenceOf(operationOf('GET /a', { security: known(securityOf([])) }));
    const closed = evidenceOf(operationOf('GET /a'));
    const unseen = evidenceOf(operationOf('GET /a', { security: UNKNOWN }));
    assert.equal(cards('auth.none', open), 1);
    assert.equal(cards('auth.none', closed), 0);
    assert.equal(cards('auth.none', unseen), 1);
  });

  it('leaves out operations of the group of which the condition is false', () => {
    const result = model(
      [templateOf({ when: 'method.write' })],
      [evidenceOf(operationOf('GET /users')), evidenceOf(operationOf('POST /users'))],
    );
    assert.deepEqual(
      result.cards[0]?.operations.map(({ key }) => key),
      ['POST /users'],
    );
  });

  it('asks when the condition cannot be read, and never speaks of calls that the API makes', () => {
    assert.equal(cards('not a ( condition', evidenceOf(operationOf('GET /a'))), 1);
    assert.equal(cards('true', evidenceOf(operationOf('POST /hook', { outbound: true }))), 0);
  });
});

describe('roll-up', () => {
  const operations = [
    evidenceOf(operationOf('GET /v1/users/{id}', { operationId: 'getUser' })),
    evidenceOf(operationOf('DELETE /v1/users/{id}', { security: known(securityOf(['bearer', 'key'])) })),
    evidenceOf(operationOf('GET /v1/orders', { security: known(securityOf([])) })),
  ];
  const groups = (rollup: Rollup) =>
    model([templateOf({ rollup })], operations)
      .cards.map((card) => [card.group, card.operations.map(({ key }) => key)])
      .sort();

  it('makes one card for the API', () => {
    assert.deepEqual(groups('api'), [
      ['api.yaml', ['DELETE /v1/users/{}', 'GET /v1/orders', 'GET /v1/users/{}']],
    ]);
  });

  it('makes one for each resource, behind version prefixes', () => {
    assert.deepEqual(groups('resource'), [
      ['orders', ['GET /v1/orders']],
      ['users', ['DELETE /v1/users/{}', 'GET /v1/users/{}']],
    ]);
  });

  it('takes the noun before the verb of a call, and the root when nothing is literal', () => {
    const names = ['/api/v2/users.list', '/users:search', '/.well-known/jwks.json', '/{tenant}', '/'];
    const found = names.map(
      (path) => model([templateOf()], [evidenceOf(operationOf(`GET ${path}`))]).cards[0]?.group,
    );
    assert.deepEqual(found, ['users', 'users', '.well-known', '/', '/']);
  });

  it('makes one for each scheme, and one for operations without any', () => {
    assert.deepEqual(groups('scheme'), [
      ['', ['GET /v1/orders']],
      ['bearer', ['DELETE /v1/users/{}', 'GET /v1/users/{}']],
      ['key', ['DELETE /v1/users/{}']],
    ]);
  });

  it('names an operation by its id, else by method and path', () => {
    const ids = model([templateOf({ rollup: 'operation' })], operations).cards.map((card) => card.id);
    assert.deepEqual(
      [...ids].sort(),
      [...['getUser', 'DELETE /v1/users/{}', 'GET /v1/orders'].map((key) => threatId('x.test', key))].sort(),
    );
  });

  it('blames a key in the query on its own scheme', () => {
    const result = model([templateOf({ rollup: 'scheme', when: 'auth.apikey-in-query' })], operations);
    assert.deepEqual(
      result.cards.map((card) => card.group),
      ['key'],
    );
  });
});

describe('the threat model', () => {
  const operations = [
    evidenceOf(operationOf('GET /users/{id}'), { responseTraits: new Set(['pii']) }),
    evidenceOf(
      operationOf('POST /users', { body: known(['application/json']), security: known(securityOf([])) }),
      {
        requestTraits: new Set(['privileged']),
        outcomes: [outcome('auth/write-operation-unprotected', 'finding', 40)],
      },
    ),
    evidenceOf(operationOf('DELETE /admin/users/{id}'), {
      outcomes: [outcome('auth/admin-endpoint-shares-security', 'holds', 80)],
    }),
  ];

  it('says what the library says of a small API', () => {
    const cards = model(THREATS, operations).cards.map(
      (card) => `${card.template.id} ${card.group} ${card.status}`,
    );
    assert.deepEqual(cards.sort(), [
      'TM-D-01 api.yaml unknown',
      'TM-E-01 admin unknown',
      'TM-E-02 DELETE /admin/users/{id} mitigated',
      'TM-I-01 users unknown',
      'TM-R-01 admin unknown',
      'TM-S-01 users open',
      'TM-T-01 users unknown',
    ]);
  });

  it('is the same whatever the order of the operations', () => {
    assert.deepEqual(brief(model(THREATS, [...operations].reverse())), brief(model(THREATS, operations)));
  });

  it('is sorted by template, then id, and its summary counts its cards', () => {
    const { cards, summary } = model(THREATS, operations);
    const keys = cards.map((card) => `${card.template.id} ${card.id}`);
    assert.deepEqual(keys, [...keys].sort());
    assert.equal(summary.open + summary.mitigated + summary.unknown, cards.length);
  });

  it('differs in the cards that read a fact, and in no other, when that fact differs', () => {
    const changes: readonly [
      string,
      (list: OperationEvidence[]) => OperationEvidence[],
      readonly string[],
    ][] = [
      [
        'a 429',
        (list) =>
          replace(list, 0, {
            responses: known([{ status: '429', headers: [], types: [], at: { uri: '', path: [] } }]),
          }),
        ['TM-D-01'],
      ],
      [
        'an optional credential',
        (list) => replace(list, 0, { security: known(securityOf(['bearer', ''])) }),
        ['TM-S-02'],
      ],
      ['a path without an identifier', (list) => replace(list, 0, { path: '/users/{locale}' }), ['TM-I-01']],
    ];
    for (const [name, change, expected] of changes) {
      const before = brief(model(THREATS, operations));
      const after = brief(model(THREATS, change([...operations])));
      // Cards call operations by their paths.
      const differing = THREATS.map(({ id }) => id).filter(
        (id) => before[id] !== after[id]?.replaceAll('{locale}', '{id}'),
      );
      assert.deepEqual(differing, expected, name);
    }
  });

  it('keeps ids when titles, lines and other operations change', () => {
    const before = new Set(model(THREATS, operations).cards.map((card) => card.id));
    const retitled = THREATS.map((template) => ({ ...template, title: 'Another', question: 'Why?' }));
    const moved = operations.map((evidence) => ({ ...evidence, outcomes: [] }));
    const more = [...moved, evidenceOf(operationOf('GET /other/{id}'))];
    const after = new Set(model(retitled, more).cards.map((card) => card.id));
    for (const id of before) assert.ok(after.has(id));
  });

  it('asks about an operation only where something is open or unknown', () => {
    const result = model(THREATS, operations);
    const asked = questionsFor(result, 'DELETE /admin/users/{}').map((card) => card.template.id);
    assert.deepEqual(asked, ['TM-D-01', 'TM-E-01', 'TM-R-01']);
    assert.deepEqual(questionsFor(result, 'GET /nowhere'), []);
  });
});

function model(templates: readonly ThreatTemplate[], operations: readonly OperationEvidence[]): ThreatModel {
  return threatModel(documentOf(), operations, { templates, name: 'api.yaml' });
}

/** Cards without their template, by template. */
function brief(result: ThreatModel): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { template, ...rest } of result.cards)
    texts[template.id] = `${texts[template.id] ?? ''}${JSON.stringify(rest)}`;
  return texts;
}

function replace(
  list: OperationEvidence[],
  at: number,
  change: Partial<OperationEvidence['operation']>,
): OperationEvidence[] {
  return list.map((evidence, index) =>
    index === at ? { ...evidence, operation: { ...evidence.operation, ...change } } : evidence,
  );
}
