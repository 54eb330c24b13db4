import { type Cut, cutText } from './cut.js';
import type { Document, TextChange } from './document.js';
import type { LanguageId, Leaf, Unit } from './leaf.js';
import type { Piece } from './outline.js';
import { countLines, offsetAt, type Places, placesOf, positionAt } from './places.js';
import type { PathStep, Position } from './span.js';
import { groupUnits } from './units.js';

/** Opens a text as the first version of a document. Never throws, whatever the text. */
export function createDocument(uri: string, language: LanguageId, version: number, text: string): Document {
  const cut = cutText(text, language);
  return new CutDocument(uri, language, version, leavesOf(uri, text, cut, new Map()), cut.openapi, undefined);
}

/** Holds the leaves of one version and what is computed from them alone. */
class CutDocument implements Document {
  readonly units: readonly Unit[];
  readonly regular: boolean;
  readonly length: number;
  private readonly places: Places;
  private readonly byId = new Map<string, Unit>();
  private indexes: Map<Leaf, number> | undefined;

  constructor(
    readonly uri: string,
    readonly language: LanguageId,
    readonly version: number,
    readonly leaves: readonly Leaf[],
    openapi: boolean,
    before: CutDocument | undefined,
  ) {
    this.places = placesOf(leaves);
    this.length = this.places.offsets[leaves.length] ?? 0;
    this.regular = leaves.every((leaf) => leaf.flaw === undefined);
    this.units = groupUnits(leaves, language, openapi, before?.byId ?? new Map()).units;
    for (const unit of this.units) this.byId.set(unit.id, unit);
  }

  text(): string {
    return this.leaves.map((leaf) => leaf.text).join('');
  }

  unit(id: string): Unit | undefined {
    return this.byId.get(id);
  }

  offsetOf(leaf: Leaf): number {
    this.indexes ??= new Map(this.leaves.map((one, index) => [one, index]));
    const index = this.indexes.get(leaf);
    return index === undefined ? -1 : (this.places.offsets[index] ?? -1);
  }

  positionAt(offset: number): Position {
    return positionAt(this.leaves, this.places, offset);
  }

  offsetAt(position: Position): number {
    return offsetAt(this.leaves, this.places, position);
  }

  edit(version: number, changes: readonly TextChange[]): Document {
    let text = this.text();
    for (const { range, text: by } of changes) text = text.slice(0, range.start) + by + text.slice(range.end);
    const cut = cutText(text, this.language);
    const leaves = leavesOf(this.uri, text, cut, poolOf(this.leaves));
    return new CutDocument(this.uri, this.language, version, leaves, cut.openapi, this);
  }
}

type Pool = Map<string, Leaf[]>;

function poolOf(leaves: readonly Leaf[]): Pool {
  const pool: Pool = new Map();
  for (const leaf of leaves) {
    const same = pool.get(leaf.text);
    if (same === undefined) pool.set(leaf.text, [leaf]);
    else same.push(leaf);
  }
  return pool;
}

/** Leaves for the pieces, taken from the pool where one is equal. */
function leavesOf(uri: string, text: string, cut: Cut, pool: Pool): Leaf[] {
  return cut.pieces.map((piece) => {
    const part = text.slice(piece.start, piece.end);
    const same = pool.get(part);
    const index = same?.findIndex((leaf) => isEqual(leaf, piece, cut.syntax)) ?? -1;
    return same?.splice(index, index < 0 ? 0 : 1)[0] ?? leafOf(uri, part, piece, cut.syntax);
  });
}

function leafOf(uri: string, text: string, piece: Piece, syntax: Leaf['syntax']): Leaf {
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
    samePath(leaf.path, piece.path)
  );
}

function samePath(one: readonly PathStep[], other: readonly PathStep[]): boolean {
  return one === other || (one.length === other.length && one.every((step, index) => step === other[index]));
}
