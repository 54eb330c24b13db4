import { functionKey } from '../../../facts/code/function-nodes.js';
import type { CodeFacts, FunctionFact, Sent } from '../../../facts/code/types.js';
import { append, computed } from '../../../text/multimap.js';
import type { Anchor } from '../../../text/span.js';
import type { Machine } from '../running/machine.js';
import type { Received } from './receipts.js';

/** A call that hands something of one function to another. */
interface Way {
  readonly from: { readonly key: string; readonly sent: Sent };
  readonly to: string;
  /** Its last step is the place of the call among those of its function that hand something on. */
  readonly at: Anchor;
}

const MAX_HOPS = 3;

/**
 * What functions find that are handed something of a request as the identifier, or those to which they leave that; by the
 * key of the function that calls them.
 */
export function foundBeyond(
  ways: readonly Way[],
  { modules }: Pick<Machine, 'modules'>,
): readonly { readonly to: string; readonly one: Received }[] {
  const facts = new Map<string, FunctionFact>();
  for (const { uri, facts: of } of modules.values())
    for (const [index, fact] of computed(finding, of, () => findingIn(of)))
      facts.set(functionKey(uri, index), fact);
  if (facts.size === 0) return [];
  const onward = new Map<string, string[]>();
  const calls = new Map<string, Way[]>();
  for (const way of ways) {
    const { sent, key } = way.from;
    if (sent.i !== placeIn(facts.get(way.to)) || sent.key !== undefined) continue;
    if (typeof sent.from === 'string') append(calls, `${key} ${way.at.path.at(-1)}`, way);
    else if (sent.from.i === placeIn(facts.get(key))) append(onward, key, way.to);
  }
  const findsOf = (key: string, hops: number): string | undefined => {
    const fact = facts.get(key);
    if (fact?.leaves !== true || hops > MAX_HOPS) return fact?.finds;
    return agreed((onward.get(key) ?? []).map((to) => findsOf(to, hops + 1)));
  };
  return [...calls.values()].flatMap((some) => {
    const [first] = some;
    const finds = agreed(some.map(({ to }) => findsOf(to, 0)));
    if (first === undefined || finds === undefined) return [];
    const { from, at } = first;
    return [{ to: from.key, one: { parameter: -1, finds, at } }];
  });
}

/** Where the identifier stands among the parameters. */
function placeIn(fact: FunctionFact | undefined): number {
  return fact?.by ?? 0;
}

function agreed(found: readonly (string | undefined)[]): string | undefined {
  const [first] = found;
  return found.every((one) => one === first) ? first : undefined;
}

const finding = new WeakMap<CodeFacts, readonly (readonly [number, FunctionFact])[]>();

function findingIn({ functions }: CodeFacts): readonly (readonly [number, FunctionFact])[] {
  return [...functions].filter(([, { finds, leaves }]) => finds !== undefined || leaves === true);
}
