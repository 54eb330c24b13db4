import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { checkSync } from 'recheck/lib/browser.js';
import { isPlainPattern } from '../../server/core/words/patterns.js';

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
    const piece = fc.constantFrom(
      'a',
      'b',
      '[ab]',
      '.',
      '(a|b)',
      '(?:ab)',
      '\\w',
      '(a+)',
      '(?:a?b)',
      '^',
      '$',
      '|',
    );
    const count = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{0,3}', '{1,}');
    const pattern = fc
      .array(fc.tuple(piece, count), { minLength: 1, maxLength: 6 })
      .map((pieces) => pieces.map(([what, often]) => (/^[|^$]$/.test(what) ? what : what + often)).join(''));
    let seen = 0;
    fc.assert(
      fc.property(pattern, (text) => {
        if (!isPlainPattern(text)) return;
        seen += 1;
        equal(checkSync(text, '', { checker: 'automaton', timeout: null }).status, 'safe', text);
      }),
      { seed: 11, numRuns: 400 },
    );
    ok(seen > 40, `${seen} plain patterns`);
  });
});
