import { copied } from './copied.js';
import { type Cut, cutText } from './cut.js';
import type { LanguageId, Leaf, Unit } from './leaf.js';
import { relinked } from './links.js';
import { sameMembers } from './members.js';
import type { Piece } from './outline.js';
import { countLines, type Places, placesOf, shifted } from './places.js';
import { groupUnits, isApart, reuse } from './units.js';

/** One version of a text: its leaves and what is computed from them alone. Never changed, only followed by another. */
export interface State {
  readonly uri: string;
  readonly language: LanguageId;
  readonly syntax: Leaf['syntax'];
  /** Its root has the key `openapi` or `swagger`. */
  readonly openapi: boolean;
  readonly leaves: readonly Leaf[];
  readonly places: Places;
  readonly units: readonly Unit[];
  readonly layout: Layout;
  /** How many leaves have a flaw. */
  readonly flaws: number;
  /** Its brackets or quotes did not match, so that it was cut by its lines. */
  readonly guessed: boolean;
}

/** What versions share as long as no leaf comes, goes or takes another place. */
export interface Layout {
  /** For each leaf the index of its unit. */
  readonly unitOf: readonly number[];
  readonly byId: ReadonlyMap<string, number>;
  /** For each unit the indexes of its first and its last leaf. */
  readonly runs: readonly { readonly first: number; readonly last: number }[];
  /** Indexes of units that no path leads to. */
  readonly apart: readonly number[];
  readonly slots: Slots;
}

/**
 * Finds leaves among those of a version. Versions that share a layout have their leaves at the same indexes, so that a
 * leaf that is not where it once was is not there at all.
 */
export class Slots {
  #first: ReadonlyMap<Leaf, number> | undefined;
  readonly #later = new WeakMap<Leaf, number>();
  readonly #leaves: readonly Leaf[];

  /** `leaves` are those of the first version. */
  constructor(leaves: readonly Leaf[]) {
    this.#leaves = leaves;
  }

  /** -1 when the leaf is not among them. */
  find(leaf: Leaf, leaves: readonly Leaf[]): number {
    this.#first ??= new Map(this.#leaves.map((one, index) => [one, index]));
    const index = this.#later.get(leaf) ?? this.#first.get(leaf) ?? -1;
    return leaves[index] === leaf ? index : -1;
  }

  /** A leaf of a later version. */
  note(leaf: Leaf, index: number): void {
    this.#later.set(leaf, index);
  }
}

/** Cuts a text from nothing. Leaves and units of `before` are taken over where they are equal. */
export function cutAnew(uri: string, language: LanguageId, text: string, before?: State): State {
  const cut = cutText(text, language);
  const old = before?.leaves ?? [];
  const cutLeaves = leavesOf(uri, text, cut.pieces, cut.syntax, old);
  // Leaves may stand in another order than before, so that any anchor may mean something else.
  const leaves = before ? relinked(cutLeaves, old, cutLeaves) : cutLeaves;
  const { syntax, openapi, guessed } = cut;
  return arranged({ uri, language, syntax, openapi, guessed, leaves }, before);
}

/** The state after leaves from `from` to before `to` have given way to others. */
export function replaced(state: State, from: number, to: number, leaves: readonly Leaf[]): State {
  const next = [...state.leaves.slice(0, from), ...leaves, ...state.leaves.slice(to)];
  return arranged({ ...state, leaves: relinked(next, state.leaves.slice(from, to), leaves) }, state);
}

/** The state after one leaf has given way to one of the same place and key. */
export function swapped(state: State, index: number, leaf: Leaf): State {
  const old = state.leaves[index];
  const leaves = state.leaves.with(index, leaf);
  const at = state.layout.unitOf[index] ?? 0;
  const unit = state.units[at];
  if (old === undefined || unit === undefined) return state;
  if (relinked(leaves, [old], [leaf]) !== leaves) return replaced(state, index, index + 1, [leaf]);
  const parts = unit.leaves.map((one) => (one === old ? leaf : one));
  state.layout.slots.note(leaf, index);
  return {
    ...state,
    leaves,
    places: shifted(state.places, index, leaf.text.length - old.text.length, leaf.lines - old.lines),
    units: state.units.with(at, { ...unit, leaves: parts }),
  };
}

type Parts = Pick<State, 'uri' | 'language' | 'syntax' | 'openapi' | 'guessed' | 'leaves'>;

function arranged(parts: Parts, before: State | undefined): State {
  const { uri, language, syntax, openapi, guessed, leaves } = parts;
  const old = (id: string) => before?.units[before.layout.byId.get(id) ?? -1];
  const { drafts, unitOf } = groupUnits(leaves, language, openapi);
  const units = drafts.map((draft) => reuse(draft, old(draft.id)));
  const byId = new Map(units.map((unit, index) => [unit.id, index]));
  const flaws = leaves.reduce((count, leaf) => (leaf.flaw === undefined ? count : count + 1), 0);
  const apart = units.flatMap((unit, index) => (isApart(unit) ? index : []));
  const layout = { unitOf, byId, apart, runs: runsOf(unitOf), slots: new Slots(leaves) };
  const places = placesOf(leaves);
  return { uri, language, syntax, openapi, guessed, leaves, places, units, layout, flaws };
}

function runsOf(unitOf: readonly number[]): Layout['runs'] {
  const runs: { readonly first: number; last: number }[] = [];
  unitOf.forEach((unit, leaf) => {
    const run = runs[unit];
    if (run) run.last = leaf;
    else runs[unit] = { first: leaf, last: leaf };
  });
  return runs;
}

/** Leaves for the pieces of a text; those of `old` are taken over where they are equal. */
export function leavesOf(
  uri: string,
  text: string,
  pieces: Cut['pieces'],
  syntax: Leaf['syntax'],
  old: readonly Leaf[],
): Leaf[] {
  const pool = new Map<string, Leaf[]>();
  for (const leaf of old) {
    const same = pool.get(leaf.text);
    if (same === undefined) pool.set(leaf.text, [leaf]);
    else same.push(leaf);
  }
  return pieces.map((piece) => {
    const part = text.slice(piece.start, piece.end);
    const same = pool.get(part);
    const index = same?.findIndex((leaf) => isEqual(leaf, piece, syntax)) ?? -1;
    const taken = index < 0 ? undefined : same?.splice(index, 1)[0];
    // A new leaf gets text of its own: as a slice it would keep the whole old text in memory.
    return taken ?? leafOf(uri, old.length === 0 ? part : copied(part), piece, syntax);
  });
}

/** The leaf of a piece. */
export function leafOf(
  uri: string,
  text: string,
  piece: Omit<Piece, 'start' | 'end'>,
  syntax: Leaf['syntax'],
): Leaf {
  const { path, key, head, flaw } = piece;
  const leaf = { uri, text, lines: countLines(text), path, key, head, syntax };
  return flaw === undefined ? leaf : { ...leaf, flaw };
}

function isEqual(leaf: Leaf, piece: Piece, syntax: Leaf['syntax']): boolean {
  return (
    leaf.key === piece.key &&
    leaf.head === piece.head &&
    leaf.flaw === piece.flaw &&
    leaf.syntax === syntax &&
    sameMembers(leaf.path, piece.path)
  );
}
