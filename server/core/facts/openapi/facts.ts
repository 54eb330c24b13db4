import { isMap, isScalar, type MapNode, type Node, stringOf } from '../../syntax/node.js';
import { mayRepeatIn } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import { type NameTest, NOT_LISTED } from '../../words/sensitive.js';
import { mayBeUri } from '../../words/urls.js';
import { headerOf } from './headers.js';
import { isContainer, nodeOfPart, siblingOf } from './parts.js';
import { only, recordOf } from './record.js';
import { sectionOf } from './sections.js';
import type { Shape } from './shapes.js';
import { bodyOf, operationOf, parameterOf, pathOf, responseOf, schemeOf } from './summary.js';
import { traitsOf } from './traits.js';
import { type Listener, referenceOf, type Site, traverse } from './traverse.js';
import type { Edge, Part, PartFacts, Role } from './types.js';

const NOTHING: PartFacts = {};

/** What a part tells the rest of the workspace; nothing when its node is gone. */
export function factsOf(document: Document, part: Part, listed: NameTest = NOT_LISTED): PartFacts {
  // The entries of a container are parts of their own.
  const node = isContainer(part) ? undefined : nodeOfPart(document, part);
  if (node === undefined) return NOTHING;
  if (part.role === 'section' || !isMap(node)) return sectionFacts(node, part);
  const ref = stringOf(referenceOf(node));
  const found: Found = { edges: new Map(), traits: new Set(), ids: new Set() };
  const { edges, traits, ids } = found;
  collect(siteOfPart(node, part), part, listed, found);
  return {
    ...only(
      'edges',
      edges.size > 0 ? recordOf([...edges].map(([key, refs]) => [key, [...refs]])) : undefined,
    ),
    ...only('traits', traits.size > 0 ? [...traits].sort() : undefined),
    ...only('id', part.role === 'schema' ? stringOf(node.get('$id')) : undefined),
    ...only('ids', ids.size > 0 ? [...ids] : undefined),
    ...only('ref', ref),
    ...(ref === undefined || part.role === 'path' ? summaryOf(node, part) : NOTHING),
  };
}

/** The references of a part: those that its summary holds, and all others, each once for each role and way. */
export function edgesOf(facts: PartFacts, part: Part): readonly Edge[] {
  const { operation, path, section } = facts;
  const out = part.path[0] === 'webhooks';
  const [request, response] = out ? (['response', 'request'] as const) : (['request', 'response'] as const);
  const edges = (list: readonly unknown[], role: Role, as: Edge['as']): readonly Edge[] =>
    list.flatMap((item) => (isRef(item) ? [{ ref: item.ref, role, as }] : []));
  const others = Object.entries(facts.edges ?? {}).flatMap(([key, refs]) => {
    const edge = parseEdgeKey(key);
    return refs.map((ref) => ({ ref, ...edge }));
  });
  return [
    ...edges([facts], part.role, 'same'),
    ...edges(operation?.parameters ?? path?.parameters ?? [], 'parameter', request),
    ...edges([operation?.body], 'requestBody', request),
    ...edges(Object.values(operation?.responses ?? {}), 'response', response),
    ...others,
    ...schemesByUri(operation?.security ?? section?.security ?? []),
  ];
}

/** Security schemes that a requirement may name by their URI, which 3.2 allows. */
function schemesByUri(security: readonly object[]): readonly Edge[] {
  const names = new Set(security.flatMap((requirement) => Object.keys(requirement)).filter(mayBeUri));
  return [...names].map((ref) => ({ ref, role: 'securityScheme', as: 'same', named: true }));
}

/** The object of a part, as a traversal begins with it. */
export function siteOfPart(node: MapNode, part: Part): Site {
  const last = part.path.at(-1);
  const named = part.role === 'parameter' ? stringOf(node.get('name')) : undefined;
  const plain = part.role === 'path' || part.role === 'operation' || last === undefined;
  return {
    node,
    shape: part.role,
    way: 'same',
    outbound: part.path[0] === 'webhooks' || part.role === 'callback',
    up: undefined,
    slot: '',
    key: undefined,
    name: named ?? (plain ? '' : String(last)),
  };
}

const ROLES: ReadonlyMap<string, Role> = new Map(
  (
    [
      ...(['operation', 'path', 'schema', 'parameter', 'response', 'requestBody', 'header'] as const),
      ...(['securityScheme', 'callback', 'example', 'link', 'mediaType', 'section'] as const),
    ] as const
  ).map((role) => [role, role]),
);

function isRef(item: unknown): item is { readonly ref: string } {
  return typeof item === 'object' && item !== null && 'ref' in item && typeof item.ref === 'string';
}

/** Slots whose references a summary names. */
const SUMMARIZED: ReadonlySet<string> = new Set(['parameters', 'requestBody', 'responses']);

/** The part itself, and what an operation or a path item names in its summary. */
function isSummarized(site: Site, root: Site): boolean {
  if (site === root) return true;
  return (
    site.up === root && (root.shape === 'operation' || root.shape === 'path') && SUMMARIZED.has(site.slot)
  );
}

/** The schema of the part extends it. */
function isBase({ up, slot }: Site, root: Site): boolean {
  return root.shape === 'schema' && up === root && slot === 'allOf';
}

function parseEdgeKey(key: string): Omit<Edge, 'ref'> {
  const [as, role = '', mark] = key.split(' ');
  return {
    as: as === 'request' || as === 'response' ? as : 'same',
    role: ROLES.get(role) ?? 'section',
    ...(mark === 'soft' || mark === 'base' || mark === 'each' ? { [mark]: true } : {}),
  };
}

/** What a part and all in it say. */
interface Found {
  readonly edges: Map<string, Set<string>>;
  readonly traits: Set<string>;
  readonly ids: Set<string>;
}

function collect(root: Site, part: Part, listed: NameTest, { edges, traits, ids }: Found): void {
  const edge = (site: Site, ref: string, mark = '') => {
    const role = roleOfShape(site.shape);
    if (role === undefined) return;
    const key = `${site.way} ${role}${mark}`;
    const refs = edges.get(key);
    if (refs) refs.add(ref);
    else edges.set(key, new Set([ref]));
  };
  const listener: Listener = {
    reference: (site, _target, ref) => {
      if (!isSummarized(site, root)) edge(site, ref, isBase(site, root) ? ' base' : '');
    },
    mapping: (site, value) => edge(site, mappingRef(value), ' soft'),
    enter: (site) => {
      // An operation is a part of its own, except in a callback.
      if (root.shape === 'path' && site.shape === 'operation' && site.up === root) return false;
      for (const trait of traitsOf(site, listed)) traits.add(trait);
      const id = site.shape === 'schema' ? stringOf(site.node.get('$id')) : undefined;
      if (id !== undefined) ids.add(id);
      return true;
    },
  };
  traverse(root, listener, mayRepeatIn(part.leaves));
}

/** A mapping names a schema of the components or refers to one. */
function mappingRef(value: string): string {
  return /^[\w.-]+$/.test(value) && !/\.(ya?ml|json)$/.test(value) ? `#/components/schemas/${value}` : value;
}

function roleOfShape(shape: Shape): Role | undefined {
  return shape === 'encoding' || shape === 'server' ? undefined : shape;
}

function summaryOf(node: MapNode, part: Part): PartFacts {
  switch (part.role) {
    case 'operation':
      return { operation: operationOf(node, String(part.path.at(-1) ?? '')) };
    case 'path':
      return only('path', pathOf(node));
    case 'response':
      return { response: responseOf(node) };
    case 'header':
      return only('header', some(headerOf(node)));
    case 'parameter':
      return only('parameter', parameterOf(node));
    case 'requestBody':
      return only('body', bodyOf(node));
    case 'securityScheme':
      return { scheme: schemeOf(node), ...only('sibling', siblingOf(node, part)) };
    case 'schema':
      return node.entry('discriminator') ? { discriminates: true } : NOTHING;
    default:
      return NOTHING;
  }
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function sectionFacts(node: Node, part: Part): PartFacts {
  const target = isScalar(node) && part.path.at(-1) === '$ref' ? stringOf(node) : undefined;
  const opaque = referenceOf(node) !== undefined || (isScalar(node) && part.path.at(-1) === '$ref');
  if (!opaque) return only('section', sectionOf(node, part.path.map(String)));
  const schemes = target === undefined ? undefined : schemesBehind(target, part);
  return {
    ...only('edges', schemes === undefined ? undefined : { 'same securityScheme each': [schemes] }),
    section: { opaque: true },
  };
}

/** Where the security schemes stand, when a reference is there in place of them or of all components. */
function schemesBehind(ref: string, { path: [root, map, ...rest] }: Part): string | undefined {
  if (root === 'securityDefinitions' ? rest.length === 0 : map === 'securitySchemes') return ref;
  if (root !== 'components' || map !== '$ref') return undefined;
  return `${ref}${ref.includes('#') ? '' : '#'}/securitySchemes`;
}
