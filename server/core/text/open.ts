import type { Document, TextChange } from './document.js';
import { edited } from './edit.js';
import { mayHideRoot } from './hides.js';
import type { LanguageId, Leaf, Unit } from './leaf.js';
import { offsetAt, positionAt } from './places.js';
import type { Position, Range } from './span.js';
import { cutAnew, type State } from './state.js';

/** Opens a text as the first version of a document. Never throws, whatever the text. */
export function createDocument(uri: string, language: LanguageId, version: number, text: string): Document {
  return new CutDocument(version, cutAnew(uri, language, text));
}

class CutDocument implements Document {
  readonly #state: State;

  constructor(
    readonly version: number,
    state: State,
  ) {
    this.#state = state;
  }

  get uri(): string {
    return this.#state.uri;
  }

  get language(): LanguageId {
    return this.#state.language;
  }

  get length(): number {
    return this.#state.places.offsets[this.leaves.length] ?? 0;
  }

  get leaves(): readonly Leaf[] {
    return this.#state.leaves;
  }

  get units(): readonly Unit[] {
    return this.#state.units;
  }

  get apart(): readonly Unit[] {
    const { layout, units } = this.#state;
    return layout.apart.flatMap((index) => units[index] ?? []);
  }

  get regular(): boolean {
    return this.#state.flaws === 0;
  }

  get rootKnown(): boolean {
    return this.regular || !mayHideRoot(this.leaves);
  }

  text(): string {
    return this.leaves.map((leaf) => leaf.text).join('');
  }

  unit(id: string): Unit | undefined {
    return this.units[this.#state.layout.byId.get(id) ?? -1];
  }

  offsetOf(leaf: Leaf): number {
    const { leaves, layout, places } = this.#state;
    const index = layout.slots.find(leaf, leaves);
    return index < 0 ? -1 : (places.offsets[index] ?? -1);
  }

  spanOf(unit: Unit): Range | undefined {
    const { layout, places, units } = this.#state;
    const index = layout.byId.get(unit.id) ?? -1;
    const start = units[index] === unit ? this.beginOf(index) : -1;
    const last = layout.runs[index]?.last ?? -1;
    return start < 0 ? undefined : { start, end: places.offsets[last + 1] ?? 0 };
  }

  beginOf(index: number): number {
    const { layout, places, units } = this.#state;
    const run = layout.runs[index];
    if (run === undefined || run.last - run.first + 1 !== units[index]?.leaves.length) return -1;
    return places.offsets[run.first] ?? -1;
  }

  positionAt(offset: number): Position {
    return positionAt(this.leaves, this.#state.places, offset);
  }

  offsetAt(position: Position): number {
    return offsetAt(this.leaves, this.#state.places, position);
  }

  edit(version: number, changes: readonly TextChange[]): Document {
    return new CutDocument(version, edited(this.#state, changes));
  }
}
