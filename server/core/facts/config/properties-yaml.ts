import type { Node } from '../../syntax/node.js';
import type { PropertyLine, PropertyLines, TextFault } from '../../syntax/properties.js';
import { documentTree, looseProblems, rangeOf, unitTree } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import { createDocument } from '../../text/open.js';
import type { Range } from '../../text/span.js';

/** More nodes than anybody writes: aliases can name what stands once as often as they like. */
const MOST = 20_000;
const DEEPEST = 40;
/** A person repairs a few at a time. */
const MOST_FAULTS = 50;
/** A line that begins another document. */
const PART = /^---(?=[ \t\r\n]|$)/gm;

/** What a build puts in: `@project.version@`, which YAML takes for no value before that has happened. */
const PUT_IN = /@(?=[\w.-]+@)/g;
/** Stands for its first character meanwhile; nobody writes it. */
const STAND_IN = '\ue000';

/** The properties that a YAML file of Spring says, document by document, each by the whole way to it. */
export function readYamlProperties(written: string): PropertyLines {
  const text = written.replace(PUT_IN, STAND_IN);
  const lines: PropertyLine[] = [];
  const faults: TextFault[] = [];
  const starts = [0, ...Array.from(text.matchAll(PART), ({ index }) => index + '---'.length)];
  for (const [part, start] of starts.entries()) {
    const next = starts[part + 1];
    const end = next === undefined ? text.length : next - '---'.length;
    const document = createDocument('', 'yaml', 1, text.slice(start, end));
    const root = documentTree(document);
    faults.push(...faultsOf(document, start));
    if (root !== undefined) new Reading({ document, start, part, lines }).add(root, '', undefined, 0);
  }
  return { lines, faults: faults.slice(0, MOST_FAULTS) };
}

function faultsOf(document: Document, start: number): readonly TextFault[] {
  const problems = document.units.flatMap((unit) => unitTree(document, unit).problems);
  return [...problems, ...looseProblems(document)].map(({ message, spot }) => ({
    message,
    ...moved(rangeOf(document, spot), start),
  }));
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

interface Place {
  readonly document: Document;
  /** Where the document begins in the file. */
  readonly start: number;
  readonly part: number;
  readonly lines: PropertyLine[];
}

/** Adds the properties below a node. */
class Reading {
  #left = MOST;

  constructor(private readonly place: Place) {}

  add(node: Node, name: string, key: Node | undefined, depth: number): void {
    if (depth > DEEPEST || this.#left-- <= 0) return;
    if (node.kind === 'map') {
      for (const entry of node.entries) {
        if (node.entry(String(entry.key.value)) !== entry) continue;
        const own = String(entry.key.value);
        this.add(entry.value, name === '' ? own : `${name}.${own}`, entry.key, depth + 1);
      }
    } else if (node.kind === 'sequence') this.#list(node, name, key, depth);
    else this.#say(name, key, node, textOf(node));
  }

  /** A list of texts is one property, as if it had been written with commas. */
  #list(node: Extract<Node, { kind: 'sequence' }>, name: string, key: Node | undefined, depth: number): void {
    const { items } = node;
    this.#left -= items.length;
    if (items.every((item) => item.kind === 'scalar')) {
      this.#say(name, key, node, items.map(textOf).join(','));
      return;
    }
    for (const [index, item] of items.entries()) this.add(item, `${name}[${index}]`, key, depth + 1);
  }

  #say(name: string, key: Node | undefined, node: Node, value: string): void {
    if (key === undefined) return;
    const { document, start, part, lines } = this.place;
    const at = moved(wholeOf(document, node), start);
    const keyAt = moved(rangeOf(document, key), start);
    lines.push({ key: name, value: value.replaceAll(STAND_IN, '@'), keyAt, at, document: part });
  }
}

/** What introduces a text of several lines, which begins behind it. */
const INTRODUCED = /[|>][-+\d]*[ \t]*(?:[ \t]#[^\r\n]*)?\r?\n$/;

/** A value with the `|` or `>` in front of its lines, and without the end of the last of them. */
function wholeOf(document: Document, node: Node): Range {
  const { start, end } = rangeOf(document, node);
  const text = document.text();
  const isBlock = node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
  const before = text.lastIndexOf('\n', start - 2) + 1;
  const sign = isBlock ? INTRODUCED.exec(text.slice(before, start)) : null;
  const whole = text.slice(start, end);
  return {
    start: sign === null ? start : before + sign.index,
    end: start + whole.trimEnd().length,
  };
}

/** The text of a scalar as Spring takes it. */
function textOf(node: Node): string {
  if (node.kind !== 'scalar' || node.value === null) return '';
  return String(node.value);
}
