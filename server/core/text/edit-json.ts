import { cutJsonRun } from './cut-json.js';
import { isJson, skipTrivia } from './json-scan.js';
import type { Leaf } from './leaf.js';
import { mayConflict } from './merge-marks.js';
import { MARKERS, type Piece } from './outline.js';
import type { Recut, Region } from './region.js';
import type { State } from './state.js';

/** Cuts a region of JSON as a cut of the whole text would; undefined when its brackets do not match where it stands. */
export function recutJson(state: State, region: Region): Recut | undefined {
  const run = runOf(state, region);
  if (run === undefined) return undefined;
  const pieces = isMarked(state.leaves[region.to]) ? run.pieces : separated(run);
  const { end } = run;
  const { text, to } = region;
  // As YAML it may mean something where it is no JSON.
  if (state.language === 'yaml' && !isJsonRun(run, region)) return undefined;
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
  if (state.language === 'yaml') return undefined;
  const piece: Piece = { start: 0, end: text.length, path, key: old.key, head: false, flaw: 'odd' };
  return { pieces: [piece], text, to };
}

/** A conflict begins or ends above the leaf: each side has the commas that it needs alone. */
function isMarked(leaf: Leaf | undefined): boolean {
  return leaf !== undefined && mayConflict(leaf.text.slice(0, skipTrivia(leaf.text, 0)));
}

/** The pieces, the last of which has a flaw when its comma is missing or one too many. */
function separated({ pieces, comma, isFollowed }: Run): readonly Piece[] {
  const last = pieces[pieces.length - 1];
  if (last === undefined || comma === isFollowed || last.flaw === 'odd') return pieces;
  return [...pieces.slice(0, -1), { ...last, flaw: isFollowed ? 'comma-missing' : 'comma-extra' }];
}

function isJsonRun(run: Run, { text, from, to }: Region): boolean {
  if (run.comma !== run.isFollowed) return false;
  const [open, close] = typeof run.pieces[0]?.key === 'number' ? '[]' : '{}';
  return from === to || isJson(`${open}${run.comma ? text.slice(0, run.end - 1) : text}${close}`);
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
