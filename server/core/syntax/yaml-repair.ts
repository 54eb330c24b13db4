import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseAllDocuments,
  type YAMLError,
} from 'yaml';
import type { Leaf } from '../text/leaf.js';
import {
  type Built,
  type LeafTree,
  MapValue,
  type Scalar,
  SequenceValue,
  type SyntaxProblem,
  scalar,
} from './build.js';

type Reader = {
  readonly leaf: Leaf;
  readonly aliases: LeafTree['aliases'][number][];
  readonly anchors: Map<string, Built>;
};

const STYLES: Readonly<Record<string, Scalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};
const MESSAGE_LENGTH = 80;
const WORDS = { several: 'More than one document in this file; only the first is read' };

/** Reads broken or unusual YAML as far as it can be understood. Call only after the depth check. */
export function repairYaml(leaf: Leaf): LeafTree {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(leaf.text, {
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
    lineCounter,
  });
  const [first, second] = Array.isArray(documents) ? documents : [];
  const reader: Reader = { leaf, aliases: [], anchors: new Map() };
  const problems = (first?.errors ?? []).map((error) => problemOf(leaf, error));
  if (second) problems.push(problemAt(leaf, second.range[0], second.range[0] + 1, WORDS.several));
  const root = first?.contents ? convert(first.contents, reader, () => {}) : undefined;
  return { root, problems: onePerPlace(problems), anchors: reader.anchors, aliases: reader.aliases };
}

function problemOf(leaf: Leaf, error: YAMLError): SyntaxProblem {
  const [start, end] = error.pos;
  return problemAt(leaf, start, end, error.message.split('\n')[0] ?? '');
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
  const built = isMap(node)
    ? convertMap(node, reader)
    : isSeq(node)
      ? convertSequence(node, reader)
      : isAlias(node)
        ? convertAlias(node, reader, fill)
        : convertScalar(node, reader);
  if (!isAlias(node) && node.anchor) reader.anchors.set(node.anchor, built);
  return built;
}

function convertMap(node: Extract<ParsedNode, { items: { key: unknown }[] }>, reader: Reader): Built {
  const map = new MapValue(reader.leaf, node.range[0], node.flow ? 'flow' : 'block');
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
  const sequence = new SequenceValue(reader.leaf, node.range[0], node.flow ? 'flow' : 'block');
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
  reader.aliases.push({ name: node.source, fill });
  return scalar(reader.leaf, node.range[0], node.range[1], null, 'plain');
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
