import type { CodeNode } from '../code.js';
import { move } from '../code-tree.js';
import { type AskedName, Declared, NOTHING_DECLARED } from './declared.js';
import type { Draft } from './draft.js';

/** What a statement or a member became. */
interface Translated {
  readonly made: readonly Draft[];
  /** Names that it declares for what follows. */
  readonly declares: readonly string[];
  /** What of its surroundings decided how it was translated: names by whether they had been declared. */
  readonly asked: readonly AskedName[];
  /** How far behind the start of the node each of what was made begins. */
  readonly offsets: readonly number[];
}

/**
 * Translated statements of one file by the nodes that they were made of. A node that a later version of the tree takes
 * over keeps its translation, moved to where it stands now.
 */
export class Translations {
  readonly #known = new WeakMap<CodeNode, Translated>();

  /** Of a node whose surroundings do not matter, and which declares nothing. */
  of(node: CodeNode, make: () => readonly Draft[]): readonly Draft[] {
    return this.among(node, NOTHING_DECLARED, make);
  }

  /** Of a node that is read by the names that were declared; `make` adds its own to them, which are declared from then on. */
  among(node: CodeNode, declared: Declared, make: (names: Declared) => readonly Draft[]): readonly Draft[] {
    const known = this.#known.get(node);
    if (known?.asked.every(([name, is]) => declared.has(name) === is)) {
      // What holds it may have been kept as a whole before, and then it was moved with that.
      for (const [index, one] of known.made.entries())
        move(one, node.start + (known.offsets[index] ?? 0) - one.start);
      for (const name of known.declares) declared.add(name);
      return known.made;
    }
    const names = new Declared(declared);
    const made = make(names);
    const { own: declares, asked } = names;
    for (const name of declares) declared.add(name);
    const offsets = made.map(({ start }) => start - node.start);
    this.#known.set(node, { made, declares, asked, offsets });
    return made;
  }
}
