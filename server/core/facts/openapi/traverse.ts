import {
  type Entry,
  isMap,
  isScalar,
  isSequence,
  type MapNode,
  mayRepeat,
  type Node,
  type ScalarNode,
  stringOf,
} from '../../syntax/node.js';
import { type Shape, type Slot, slotOf, type TextKind, textKind } from './shapes.js';

/** Deeper objects are not looked at: nobody writes them by hand, and a stack is finite. */
const MAX_DEPTH = 200;

/** Which way data goes; 'same' inside a component, where whoever refers to it decides. */
export type Way = 'request' | 'response' | 'same';

/** One OpenAPI object at its place in a part. */
export interface Site {
  readonly node: MapNode;
  readonly shape: Shape;
  readonly way: Way;
  /** Inside a webhook or a callback: a call that the API makes. */
  readonly outbound: boolean;
  /** The object that holds it; undefined for that of the part. */
  readonly up: Site | undefined;
  /** The keyword of `up` that holds it: 'properties', 'allOf', 'schema'. */
  readonly slot: string;
  /** The key that it stands at; undefined in a list. */
  readonly key: ScalarNode | undefined;
  /** The nearest property, parameter, header or component name, its own included. */
  readonly name: string;
}

/** What a traversal tells. */
export interface Listener {
  /** Each object once for each way, in the order of the text; false leaves out what it holds. */
  enter?(site: Site): boolean;
  /** The object is, or as a schema or path item also has, a Reference. */
  reference?(site: Site, target: ScalarNode, ref: string): void;
  /** A value of `discriminator.mapping`: a reference, or the name of a schema. */
  mapping?(site: Site, value: string): void;
  text?(node: ScalarNode, value: string, kind: TextKind, name: string): void;
}

/**
 * Goes through an object and all that it holds. Data, such as examples, is never taken for structure. `repeats`: some of
 * it may stand in several places, or in itself.
 */
export function traverse(root: Site, listener: Listener, repeats = mayRepeat(root.node)): void {
  const seen = repeats
    ? { request: new Set<Node>(), response: new Set<Node>(), same: new Set<Node>() }
    : undefined;
  visit(root, listener, seen, 0);
}

/** Tells every text of a value that is data or prose of a top-level keyword. */
export function traverseData(node: Node, kind: TextKind, name: string, listener: Listener): void {
  tellData(node, kind, name, listener, new Set(), 0);
}

/** Tells titles, descriptions and extensions of a plain object, such as `info`. */
export function traverseProse(node: Node, listener: Listener): void {
  const seen = new Set<Node>();
  const tell = (at: Node, depth: number): void => {
    if (at.kind === 'scalar' || depth > MAX_DEPTH || seen.has(at)) return;
    seen.add(at);
    if (isSequence(at)) for (const item of at.items) tell(item, depth + 1);
    for (const { key, value } of isMap(at) ? at.entries : []) {
      const name = String(key.value);
      const kind = textKind('section', name);
      if (kind) tellData(value, kind, name, listener, new Set(), depth);
      else tell(value, depth + 1);
    }
  };
  tell(node, 0);
}

/** The `$ref` of an object. A property that is called so is an object, no text. */
export function referenceOf(node: Node | undefined): ScalarNode | undefined {
  if (!isMap(node)) return undefined;
  const ref = node.get('$ref');
  return isScalar(ref) && typeof ref.value === 'string' ? ref : undefined;
}

/** Goes on behind the keyword of an object, or from the root of a part whose value is what the keyword holds. */
export function sitesOf(up: Site, slot: Slot, entry: Entry): readonly Site[] {
  const keyword = String(entry.key.value);
  const { value } = entry;
  if (slot.form === 'map') return isMap(value) ? sitesIn(up, slot, keyword, value.entries) : [];
  if (isSequence(value) && slot.form !== 'one') {
    const sites: Site[] = [];
    for (const item of value.items) if (isMap(item)) sites.push(siteOf(up, slot, keyword, item, undefined));
    return sites;
  }
  return isMap(value) && slot.form !== 'list' ? [siteOf(up, slot, keyword, value, entry.key)] : [];
}

function sitesIn(up: Site, slot: Slot, keyword: string, entries: readonly Entry[]): readonly Site[] {
  const sites: Site[] = [];
  for (const { key, value } of entries) {
    const named = slot.names || !String(key.value).startsWith('x-');
    if (named && isMap(value)) sites.push(siteOf(up, slot, keyword, value, key));
  }
  return sites;
}

type Seen = Readonly<Record<Way, Set<Node>>>;

function visit(site: Site, listener: Listener, seen: Seen | undefined, depth: number): void {
  const { node, shape, way } = site;
  if (depth > MAX_DEPTH || seen?.[way].has(node)) return;
  seen?.[way].add(node);
  const target = referenceOf(node);
  if (target) listener.reference?.(site, target, String(target.value));
  if (listener.enter?.(site) === false || (target && shape !== 'schema' && shape !== 'path')) return;
  for (const entry of node.entries) {
    const key = String(entry.key.value);
    const slot = slotOf(shape, key);
    if (slot) for (const below of sitesOf(site, slot, entry)) visit(below, listener, seen, depth + 1);
    else if (shape === 'schema' && key === 'discriminator') tellMapping(site, entry.value, listener);
    else if (listener.text) tellText(site, key, entry.value, listener, depth);
  }
}

function siteOf(up: Site, slot: Slot, keyword: string, node: MapNode, key: ScalarNode | undefined): Site {
  const outbound = up.outbound || slot.to === 'callback' || up.shape === 'callback';
  const way = slot.as === undefined ? up.way : outbound ? opposite(slot.as) : slot.as;
  const name = nameOf(slot, keyword, node, key) ?? up.name;
  return { node, shape: slot.to, way, outbound, up, slot: keyword, key, name };
}

/** What the API sends in a call of its own leaves it, as a response does. */
function opposite(way: 'request' | 'response'): Way {
  return way === 'request' ? 'response' : 'request';
}

function nameOf(slot: Slot, keyword: string, node: MapNode, key: ScalarNode | undefined): string | undefined {
  if (slot.to === 'parameter') return stringOf(node.get('name'));
  const naming = keyword === 'properties' || slot.to === 'header';
  return naming && key ? String(key.value) : undefined;
}

function tellMapping(site: Site, discriminator: Node, listener: Listener): void {
  const mapping = isMap(discriminator) ? discriminator.get('mapping') : undefined;
  if (!listener.mapping || !isMap(mapping)) return;
  for (const { value } of mapping.entries) {
    const text = stringOf(value);
    if (text !== undefined) listener.mapping(site, text);
  }
}

function tellText(site: Site, key: string, value: Node, listener: Listener, depth: number): void {
  const kind = textKind(site.shape, key);
  if (kind === undefined) return;
  // Only an extension is about what its own key says; an example is one of what it stands in.
  const name = kind === 'extension' || site.name === '' ? key : site.name;
  if (isScalar(value)) tellScalar(value, kind, name, listener);
  else tellData(value, kind, name, listener, new Set(), depth);
}

function tellScalar(node: ScalarNode, kind: TextKind, name: string, listener: Listener): void {
  if (typeof node.value === 'string') listener.text?.(node, node.value, kind, name);
}

function tellData(
  node: Node,
  kind: TextKind,
  name: string,
  listener: Listener,
  seen: Set<Node>,
  depth: number,
): void {
  if (isScalar(node)) return tellScalar(node, kind, name, listener);
  if (depth > MAX_DEPTH || seen.has(node)) return;
  seen.add(node);
  if (isSequence(node)) {
    for (const item of node.items) tellData(item, kind, name, listener, seen, depth + 1);
  } else {
    for (const { key, value } of node.entries) {
      tellData(value, kind, String(key.value), listener, seen, depth + 1);
    }
  }
}
