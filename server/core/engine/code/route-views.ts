import type { Site } from '../../facts/code/sites.js';
import type { RouteFact } from '../../model/code/model.js';
import { documentedKey } from '../../model/drift.js';
import type { Endpoint, Guard } from '../../model/types.js';
import type { Siblings } from '../../rule/siblings.js';
import type { CodeSpot, RouteView } from '../../rule/views.js';
import type { CodeNode } from '../../syntax/code.js';
import type { Leaf } from '../../text/leaf.js';
import { writes } from '../../words/methods.js';
import type { CallSetting } from './calls.js';
import { commonGuard } from './common-guards.js';
import type { Contents } from './contents.js';
import type { CodeEnv } from './env.js';
import type { Inquiry } from './inquiry.js';
import { lateGuardOf } from './late-guards.js';
import { partOf, spotOf, titleOf } from './spots.js';
import type { World } from './world.js';

const DEPENDENCIES = 'dependencies';

/** Views of the routes that a statement registers. Several ways to one registration are one view when they pass the same. */
export function* routeViews(
  contents: Contents,
  statement: CodeNode,
  { leaf, env, scopes }: CallSetting,
): Generator<RouteView> {
  const { inquiry } = scopes;
  const ordinals = (all: Contents['registrations']) =>
    (all.get(statement) ?? []).map(([, ordinal]) => ordinal);
  inquiry?.nodes('registrations', ordinals(contents.registrations), ({ contents }) =>
    ordinals(contents.registrations),
  );
  for (const [site, ordinal] of contents.registrations.get(statement) ?? []) {
    const key = `${leaf.uri}#${ordinal}`;
    const fact = env.route(key);
    inquiry?.common(`route ${key}`, (world) => world.env.route(key));
    if (fact === undefined || site.call.broken) continue;
    const seen = new Set<string>();
    for (const { endpoint, mounted, own } of fact.endpoints) {
      const passes = JSON.stringify([mounted, endpoint.guards, own, endpoint.at.path]);
      if (seen.has(passes)) continue;
      seen.add(passes);
      yield routeView({ site, contents, fact, endpoint, mounted, inquiry, env });
    }
  }
}

interface Given {
  readonly site: Site;
  readonly contents: Contents;
  readonly fact: RouteFact;
  readonly endpoint: Endpoint;
  readonly mounted: boolean;
  readonly inquiry: Inquiry | undefined;
  readonly env: CodeEnv;
}

function routeView(given: Given): RouteView {
  const { site, endpoint, mounted } = given;
  const { leaf } = given.contents;
  return {
    at: spotOf(partOf(site, endpoint.at.path[2], endpoint.at.path[3]) ?? titleOf(site), leaf),
    node: spotOf(site.call, leaf),
    endpoint,
    method: endpoint.method,
    path: endpoint.path,
    framework: endpoint.framework ?? '',
    guards: endpoint.guards,
    writes: writes(endpoint.method),
    mounted,
    siblings: siblingsOf(given),
    survey: given.fact.survey,
    get documented() {
      return documentedFor(given);
    },
    get siblingGuard() {
      return guardBeside(given, 'authentication');
    },
    siblingCheck: (kind) => guardBeside(given, kind),
    guardSlot: slotOf(site, leaf),
    handlerSlot: handlerSlot(site, leaf),
    get lateGuard() {
      return lateGuardOf(given, endpoint.late);
    },
  };
}

/** What rules ask of the other routes is noted by its answers: a change of one that nobody asked about is no news. */
function siblingsOf({ fact, env, inquiry }: Given): Siblings {
  const circle = (env: CodeEnv): readonly Endpoint[] => env.circle?.(fact.key) ?? [];
  const noted = <T>(ask: (all: readonly Endpoint[]) => T): T => {
    const answer = ask(circle(env));
    inquiry?.another(answer, (world: World) => ask(circle(world.env)));
    return answer;
  };
  const isOther = ({ at }: Endpoint) => at.path[1] !== fact.ordinal || at.uri !== fact.uri;
  return {
    find: (test) => noted((all) => all.find((one) => isOther(one) && test(one))),
    some: (test) => noted((all) => all.some((one) => isOther(one) && test(one))),
    filter: (test) => noted((all) => all.filter((one) => isOther(one) && test(one))),
  };
}

function guardBeside({ site, fact, env, contents, inquiry }: Given, kind: Guard['kind']): string | undefined {
  const ask = (env: CodeEnv, contents: Contents) =>
    commonGuard({ site, fact, contents, circle: env.circle?.(fact.key) ?? [] }, kind);
  const guard = ask(env, contents);
  inquiry?.plain(`beside ${fact.key} ${kind}`, guard, (world) => ask(world.env, world.contents));
  return guard;
}

function documentedFor({ endpoint, inquiry, env }: Given): readonly Endpoint[] {
  const key = documentedKey(endpoint);
  const found = env.documented?.(key) ?? [];
  inquiry?.common(`documented ${key}`, (world) => world.env.documented?.(key) ?? []);
  return found;
}

/** Behind the path; a route of a chain has none of its own, one list of dependencies is enough, and an annotation takes none. */
function slotOf(site: Site, leaf: Leaf): CodeSpot | undefined {
  const path = site.chain === undefined ? site.arguments[0] : undefined;
  if (
    path === undefined ||
    site.handler?.type === 'method_definition' ||
    site.keywords.some(([name]) => name === DEPENDENCIES)
  )
    return undefined;
  return spotOf({ start: path.end, end: path.end }, leaf);
}

/** Before the last argument; where the handler is decorated there is no order to keep. */
function handlerSlot(site: Site, leaf: Leaf): CodeSpot | undefined {
  if (site.handler !== undefined) return slotOf(site, leaf);
  const last = site.arguments.at(-1);
  return last && spotOf({ start: last.start, end: last.start }, leaf);
}
