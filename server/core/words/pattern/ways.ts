import { remembered } from '../remembered.js';
import { type Positions, positionsOf } from './positions.js';
import { type Ranges, type Tree, treeOf } from './tree.js';

/** Ways to match from one place on, without what repeats endlessly. */
const MOST_WAYS = 500;
/** Steps of the search; what takes more is left to who has more time. */
const MOST_STEPS = 200_000;

/**
 * Whether a backtracking matcher needs no more than a fixed number of steps for each character of a text, whatever the
 * text: the pattern is anchored, and no text can be matched in more ways the longer it is. That grows exactly where two
 * different states p and q share a text that leads from p to p, from p to q and from q to q (Weber and Seidl, On the
 * degree of ambiguity of finite automata, 1991). False where it cannot be told at once.
 */
export const hasFewWays = remembered((pattern) => {
  const tree = treeOf(pattern);
  if (tree === undefined || waysOf(tree) > MOST_WAYS) return false;
  const positions = positionsOf(tree);
  return positions !== undefined && !grows(positions);
});

function waysOf(tree: Tree): number {
  switch (tree.kind) {
    case 'characters':
      return 1;
    case 'sequence':
      return tree.parts.reduce((ways, part) => ways * waysOf(part), 1);
    case 'choice':
      return tree.branches.reduce((ways, branch) => ways + waysOf(branch), 0);
    case 'repeat': {
      const ways = waysOf(tree.body);
      const [least, most] = [tree.least, tree.most === Number.POSITIVE_INFINITY ? tree.least + 1 : tree.most];
      // An endless loop is left in one way.
      if (ways === 1) return tree.most === Number.POSITIVE_INFINITY ? 1 : most - least + 1;
      return ways ** most * (most - least + 1);
    }
  }
}

/** Whether two states share such a text; true also when that takes too long to find out. */
function grows(positions: Positions): boolean {
  const reach = positions.follow.map((_, from) => reachedFrom(from, positions));
  const search: Search = { positions, reach, left: MOST_STEPS };
  const looping = positions.follow.flatMap((_, at) => (reach[at]?.has(at) ? [at] : []));
  return looping.some((p) =>
    looping.some((q) => p !== q && reach[p]?.has(q) === true && isShared(p, q, search)),
  );
}

interface Search {
  readonly positions: Positions;
  /** For each position all that some text leads to from it. */
  readonly reach: readonly ReadonlySet<number>[];
  left: number;
}

function reachedFrom(from: number, { follow }: Positions): ReadonlySet<number> {
  const reached = new Set<number>();
  const todo = [from];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    for (const next of follow[at] ?? []) if (!reached.has(next)) todo.push(next);
    for (const next of follow[at] ?? []) reached.add(next);
  }
  return reached;
}

/** Whether one text leads from p to p, from p to q and from q to q. */
function isShared(p: number, q: number, search: Search): boolean {
  const { positions, reach } = search;
  const { follow, ranges } = positions;
  const size = follow.length;
  const canReach = (from: number, to: number) => from === to || reach[from]?.has(to) === true;
  const goal = (p * size + q) * size + q;
  const seen = new Set<number>();
  const todo: (readonly [number, number, number])[] = [[p, p, q]];
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    for (const a of follow[state[0]] ?? []) {
      if (!canReach(a, p)) continue;
      for (const b of follow[state[1]] ?? []) {
        const common = canReach(b, q) ? meeting(ranges[a], ranges[b]) : [];
        if (common.length === 0) continue;
        for (const c of follow[state[2]] ?? []) {
          if (--search.left < 0) return true;
          const id = (a * size + b) * size + c;
          if (seen.has(id) || !canReach(c, q) || meeting(common, ranges[c]).length === 0) continue;
          if (id === goal) return true;
          seen.add(id);
          todo.push([a, b, c]);
        }
      }
    }
  }
  return false;
}

function meeting(one: Ranges = [], other: Ranges = []): Ranges {
  return one.flatMap(([from, to]) =>
    other.flatMap(([start, end]): Ranges => {
      const both = [Math.max(from, start), Math.min(to, end)] as const;
      return both[0] <= both[1] ? [both] : [];
    }),
  );
}
