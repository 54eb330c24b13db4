import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../server/core/expression/evaluate.js';
import { checkFacts, factsOf, parseExpression } from '../../server/core/expression/parse.js';
import type { Expression, FactKind, FactValue, Truth } from '../../server/core/expression/types.js';

describe('conditions of threat templates', () => {
  it('bind not before and, and and before or', () => {
    const facts = { a: 'yes', b: 'no', c: 'no' } as const;
    assert.equal(value('a or b and c', facts), 'yes');
    assert.equal(value('(a or b) and c', facts), 'no');
    assert.equal(value('not b and not c', facts), 'yes');
    assert.equal(value('not (b or a)', facts), 'no');
    assert.equal(value('not not a', facts), 'yes');
    assert.equal(value('true and not false', facts), 'yes');
  });

  it('keep unknown apart from no', () => {
    const facts = { y: 'yes', n: 'no', u: 'unknown' } as const;
    const table: readonly [string, Truth][] = [
      ['u', 'unknown'],
      ['not u', 'unknown'],
      ['u and y', 'unknown'],
      ['u and n', 'no'],
      ['u or y', 'yes'],
      ['u or n', 'unknown'],
      ['u == yes', 'unknown'],
      ['u != yes', 'unknown'],
      ['n != yes', 'yes'],
      ['y != yes', 'no'],
    ];
    for (const [text, expected] of table) assert.equal(value(text, facts), expected, text);
  });

  it('compare classes of data in their order', () => {
    const facts = { low: 'internal', high: 'restricted', dim: 'unknown' } as const;
    assert.equal(value('low >= confidential', facts), 'no');
    assert.equal(value('low >= internal', facts), 'yes');
    assert.equal(value('low <= confidential', facts), 'yes');
    assert.equal(value('high <= confidential', facts), 'no');
    assert.equal(value('high == restricted', facts), 'yes');
    assert.equal(value('high != restricted', facts), 'no');
    assert.equal(value('dim >= public', facts), 'unknown');
  });

  it('settle what a lower bound settles, and nothing more', () => {
    const facts = { seen: { atLeast: 'confidential' } } as const;
    assert.equal(value('seen >= confidential', facts), 'yes');
    assert.equal(value('seen >= restricted', facts), 'unknown');
    assert.equal(value('seen <= internal', facts), 'no');
    assert.equal(value('seen == public', facts), 'no');
    assert.equal(value('seen == restricted', facts), 'unknown');
  });

  it('say what is wrong and where', () => {
    const table: readonly [string, string, number][] = [
      ['', 'unexpected-end', 0],
      ['a and', 'unexpected-end', 5],
      ['a and and b', 'unexpected', 6],
      ['(a', 'unexpected-end', 2],
      ['a)', 'unexpected', 1],
      ['a b', 'unexpected', 2],
      ['a; b', 'character', 1],
      ['a == maybe', 'literal', 5],
      ['a == ', 'unexpected-end', 5],
      ['a = yes', 'character', 2],
      ['process.exit(1)', 'character', 13],
    ];
    for (const [text, fault, start] of table) {
      const parsed = parseExpression(text);
      assert.ok(!parsed.ok, text);
      assert.deepEqual([parsed.error.fault, parsed.error.start], [fault, start], text);
    }
  });

  it('refuse depth and length instead of overflowing', () => {
    const deep = parseExpression(`${'('.repeat(1_900)}a${')'.repeat(1_900)}`);
    assert.ok(!deep.ok && deep.error.fault === 'too-deep');
    const nots = parseExpression(`${'not '.repeat(900)}a`);
    assert.ok(!nots.ok && nots.error.fault === 'too-deep');
    const long = parseExpression('a or '.repeat(10_000));
    assert.ok(!long.ok && long.error.fault === 'too-long');
  });

  it('are checked against the facts that exist', () => {
    const kinds = new Map<string, FactKind>([
      ['auth.none', 'flag'],
      ['data.class', 'class'],
    ]);
    const fault = (text: string) => checkFacts(parse(text), kinds)?.fault;
    assert.equal(fault('auth.none and data.class >= internal'), undefined);
    assert.equal(fault('auth.nome'), 'fact');
    assert.equal(fault('data.class'), 'needs-comparison');
    assert.equal(fault('auth.none >= yes'), 'not-ordered');
    assert.equal(fault('auth.none == public'), 'wrong-literal');
    assert.equal(fault('data.class == yes'), 'wrong-literal');
    assert.deepEqual(factsOf(parse('a and not (b or a)')), ['a', 'b']);
  });

  it('never throw, whatever the text', () => {
    const pieces = fc.constantFrom(
      'a',
      'b.c-d',
      'and',
      'or',
      'not',
      '(',
      ')',
      '==',
      '>=',
      'yes',
      'restricted',
      '=',
      ' ',
      '$',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (list) => {
        const parsed = parseExpression(list.join(' '));
        if (parsed.ok) evaluate(parsed.expression, () => 'unknown');
        else assert.ok(parsed.error.start <= parsed.error.end);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('only become more certain when an unknown fact becomes known', () => {
    const fact = fc.constantFrom('a', 'b', 'c');
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fact,
        tie('tree').map((inner) => `not (${inner})`),
        fc
          .tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree'))
          .map(([l, op, r]) => `(${l}) ${op} (${r})`),
      ),
    }));
    const truth = fc.constantFrom<Truth>('yes', 'no', 'unknown');
    fc.assert(
      fc.property(tree, truth, truth, truth, fc.constantFrom<Truth>('yes', 'no'), (text, a, b, c, later) => {
        const before = value(text, { a, b, c });
        const after = value(text, { a: a === 'unknown' ? later : a, b, c });
        if (before !== 'unknown') assert.equal(after, before);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});

function parse(text: string): Expression {
  const parsed = parseExpression(text);
  assert.ok(parsed.ok, text);
  return parsed.expression;
}

function value(text: string, facts: Readonly<Record<string, FactValue>>): Truth {
  return evaluate(parse(text), (name) => facts[name] ?? 'unknown');
}
