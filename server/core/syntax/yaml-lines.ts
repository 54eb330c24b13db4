const LF = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const DOT = 46;
const COLON = 58;

/** Thrown where a text is not plain; whoever reads it then starts over with a reader that knows all of YAML. */
export class Unusual extends Error {}

const UNUSUAL = new Unusual();

/** Gives up: one error serves all, since nobody asks where it was thrown. */
export function giveUp(): never {
  throw UNUSUAL;
}

/** A place in a text, and the next line that holds more than white space and a comment. */
export class LineCursor {
  at = 0;
  /** Where the line begins that `at` stands in. */
  start = 0;
  /** Column of the line that was last moved to; -1 behind the last. */
  indent = 0;
  /** There were lines of comments between it and the one before. */
  commented = false;

  constructor(readonly text: string) {}

  get column(): number {
    return this.at - this.start;
  }

  /** Code of the character at `at`; NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  takes(c: number): boolean {
    if (this.code !== c) return false;
    this.at++;
    return true;
  }

  spaces(): void {
    while (this.text.charCodeAt(this.at) === SPACE) this.at++;
  }

  /** Moves behind the rest of the line, where nothing but a comment may stand, to the next line. */
  endLine(): void {
    this.spaces();
    if (!this.isAtRest()) giveUp();
    this.nextLine();
  }

  /** Nothing but a comment follows in the line; call behind white space or a token. */
  isAtRest(): boolean {
    const c = this.code;
    return isEnd(c) || (c === HASH && this.text.charCodeAt(this.at - 1) === SPACE);
  }

  nextLine(): void {
    const feed = this.text.indexOf('\n', this.at);
    this.lineAt(feed < 0 ? this.text.length : feed + 1);
  }

  /** Moves to the first line from an offset on, where a line begins. */
  lineAt(from: number): void {
    const { text } = this;
    this.commented = false;
    for (let start = from; start < text.length; ) {
      let at = start;
      while (text.charCodeAt(at) === SPACE) at++;
      const c = text.charCodeAt(at);
      if (!isEnd(c) && c !== HASH) return this.#moveTo(start, at, c);
      this.commented ||= c === HASH;
      const feed = text.indexOf('\n', at);
      start = feed < 0 ? text.length : feed + 1;
    }
    this.at = text.length;
    this.indent = -1;
  }

  /** `- ` begins an item here. */
  isDash(): boolean {
    return this.code === DASH && isSpaceOrEnd(this.text.charCodeAt(this.at + 1));
  }

  /** A colon that stands behind a key. */
  isColon(at: number): boolean {
    return this.text.charCodeAt(at) === COLON && isSpaceOrEnd(this.text.charCodeAt(at + 1));
  }

  #moveTo(start: number, at: number, c: number): void {
    // The marks between documents.
    if (at === start && (c === DASH || c === DOT) && this.text.startsWith(c === DASH ? '---' : '...', at))
      giveUp();
    this.start = start;
    this.at = at;
    this.indent = at - start;
  }
}

/** The end of a line or of the text, which has no code. */
export function isEnd(c: number): boolean {
  return c === LF || Number.isNaN(c);
}

export function isSpaceOrEnd(c: number): boolean {
  return c === SPACE || isEnd(c);
}
