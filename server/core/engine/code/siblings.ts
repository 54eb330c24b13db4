import type { Endpoint } from '../../model/types.js';
import type { Siblings } from '../../rule/siblings.js';
import { append, computed } from '../../text/multimap.js';
import type { CodeEnv } from './env.js';
import type { Inquiry } from './inquiry.js';
import type { World } from './world.js';

/** What rules ask of the other routes is noted by its answers: a change of one that nobody asked about is no news. */
export function siblingsOf(endpoint: Endpoint, env: CodeEnv, inquiry: Inquiry | undefined): Siblings {
  const noted = <T>(ask: (env: CodeEnv) => T): T => {
    const answer = ask(env);
    inquiry?.another(answer, (world: World) => ask(world.env));
    return answer;
  };
  const { uri } = endpoint.at;
  const ordinal = endpoint.at.path[1];
  const key = `${uri}#${ordinal}`;
  const isOther = ({ at }: Endpoint) => at.path[1] !== ordinal || at.uri !== uri;
  const all = (env: CodeEnv) => env.circle?.(key) ?? [];
  type Test = Parameters<Siblings['find']>[0];
  // The circle is not copied: a router may have thousands of routes, each of which asks.
  const other =
    (test: Test): Test =>
    (one) =>
      isOther(one) && test(one);
  return {
    find: (test) => noted((env) => all(env).find(other(test))),
    some: (test) => noted((env) => all(env).some(other(test))),
    filter: (test) => noted((env) => all(env).filter(other(test))),
    onPath: (test) => noted((env) => (byShape(all(env)).get(endpoint.shape) ?? []).filter(other(test))),
  };
}

/** What a router serves is never changed, only followed by another list. */
const shapes = new WeakMap<readonly Endpoint[], ReadonlyMap<string, readonly Endpoint[]>>();

function byShape(circle: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  return computed(shapes, circle, () => {
    const made = new Map<string, Endpoint[]>();
    for (const one of circle) append(made, one.shape, one);
    return made;
  });
}
