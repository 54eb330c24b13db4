import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { statementAround, statementsOf } from '../../syntax/code-statements.js';

/** How many numbers a statement has at first; those below are of what stands in no statement. */
const STRETCH = 2 ** 32;

/**
 * The numbers by which facts name the functions, classes and registrations of a file. Every statement has a stretch of
 * its own, and stretches are in the order of the text. A statement that a later tree takes over keeps its stretch: what
 * is said of it goes on to name the same things, whatever is written above. Only the order of numbers has a meaning.
 */
export class Numbers {
  constructor(
    private readonly root: CodeRoot,
    private readonly firsts: ReadonlyMap<CodeNode, number>,
    /** Another one as soon as statements that were taken over got other numbers. */
    readonly generation: object = {},
  ) {}

  /** The first number of the statement that holds a node. */
  firstOf(node: CodeNode): number {
    const statement = statementAround(node, this.root);
    return statement === undefined ? 0 : this.ofStatement(statement);
  }

  ofStatement(statement: CodeNode): number {
    return this.firsts.get(statement) ?? 0;
  }

  /** Those of the next tree of the file. */
  continued(root: CodeRoot): Numbers {
    const statements = statementsOf(root).map(({ node }) => node);
    const firsts = continuedFirsts(statements, this.firsts);
    return isWide(statements, firsts) ? new Numbers(root, firsts, this.generation) : fresh(root);
  }
}

const known = new WeakMap<CodeRoot, Numbers>();

export function numbersOf(root: CodeRoot): Numbers {
  const numbers = known.get(root) ?? fresh(root);
  known.set(root, numbers);
  return numbers;
}

/** Numbers a tree like the one of the text before, whose nodes it took over. */
export function continueNumbers(root: CodeRoot, before: CodeRoot): void {
  known.set(root, numbersOf(before).continued(root));
}

function fresh(root: CodeRoot): Numbers {
  const statements = statementsOf(root).map(({ node }) => node);
  const stretch = Math.max(STRETCH, ...statements.map(room));
  return new Numbers(root, new Map(statements.map((node, index) => [node, (index + 1) * stretch])));
}

/** A statement has no more functions than characters. */
function room({ start, end }: CodeNode): number {
  return end - start + 1;
}

function isWide(statements: readonly CodeNode[], firsts: ReadonlyMap<CodeNode, number>): boolean {
  return statements.every((node, index) => {
    const next = statements[index + 1];
    const first = firsts.get(node) ?? 0;
    return next === undefined || (firsts.get(next) ?? 0) - first >= room(node);
  });
}

/** New statements take the stretches of those that stood in their place, and then what lies between. */
function continuedFirsts(
  statements: readonly CodeNode[],
  before: ReadonlyMap<CodeNode, number>,
): ReadonlyMap<CodeNode, number> {
  const firsts = new Map<CodeNode, number>();
  const old = [...before.values()];
  let waiting: CodeNode[] = [];
  let [last, next] = [0, 0];
  const place = (until: number): void => {
    if (waiting.length === 0) {
      while ((old[next] ?? until) < until) next += 1;
      return;
    }
    const free: number[] = [];
    for (; (old[next] ?? until) < until; next += 1) free.push(old[next] ?? 0);
    const [from = last] = free.slice(0, waiting.length).slice(-1);
    const rest = waiting.length - free.length;
    const gap = until === Number.POSITIVE_INFINITY ? STRETCH : Math.floor((until - from) / (rest + 1));
    for (const [index, node] of waiting.entries())
      firsts.set(node, free[index] ?? from + (index - free.length + 1) * gap);
    waiting = [];
  };
  for (const node of statements) {
    const first = before.get(node);
    if (first === undefined) {
      waiting.push(node);
      continue;
    }
    place(first);
    next += 1;
    firsts.set(node, first);
    last = first;
  }
  place(Number.POSITIVE_INFINITY);
  return firsts;
}
