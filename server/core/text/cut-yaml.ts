import type { LineTable } from './line-table.js';
import { behindMark, mergeMark } from './merge-marks.js';
import { DEEPEST, isContainer, LARGE, MARKERS, type Piece, type Scan } from './outline.js';
import type { PathStep } from './span.js';
import {
  hasInline,
  isBlank,
  isClosing,
  isComment,
  isDash,
  isMarker,
  keyEnd,
  keyName,
  type Line,
  newLine,
  readLine,
} from './yaml-lines.js';

/** One entry of a block collection, found by its line. */
export interface YamlEntry {
  /** Where its leaf begins: at the comments above it. */
  start: number;
  key: PathStep;
  /** Column of the key. */
  readonly indent: number;
  /** Behind the colon or dash. */
  readonly after: number;
  readonly lineEnd: number;
  /** Start of the line below. */
  readonly below: number;
  /** A line that fits nowhere was left in it. */
  odd: boolean;
}

/** The entries of the root of a YAML document; undefined when a scan of lines cannot tell them apart. */
export function yamlRoot(lines: LineTable): YamlEntry[] | undefined {
  const { text } = lines;
  const from = rootStart(text);
  if (from < 0) return undefined;
  const entries = yamlEntries(lines, from, text.length, true);
  const first = entries?.[0];
  if (entries === undefined || first === undefined) return undefined;
  first.start = 0;
  return entries;
}

/** Whether these entries make the document an OpenAPI description. */
export function isOpenApi(entries: readonly YamlEntry[]): boolean {
  return entries.some((entry) => MARKERS.has(entry.key));
}

/** Pieces of entries that follow each other up to `to`, in the container at `path`. */
export function cutYamlEntries(
  lines: LineTable,
  entries: readonly YamlEntry[],
  to: number,
  path: readonly PathStep[],
  openapi: boolean,
): Piece[] {
  const scan: YamlScan = { text: lines.text, lines, openapi, pieces: [] };
  cutAll(scan, entries, to, path);
  return scan.pieces;
}

interface YamlScan extends Scan {
  readonly lines: LineTable;
}

function cutAll(scan: YamlScan, entries: readonly YamlEntry[], to: number, path: readonly PathStep[]): void {
  for (const [index, entry] of entries.entries()) {
    const end = entries[index + 1]?.start ?? to;
    if (cutInside(scan, entry, end, path)) continue;
    const piece = { start: entry.start, end, path, key: entry.key, head: false };
    scan.pieces.push(entry.odd ? { ...piece, flaw: 'odd' } : piece);
  }
}

/** Cuts the block below an entry's own line; false when the entry stays one leaf. */
function cutInside(scan: YamlScan, entry: YamlEntry, end: number, path: readonly PathStep[]): boolean {
  const { text, lines, pieces } = scan;
  const known = scan.openapi && isContainer(path, entry.key);
  if (!known && end - entry.start <= LARGE) return false;
  if (path.length >= DEEPEST || typeof entry.key === 'number') return false;
  if (hasInline(text, entry.after, entry.lineEnd) || entry.below >= end) return false;
  const inner = yamlEntries(lines, entry.below, end, known, entry.indent);
  const first = inner?.[0];
  if (inner === undefined || first === undefined) return false;
  first.start = entry.below;
  pieces.push({ start: entry.start, end: entry.below, path, key: entry.key, head: true });
  cutAll(scan, inner, end, [...path, entry.key]);
  return true;
}

/**
 * Entries of the block collection that fills a stretch of whole lines: a nested value never continues left of its
 * key's column, and at that column only as `- ` items, a comment or a closing bracket. Undefined when some line is
 * valid YAML that this scan does not understand, or is odd and `guess` is false. Entries stand right of the column
 * `above`; only items may stand at it. `part`: other entries of the same collection surround the stretch, so that a
 * key left of them belongs to what is around them all.
 */
export function yamlEntries(
  lines: LineTable,
  from: number,
  to: number,
  guess: boolean,
  above = -1,
  part = false,
): YamlEntry[] | undefined {
  const strict = new EntryScan(lines, above, false, part).run(from, to);
  return strict === 'odd' && guess
    ? found(new EntryScan(lines, above, true, part).run(from, to))
    : found(strict);
}

type Outcome = YamlEntry[] | 'odd' | 'foreign';

function found(outcome: Outcome): YamlEntry[] | undefined {
  return typeof outcome === 'string' ? undefined : outcome;
}

/** What a line says about itself. 'foreign': valid YAML that a scan of lines does not understand. */
type Kind = 'key' | 'dash' | 'closing' | 'odd' | 'foreign';

function kindOf(text: string, line: Line): Kind {
  if (isMarker(text, line) || text.charCodeAt(line.start) === 37) return 'foreign';
  if (isDash(text, line.at, line.end)) return 'dash';
  if (isClosing(text, line.at)) return 'closing';
  const end = text.charCodeAt(line.at) === 9 ? -1 : keyEnd(text, line.at, line.end);
  return end === -2 ? 'foreign' : end < 0 ? 'odd' : 'key';
}

/** One pass over the lines; the column and the kind of its entries are those of the first line that can be one. */
class EntryScan {
  private readonly entries: YamlEntry[] = [];
  private readonly line = newLine();
  private indent = -1;
  private items = false;
  /** Start of the comments right above; -1 when there are none. */
  private comments = -1;
  private oddAbove = false;
  private readonly text: string;

  constructor(
    private readonly lines: LineTable,
    private readonly above: number,
    private readonly guess: boolean,
    private readonly part: boolean,
  ) {
    this.text = lines.text;
  }

  run(from: number, to: number): Outcome {
    const { text, lines, line } = this;
    const end = lines.indexAt(to);
    let next: number;
    for (let index = this.skip(lines.indexAt(from), end); index < end; index = this.skip(next, end)) {
      next = index + 1;
      lines.read(index, line);
      if (isBlank(text, line)) continue;
      const column = line.at - line.start;
      const mark = column === 0 ? mergeMark(text, line.start) : undefined;
      if (mark !== undefined) {
        // A side is read with the key below its mark, and the end of the last with what stands above.
        if (mark === 'end') this.comments = -1;
        else if (this.comments < 0) this.comments = line.start;
        next = lines.indexAt(behindMark(text, line.start, to));
        continue;
      }
      if (isComment(text, line)) {
        if (this.comments < 0 && (this.indent < 0 || column <= this.indent)) this.comments = line.start;
        continue;
      }
      if (this.indent < 0 || column <= this.indent) {
        const trouble = this.take(column);
        if (trouble !== undefined) return trouble;
      }
      this.comments = -1;
    }
    return this.entries;
  }

  /** Passes over what lies inside the entry above. Comments are an entry's only where the line below is no such line. */
  private skip(index: number, end: number): number {
    return this.indent < 0 || this.comments >= 0 ? index : this.lines.nextWithin(this.indent, index, end);
  }

  /** A line that does not lie inside the entry above it. */
  private take(column: number): 'odd' | 'foreign' | undefined {
    const kind = kindOf(this.text, this.line);
    if (kind === 'foreign') return kind;
    const begins = kind === 'key' || kind === 'dash';
    if (this.indent < 0 && begins && (column > this.above || (kind === 'dash' && column === this.above))) {
      this.indent = column;
      this.items = kind === 'dash';
    }
    const last = this.entries[this.entries.length - 1];
    if (column === this.indent) {
      if (kind === (this.items ? 'dash' : 'key')) {
        this.push();
        return undefined;
      }
      if (last !== undefined && (kind === 'closing' || kind === 'dash')) return undefined;
    }
    if (begins && this.part) return 'foreign';
    if (!this.guess) return 'odd';
    if (last === undefined) this.oddAbove = true;
    else last.odd = true;
    return undefined;
  }

  private push(): void {
    const { text, line, items } = this;
    const after = items ? line.at + 1 : keyEnd(text, line.at, line.end);
    this.entries.push({
      start: this.comments >= 0 ? this.comments : line.start,
      key: items ? this.entries.length : keyName(text.slice(line.at, after - 1)),
      indent: line.at - line.start,
      after,
      lineEnd: line.end,
      below: line.next,
      odd: this.oddAbove,
    });
    this.oddAbove = false;
  }
}

/** Start of the first line behind a byte order mark, comments, directives and one `---`; -1 when content shares its line. */
function rootStart(text: string): number {
  const line = newLine();
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let start = first; start < text.length; start = line.next) {
    readLine(text, start, text.length, line);
    if (isMarker(text, line)) return hasInline(text, line.start + 3, line.end) ? -1 : line.next;
    const directive = text.charCodeAt(line.start) === 37;
    if (!directive && !isBlank(text, line) && !isComment(text, line)) return first;
  }
  return first;
}
