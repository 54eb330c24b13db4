import type { Site } from '../../facts/code/sites.js';
import type { RouteFact } from '../../model/code/join.js';
import { documentedKey } from '../../model/drift.js';
import type { Endpoint, Guard } from '../../model/types.js';
import type { CodeSpot, RouteView } from '../../rule/views.js';
import type { CodeNode } from '../../syntax/code.js';
import { field, unwrap, walk } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import { byText } from '../../text/order.js';
import type { PathStep } from '../../text/span.js';
import { writes } from '../../words/methods.js';
import type { CallSetting } from './calls.js';
import type { Contents } from './contents.js';
import type { CodeEnv } from './env.js';
import type { Inquiry } from './inquiry.js';
import { lateGuardOf } from './late-guards.js';
import { functionOf } from './scopes.js';
import { partOf, spotOf, titleOf } from './spots.js';

const MAX_GUARD = 100;
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
    inquiry?.plain(`route ${key}`, fact, (world) => world.env.route(key));
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
  const { site, fact, endpoint, mounted } = given;
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
    siblings: fact.siblings,
    get documented() {
      return documentedFor(given);
    },
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

function documentedFor({ endpoint, inquiry, env }: Given): readonly Endpoint[] {
  const key = documentedKey(endpoint);
  const found = env.documented?.(key) ?? [];
  inquiry?.plain(`documented ${key}`, found, (world) => world.env.documented?.(key) ?? []);
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

/** What most siblings in this function pass as an argument for a guard of this kind, as it can be passed here. */
function siblingGuard({ site, contents, fact, inquiry }: Given, kind: Guard['kind']): string | undefined {
  const counts = new Map<string, number>();
  const { uri } = contents.leaf;
  const home = homeOf(site);
  for (const { at, guards } of fact.siblings) {
    for (const guard of guards.known && at.uri === uri ? guards.value : []) {
      if (guard.kind !== kind || guard.at.uri !== uri || guard.at.path[1] !== at.path[1]) continue;
      const text = passedAt(guard.at.path, home, contents);
      inquiry?.plain(`passed ${guard.at.path.join(' ')}`, text, (world) =>
        passedAt(guard.at.path, home, world.contents),
      );
      if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return ranked[0]?.[0];
}

/** The text of a guard that a registration in the same function passes. */
function passedAt(
  [, ordinal, part, index]: readonly PathStep[],
  home: CodeNode | undefined,
  { sites, leaf }: Contents,
): string | undefined {
  const other = typeof ordinal === 'number' ? sites[ordinal] : undefined;
  if (other === undefined || homeOf(other) !== home) return undefined;
  return other.handler === undefined
    ? guardText(partOf(other, part, index), leaf)
    : askedText(other, part, index, leaf);
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
