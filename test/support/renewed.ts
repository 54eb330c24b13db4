import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RULES } from '../../rules/index.js';
import type { Engine } from '../../server/core/engine/types.js';
import type { ApiModel } from '../../server/core/model/types.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { include } from '../../server/core/text/multimap.js';
import { engineOf, openText, plain, settle } from './engine.js';
import type { Sample } from './samples.js';
import { stepsOn, type TypedEdit } from './typing.js';

/** Everything that an engine says of its files, and the edits of every fix. */
export function said(engine: Engine, uris: readonly string[], fixes: boolean): readonly string[] {
  return uris.flatMap((uri) => {
    const { findings } = engine.findings(uri);
    const version = engine.document(uri)?.version ?? 0;
    const repairs = !fixes
      ? []
      : findings.flatMap((finding) =>
          finding.fixes.map((_, index) => engine.fix(uri, version, finding.fingerprint, index)),
        );
    return [...plain(findings), ...repairs.map((one) => editsIn(one))];
  });
}

/** Every endpoint, with the numbers of registrations by their order: nothing else about them has a meaning. */
function inOrder({ endpoints }: ApiModel): readonly string[] {
  const numbers = new Map<string, Set<number>>();
  const visit = (see: (uri: string, number: number) => number) =>
    endpoints.map((endpoint) =>
      JSON.stringify(endpoint, (_, value) => {
        const [kind, number, ...rest] = Array.isArray(value?.path) ? value.path : [];
        if (kind !== 'route' || typeof number !== 'number') return value;
        return { ...value, path: [kind, see(value.uri, number), ...rest] };
      }),
    );
  visit((uri, number) => {
    include(numbers, uri, number);
    return number;
  });
  return visit((uri, number) => [...(numbers.get(uri) ?? [])].filter((one) => one < number).length);
}

/** Without the version of the text that they are edits of. */
function editsIn(repair: ReturnType<Engine['fix']>): string {
  return JSON.stringify(repair, (key, value) => (key === 'version' ? undefined : value));
}

/** An engine that has read files, and their addresses. */
export function opened(
  parser: CodeParser,
  files: readonly (readonly [string, string])[],
): { readonly engine: Engine; readonly uris: readonly string[] } {
  const engine = engineOf(RULES, parser);
  const uris = files.map(([name, text]) => openText(engine, name, text));
  settle(engine);
  return { engine, uris };
}

/** Puts a text in the place of another, or of nothing, in a file of an engine. */
export function exchange(engine: Engine, uri: string, from: string, to: string): void {
  const document = engine.document(uri);
  assert.ok(document);
  const start = document.text().indexOf(from);
  assert.ok(start >= 0, from);
  const range = { start, end: start + from.length };
  engine.edit(document.edit(document.version + 1, [{ range, text: to }]));
  settle(engine);
}

/** After every edit all is said that is said of the same text when it is read anew. */
export function holdAgainstNew(
  { edited: [name, text], beside }: Sample,
  parser: CodeParser,
  typed: fc.Arbitrary<readonly TypedEdit[]>,
  runs: { readonly seed: number; readonly numRuns: number },
): void {
  fc.assert(
    fc.property(typed, (edits) => {
      const { engine, uris } = opened(parser, [[name, text], ...beside]);
      const [uri = ''] = uris;
      const steps = stepsOn(text, edits);
      for (const [index, { start, end, text: by, after }] of steps.entries()) {
        const before = engine.document(uri);
        assert.ok(before);
        engine.edit(before.edit(before.version + 1, [{ range: { start, end }, text: by }]));
        settle(engine);
        assert.equal(engine.document(uri)?.text(), after);
        const fresh = opened(parser, [[name, after], ...beside]);
        const last = index === steps.length - 1;
        assert.deepEqual(said(engine, uris, last), said(fresh.engine, fresh.uris, last));
        assert.deepEqual(inOrder(engine.model()), inOrder(fresh.engine.model()));
        for (const one of fresh.uris) fresh.engine.close(one);
      }
      for (const one of uris) engine.close(one);
    }),
    runs,
  );
}
