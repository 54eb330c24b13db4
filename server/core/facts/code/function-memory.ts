import type { CodeNode } from '../../syntax/code.js';
import { field } from '../../syntax/code-read.js';
import type { Framework } from '../frameworks/framework.js';
import type { Flows, Noted } from './flows.js';
import type { Site } from './sites.js';
import type { ClassFact, FunctionFact } from './types.js';

/** Facts under indexes, with the nodes that these were given to. */
export interface Ledger {
  readonly functions: FunctionFact[];
  readonly classes: ClassFact[];
  readonly indexes: Map<CodeNode, number>;
  /** Nodes of functions and classes in the order in which they got their indexes. */
  readonly order: CodeNode[];
}

/** What decides how functions of a file are read, beside themselves. */
export interface Circumstances {
  readonly flows: Flows;
  readonly frameworks: readonly Framework[];
  readonly sites: readonly Site[];
  readonly ordinals: ReadonlyMap<CodeNode, number>;
  /** Whether statements are followed that matter in some files alone. */
  readonly followed: boolean;
}

/** The facts of a function and of all that is in it. */
interface Kept {
  readonly noted: Noted<FunctionFact>;
  readonly frameworks: readonly Framework[];
  readonly followed: boolean;
  readonly holder: CodeNode | undefined;
  /** How many functions and classes had an index before it. */
  readonly from: readonly [number, number];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly indexes: readonly (readonly [CodeNode, number])[];
  readonly ordinals: readonly (readonly [CodeNode, number])[];
}

/** By node: a later tree takes over those that did not change. */
const known = new WeakMap<CodeNode, Kept>();

/**
 * Facts of a function under the next index; those of before where it would get the same indexes and everything that it
 * was read by is as it was.
 */
export function remembered(
  node: CodeNode,
  ledger: Ledger,
  about: Circumstances,
  make: () => FunctionFact,
): FunctionFact {
  const before = known.get(node);
  if (before !== undefined && stands(before, node, ledger, about)) {
    ledger.functions.push(...before.functions);
    ledger.classes.push(...before.classes);
    for (const [inner, index] of before.indexes) {
      ledger.indexes.set(inner, index);
      ledger.order.push(inner);
    }
    return before.noted.value;
  }
  const from = [ledger.functions.length, ledger.classes.length] as const;
  const first = ledger.order.length;
  const noted = about.flows.noted(node, make);
  known.set(node, {
    noted,
    frameworks: about.frameworks,
    followed: about.followed,
    holder: holderOf(node),
    from,
    functions: ledger.functions.slice(from[0]),
    classes: ledger.classes.slice(from[1]),
    indexes: ledger.order.slice(first).map((inner) => [inner, ledger.indexes.get(inner) ?? 0] as const),
    ordinals: ordinalsIn(node, about),
  });
  return noted.value;
}

function stands(kept: Kept, node: CodeNode, { functions, classes }: Ledger, about: Circumstances): boolean {
  const [function_, class_] = kept.from;
  return (
    function_ === functions.length &&
    class_ === classes.length &&
    kept.frameworks === about.frameworks &&
    kept.followed === about.followed &&
    kept.holder === holderOf(node) &&
    kept.ordinals.every(([call, ordinal]) => about.ordinals.get(call) === ordinal) &&
    kept.noted.stands(about.flows)
  );
}

/**
 * What says more of a function than its own text: the calls that it is handed to; else, where it has no name of its own,
 * what holds it and is called as it is.
 */
function holderOf(node: CodeNode): CodeNode | undefined {
  let at = node.parent;
  if (at?.type !== 'arguments') return field(node, 'name') === undefined ? at : undefined;
  while (at.parent !== undefined && LINKS.test(at.parent.type)) at = at.parent;
  return at;
}

const LINKS = /^(?:arguments|call_expression|new_expression|member_expression|await_expression)$/;

function ordinalsIn({ start, end }: CodeNode, { sites }: Circumstances): Kept['ordinals'] {
  return sites.flatMap(({ call }, ordinal) =>
    call.start >= start && call.end <= end ? [[call, ordinal] as const] : [],
  );
}
