import assert from 'node:assert/strict';
import { known } from '../../server/core/facts/api.js';
import { threatModel } from '../../server/core/model/threats/cards.js';
import type { OperationEvidence } from '../../server/core/model/threats/evidence.js';
import { factKinds } from '../../server/core/model/threats/facts.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { code, label, prose, slug } from '../../server/core/report/escape.js';
import { threatReport } from '../../server/core/report/markdown.js';
import { CLASS_WORDS, FACT_WORDS } from '../../server/core/report/threat-words.js';
import { type Locate, threatsJson } from '../../server/core/report/threats-json.js';
import { documentOf, evidenceOf, operationOf, outcome, securityOf, templateOf } from './support.js';

const locate: Locate = ({ range }) => ({ file: 'api (1).yaml', line: range.start + 1, column: 5 });

const OPERATIONS: readonly OperationEvidence[] = [
  evidenceOf(operationOf('GET /users/{id}'), { responseTraits: new Set(['pii']) }),
  evidenceOf(operationOf('POST /users', { security: known(securityOf([])) }), {
    outcomes: [outcome('auth/write-operation-unprotected', 'finding', 40)],
  }),
  evidenceOf(operationOf('POST /hook', { outbound: true })),
];

describe('threats as JSON', () => {
  it('have exactly the fields that programs rely on', () => {
    const json = threatsJson(modelOf(OPERATIONS), 'api.yaml', locate);
    assert.deepEqual(Object.keys(json), ['version', 'document', 'cards', 'summary']);
    assert.deepEqual(Object.keys(json.summary), ['open', 'mitigated', 'unknown']);
    const named = new Set(json.cards.flatMap(({ operations }) => operations));
    assert.deepEqual([...named].sort(), ['GET /users/{id}', 'POST /hook', 'POST /users']);
    const card = json.cards.find(({ template }) => template === 'TM-S-01');
    assert.deepEqual(card && { ...card, id: card.id.length }, {
      id: 12,
      template: 'TM-S-01',
      stride: 'S',
      status: 'open',
      operations: ['POST /users'],
      evidence: [
        {
          rule: 'auth/write-operation-unprotected',
          effect: 'raises',
          file: 'api (1).yaml',
          line: 41,
          column: 5,
        },
      ],
      question: 'Should people who have not signed in be able to use POST /users?',
      controls: THREATS.find(({ id }) => id === 'TM-S-01')?.controls,
    });
  });
});

describe('the threat report', () => {
  it('has every card under the anchor and at the line that it says', () => {
    const report = reportOf(OPERATIONS);
    const lines = report.markdown.split('\n');
    assert.ok(report.cards.length > 3);
    for (const { id, anchor, line } of report.cards) {
      const heading = lines[line] ?? '';
      assert.ok(heading.startsWith('### ') && heading.includes(id), heading);
      assert.equal(slug(heading.slice(4)), anchor);
    }
    assert.deepEqual(
      new Set(report.cards.map(({ id }) => id)),
      new Set(modelOf(OPERATIONS).cards.map(({ id }) => id)),
    );
  });

  it('links its evidence, and shows the question and the controls', () => {
    const { markdown } = reportOf(OPERATIONS);
    assert.ok(markdown.includes('(api%20%281%29.yaml#L41)'));
    assert.ok(markdown.includes('Should people who have not signed in be able to use POST /users?'));
    for (const control of THREATS.find(({ id }) => id === 'TM-S-01')?.controls ?? []) {
      assert.ok(markdown.includes(`- ${control}`));
    }
  });

  it('is the same text every time, whatever the order of the operations', () => {
    assert.equal(reportOf([...OPERATIONS].reverse()).markdown, reportOf(OPERATIONS).markdown);
  });

  it('draws callers, resources, flows, boundaries and outgoing calls', () => {
    const diagram = diagramOf(reportOf(OPERATIONS).markdown);
    assert.match(diagram, /^flowchart LR\n/);
    for (const piece of ['"Anyone"', '"Holder of bearer"', '["users"]', '"#47;hook"', 'stroke-dasharray']) {
      assert.ok(diagram.includes(piece) || diagram.includes(piece.replace('#47;', '/')), piece);
    }
    assert.match(diagram, /class r0 open/);
    assert.equal(diagram.match(/-->\|/g)?.length, 3);
  });

  it('takes no text of the document for Markdown, HTML or Mermaid', () => {
    const nasty =
      '"]]; click a0 "javascript:alert(1)" <img src=x onerror=alert(1)> `code` [x](http://evil.example) ```';
    const hostile = evidenceOf(
      operationOf(`POST /a`, {
        path: `/${nasty.replaceAll('/', '')}\n## Injected\n`,
        key: `POST /${nasty}\n## Injected\n\`\`\`\n`,
        operationId: nasty,
        tags: ['admin'],
        security: known(securityOf([`${nasty}\n  class r0 open`])),
      }),
      { requestTraits: new Set(['pii']) },
    );
    const { markdown, cards } = reportOf([hostile]);
    const lines = markdown.split('\n');
    assert.ok(cards.length > 2);
    assert.equal(lines.filter((line) => line.startsWith('## Injected')).length, 0);
    assert.equal(lines.filter((line) => line.startsWith('```')).length, 2);
    const diagram = diagramOf(markdown);
    assert.ok(!/<|javascript:|click a0 "/.test(diagram), diagram);
    for (const line of diagram.split('\n')) assert.equal((line.match(/"/g)?.length ?? 0) % 2, 0, line);
    const outside = markdown.replace(/(`+)[^`][\s\S]*?[^`]\1(?!`)/g, '');
    assert.ok(!outside.includes('<img'));
    assert.ok(!outside.includes('](http'));
    assert.ok(!outside.includes('http://'));
  });

  it('escapes what readers could not see', () => {
    assert.equal(prose('a\u202Eb\u200B\nc'), 'ab c');
    assert.equal(code('a`b'), '``a`b``');
    assert.equal(code('`'), '`` ` ``');
    assert.equal(label('a"]b'), '"a#34;#93;b"');
    assert.equal(label('#'), '"#35;"');
    assert.equal(prose('see www.evil.example'), 'see www\\.evil.example');
    assert.equal(prose('\uD800x'), '\uFFFDx');
  });

  it('says in words every fact that a condition of the library reads', () => {
    const silent = new Set(['method.read', 'role.public-by-design', 'role.health']);
    for (const [fact, kind] of factKinds()) {
      if (silent.has(fact)) continue;
      assert.ok(kind === 'class' ? CLASS_WORDS[fact] : FACT_WORDS[fact], fact);
    }
  });

  it('says so when nothing concerns the document, or part of it is out of sight', () => {
    assert.match(reportOf([]).markdown, /No threat of the library/);
    const input = {
      model: modelOf([]),
      name: 'a',
      inSight: false,
      operations: [],
      locate,
      silent: new Set<string>(),
    };
    assert.match(threatReport(input).markdown, /out of sight/);
  });
});

function modelOf(operations: readonly OperationEvidence[]) {
  const templates = [...THREATS, templateOf({ rollup: 'scheme' })];
  return threatModel(documentOf(), operations, { templates, name: 'api.yaml' });
}

function reportOf(operations: readonly OperationEvidence[]) {
  const model = modelOf(operations);
  return threatReport({ model, name: 'api.yaml', inSight: true, operations, locate, silent: new Set() });
}

function diagramOf(markdown: string): string {
  return /```mermaid\n([\s\S]*?)\n```/.exec(markdown)?.[1] ?? '';
}
