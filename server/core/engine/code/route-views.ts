import { type Site, sitesOf } from '../../facts/code/sites.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { RouteFact } from '../../model/code/join.js';
import type { Endpoint, Guard } from '../../model/types.js';
import type { CodeSpot, RouteView } from '../../rule/views.js';
import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { field, unwrap, walk } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import { byText } from '../../text/order.js';
import type { PathStep } from '../../text/span.js';
import type { CodeEnv } from './env.js';
import { lateGuardOf } from './late-guards.js';
import { functionOf } from './scopes.js';
import { partOf, spotOf, titleOf } from './spots.js';

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const MAX_GUARD = 100;
const DEPENDENCIES = 'dependencies';

/** Views of the routes that a file registers. Several ways to one registration are one view when they pass the same. */
export function* routeViews(root: CodeRoot, leaf: Leaf, env: CodeEnv): Generator<RouteView> {
  const sites = sitesOf(root, leaf.text, FRAMEWORKS);
  for (const [ordinal, site] of sites.entries()) {
    const fact = env.route(`${leaf.uri}#${ordinal}`);
    if (fact === undefined || site.call.broken) continue;
    const seen = new Set<string>();
    for (const { endpoint, mounted, own } of fact.endpoints) {
      const passes = JSON.stringify([mounted, endpoint.guards, own, endpoint.at.path]);
      if (seen.has(passes)) continue;
      seen.add(passes);
      yield routeView({ site, sites, fact, endpoint, mounted, leaf, env });
    }
  }
}

interface Given {
  readonly site: Site;
  readonly sites: readonly Site[];
  readonly fact: RouteFact;
  readonly endpoint: Endpoint;
  readonly mounted: boolean;
  readonly leaf: Leaf;
  readonly env: CodeEnv;
}

function routeView(given: Given): RouteView {
  const { site, fact, endpoint, mounted, leaf } = given;
  return {
    at: spotOf(partOf(site, endpoint.at.path[2], endpoint.at.path[3]) ?? titleOf(site), leaf),
    node: spotOf(site.call, leaf),
    endpoint,
    method: endpoint.method,
    path: endpoint.path,
    framework: endpoint.framework ?? '',
    guards: endpoint.guards,
    writes: WRITES.has(endpoint.method),
    mounted,
    siblings: fact.siblings,
    get siblingGuard() {
      return siblingGuard(given, 'authentication');
    },
    siblingCheck: (kind) => siblingGuard(given, kind),
    guardSlot: slotOf(site, leaf),
    handlerSlot: handlerSlot(site, leaf),
    get lateGuard() {
      return lateGuardOf(given, endpoint.late);
    },
  };
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

/** What most siblings in this function pass as an argument for a guard of this kind, as it can be passed here. */
function siblingGuard({ site, sites, fact, leaf }: Given, kind: Guard['kind']): string | undefined {
  const counts = new Map<string, number>();
  for (const { at, guards } of fact.siblings) {
    for (const guard of guards.known && at.uri === leaf.uri ? guards.value : []) {
      const [, ordinal, part, index] = guard.at.path;
      const same = guard.kind === kind && guard.at.uri === leaf.uri && ordinal === at.path[1];
      const other = typeof ordinal === 'number' ? sites[ordinal] : undefined;
      if (!same || other === undefined || homeOf(other) !== homeOf(site)) continue;
      const text =
        other.handler === undefined
          ? guardText(partOf(other, part, index), leaf)
          : askedText(other, part, index, leaf);
      if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return ranked[0]?.[0];
}

/** The function in which it is registered. */
function homeOf({ handler, call }: Site): CodeNode | undefined {
  return functionOf(handler ?? call);
}

/** A dependency as a list of them: `dependencies=[Depends(f)]`. */
function askedText(
  site: Site,
  part: PathStep | undefined,
  index: PathStep | undefined,
  leaf: Leaf,
): string | undefined {
  const holder = partOf(site, part, index);
  if (holder === undefined || (part !== 'parameter' && part !== 'keyword')) return undefined;
  const call = [...walk(holder)].find((node) => {
    const callee = node.type === 'call_expression' ? field(node, 'function') : undefined;
    return callee !== undefined && /^(?:Depends|Security)$/.test(leaf.text.slice(callee.start, callee.end));
  });
  const text = guardText(call, leaf);
  return text === undefined ? undefined : `${DEPENDENCIES}=[${text}]`;
}

/** A guard that can be written elsewhere as it is: a name, a member or a call on one line. */
function guardText(node: CodeNode | undefined, leaf: Leaf): string | undefined {
  const inner = unwrap(node);
  if (inner === undefined || !/^(?:identifier|member_expression|call_expression)$/.test(inner.type))
    return undefined;
  const text = leaf.text.slice(inner.start, inner.end);
  return text.length <= MAX_GUARD && !text.includes('\n') ? text : undefined;
}
