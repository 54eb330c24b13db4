import type { TextChange } from './document.js';
import { guessRegion, recutJson } from './edit-json.js';
import { recutYaml } from './edit-yaml.js';
import { balanceOf } from './json-scan.js';
import type { Leaf } from './leaf.js';
import { mayConflict, mayHoldBase } from './merge-marks.js';
import { leafAt } from './places.js';
import type { Recut, Region } from './region.js';
import type { PathStep } from './span.js';
import { cutAnew, leavesOf, replaced, type State, swapped } from './state.js';

/** The state after changes, each of which refers to the text as the one before left it. */
export function edited(state: State, changes: readonly TextChange[]): State {
  return changes.reduce(change, state);
}

/**
 * Cuts again only what a change touches: the entries in its range, then those and their neighbors, then the entries
 * that hold them, at last the whole text.
 */
function change(state: State, { range, text }: TextChange): State {
  const length = state.places.offsets[state.leaves.length] ?? 0;
  const start = Math.max(0, Math.min(range.start, length));
  const end = Math.max(start, Math.min(range.end, length));
  if (start === end && text === '') return state;
  const touched = touchedBy(state, start, end);
  const tight = state.syntax === 'code' ? undefined : entriesAround(state, touched);
  const splice = { start, end, text };
  const local =
    tight && !mayTouchMarks(state, tight, splice)
      ? state.syntax === 'yaml'
        ? yaml(state, tight, splice)
        : json(state, touched, tight, splice)
      : undefined;
  return local ?? cutAnew(state.uri, state.language, spliced(wholeText(state), start, end, text), state);
}

/**
 * What both sides of a conflict came from may begin or end here, so that what follows is read or is not; in JSON any of
 * its marks, which stand for a comma.
 */
function mayTouchMarks({ leaves, syntax }: State, { from, to }: Bounds, { text }: Splice): boolean {
  const may = syntax === 'yaml' ? mayHoldBase : mayConflict;
  return may(text) || leaves.slice(from, to).some((leaf) => may(leaf.text));
}

interface Bounds {
  readonly from: number;
  readonly to: number;
  readonly path: readonly PathStep[];
}

type Splice = TextChange['range'] & { readonly text: string };

function yaml(state: State, tight: Bounds, splice: Splice): State | undefined {
  return recut(state, tight, splice, recutYaml) ?? wider(state, tight, splice, recutYaml);
}

/** Broken JSON keeps its leaves around the break, unless the brackets around it may match in another way now. */
function json(state: State, touched: Touched, tight: Bounds, splice: Splice): State | undefined {
  const inside = state.leaves.slice(tight.from, tight.to);
  const elsewhere = state.flaws - inside.filter((leaf) => leaf.flaw !== undefined).length;
  const balance = balanceOf(regionOf(state, tight, splice).text);
  const isSteady = balance === 'even' && balanceOf(inside.map(({ text }) => text).join('')) === 'even';
  if (elsewhere > 0 && !isSteady) return undefined;
  const isPlain =
    tight.from === touched.from && tight.to === touched.to && inside.every((leaf) => !leaf.head);
  const made =
    recut(state, tight, splice, recutJson) ??
    (elsewhere === 0 && isPlain && balance === 'uneven'
      ? (recut(state, tight, splice, guessRegion) ??
        recut(state, withNeighbors(state, tight), splice, guessRegion))
      : wider(state, tight, splice, recutJson));
  // A guess by lines is not how its text is cut once nothing is wrong with it.
  return state.guessed && made?.flaws === 0 ? undefined : made;
}

function wider(state: State, tight: Bounds, splice: Splice, cut: Cutter): State | undefined {
  const wide = withNeighbors(state, tight);
  const again = wide === tight ? undefined : recut(state, wide, splice, cut);
  if (again !== undefined) return again;
  let at: Bounds | undefined = tight;
  while (at !== undefined && at.path.length > 0) {
    at = entriesAround(state, at, at.path.length - 1);
    const outer = at && recut(state, at, splice, cut);
    if (outer !== undefined) return outer;
  }
  return undefined;
}

interface Touched {
  readonly from: number;
  readonly to: number;
}

/** Leaves whose text the range holds; a mere insertion belongs to the leaf that begins there. */
function touchedBy({ places }: State, start: number, end: number): Touched {
  return { from: leafAt(places, start), to: leafAt(places, end > start ? end - 1 : end) + 1 };
}

/** The smallest run of whole entries of one container, at most `depth` steps deep, that holds these leaves. */
function entriesAround(
  { leaves }: State,
  touched: Touched,
  depth = Number.POSITIVE_INFINITY,
): Bounds | undefined {
  let path: readonly PathStep[] | undefined;
  for (const leaf of leaves.slice(touched.from, touched.to)) {
    const own = leaf.key === undefined ? leaf.path.slice(0, -1) : leaf.path;
    path = path === undefined ? own : common(path, own);
  }
  if (path === undefined) return undefined;
  const container = path.length > depth ? path.slice(0, depth) : path;
  const begins = (leaf: Leaf) => leaf.key !== undefined && leaf.path.length === container.length;
  let { from, to } = touched;
  for (let leaf = leaves[from]; leaf !== undefined && !begins(leaf); leaf = leaves[from]) from -= 1;
  for (let leaf = leaves[to]; leaf !== undefined && leaf.path.length > container.length; leaf = leaves[to])
    to += 1;
  const first = leaves[from];
  return first && { from, to, path: first.path };
}

function common(one: readonly PathStep[], other: readonly PathStep[]): readonly PathStep[] {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length === one.length ? one : one.slice(0, length);
}

/** The same with the entry before and the entry behind, where there are such. */
function withNeighbors(state: State, at: Bounds): Bounds {
  const { leaves } = state;
  const depth = at.path.length;
  let { from, to } = at;
  for (let before = leaves[from - 1]; before !== undefined; before = leaves[from - 1]) {
    const ends = before.path.length < depth || (before.path.length === depth && before.key === undefined);
    if (ends) break;
    from -= 1;
    if (before.path.length === depth) break;
  }
  const behind = leaves[to];
  if (behind !== undefined && behind.path.length === depth && behind.key !== undefined) {
    to += 1;
    while ((leaves[to]?.path.length ?? 0) > depth) to += 1;
  }
  return from === at.from && to === at.to ? at : { from, to, path: at.path };
}

type Cutter = (state: State, region: Region) => Recut | undefined;

function regionOf({ leaves, places }: State, at: Bounds, { start, end, text }: Splice): Region {
  const base = places.offsets[at.from] ?? 0;
  const old = leaves.slice(at.from, at.to);
  const joined = old.map((leaf) => leaf.text).join('');
  return { ...at, text: spliced(joined, start - base, end - base, text) };
}

/** Cuts a region again; undefined when it cannot be done there without looking at the rest. */
function recut(state: State, at: Bounds, splice: Splice, cut: Cutter): State | undefined {
  const made = cut(state, regionOf(state, at, splice));
  if (made === undefined) return undefined;
  // A carriage return and the line feed behind it end one line, so that no leaf may part them.
  if (made.text.endsWith('\r') && state.leaves[made.to]?.text.startsWith('\n')) return undefined;
  const before = state.leaves.slice(at.from, made.to);
  const next = leavesOf(state.uri, made.text, made.pieces, state.syntax, before);
  const [first, second] = next;
  const isSwap = before.length === 1 && first !== undefined && second === undefined;
  if (isSwap && isSamePlace(before[0], first)) return swapped(state, at.from, first);
  return replaced(state, at.from, made.to, next);
}

function isSamePlace(old: Leaf | undefined, leaf: Leaf): boolean {
  return old?.path === leaf.path && old.key === leaf.key && old.head === leaf.head && old.flaw === leaf.flaw;
}

function wholeText(state: State): string {
  return state.leaves.map((leaf) => leaf.text).join('');
}

function spliced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
