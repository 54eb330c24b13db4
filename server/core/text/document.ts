import type { LanguageId, Leaf, Unit } from './leaf.js';
import type { Position, Range } from './span.js';

/** A replacement of a range of the text; ranges of one edit refer to the text as the previous change left it, as in LSP. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/** One version of a text, cut into leaves. Immutable: `edit` gives the next version, which shares every untouched leaf. */
export interface Document {
  readonly uri: string;
  readonly language: LanguageId;
  readonly version: number;
  /** Length in UTF-16 units. */
  readonly length: number;
  readonly leaves: readonly Leaf[];
  readonly units: readonly Unit[];
  /** Units that no path leads to: the brackets around a JSON document, and keys that an entry before them has already. */
  readonly apart: readonly Unit[];
  /** False when a tolerant cut had to guess: the text is broken and absence proves nothing. */
  readonly regular: boolean;
  /** False where a key of the root may stand in text that was left where it fits nowhere. */
  readonly rootKnown: boolean;
  /** The whole text; joined on demand. */
  text(): string;
  unit(id: string): Unit | undefined;
  /** Absolute offset of the first character of a leaf of this version; -1 when the leaf is not in it. */
  offsetOf(leaf: Leaf): number;
  /** Where a unit of this version stands; undefined when it is not in it, or other units stand between its leaves. */
  spanOf(unit: Unit): Range | undefined;
  /** Where the unit at an index of `units` begins; -1 when other units stand between its leaves. */
  beginOf(index: number): number;
  positionAt(offset: number): Position;
  /** Clamped to the text. */
  offsetAt(position: Position): number;
  edit(version: number, changes: readonly TextChange[]): Document;
}
