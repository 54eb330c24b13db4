import type { Plain } from '../core/syntax/node.js';
import { makeCaller } from './worker.js';

/** How regular expressions behave on hostile text. Patterns are never run, only judged. */
export interface RegexChecker {
  /** A RegexVerdict; 'unknown' where it cannot be told. */
  check(pattern: string): Promise<Plain>;
  close(): Promise<void>;
}

const UNKNOWN: Plain = { status: 'unknown' };
/** Nobody writes longer ones by hand, and judging them may take very long. */
const MAX_PATTERN = 2000;
const MAX_KEPT = 10_000;
/** Milliseconds; ordinary patterns take 1 to 90. */
const LIMIT = 10_000;

/** Asks recheck, in a worker, once for each pattern. */
export function makeRegexChecker(): RegexChecker {
  const caller = makeCaller<string>({ name: 'regex', limit: LIMIT });
  const kept = new Map<string, Promise<Plain>>();
  return {
    check(pattern) {
      const known = kept.get(pattern);
      if (known) return known;
      if (kept.size >= MAX_KEPT) kept.clear();
      const verdict =
        pattern.length > MAX_PATTERN ? Promise.resolve(UNKNOWN) : caller.call(pattern).then(toVerdict);
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
