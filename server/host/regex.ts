import type { Plain } from '../core/syntax/node.js';
import { makeCaller } from './worker.js';

/** How regular expressions behave on hostile text. Patterns are never run, only judged. */
export interface RegexChecker {
  /** A RegexVerdict; 'unknown' where it cannot be told. */
  check(pattern: string): Promise<Plain>;
  /** How many patterns have been given up so far. */
  readonly undecided: number;
  close(): Promise<void>;
}

const UNKNOWN: Plain = { status: 'unknown' };
/** Nobody writes longer ones by hand, and judging them may take very long. */
const MAX_PATTERN = 2000;
const MAX_KEPT = 10_000;
/** How long the next pattern may take, by what the slow ones before it took together: milliseconds, as all here. */
const LIMITS = [
  { spent: 30_000, limit: 15_000 },
  { spent: 40_000, limit: 1_000 },
] as const;
/** Ordinary patterns take 1 to 90, and the first also what the worker takes to start. */
const SLOW = 1_000;
/** As long after the last slow pattern there is time for others again: an editor runs for hours. */
const REST = 300_000;

/** Asks recheck, in a worker, once for each pattern, and gives up early where many are slow. */
export function makeRegexChecker(): RegexChecker {
  const caller = makeCaller<string>({ name: 'regex', limit: LIMITS[0].limit });
  const kept = new Map<string, Promise<Plain>>();
  let queue: Promise<unknown> = Promise.resolve();
  let spent = 0;
  let slowAt = 0;
  let undecided = 0;

  const judge = async (pattern: string): Promise<Plain> => {
    const start = Date.now();
    if (start - slowAt > REST) spent = 0;
    const limit = LIMITS.find((one) => spent < one.spent)?.limit;
    if (limit === undefined || pattern.length > MAX_PATTERN) return UNKNOWN;
    const answer = await caller.call(pattern, limit);
    const end = Date.now();
    if (end - start < SLOW) return toVerdict(answer);
    spent += end - start;
    slowAt = end;
    return toVerdict(answer);
  };
  const next = async (pattern: string): Promise<Plain> => {
    const verdict = await judge(pattern);
    if (verdict === UNKNOWN) undecided += 1;
    return verdict;
  };
  return {
    get undecided() {
      return undecided;
    },
    check(pattern) {
      const known = kept.get(pattern);
      if (known) return known;
      if (kept.size >= MAX_KEPT) kept.clear();
      const verdict = queue.then(() => next(pattern));
      queue = verdict;
      kept.set(pattern, verdict);
      return verdict;
    },
    close: () => caller.close(),
  };
}

function toVerdict(answer: unknown): Plain {
  if (typeof answer !== 'object' || answer === null) return UNKNOWN;
  const fields = Object.entries(answer).filter(
    (field): field is [string, string | number] =>
      typeof field[1] === 'string' || typeof field[1] === 'number',
  );
  return Object.fromEntries(fields);
}
