import type { At } from '../../../rule/rule.js';
import type { CodeNode } from '../../../syntax/code.js';
import type { Statement } from '../../../syntax/code-statements.js';
import type { Spot } from '../../../syntax/spot.js';
import type { Leaf } from '../../../text/leaf.js';
import { isAnchor, type Outcome, type RawFinding, type Seen, type Witness } from '../../outcome.js';
import { leafAround } from '../roots.js';

/**
 * A stretch of a statement that moves with it: a later tree takes the statement over and says where it stands. One
 * that was not taken over stands in the text that it was read from, wherever that is kept.
 */
class Rider implements Spot {
  readonly #from: number;
  readonly #to: number;

  constructor(
    private readonly holder: CodeNode,
    private readonly first: Leaf,
    spot: Spot,
  ) {
    this.#from = spot.start - holder.start;
    this.#to = spot.end - holder.start;
  }

  get leaf(): Leaf {
    return leafAround(this.holder) ?? this.first;
  }

  get endLeaf(): Leaf {
    return this.leaf;
  }

  get start(): number {
    return this.holder.start + this.#from;
  }

  get end(): number {
    return this.holder.start + this.#to;
  }
}

/** The same outcome with every place of the leaf riding on its statement; undefined when one stands in none. */
export function riding(
  { findings, witnesses }: Outcome,
  leaf: Leaf,
  statements: readonly Statement[],
): Outcome | undefined {
  let isWhole = true;
  const rider = (spot: Spot): Spot => {
    const holder = spot.leaf === leaf ? holderOf(spot, statements) : undefined;
    if (holder === undefined) isWhole &&= spot.leaf !== leaf;
    return holder === undefined ? spot : new Rider(holder, leaf, spot);
  };
  const seen = (one: Seen): Seen => (one.spot?.leaf === leaf ? { ...one, spot: rider(one.spot) } : one);
  const at = (one: At): At => (isAnchor(one) ? one : rider(one));
  const finding = (one: RawFinding): RawFinding => {
    const related = one.report.related?.map((other) => ({ ...other, at: at(other.at) }));
    const report = related === undefined ? one.report : { ...one.report, related };
    return { ...one, seen: seen(one.seen), report };
  };
  const witness = (one: Witness): Witness => ({ ...one, seen: seen(one.seen) });
  const outcome = { findings: findings.map(finding), witnesses: witnesses.map(witness) };
  return isWhole ? outcome : undefined;
}

/** The statement that holds a stretch; they stand in the order of the text. */
function holderOf({ start, end }: Spot, statements: readonly Statement[]): CodeNode | undefined {
  let low = 0;
  let high = statements.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((statements[middle]?.node.start ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const node = statements[low]?.node;
  return node !== undefined && node.start <= start && end <= node.end ? node : undefined;
}
