import type { Site } from '../../../facts/code/sites.js';
import type { RouteFact } from '../../../model/code/routing/route-fact.js';
import { documentedKey } from '../../../model/drift.js';
import { keyOf } from '../../../model/shape.js';
import type { Described, Endpoint, Guard } from '../../../model/types.js';
import type { Allowance } from '../../../rule/allow.js';
import type { CodeSpot, RouteView } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';
import { matchesRule } from '../../../text/glob.js';
import type { Leaf } from '../../../text/leaf.js';
import type { Anchor } from '../../../text/span.js';
import { writes } from '../../../words/methods.js';
import type { Contents } from '../contents.js';
import type { CodeEnv } from '../env.js';
import type { Inquiry } from '../memory/inquiry.js';
import { partOf, spotOf, titleOf } from '../spots.js';
import { commonGuard } from './common-guards.js';
import { lateGuardOf } from './late-guards.js';
import type { CallSetting } from './setting.js';
import { siblingsOf } from './siblings.js';

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
  inquiry?.nodes(
    'registrations',
    ordinals(contents.registrations),
    ({ contents }) => ordinals(contents.registrations),
    'joined',
  );
  for (const [site, ordinal] of contents.registrations.get(statement) ?? []) {
    const key = `${leaf.uri}#${ordinal}`;
    const fact = env.route(key);
    inquiry?.common(`route ${key}`, (world) => world.env.route(key), 'joined');
    if (fact === undefined || site.call.broken) continue;
    for (const ways of waysTo(fact)) {
      const [{ endpoint, mounted }] = ways;
      yield routeView({ site, contents, fact, endpoint, mounted, ways, inquiry, env });
    }
  }
}

type Way = RouteFact['endpoints'][number];
/** Ways to one registration that pass the same. */
type Ways = readonly [Way, ...Way[]];

function waysTo({ endpoints }: RouteFact): Iterable<Ways> {
  const found = new Map<string, [Way, ...Way[]]>();
  for (const way of endpoints) {
    const { endpoint, mounted, own } = way;
    const passes = JSON.stringify([mounted, endpoint.guards, own, endpoint.at.path]);
    const alike = found.get(passes);
    if (alike === undefined) found.set(passes, [way]);
    else alike.push(way);
  }
  return found.values();
}

interface Given {
  readonly site: Site;
  readonly contents: Contents;
  readonly fact: RouteFact;
  readonly endpoint: Endpoint;
  readonly mounted: boolean;
  readonly ways: Ways;
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
    siblings: siblingsOf(endpoint, given.env, given.inquiry),
    survey: given.fact.survey,
    documented: (other = endpoint) => documentedFor(other, given),
    allowances: (at, rule) => allowancesAt(at, given).filter(({ glob }) => matchesRule(glob, rule)),
    get formerly() {
      return formerlyOf(given);
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

function guardBeside({ site, fact, env, contents, inquiry }: Given, kind: Guard['kind']): string | undefined {
  const ask = (env: CodeEnv, contents: Contents) =>
    commonGuard({ site, fact, contents, circle: env.circle?.(fact.key) ?? [] }, kind);
  const guard = ask(env, contents);
  inquiry?.plain(`beside ${fact.key} ${kind}`, guard, (world) => ask(world.env, world.contents));
  return guard;
}

function documentedFor(endpoint: Endpoint, { inquiry, env }: Given): readonly Described[] {
  const key = documentedKey(endpoint);
  const found = env.documented?.(key) ?? [];
  inquiry?.common(`documented ${key}`, (world) => world.env.documented?.(key) ?? [], 'joined');
  return found;
}

function allowancesAt({ uri, path }: Anchor, { inquiry, env }: Given): readonly Allowance[] {
  const key = `${uri}#${path[1]}`;
  inquiry?.common(`allowed ${key}`, (world) => world.env.allowed?.(key) ?? [], 'joined');
  return env.allowed?.(key) ?? [];
}

function formerlyOf({ ways, inquiry, env }: Given): RouteView['formerly'] {
  return ways.flatMap(({ endpoint }) => {
    const key = `${endpoint.at.uri} ${keyOf(endpoint.method, endpoint.shape)}`;
    const asked = env.asked?.(key);
    inquiry?.plain(`asked ${key}`, asked, (world) => world.env.asked?.(key), 'joined');
    return asked === undefined ? [] : [{ endpoint, asked }];
  });
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
