import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { Change } from '../../server/core/syntax/edit/change.js';
import { applyEdits, planEdits } from '../../server/core/syntax/edit/plan.js';
import type { Plain } from '../../server/core/syntax/node.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { open, type Path, Picker } from './support.js';

/** One entry of a random document: a value, or entries of its own. */
interface Item {
  readonly key: string;
  readonly value: Plain;
  /** Not empty: the value is a map of these. */
  readonly inner: readonly Item[];
  readonly style: 'block' | 'flow';
}

interface Sample {
  readonly lines: string[];
  /** Comments by the entry that they belong to. */
  readonly comments: { readonly path: Path; readonly text: string }[];
}

const KEYS = ['a', 'b', "it's", 'x-y', '200', '404', 'yes', 'a b', '/users/{id}', '$ref', 'é', 'null'];
const WORDS = [
  'text',
  'true',
  '12',
  '',
  'a: b',
  '# no',
  "it's",
  '"q"',
  '- x',
  'null',
  'ünï',
  '*',
  '@at',
  '{x}',
  'a, b',
  ' lead',
  'two\nlines',
  'tab\there',
  '2020-01-01',
  '0x1f',
  '~',
  'end:',
  '|',
  'a #b',
  'two\n\nparts\n',
  '%',
  '💥',
];

const scalar: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(1, 0, -1.5, true, false, null),
);
const key = fc.constantFrom(...KEYS);
const flat = fc.dictionary(key, scalar, { maxKeys: 3, noNullPrototype: true });
const plain: fc.Arbitrary<Plain> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  flat,
  fc.array(flat, { maxLength: 2 }),
  fc.dictionary(key, flat, { maxKeys: 2, noNullPrototype: true }),
);
const items: fc.Memo<Item[]> = fc.memo((depth) =>
  fc.uniqueArray(
    fc.record({
      key,
      value: plain,
      inner: depth > 1 ? fc.oneof(fc.constant([]), items()) : fc.constant([]),
      style: fc.constantFrom<'block' | 'flow'>('block', 'block', 'flow'),
    }),
    { minLength: 1, maxLength: 4, selector: (item) => item.key },
  ),
);
const change = fc.record({
  kind: fc.constantFrom<'set' | 'add' | 'rename' | 'remove'>('set', 'add', 'rename', 'remove'),
  at: fc.nat(),
  to: plain,
});

describe('edits of random documents', () => {
  for (const form of ['block', 'pretty', 'compact'] as const) {
    it(`do what is asked and keep everything else: ${form}`, () => {
      fc.assert(
        fc.property(items(3), change, fc.boolean(), (entries, { kind, at, to }, crlf) => {
          const sample = form === 'block' ? writeYaml(entries) : writeJson(entries, form);
          const text = sample.lines.join(crlf ? '\r\n' : '\n');
          const paths = pathsOf(entries, []);
          const path = paths[at % paths.length] ?? [];
          check(text, form === 'block' ? 'yaml' : 'json', entries, kind, path, to, sample.comments);
        }),
        { numRuns: 400, seed: 7 },
      );
    });
  }
});

function check(
  text: string,
  language: LanguageId,
  entries: readonly Item[],
  kind: 'set' | 'add' | 'rename' | 'remove',
  path: Path,
  to: Plain,
  comments: Sample['comments'],
): void {
  const document = open(text, language);
  const at = new Picker(document);
  const above = path.slice(0, -1);
  const last = String(path.at(-1));
  const changes: Record<typeof kind, () => Change> = {
    set: () => ({ set: at.map(...above), key: last, to }),
    add: () => ({ set: at.map(...above), key: 'new key', to, after: last }),
    rename: () => ({ rename: at.node(...path), to: 'new: key' }),
    remove: () => ({ remove: at.node(...path) }),
  };
  const emptiesRoot = kind === 'remove' && path.length === 1 && entries.length === 1;
  const edits = planEdits([changes[kind]()], { document: () => document });
  if (emptiesRoot) return;
  assert.ok(edits, 'refused');
  const after = applyEdits(text, edits);
  const read: unknown = language === 'json' ? JSON.parse(after) : parse(after);
  assert.deepEqual(read, expected(entries, kind, path, to), after);
  for (const comment of comments) {
    const touched = path.every((step, index) => comment.path[index] === step);
    if (!touched || kind === 'add' || kind === 'rename') assert.ok(after.includes(comment.text), after);
    // What stands above the first entry of a file may be about the file.
    if (touched && kind === 'remove' && comment.text !== '# c0.')
      assert.ok(!after.includes(comment.text), after);
  }
}

function expected(
  entries: readonly Item[],
  kind: 'set' | 'add' | 'rename' | 'remove',
  path: Path,
  to: Plain,
): Plain {
  const [first, ...rest] = path;
  const made: [string, Plain][] = [];
  for (const item of entries) {
    if (item.key !== first) made.push([item.key, valueOfItem(item)]);
    else if (rest.length > 0) made.push([item.key, expected(item.inner, kind, rest, to)]);
    else if (kind === 'set') made.push([item.key, to]);
    else if (kind === 'add') made.push([item.key, valueOfItem(item)], ['new key', to]);
    else if (kind === 'rename') made.push(['new: key', valueOfItem(item)]);
  }
  return Object.fromEntries(made);
}

function valueOfItem({ inner, value }: Item): Plain {
  return inner.length === 0 ? value : Object.fromEntries(inner.map((item) => [item.key, valueOfItem(item)]));
}

function pathsOf(entries: readonly Item[], above: Path): readonly Path[] {
  return entries.flatMap((item) => [[...above, item.key], ...pathsOf(item.inner, [...above, item.key])]);
}

function writeJson(entries: readonly Item[], form: 'pretty' | 'compact'): Sample {
  const value = Object.fromEntries(entries.map((item) => [item.key, valueOfItem(item)]));
  return { lines: JSON.stringify(value, null, form === 'pretty' ? 2 : 0).split('\n'), comments: [] };
}

/** Writes YAML without any help of what is tested: each entry with a comment above it and one behind it. */
function writeYaml(entries: readonly Item[]): Sample {
  const sample: Sample = { lines: [], comments: [] };
  const write = (item: Item, indent: string, above: Path): void => {
    const path = [...above, item.key];
    const label = `c${sample.comments.length / 2}`;
    sample.comments.push({ path, text: `# ${label}.` }, { path, text: `# ${label}!` });
    const name = `${indent}${JSON.stringify(item.key)}:`;
    const value = valueOfItem(item);
    sample.lines.push(`${indent}# ${label}.`);
    if (item.inner.length > 0 && item.style === 'block') {
      sample.lines.push(`${name} # ${label}!`);
      for (const inner of item.inner) write(inner, `${indent}  `, path);
    } else if (Array.isArray(value) && value.length > 0 && item.style === 'block') {
      sample.lines.push(`${name} # ${label}!`, ...value.map((one) => `${indent}- ${JSON.stringify(one)}`));
    } else {
      sample.lines.push(`${name} ${JSON.stringify(value)} # ${label}!`);
    }
  };
  for (const item of entries) write(item, '', []);
  return sample;
}
