import {
  behindComma,
  type Ends,
  isClosing,
  isOpening,
  type JsonKey,
  keyAt,
  skipSpace,
  skipTrivia,
  skipValue,
} from './json-scan.js';
import type { Flaw } from './leaf.js';
import { mayConflict } from './merge-marks.js';
import { DEEPEST, isContainer, LARGE, type Piece } from './outline.js';
import type { PathStep } from './span.js';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;

/**
 * Cuts JSON by its brackets; undefined when they do not match. White space before an entry and the comma behind it
 * belong to the entry's leaf; a closing bracket and its comma are a leaf of their own, without key, on the path of
 * the entries that it closes. What fits nowhere between matching brackets is left in the leaf above it, which gets a
 * flaw.
 */
export function cutJson(text: string, openapi: boolean): Piece[] | undefined {
  const open = skipTrivia(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (!isOpening(text.charCodeAt(open))) return undefined;
  const cutter = new Cutter(text, openapi);
  cutter.push({ start: 0, end: open + 1, path: [], key: undefined, head: true });
  const end = cutter.inside(open, []);
  const rest = end < 0 ? '' : text.slice(skipTrivia(text, end));
  // Where more than a word follows, a bracket too many has closed the root before its end.
  if (end < 0 || /[{}[\]":]/.test(rest)) return undefined;
  cutter.extend(text.length, rest === '' ? undefined : 'odd');
  return cutter.pieces;
}

/** The entries of an object or array without its brackets. */
export interface JsonRun {
  readonly pieces: readonly Piece[];
  /** A comma follows the last entry. */
  readonly comma: boolean;
  /** Behind the last entry and its comma; only white space follows. */
  readonly end: number;
}

/** Cuts a text that is nothing but entries of one container, the first of which has this key or number. */
export function cutJsonRun(
  text: string,
  path: readonly PathStep[],
  first: PathStep,
  openapi: boolean,
): JsonRun | undefined {
  const cutter = new Cutter(text, openapi);
  const end = cutter.entries(0, path, typeof first === 'number' ? first : undefined);
  if (end < 0 || skipTrivia(text, end) < text.length) return undefined;
  return { pieces: cutter.pieces, comma: text.charCodeAt(end - 1) === COMMA, end };
}

/** A key, or the number of an item. */
type Key = Omit<JsonKey, 'name'> & { readonly name: PathStep };

/** One pass over a text. Offsets that it gives are -1 where the brackets do not match. */
class Cutter {
  readonly pieces: Piece[] = [];
  /** A large value is looked through once for its end, and again for what is in it. */
  private readonly ends: Ends = new Map();

  constructor(
    private readonly text: string,
    private readonly openapi: boolean,
  ) {}

  push(piece: Piece): void {
    this.pieces.push(piece);
  }

  /** The last piece takes in what follows it. Of two flaws an odd text counts, since it may be all that is wrong. */
  extend(end: number, flaw: Flaw | undefined): void {
    const last = this.pieces.pop();
    if (last === undefined) return;
    const kept = last.flaw === 'odd' ? last.flaw : (flaw ?? last.flaw);
    this.pieces.push(kept === undefined ? { ...last, end } : { ...last, end, flaw: kept });
  }

  /** Pieces of the container whose bracket stands at `open`, its closing included; the offset behind that. */
  inside(open: number, path: readonly PathStep[]): number {
    const { text } = this;
    const named = text.charCodeAt(open) === 123;
    const from = this.entries(open + 1, path, named ? undefined : 0);
    if (from < 0) return -1;
    const at = skipTrivia(text, from);
    const comma = from > open + 1 && text.charCodeAt(from - 1) === COMMA;
    if (comma && !mayConflict(text.slice(from, at))) this.flaw('comma-extra');
    if (text.charCodeAt(at) !== (named ? 125 : 93)) return -1;
    const end = behindComma(text, at + 1);
    this.push({ start: from, end, path, key: undefined, head: false });
    return path.length === 0 ? at + 1 : end;
  }

  /** Pieces of entries up to a bracket that closes them or the end; the offset behind the last. Items count from `first`. */
  entries(start: number, path: readonly PathStep[], first: number | undefined): number {
    const { text } = this;
    let index = first;
    let separated = true;
    for (let from = start; ; ) {
      const at = skipTrivia(text, from);
      if (at >= text.length || isClosing(text.charCodeAt(at))) return from;
      const key = this.keyOrItem(at, index);
      if (key === undefined) {
        from = this.odd(at, index === undefined);
      } else {
        if (!separated && !mayConflict(text.slice(from, at))) this.flaw('comma-missing');
        from = this.entry(from, key, path);
        if (index !== undefined) index += 1;
      }
      if (from < 0) return -1;
      separated = text.charCodeAt(from - 1) === COMMA;
    }
  }

  private keyOrItem(at: number, index: number | undefined): Key | undefined {
    const c = this.text.charCodeAt(at);
    if (c === COMMA || c === COLON) return undefined;
    return index === undefined ? keyAt(this.text, at) : { name: index, value: at, proper: true };
  }

  /** Pieces of one entry; the offset behind it and its comma. */
  private entry(from: number, key: Key, path: readonly PathStep[]): number {
    const { text, openapi } = this;
    const opening = isOpening(text.charCodeAt(key.value));
    const filled = opening && !isClosing(text.charCodeAt(skipSpace(text, key.value + 1)));
    let deeper = filled && openapi && isContainer(path, key.name);
    let isOdd = !key.proper;
    let end = deeper ? -1 : skipValue(text, key.value, false, this.ends);
    deeper ||= filled && end - from > LARGE;
    if (deeper && path.length < DEEPEST) {
      const known = this.pieces.length;
      this.push({ start: from, end: key.value + 1, path, key: key.name, head: true });
      if (!key.proper) this.flaw('odd');
      const behind = this.inside(key.value, [...path, key.name]);
      if (behind >= 0) return behind;
      this.pieces.length = known;
      isOdd = true;
    }
    if (end < 0) end = skipValue(text, key.value);
    if (end < 0) {
      isOdd = true;
      end = opening || text.charCodeAt(key.value) === QUOTE ? skipValue(text, key.value, true) : key.value;
    }
    if (end < 0) return -1;
    const behind = behindComma(text, end);
    this.push({ start: from, end: behind, path, key: key.name, head: false });
    if (isOdd) this.flaw('odd');
    return behind;
  }

  private flaw(flaw: Flaw): void {
    this.extend(this.pieces[this.pieces.length - 1]?.end ?? 0, flaw);
  }

  /** Leaves what is no entry in the piece above it, up to a comma, a key or a closing bracket; the offset behind it. */
  private odd(from: number, named: boolean): number {
    const { text } = this;
    if (this.pieces.length === 0) return -1;
    let at = from;
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === COMMA) at += 1;
      if (c === COMMA || at >= text.length || isClosing(c)) break;
      const end = skipValue(text, at, true);
      if (end < 0 && isOpening(c)) return -1;
      at = skipTrivia(text, end < 0 ? at + 1 : end);
      if (named && keyAt(text, at) !== undefined) break;
    }
    this.extend(at, 'odd');
    return at;
  }
}
