import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { checkSync } from 'recheck/lib/browser.js';
import { hasFewWays } from '../../server/core/words/pattern/ways.js';
import { isPlainPattern } from '../../server/core/words/patterns.js';

const PIECE = fc.constantFrom(
  ...[
    'a',
    'b',
    '[ab]',
    '[^a]',
    '.',
    '(a|b)',
    '(?:ab)',
    '\\w',
    '\\S',
    '(a+)',
    '(?:a?b)',
    '(?:a*b)',
    '^',
    '$',
    '|',
  ],
);
const COUNT = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{0,3}', '{1,}');
const PATTERN = fc
  .array(fc.tuple(PIECE, COUNT), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.map(([what, often]) => (/^[|^$]$/.test(what) ? what : what + often)).join(''));

describe('patterns that need no checker', () => {
  const plain = [
    'github',
    '^https://',
    '^[A-Z]{3}$',
    '^sha256:[a-f0-9]{64}$',
    '^[a-zA-Z0-9._-]+$',
    '^refs/(heads|tags|pull)/.*$',
    '^([0-9a-f]{40}(?:[0-9a-f]{24})?)$',
    'prefix_\\w{32}',
    '^a{0,100}$',
  ];
  for (const pattern of plain) it(pattern, () => equal(isPlainPattern(pattern), true));

  const others = [
    '^(a+)+$',
    '^(a|a)*$',
    '[a-z]+_token',
    '^\\s*[a-z]*$',
    '^a+|b+$',
    '(a?){30}b',
    'a?a?a?a?a?a?a?a?a?aaaaaaaaa',
    '^(\\w+)\\1$',
    '(?=a*b)',
    '[^](a+)+',
    '^[a-z]{0,5000}$',
  ];
  for (const pattern of others) it(`others: ${pattern}`, () => equal(isPlainPattern(pattern), false));

  it('the checker finds them safe', function () {
    this.timeout(120_000);
    let seen = 0;
    fc.assert(
      fc.property(PATTERN, (text) => {
        if (!isPlainPattern(text)) return;
        seen += 1;
        equal(checkSync(text, '', { checker: 'automaton', timeout: null }).status, 'safe', text);
      }),
      { seed: 11, numRuns: 400 },
    );
    ok(seen > 40, `${seen} plain patterns`);
  });
});

describe('patterns that match in few ways', () => {
  const few = [
    '^\\d+\\.\\d+\\.\\d+$',
    '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$',
    '^[A-Z_]+(,[A-Z_]+)*$',
    '^(?:(?:ab)+c)*$',
    '^a+$|^b+$',
    '^[^\\s@]+@[^\\s@]+$',
  ];
  for (const pattern of few) it(pattern, () => equal(hasFewWays(pattern), true));

  const others = [
    // One text in ever more ways.
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|ab|b)*$',
    '^(?:a*)*$',
    '^(?:(?:a*)?b)*$',
    '^a*a*$',
    '^.+/.+$',
    '^[a-z]*[a-f0-9]*$',
    // From any place on.
    'a+b',
    '^a+|a+b',
    // In too many ways to begin with.
    '^(a?){30}$',
    // Not told by characters alone.
    '^(\\w+)\\1$',
    '^(?=a)b$',
    '^a\\b$',
    '^a{5,2}$',
    '(',
    `^${'('.repeat(1000)}a${')'.repeat(1000)}$`,
  ];
  for (const pattern of others)
    it(`others: ${pattern.slice(0, 40)}`, () => equal(hasFewWays(pattern), false));

  it('the checker finds them safe', function () {
    this.timeout(240_000);
    let seen = 0;
    fc.assert(
      fc.property(PATTERN, (text) => {
        const pattern = `^${text}$`;
        if (!hasFewWays(pattern)) return;
        seen += 1;
        equal(checkSync(pattern, '', { checker: 'automaton', timeout: null }).status, 'safe', pattern);
      }),
      { seed: 12, numRuns: 600 },
    );
    ok(seen > 100, `${seen} patterns with few ways`);
  });
});
