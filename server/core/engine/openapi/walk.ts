import { siteOfPart } from '../../facts/openapi/facts.js';
import { isContainer, nodeOfPart, siblingOf } from '../../facts/openapi/parts.js';
import type { Shape } from '../../facts/openapi/shapes.js';
import {
  type Listener,
  referenceOf,
  type Site,
  traverse,
  traverseData,
  traverseProse,
  type Way,
} from '../../facts/openapi/traverse.js';
import type { Part, Role } from '../../facts/openapi/types.js';
import type { ProblemView } from '../../rule/problem-view.js';
import type {
  MediaTypeView,
  OperationView,
  ParameterView,
  SchemaView,
  SchemeView,
  TextView,
} from '../../rule/views.js';
import { isMap, isSequence, type MapNode, type Node } from '../../syntax/node.js';
import { toPointer } from '../../syntax/pointer.js';
import { mayRepeatIn } from '../../syntax/tree.js';
import { mayBeUri } from '../../words/urls.js';
import type { CheckEnv, Look } from './env.js';
import { goesById } from './identified.js';
import { mediaTypeView } from './media-type-view.js';
import { schemaView } from './schema-view.js';
import { operationView, parameterView, schemeView } from './views.js';

/** Takes each subject of a part once, in the order of the text. */
export interface Visitor {
  scheme?(view: SchemeView): void;
  operation?(view: OperationView): void;
  parameter?(view: ParameterView): void;
  mediaType?(view: MediaTypeView): void;
  schema?(view: SchemaView): void;
  text?(view: TextView): void;
  problem?(view: ProblemView): void;
}

/** Shows a visitor every subject that is declared in a part; what is only referred to is shown where it stands. */
export function walkPart(part: Part, env: CheckEnv, visit: Visitor): void {
  if (isContainer(part)) return;
  const document = env.document(part.uri);
  const root = document && nodeOfPart(document, part);
  if (!root) return;
  const text = visit.text && textListener(visit, env);
  if (part.role === 'section' || !isMap(root)) return walkSection(root, part, { text }, { env, visit });
  const top = rootSite(root, part, env);
  const repeats = mayRepeatIn(part.leaves);
  const seen = repeats ? new Set<Node>() : undefined;
  const twofold = repeats ? nodesOfBothWays(top) : undefined;
  const listener: Listener = {
    text,
    enter: (site) => enter({ part, env, site, both: twofold?.has(site.node) ?? false }, top, seen, visit),
    reference: (site, target, ref) => {
      const role = roleOf(site.shape);
      if (role) tellReference(target, ref, part, role, { env, visit, site });
    },
  };
  traverse(top, listener, repeats);
}

/** Where a part is shown, and to whom. */
interface Around {
  readonly env: CheckEnv;
  readonly visit: Visitor;
  /** What refers, if it may stand in a schema. */
  readonly site?: Site;
}

function tellReference(at: Node, ref: string, part: Part, role: Role, { env, visit, site }: Around): void {
  const resolution = visit.problem ? env.resolve(part.uri, ref, role) : 'unknown';
  if (resolution === 'found' || resolution === 'unknown' || goesById(ref, part, env, site)) return;
  visit.problem?.({ kind: `reference-${resolution}`, at, data: { ref } });
}

/** A reference that is no text leads nowhere; one that is still to be written is no fault. */
function tellShapeless(at: Node | undefined, visit: Visitor): void {
  if (at?.kind !== 'scalar' || at.value === null || typeof at.value === 'string') return;
  visit.problem?.({ kind: 'reference-missing', at, data: { ref: String(at.value) } });
}

/** Security schemes that a requirement names by their URI; what a component is called is its name, whatever it looks like. */
function tellSchemes(list: Node | undefined, part: Part, around: Around): void {
  if (!isSequence(list) || around.env.view(part.uri, 'version') !== '3.2') return;
  for (const { key } of list.items.flatMap((item) => (isMap(item) ? item.entries : []))) {
    const name = String(key.value);
    const component = `#${toPointer(['components', 'securitySchemes', name])}`;
    if (!mayBeUri(name) || around.env.resolve(part.uri, component, 'securityScheme') === 'found') continue;
    tellReference(key, name, part, 'securityScheme', around);
  }
}

function textListener(visit: Visitor, env: CheckEnv): Listener['text'] {
  return (node, value, kind, name) => visit.text?.(new TextLook(node, value, kind, name, env));
}

/** One is made for every text, and few rules ask about secrets. */
class TextLook implements TextView {
  constructor(
    readonly node: TextView['node'],
    readonly value: string,
    readonly kind: TextView['kind'],
    readonly name: string,
    private readonly env: CheckEnv,
  ) {}

  /** Rules take it out of the view. */
  get isFirst(): TextView['isFirst'] {
    return (secret) => this.env.isFirst(secret, this.node);
  }
}

/** What stands in what an operation takes and, by an alias, in what it answers. */
function nodesOfBothWays(top: Site): ReadonlySet<Node> {
  const ways = new Map<Node, Way>();
  const both = new Set<Node>();
  traverse(top, {
    enter: ({ node, way }) => {
      const first = ways.get(node);
      if (first === undefined) ways.set(node, way);
      else if (first !== way) both.add(node);
      return true;
    },
  });
  return both;
}

/** Where the path does not say that an operation is a webhook's, whoever refers to it does. */
function rootSite(root: MapNode, part: Part, env: CheckEnv): Site {
  const site = siteOfPart(root, part);
  const told = part.role !== 'operation' || part.path[0] === 'paths' || site.outbound;
  return told ? site : { ...site, outbound: env.operation(part.id)?.outbound ?? false };
}

/** Top-level keywords hold servers, prose and extensions. */
function walkSection(root: Node, part: Part, listener: Listener, around: Around): void {
  // What follows a lone head, such as `paths:`, belongs to other parts.
  if (part.leaves.every((leaf) => leaf.head)) return;
  const [first] = part.path;
  const extension = part.path.find((step) => String(step).startsWith('x-'));
  if (extension !== undefined) return traverseData(root, 'extension', String(extension), listener);
  if (first === 'security') return tellSchemes(root, part, around);
  if (first !== 'servers' || !isSequence(root)) return traverseProse(root, listener);
  for (const node of root.items.filter(isMap)) {
    const site = { node, shape: 'server', way: 'same', outbound: false, up: undefined } as const;
    traverse({ ...site, slot: 'servers', key: undefined, name: '' }, listener);
  }
}

/** False where what the object holds belongs to another part. */
function enter(look: Look, top: Site, seen: Set<Node> | undefined, visit: Visitor): boolean {
  const { part, site } = look;
  if (part.role === 'path' && site.shape === 'operation' && site.up === top) return false;
  if (isTest(site)) return false;
  if (seen?.has(site.node)) return true;
  seen?.add(site.node);
  const isReference = referenceOf(site.node) !== undefined;
  if (!isReference && roleOf(site.shape) !== undefined) tellShapeless(site.node.get('$ref'), visit);
  if (site.shape === 'schema' || (!isReference && isOwnSchema(site))) visit.schema?.(schemaView(look));
  if (!isReference) enterOther(look, visit);
  return true;
}

/** What a schema says of other values than those that it describes (JSON Schema, `not` and `if`). */
function isTest({ shape, slot }: Site): boolean {
  return shape === 'schema' && (slot === 'not' || slot === 'if');
}

/** In 2.0 a parameter that is no body, and a header, describe their own value. */
function isOwnSchema({ shape, node }: Site): boolean {
  return (shape === 'parameter' || shape === 'header') && node.get('type') !== undefined;
}

function enterOther(look: Look, visit: Visitor): void {
  const { site } = look;
  if (site.shape === 'operation') {
    tellSchemes(site.node.get('security'), look.part, { env: look.env, visit });
    const view = visit.operation && operationView(look);
    if (view) visit.operation?.(view);
  } else if (site.shape === 'parameter' && !site.outbound) {
    // What the API sends in calls of its own is no input of the API.
    const view = visit.parameter && parameterView(look);
    if (view) visit.parameter?.(view);
  } else if (site.shape === 'mediaType') {
    const view = visit.mediaType && mediaTypeView(look);
    if (view) visit.mediaType?.(view);
  } else if (site.shape === 'securityScheme' && siblingOf(site.node, look.part) === undefined) {
    visit.scheme?.(schemeView(look));
  }
}

function roleOf(shape: Shape): Role | undefined {
  return shape === 'encoding' || shape === 'server' ? undefined : shape;
}
