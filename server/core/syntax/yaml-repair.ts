import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml';
import type { Leaf } from '../text/leaf.js';
import { MARK_LENGTH, withoutMarks } from '../text/merge-marks.js';
import {
  type Built,
  CONFLICT,
  type LeafTree,
  MapValue,
  type Mark,
  type Scalar,
  SequenceValue,
  type SyntaxProblem,
  scalar,
} from './build.js';

type Reader = {
  readonly leaf: Leaf;
  readonly marks: Mark[];
};

const STYLES: Readonly<Record<string, Scalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};
/** Errors that say something of one token; all others that follow a first one are mostly its consequences. */
const LOCAL: ReadonlySet<string> = new Set([
  'BAD_ALIAS',
  'BAD_DIRECTIVE',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'TAB_AS_INDENT',
  'TAG_RESOLVE_FAILED',
]);
const MESSAGE_LENGTH = 80;
const WORDS = {
  several: 'More than one document in this file; only the first is read',
};

/** Reads broken or unusual YAML as far as it can be understood. Call only after the depth check. */
export function repairYaml(leaf: Leaf): LeafTree {
  const { text, conflicts } = withoutMarks(leaf.text);
  const { first, second } = parsed(text);
  const reader: Reader = { leaf, marks: [] };
  const errors = leaf.flaw ? errorsInPlace(leaf.path, text) : (first?.errors ?? []);
  const problems = conflicts.map((at) => problemAt(leaf, at, at + MARK_LENGTH, CONFLICT));
  problems.push(
    ...errors
      .filter(({ code }, index) => index === 0 || LOCAL.has(code))
      .map((error) => problemOf(leaf, error, first)),
  );
  if (second) problems.push(problemAt(leaf, second.range[0], second.range[0] + 1, WORDS.several));
  const root = first?.contents ? convert(first.contents, reader, () => {}) : undefined;
  return { root, problems: onePerPlace(problems), marks: reader.marks };
}

interface Parsed {
  readonly first: Document.Parsed | undefined;
  readonly second: Document.Parsed | undefined;
}

function parsed(text: string): Parsed {
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
    lineCounter: new LineCounter(),
  });
  const [first, second] = Array.isArray(documents) ? documents : [];
  return { first, second };
}

/**
 * A line that fits nowhere may be well-formed in its leaf alone, so that the leaf is read below as many keys as it
 * stands below, in columns that none of its own lines begins in.
 */
function errorsInPlace(path: Leaf['path'], text: string): readonly YAMLError[] {
  const columns = new Set(Array.from(text.matchAll(/^ *(?=[^ #\r\n])/gm), ([lead]) => lead.length));
  const [own = 0] = columns;
  const free = Array.from({ length: own }, (_, column) => column).filter((column) => !columns.has(column));
  const above = free
    .slice(0, path.length)
    .map((column) => `${' '.repeat(column)}above:\n`)
    .join('');
  const errors = parsed(above + text).first?.errors ?? [];
  return errors.map((error) => {
    const [start, end] = error.pos;
    error.pos = [Math.max(0, start - above.length), Math.max(0, end - above.length)];
    return error;
  });
}

function problemOf(leaf: Leaf, error: YAMLError, document: Document.Parsed | undefined): SyntaxProblem {
  const [at, end] = error.pos;
  // A text without its closing quote goes on to the end; where it begins is where the quote was forgotten.
  const start = /^Missing closing ['"]/.test(error.message) ? (quoteBefore(document, at) ?? at) : at;
  return problemAt(leaf, start, start < at ? start + 1 : end, error.message.split('\n')[0] ?? '');
}

function quoteBefore(document: Document.Parsed | undefined, at: number): number | undefined {
  let start: number | undefined;
  if (document)
    visit(document, {
      Scalar: (_, { range, type }) => {
        if (range && type?.startsWith('QUOTE') && range[0] <= at && at <= range[1]) start = range[0];
      },
    });
  return start;
}

function problemAt(leaf: Leaf, start: number, end: number, message: string): SyntaxProblem {
  const from = Math.min(start, Math.max(0, leaf.text.length - 1));
  const to = Math.min(Math.max(end, from + 1), leaf.text.length);
  return { message: message.slice(0, MESSAGE_LENGTH), spot: { leaf, start: from, endLeaf: leaf, end: to } };
}

function onePerPlace(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const seen = new Set<number>();
  return problems.filter(({ spot }) => !seen.has(spot.start) && seen.add(spot.start));
}

function convert(node: ParsedNode, reader: Reader, fill: (value: Built) => void): Built {
  if (isMap(node)) return convertMap(node, reader);
  if (isSeq(node)) return convertSequence(node, reader);
  if (isAlias(node)) return convertAlias(node, reader, fill);
  return anchored(node, convertScalar(node, reader), reader);
}

/** Before what stands inside of it, which may name it. */
function anchored<T extends Built>(
  node: { readonly anchor?: string | undefined },
  built: T,
  reader: Reader,
): T {
  if (node.anchor) reader.marks.push({ name: node.anchor, node: built });
  return built;
}

function convertMap(node: Extract<ParsedNode, { items: { key: unknown }[] }>, reader: Reader): Built {
  const map = anchored(node, new MapValue(reader.leaf, node.range[0], node.flow ? 'flow' : 'block'), reader);
  for (const pair of node.items) {
    const { key, value } = pair;
    if (!isScalar(key)) continue;
    const name = convertScalar(key, reader);
    const at = map.own.length;
    const child = value
      ? convert(value, reader, (filled) => {
          const entry = map.own[at];
          if (entry) entry.value = filled;
        })
      : scalar(reader.leaf, name.end, name.end, null, 'plain');
    map.add(name, child);
  }
  map.end = endOf(node);
  return map;
}

function convertSequence(node: Extract<ParsedNode, { items: ParsedNode[] }>, reader: Reader): Built {
  const style = node.flow ? 'flow' : 'block';
  const sequence = anchored(node, new SequenceValue(reader.leaf, node.range[0], style), reader);
  for (const item of node.items) {
    const at = sequence.items.length;
    sequence.add(
      convert(item, reader, (filled) => {
        sequence.items[at] = filled;
      }),
    );
  }
  sequence.end = endOf(node);
  return sequence;
}

function convertAlias(node: Alias.Parsed, reader: Reader, fill: (value: Built) => void): Built {
  const place = scalar(reader.leaf, node.range[0], node.range[1], null, 'plain');
  reader.marks.push({ name: node.source, node: place, fill });
  return place;
}

function convertScalar(
  node: { range?: readonly number[] | null | undefined; value: unknown; type?: string | undefined },
  reader: Reader,
): Scalar {
  const [start = 0, end = start] = node.range ?? [];
  const { value } = node;
  const plain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return scalar(reader.leaf, start, end, plain, STYLES[node.type ?? 'PLAIN'] ?? 'plain');
}

function endOf(node: ParsedNode): number {
  return node.range[1];
}
