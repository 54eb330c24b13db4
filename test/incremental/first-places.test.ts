import assert from 'node:assert/strict';
import secretInExample from '../../rules/docs/secret-in-example.js';
import type { Document } from '../../server/core/text/document.js';
import { engineOf, openText, plain, settle } from '../support/engine.js';
import { random } from '../support/random.js';

const SECRETS = ['AKIAQ7RM2ZK4VYT3WXLB', 'AKIAZ5TN8WQ3HJD6VBKP', ''];
const NAMES = ['a.yaml', 'b.yaml'];
const ROUNDS = 150;

/** A document of operations, each of which shows one of the secrets or none. */
function textOf(operations: readonly (readonly [path: number, secret: number])[]): string {
  const paths = operations.map(
    ([path, secret]) => `  /p${path}:
    get:
      description: Sign with ${SECRETS[secret]} here.
      responses: {}
`,
  );
  return `openapi: 3.0.3\ninfo: { title: Orders, version: '1' }\npaths:\n${paths.join('')}`;
}

/** Changes what one shows, takes one out, adds one or moves one. */
function edited<T extends readonly [number, number]>(
  operations: readonly T[],
  make: () => T,
  pick: (below: number) => number,
): readonly T[] {
  const at = pick(operations.length);
  const one = operations[at];
  const left = operations.toSpliced(at, 1);
  const to = pick(operations.length);
  const kind = pick(4);
  if (kind === 0) return left;
  if (kind === 1) return operations.toSpliced(to, 0, make());
  if (kind === 2 && one) return left.toSpliced(to, 0, one);
  return operations.with(at, make());
}

/** The document with another text, as an edit of what differs. */
function rewritten(document: Document, text: string): Document {
  const before = document.text();
  let start = 0;
  while (start < text.length && before[start] === text[start]) start += 1;
  let end = before.length;
  while (
    end > start &&
    end + text.length - before.length > start &&
    before[end - 1] === text[end + text.length - before.length - 1]
  )
    end -= 1;
  const by = text.slice(start, end + text.length - before.length);
  return document.edit(document.version + 1, [{ range: { start, end }, text: by }]);
}

describe('a secret that stands at several places', () => {
  it('is said once, at the first of those that are there now', () => {
    const pick = random(11);
    let paths = 0;
    const make = (): readonly [number, number] => [paths++, pick(SECRETS.length)];
    const files = new Map(NAMES.map((name) => [name, Array.from({ length: 6 }, make)]));
    const engine = engineOf([secretInExample]);
    const uris = NAMES.map((name) => openText(engine, name, textOf(files.get(name) ?? [])));
    settle(engine);
    let most = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      // Several documents may have been edited before anything is joined again.
      for (const [index, name] of NAMES.entries()) {
        if (pick(2) === 0) continue;
        const now = edited(files.get(name) ?? [], make, pick);
        if (now.length === 0) continue;
        files.set(name, [...now]);
        const document = engine.document(uris[index] ?? '');
        assert.ok(document);
        engine.edit(rewritten(document, textOf(now)));
      }
      settle(engine);
      const fresh = engineOf([secretInExample]);
      for (const name of NAMES) openText(fresh, name, textOf(files.get(name) ?? []));
      settle(fresh);
      const said = (of: typeof engine) => uris.flatMap((uri) => plain(of.findings(uri).findings));
      const expected = said(fresh);
      most = Math.max(most, expected.length);
      assert.deepEqual(said(engine), expected);
      assert.ok(expected.length <= 2);
    }
    assert.equal(most, 2);
  });
});
