import { methodOf } from '../../facts/openapi/shapes.js';
import type { OperationSummary, SecuritySummary } from '../../facts/openapi/types.js';
import { type Graph, isUnread, type PartNode } from './graph.js';
import type { OpenApiInput } from './types.js';

/** What a document says about all of its operations. */
export interface Home {
  readonly uri: string;
  /** Undefined when the root has no `security`; null when it cannot be read, or may be in text that cannot. */
  readonly security: SecuritySummary | undefined;
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  /** 2.0: what follows the scheme of each address. */
  readonly address: string;
}

/** One operation of a document, with the path item that it stands in. */
export interface Placed {
  /** The part of the operation; of a path item that is a reference the part behind it. */
  readonly id: string;
  readonly node: PartNode;
  /** Where its summary stands: itself, or what its reference leads to. */
  readonly body: PartNode;
  readonly summary: OperationSummary;
  readonly path: string;
  /** The path item that has what its operations share. */
  readonly shared: PartNode | undefined;
  readonly home: Home;
  /** A webhook: a call that the API makes. */
  readonly outbound: boolean;
  /** A webhook whose text stands where nothing says that it is one, so that its facts name the ways as a path's. */
  readonly flipped: boolean;
}

/** 2.0's default for `consumes` and `produces`. */
const JSON_TYPE: readonly string[] = ['application/json'];

/** What stands behind a reference that cannot be followed is an operation that says nothing. */
const BLIND = { security: null, parameters: null, responses: null, body: null };

type PartState = OpenApiInput['parts'][number];

/** The parts of a document that say something of it as a whole, found in one pass. */
export interface Survey {
  /** Top-level keywords. */
  readonly sections: ReadonlyMap<string, PartState>;
  /** Path items and webhooks in the order of the text. */
  readonly items: readonly PartState[];
  readonly schemes: readonly PartState[];
  readonly broken: readonly PartState[];
  /** With facts about the whole document. */
  readonly telling: readonly PartState[];
}

const surveys = new WeakMap<OpenApiInput, Survey>();

export function surveyOf(input: OpenApiInput): Survey {
  const known = surveys.get(input);
  if (known) return known;
  const sections = new Map<string, PartState>();
  const items: PartState[] = [];
  const schemes: PartState[] = [];
  const broken: PartState[] = [];
  const telling: PartState[] = [];
  for (const state of input.parts) {
    const { role, path } = state.part;
    const [root] = path;
    if (path.length === 1 && !sections.has(String(root))) sections.set(String(root), state);
    if (role === 'path' && path.length === 2 && (root === 'paths' || root === 'webhooks')) items.push(state);
    if (role === 'securityScheme') schemes.push(state);
    if (isUnread(state)) broken.push(state);
    if (state.facts.section) telling.push(state);
  }
  const made = { sections, items, schemes, broken, telling };
  surveys.set(input, made);
  return made;
}

/** The path items of a document in the order of its text. */
export function itemsIn(input: OpenApiInput, graph: Graph): readonly PartNode[] {
  return surveyOf(input).items.flatMap(({ part }) => graph.nodes.get(part.id) ?? []);
}

/** The operations of a path item in the order of its text; those of one that is a reference are behind it. */
export function placedIn(item: PartNode, home: Home, graph: Graph): readonly Placed[] {
  const { part, facts } = graph.own(item);
  const [root, path] = part.path;
  const behind = facts.ref === undefined ? undefined : graph.resolve(part.uri, facts.ref, 'path');
  const items = behind && behind !== item ? [item, behind] : [item];
  return items.flatMap((shared) =>
    graph.operationsOf(shared).flatMap((node) => {
      const context = { path: String(path), shared: graph.own(shared), home, outbound: root === 'webhooks' };
      return place(node, context, graph) ?? [];
    }),
  );
}

/** The facts of a top-level keyword. */
export function sectionOf(input: OpenApiInput, name: string) {
  return surveyOf(input).sections.get(name);
}

function place(
  node: PartNode,
  context: Pick<Placed, 'path' | 'shared' | 'home' | 'outbound'>,
  graph: Graph,
): Placed | undefined {
  const body = graph.follow(node);
  const method = methodOf(String(node.part.path.at(-1) ?? ''));
  const summary = body.facts.operation ?? (node.facts.ref === undefined ? undefined : BLIND);
  const flipped = context.outbound && body.part.path[0] !== 'webhooks';
  return summary && { ...context, id: node.part.id, node, body, summary: { ...summary, method }, flipped };
}

/** What a document says about all of its operations. */
export function homeOf(input: OpenApiInput): Home {
  const root = sectionOf(input, 'security');
  const unseen = input.rootKnown === false ? null : undefined;
  return {
    uri: input.uri,
    security: root ? (root.facts.section?.security ?? null) : unseen,
    consumes: sectionOf(input, 'consumes')?.facts.section?.consumes ?? JSON_TYPE,
    produces: sectionOf(input, 'produces')?.facts.section?.produces ?? JSON_TYPE,
    address: `//${sectionOf(input, 'host')?.facts.section?.host ?? ''}${sectionOf(input, 'basePath')?.facts.section?.basePath ?? ''}`,
  };
}
