import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256, threatId } from '../../server/core/model/threats/identity.js';

describe('ids of threats', () => {
  it('are SHA-256, whatever the text', () => {
    const lengths = [0, 1, 55, 56, 63, 64, 65, 119, 120, 1_000].map((length) =>
      'ä'.repeat(length).slice(0, length),
    );
    for (const text of lengths) assert.equal(sha256(text), reference(text));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        assert.equal(sha256(text), reference(text));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('depend on the kind and the scope alone', () => {
    assert.match(threatId('i.bola-read', 'orders'), /^[0-9a-f]{12}$/);
    assert.equal(threatId('a', 'b'), reference('a\nb').slice(0, 12));
    assert.notEqual(threatId('a', 'b'), threatId('a', 'c'));
  });
});

function reference(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
