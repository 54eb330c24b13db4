import { isBlank, type Line, newLine, readLine } from './yaml-lines.js';

/** Right of all columns. */
const NOWHERE = 2 ** 31 - 1;

/**
 * The lines of a YAML text behind its byte order mark. A cut looks at each once for every level that it stands in; the
 * text is looked through once for them all.
 */
export class LineTable {
  /** How many there are; nothing behind the last line end is no line. */
  readonly count: number;
  readonly #starts: Int32Array;
  /** Of their first characters; blank lines stand nowhere. */
  readonly #columns: Int32Array;

  constructor(readonly text: string) {
    const most = lineEndsIn(text) + 1;
    this.#starts = new Int32Array(most);
    this.#columns = new Int32Array(most);
    const line = newLine();
    let count = 0;
    for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length; start = line.next) {
      readLine(text, start, text.length, line);
      this.#starts[count] = start;
      this.#columns[count] = isBlank(text, line) ? NOWHERE : line.at - start;
      count += 1;
    }
    this.count = count;
  }

  /** Index of the first line that starts at an offset or behind it. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the first line from one on, and before `end`, that stands in a column or left of it; else `end`. */
  nextWithin(column: number, from: number, end: number): number {
    let index = from;
    while (index < end && (this.#columns[index] ?? 0) > column) index += 1;
    return index;
  }

  /** Moves `line` to one of them. */
  read(index: number, line: Line): void {
    readLine(this.text, this.#starts[index] ?? 0, this.text.length, line);
  }
}

function lineEndsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
