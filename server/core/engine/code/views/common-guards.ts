import type { Site } from '../../../facts/code/sites.js';
import type { RouteFact } from '../../../model/code/routing/route-fact.js';
import type { Endpoint, Guard } from '../../../model/types.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap, walk } from '../../../syntax/code-read.js';
import type { Leaf } from '../../../text/leaf.js';
import { computed } from '../../../text/multimap.js';
import { byText } from '../../../text/order.js';
import type { PathStep } from '../../../text/span.js';
import type { Contents } from '../contents.js';
import { functionOf } from '../names/around.js';
import { partOf } from '../spots.js';

const MAX_GUARD = 100;
const DEPENDENCIES = 'dependencies';

/** A route among those of the same router. */
export interface Among {
  readonly site: Site;
  readonly fact: RouteFact;
  readonly contents: Contents;
  readonly circle: readonly Endpoint[];
}

/** A guard that a registration of the file passes itself, as it is written. */
interface Passing {
  readonly ordinal: PathStep | undefined;
  readonly kind: Guard['kind'];
  readonly home: CodeNode | undefined;
  readonly text: string;
}

/** What most of the others in this function pass as an argument for a guard of this kind, as it can be passed here. */
export function commonGuard(
  { site, fact, contents, circle }: Among,
  kind: Guard['kind'],
): string | undefined {
  const counts = new Map<string, number>();
  const own = homeOf(site);
  for (const { ordinal, kind: of, home, text } of passingsIn(circle, contents)) {
    if (of !== kind || home !== own || ordinal === fact.ordinal) continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return ranked[0]?.[0];
}

/** All routes of a router ask for the same. */
const known = new WeakMap<Contents, Map<readonly Endpoint[], readonly Passing[]>>();

function passingsIn(circle: readonly Endpoint[], contents: Contents): readonly Passing[] {
  const circles = known.get(contents) ?? new Map<readonly Endpoint[], readonly Passing[]>();
  known.set(contents, circles);
  const before = circles.get(circle);
  if (before !== undefined) return before;
  const { uri } = contents.leaf;
  const found = circle.flatMap(({ at, guards }) => {
    if (!guards.known || at.uri !== uri) return [];
    const own = guards.value.filter(
      (guard) => !guard.judged && guard.at.uri === uri && guard.at.path[1] === at.path[1],
    );
    return own.flatMap((guard) => passing(guard, contents) ?? []);
  });
  circles.set(circle, found);
  return found;
}

function passing({ kind, at }: Guard, { sites, leaf }: Contents): Passing | undefined {
  const [, ordinal, part, index] = at.path;
  const site = typeof ordinal === 'number' ? sites.get(ordinal) : undefined;
  if (site === undefined) return undefined;
  const places = computed(written, site, () => new Map<string, Written>());
  const { text } = computed(places, `${part} ${index}`, () => ({
    text:
      site.handler === undefined
        ? guardText(partOf(site, part, index), leaf)
        : askedText(site, part, index, leaf),
  }));
  return text === undefined ? undefined : { ordinal, kind, home: homeOf(site), text };
}

interface Written {
  readonly text: string | undefined;
}

/** By registration, as long as its statement is the same. */
const written = new WeakMap<Site, Map<string, Written>>();

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
