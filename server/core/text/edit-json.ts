import { cutJsonRun, skipString } from './cut-json.js';
import type { Flaw } from './leaf.js';
import { MARKERS, type Piece } from './outline.js';
import type { Recut, Region } from './region.js';
import type { State } from './state.js';

/** Cuts a region of JSON as a cut of the whole text would; undefined when it is not well-formed where it stands. */
export function recutJson(state: State, region: Region): Recut | undefined {
  const run = runOf(state, region);
  if (run === undefined || run.comma !== run.isFollowed) return undefined;
  const { pieces, end } = run;
  const { text, to } = region;
  if (end === text.length) return { pieces, text, to };
  // White space behind the last entry stands before the closing bracket, whose leaf it belongs to.
  const tail = state.leaves[to];
  if (run.isFollowed || tail === undefined) return undefined;
  const closing = {
    start: end,
    end: text.length + tail.text.length,
    path: tail.path,
    key: undefined,
    head: false,
  };
  return { pieces: [...pieces, closing], text: text + tail.text, to: to + 1 };
}

/**
 * The region as leaves with a flaw, bounded as before: the rest of the document keeps its leaves while somebody
 * types here. Only for a region of plain entries in a document that has no flaw elsewhere.
 */
export function guessRegion(state: State, region: Region): Recut | undefined {
  const { from, to, path, text } = region;
  const old = state.leaves[from];
  if (old?.key === undefined || text.trim() === '') return undefined;
  const run = runOf(state, region);
  const last = run?.pieces[run.pieces.length - 1];
  if (run === undefined || last === undefined) {
    return {
      pieces: [{ start: 0, end: text.length, path, key: old.key, head: false, flaw: 'odd' }],
      text,
      to,
    };
  }
  const flaw: Flaw = run.isFollowed ? 'comma-missing' : 'comma-extra';
  return { pieces: [...run.pieces.slice(0, -1), { ...last, end: text.length, flaw }], text, to };
}

/** How the brackets and quotes of a text stand: closed, not all closed, or closed before they are opened. */
export function balanceOf(text: string): 'even' | 'uneven' | 'crossed' {
  let depth = 0;
  let lowest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      const end = skipString(text, at);
      if (end < 0) return 'uneven';
      at = end - 1;
    } else if (c === 123 || c === 91) depth += 1;
    else if (c === 125 || c === 93) {
      depth -= 1;
      lowest = Math.min(lowest, depth);
    }
  }
  return depth !== 0 ? 'uneven' : lowest < 0 ? 'crossed' : 'even';
}

interface Run {
  readonly pieces: readonly Piece[];
  readonly comma: boolean;
  readonly end: number;
  /** Another entry of the same container follows. */
  readonly isFollowed: boolean;
}

/** The region's entries, where they are well-formed but for the last comma. */
function runOf(state: State, { from, to, path, text }: Region): Run | undefined {
  const old = state.leaves.slice(from, to);
  const [first] = old;
  const next = state.leaves[to];
  if (first?.key === undefined || next === undefined || next.path.length !== path.length) return undefined;
  const isFollowed = next.key !== undefined;
  if (text === '' && isFollowed && typeof first.key === 'string')
    return { pieces: [], comma: true, end: 0, isFollowed };
  const run = cutJsonRun(text, path, first.key, state.openapi);
  if (run === undefined || run.pieces.length === 0) return undefined;
  const entries = old.filter((leaf) => leaf.key !== undefined && leaf.path.length === path.length);
  const made = run.pieces.filter((piece) => piece.key !== undefined && piece.path.length === path.length);
  if (typeof first.key === 'number' && entries.length !== made.length) return undefined;
  if (path.length === 0 && made.some(isMarker) !== entries.some(isMarker)) return undefined;
  return { ...run, isFollowed };
}

function isMarker({ key }: Pick<Piece, 'key'>): boolean {
  return key !== undefined && MARKERS.has(key);
}
