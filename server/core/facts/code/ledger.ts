import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { computed } from '../../text/multimap.js';
import { numbersOf } from './numbers.js';
import type { ClassFact, FunctionFact } from './types.js';

/** The numbers that the next function and the next class of a statement get. */
export interface Next {
  functions: number;
  classes: number;
}

const EMPTY_FUNCTION: FunctionFact = { params: [], handler: false, onError: false, steps: [] };
const EMPTY_CLASS: ClassFact = { fields: [], methods: [], statics: [] };

/** Some of the facts of a file, in the order in which they were entered. */
export interface Entries {
  readonly functions: readonly (readonly [number, FunctionFact])[];
  readonly classes: readonly (readonly [number, ClassFact])[];
  readonly numbers: readonly (readonly [CodeNode, number])[];
}

interface Order {
  readonly functions: number[];
  readonly classes: number[];
  readonly nodes: CodeNode[];
}

/** How much had been entered at some time. */
export type Mark = readonly [functions: number, classes: number, numbers: number];

/** Facts that are read of a file, under their numbers. */
export class Ledger {
  readonly functions = new Map<number, FunctionFact>();
  readonly classes = new Map<number, ClassFact>();
  /** Of the nodes of functions and classes, in the order in which they got them. */
  readonly numbers = new Map<CodeNode, number>();
  /** Keys in order: what came after a mark is found without counting what came before. */
  readonly #order: Order = { functions: [], classes: [], nodes: [] };
  /** By the first number of a statement. */
  readonly #next = new Map<number, Next>();

  constructor(private readonly root: CodeRoot) {}

  /** The number of a function, which is read when it has none. */
  functionOf(node: CodeNode, read: () => FunctionFact): number {
    return this.numbers.get(node) ?? this.#enter(node, 'functions', this.functions, EMPTY_FUNCTION, read);
  }

  classOf(node: CodeNode, read: () => ClassFact): number {
    return this.numbers.get(node) ?? this.#enter(node, 'classes', this.classes, EMPTY_CLASS, read);
  }

  mark(): Mark {
    const { functions, classes, nodes } = this.#order;
    return [functions.length, classes.length, nodes.length];
  }

  /** All that was entered after the mark. */
  since([functions, classes, nodes]: Mark): Entries {
    const found = <K, V>(keys: readonly K[], map: ReadonlyMap<K, V>): readonly (readonly [K, V])[] =>
      keys.flatMap((key) => {
        const value = map.get(key);
        return value === undefined ? [] : [[key, value] as const];
      });
    return {
      functions: found(this.#order.functions.slice(functions), this.functions),
      classes: found(this.#order.classes.slice(classes), this.classes),
      numbers: found(this.#order.nodes.slice(nodes), this.numbers),
    };
  }

  /** Enters what was entered before for another text. `next`: of the statement that it was and is in. */
  takeOver({ functions, classes, numbers }: Entries, next: Next): void {
    next.functions += functions.length;
    next.classes += classes.length;
    for (const [number, fact] of functions) this.#put('functions', this.functions, number, fact);
    for (const [number, fact] of classes) this.#put('classes', this.classes, number, fact);
    for (const [node, number] of numbers) this.#number(node, number);
  }

  /** The next numbers in the statement that holds a node. */
  nextIn(node: CodeNode): Next {
    return this.nextFrom(numbersOf(this.root).firstOf(node));
  }

  /** The next numbers in the statement that has this one as its first. */
  nextFrom(first: number): Next {
    return computed(this.#next, first, () => ({ functions: first, classes: first }));
  }

  #enter<T>(node: CodeNode, kind: keyof Next, facts: Map<number, T>, empty: T, read: () => T): number {
    const next = this.nextIn(node);
    const number = next[kind];
    // The number is taken first, since what is inside takes the next ones.
    next[kind] += 1;
    this.#number(node, number);
    this.#put(kind, facts, number, empty);
    facts.set(number, read());
    return number;
  }

  #put<T>(kind: keyof Next, facts: Map<number, T>, number: number, fact: T): void {
    if (!facts.has(number)) this.#order[kind].push(number);
    facts.set(number, fact);
  }

  #number(node: CodeNode, number: number): void {
    if (!this.numbers.has(node)) this.#order.nodes.push(node);
    this.numbers.set(node, number);
  }
}
