import { functionKey } from '../../../facts/code/function-nodes.js';
import type { CodeFacts } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import type { Anchor } from '../../../text/span.js';
import type { Machine } from '../running/machine.js';
import type { Received } from './receipts.js';

/** A call that hands something of one function to another. */
interface Way {
  readonly from: { readonly key: string };
  readonly to: string;
  /** 'users.update', as it is called. */
  readonly name: string;
  readonly at: Anchor;
}

const MAX_ROUNDS = 3;
/** Calls that write down who did something. */
const TELLS =
  /(?:^|\.)(?:log|info|warn|error|debug|trace|audit\w*|track\w*|notify\w*|record\w*|emit|publish|send\w*)$/i;

/**
 * Functions that hand something to one which finds out by itself who is calling, as a service does that reads the
 * context of the request: `requireOwner(id)`. Followed through a few functions; by the key of the function.
 */
export function askingBeyond(
  ways: readonly Way[],
  { modules }: Machine,
): readonly { readonly to: string; readonly one: Received }[] {
  const asking = new Set(
    [...modules.values()].flatMap(({ uri, facts }) =>
      computed(known, facts, () => askersIn(facts)).map((index) => functionKey(uri, index)),
    ),
  );
  if (asking.size === 0) return [];
  const open = ways.filter(({ name }) => !TELLS.test(name));
  const found = new Map<string, Received>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    for (const { from, to, at } of open)
      if (asking.has(to) || found.has(to)) found.set(from.key, { parameter: -1, asking: true, at });
  }
  return [...found].map(([to, one]) => ({ to, one }));
}

const known = new WeakMap<CodeFacts, readonly number[]>();

function askersIn({ functions }: CodeFacts): readonly number[] {
  return [...functions].flatMap(([index, { asks, handler }]) => (asks === true && !handler ? [index] : []));
}
