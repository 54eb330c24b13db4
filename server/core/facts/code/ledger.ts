import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { computed } from '../../text/multimap.js';
import { numbersOf } from './numbers.js';
import type { ClassFact, FunctionFact } from './types.js';

/** The numbers that the next function and the next class of a statement get. */
interface Next {
  functions: number;
  classes: number;
}

const EMPTY_FUNCTION: FunctionFact = { params: [], handler: false, onError: false, steps: [] };
const EMPTY_CLASS: ClassFact = { fields: [], methods: [], statics: [] };

/** Facts that are read of a file, under their numbers. */
export class Ledger {
  readonly functions = new Map<number, FunctionFact>();
  readonly classes = new Map<number, ClassFact>();
  /** Of the nodes of functions and classes, in the order in which they got them. */
  readonly numbers = new Map<CodeNode, number>();
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

  /** The next numbers in the statement that holds a node. */
  nextIn(node: CodeNode): Next {
    const first = numbersOf(this.root).firstOf(node);
    return computed(this.#next, first, () => ({ functions: first, classes: first }));
  }

  #enter<T>(node: CodeNode, kind: keyof Next, facts: Map<number, T>, empty: T, read: () => T): number {
    const next = this.nextIn(node);
    const number = next[kind];
    // The number is taken first, since what is inside takes the next ones.
    next[kind] += 1;
    this.numbers.set(node, number);
    facts.set(number, empty);
    facts.set(number, read());
    return number;
  }
}
