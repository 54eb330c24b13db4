import type { CodeNode } from '../../syntax/code.js';
import type { Statement } from '../../syntax/code-statements.js';
import type { Spot } from '../../syntax/spot.js';
import type { Leaf } from '../../text/leaf.js';
import type { Outcome, RawFinding, Seen, Witness } from '../outcome.js';
import type { Inquiry, World } from './inquiry.js';

/** What was said of a statement, and what that stands on. */
interface Remembered {
  readonly statement: Statement;
  readonly inquiry: Inquiry;
  readonly outcome: Outcome;
  readonly leaf: Leaf;
  /** Where the statements began in which something was seen. */
  readonly starts: ReadonlyMap<CodeNode, number>;
}

/** Routes are checked among their siblings, and so more often than what stands in a statement. */
export type Part = 'routes' | 'calls';

/** A part of what is checked in a statement of a file. */
export interface About {
  readonly uri: string;
  readonly part: Part;
  readonly statement: Statement;
}

/**
 * What rules said of the statements of code files, by the nodes of these. Invariant: a node that is met again has the
 * text that it had, so that what was said of it stands as long as everything that was asked beside it is answered alike.
 */
export class StatementMemory {
  readonly #files = new Map<string, Map<Part, WeakMap<CodeNode, Remembered>>>();
  readonly #recalled = new Set<string>();

  /** What would be said now, at the places where it stands now; undefined when the statement has to be checked. */
  recall({ uri, part, statement }: About, world: World): Outcome | undefined {
    const known = this.#files.get(uri)?.get(part)?.get(statement.node);
    if (known === undefined || !sameHead(known.statement, statement)) return undefined;
    if (!known.inquiry.stands(world)) return undefined;
    this.#recalled.add(uri);
    return moved(known, world.contents.leaf);
  }

  keep({ uri, part, statement }: About, said: Pick<Remembered, 'inquiry' | 'outcome'>, world: World): void {
    const { leaf, statements } = world.contents;
    const starts = startsOf(said.outcome, leaf, statements);
    if (starts === undefined) return;
    const parts = this.#files.get(uri) ?? new Map<Part, WeakMap<CodeNode, Remembered>>();
    this.#files.set(uri, parts);
    const known = parts.get(part) ?? new WeakMap<CodeNode, Remembered>();
    parts.set(part, known);
    known.set(statement.node, { ...said, statement, leaf, starts });
  }

  /** Everything of the file is checked anew the next time; answers whether anything would not have been. */
  forget(uri: string): boolean {
    this.#files.delete(uri);
    return this.#recalled.delete(uri);
  }
}

function sameHead({ head }: Statement, { head: now }: Statement): boolean {
  return head.length === now.length && head.every((part, index) => part === now[index]);
}

/** The statements that hold what was seen, with their places; undefined when something stands in none. */
function startsOf(
  { findings, witnesses }: Outcome,
  leaf: Leaf,
  statements: readonly Statement[],
): ReadonlyMap<CodeNode, number> | undefined {
  const starts = new Map<CodeNode, number>();
  const seen = [
    ...findings.flatMap((one) => [one.seen, ...one.related.map(({ seen }) => seen)]),
    ...witnesses.map((one) => one.seen),
  ];
  for (const { spot } of seen) {
    if (spot?.leaf !== leaf) continue;
    const holder = holderOf(spot, statements);
    if (holder === undefined) return undefined;
    starts.set(holder, holder.start);
  }
  return starts;
}

function holderOf({ start, end }: Spot, statements: readonly Statement[]): CodeNode | undefined {
  return statements.find(({ node }) => node.start <= start && end <= node.end)?.node;
}

function moved({ outcome, leaf, starts }: Remembered, now: Leaf): Outcome {
  const moves = [...starts].map(([{ start, end }, was]) => ({
    from: was,
    to: was + (end - start),
    by: start - was,
  }));
  const place = (seen: Seen): Seen => {
    const { spot } = seen;
    if (spot?.leaf !== leaf) return seen;
    const by = moves.find(({ from, to }) => from <= spot.start && spot.end <= to)?.by ?? 0;
    return { ...seen, spot: { leaf: now, start: spot.start + by, endLeaf: now, end: spot.end + by } };
  };
  const finding = (one: RawFinding): RawFinding => ({
    ...one,
    seen: place(one.seen),
    related: one.related.map((other) => ({ ...other, seen: place(other.seen) })),
  });
  const witness = (one: Witness): Witness => ({ ...one, seen: place(one.seen) });
  return { findings: outcome.findings.map(finding), witnesses: outcome.witnesses.map(witness) };
}
