import type { At } from '../../rule/rule.js';
import type { CodeNode } from '../../syntax/code.js';
import type { Statement } from '../../syntax/code-statements.js';
import type { Spot } from '../../syntax/spot.js';
import type { Leaf } from '../../text/leaf.js';
import { isAnchor, type Outcome, type RawFinding, type Seen, type Witness } from '../outcome.js';
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
    ...findings.flatMap(({ seen, report }) => [
      seen.spot,
      ...(report.related ?? []).map(({ at }) => spotIn(at)),
    ]),
    ...witnesses.map(({ seen }) => seen.spot),
  ];
  for (const spot of seen) {
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
  const spot = (at: Spot): Spot => {
    const by = moves.find(({ from, to }) => from <= at.start && at.end <= to)?.by ?? 0;
    return { leaf: now, start: at.start + by, endLeaf: now, end: at.end + by };
  };
  const place = (seen: Seen): Seen => (seen.spot?.leaf === leaf ? { ...seen, spot: spot(seen.spot) } : seen);
  const finding = (one: RawFinding): RawFinding => {
    const related = one.report.related?.map((other) => {
      const at = spotIn(other.at);
      return at?.leaf === leaf ? { ...other, at: spot(at) } : other;
    });
    return {
      ...one,
      seen: place(one.seen),
      report: related === undefined ? one.report : { ...one.report, related },
    };
  };
  const witness = (one: Witness): Witness => ({ ...one, seen: place(one.seen) });
  return { findings: outcome.findings.map(finding), witnesses: outcome.witnesses.map(witness) };
}

/** Undefined for what is found again by its path. */
function spotIn(at: At): Spot | undefined {
  return isAnchor(at) ? undefined : at;
}
