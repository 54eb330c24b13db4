import type { CodeNode } from '../../syntax/code.js';
import { field } from '../../syntax/code-read.js';
import type { Framework } from '../frameworks/framework.js';
import type { Flows, Noted } from './flows.js';
import type { Entries, Ledger, Next } from './ledger.js';
import type { Registered } from './registered.js';
import type { Sites } from './sites.js';
import type { FunctionFact } from './types.js';

/** A name that was asked for, and what it stands for by the registrations of the file. */
export type Asked = readonly [name: string, is: Registered | undefined];

/** What decides how functions of a file are read, beside themselves. */
export interface Circumstances {
  readonly flows: Flows;
  readonly frameworks: readonly Framework[];
  readonly sites: Sites;
  /** Numbers of registrations, by their calls. */
  readonly ordinals: ReadonlyMap<CodeNode, number>;
  readonly names: ReadonlyMap<string, Registered>;
  /** All that was asked of them so far. */
  readonly asked: Asked[];
  /** Whether statements are followed that matter in some files alone. */
  readonly followed: boolean;
  /** Of the numbers. */
  readonly generation: object;
}

/** The facts of a function and of all that is in it. */
interface Kept {
  readonly noted: Noted<FunctionFact>;
  readonly frameworks: readonly Framework[];
  readonly followed: boolean;
  readonly generation: object;
  readonly holder: CodeNode | undefined;
  readonly asked: readonly Asked[];
  /** The numbers that the first function and the first class in it got. */
  readonly from: readonly [number, number];
  readonly entries: Entries;
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
  const next = ledger.nextIn(node);
  if (before !== undefined && stands(before, node, next, about)) {
    ledger.takeOver(before.entries, next);
    about.asked.push(...before.asked);
    return before.noted.value;
  }
  const { functions, classes } = next;
  const mark = ledger.mark();
  const heard = about.asked.length;
  const noted = about.flows.noted(node, make);
  known.set(node, {
    noted,
    frameworks: about.frameworks,
    followed: about.followed,
    generation: about.generation,
    holder: holderOf(node),
    asked: about.asked.slice(heard),
    from: [functions, classes],
    entries: ledger.since(mark),
    ordinals: ordinalsIn(node, about),
  });
  return noted.value;
}

function stands(kept: Kept, node: CodeNode, next: Next, about: Circumstances): boolean {
  return (
    kept.from[0] === next.functions &&
    kept.from[1] === next.classes &&
    kept.frameworks === about.frameworks &&
    kept.followed === about.followed &&
    kept.generation === about.generation &&
    kept.holder === holderOf(node) &&
    kept.asked.every(([name, is]) => about.names.get(name) === is) &&
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

/** Registrations of a file by where their calls begin. */
const sorted = new WeakMap<Sites, readonly (readonly [CodeNode, number])[]>();

function ordinalsIn({ start, end }: CodeNode, { sites }: Circumstances): Kept['ordinals'] {
  const calls =
    sorted.get(sites) ??
    [...sites].map(([number, { call }]) => [call, number] as const).sort(([a], [b]) => a.start - b.start);
  sorted.set(sites, calls);
  const found: (readonly [CodeNode, number])[] = [];
  for (let i = firstFrom(calls, start); i < calls.length; i += 1) {
    const one = calls[i];
    if (one === undefined || one[0].start > end) break;
    if (one[0].end <= end) found.push(one);
  }
  return found;
}

/** The place of the first that begins at or behind an offset. */
function firstFrom(calls: readonly (readonly [CodeNode, number])[], offset: number): number {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calls[middle]?.[0].start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
