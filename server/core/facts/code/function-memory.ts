import type { CodeNode } from '../../syntax/code.js';
import { field } from '../../syntax/code-read.js';
import type { Framework } from '../frameworks/framework.js';
import type { Flows, Noted } from './flows.js';
import type { Ledger } from './ledger.js';
import type { Sites } from './sites.js';
import type { ClassFact, FunctionFact } from './types.js';

/** What decides how functions of a file are read, beside themselves. */
export interface Circumstances {
  readonly flows: Flows;
  readonly frameworks: readonly Framework[];
  readonly sites: Sites;
  /** Numbers of registrations, by their calls. */
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
  /** The numbers that the first function and the first class in it got. */
  readonly from: readonly [number, number];
  readonly functions: readonly (readonly [number, FunctionFact])[];
  readonly classes: readonly (readonly [number, ClassFact])[];
  readonly numbers: readonly (readonly [CodeNode, number])[];
  readonly ordinals: readonly (readonly [CodeNode, number])[];
}

/** By node: a later tree takes over those that did not change. */
const known = new WeakMap<CodeNode, Kept>();

/**
 * Facts of a function that was given its number; those of before where what is in it would get the same numbers and
 * everything that it was read by is as it was.
 */
export function remembered(
  node: CodeNode,
  ledger: Ledger,
  about: Circumstances,
  make: () => FunctionFact,
): FunctionFact {
  const before = known.get(node);
  if (before !== undefined && stands(before, node, ledger, about)) {
    const next = ledger.nextIn(node);
    next.functions += before.functions.length;
    next.classes += before.classes.length;
    for (const [number, fact] of before.functions) ledger.functions.set(number, fact);
    for (const [number, fact] of before.classes) ledger.classes.set(number, fact);
    for (const [inner, number] of before.numbers) ledger.numbers.set(inner, number);
    return before.noted.value;
  }
  const { functions, classes } = ledger.nextIn(node);
  const sizes = [ledger.functions.size, ledger.classes.size, ledger.numbers.size] as const;
  const noted = about.flows.noted(node, make);
  known.set(node, {
    noted,
    frameworks: about.frameworks,
    followed: about.followed,
    holder: holderOf(node),
    from: [functions, classes],
    functions: [...ledger.functions].slice(sizes[0]),
    classes: [...ledger.classes].slice(sizes[1]),
    numbers: [...ledger.numbers].slice(sizes[2]),
    ordinals: ordinalsIn(node, about),
  });
  return noted.value;
}

function stands(kept: Kept, node: CodeNode, ledger: Ledger, about: Circumstances): boolean {
  const { functions, classes } = ledger.nextIn(node);
  return (
    kept.from[0] === functions &&
    kept.from[1] === classes &&
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
  return [...sites].flatMap(([number, { call }]) =>
    call.start >= start && call.end <= end ? [[call, number] as const] : [],
  );
}
