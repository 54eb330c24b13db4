import { methodOf } from '../../facts/openapi/shapes.js';
import type { OperationSummary, SecuritySummary } from '../../facts/openapi/types.js';
import type { Graph, PartNode } from './graph.js';
import type { Survey } from './survey.js';
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

/** The operations of a path item in the order of its text; those of one that is a reference are behind it. */
export function placedIn(item: PartNode, home: Home, graph: Graph): readonly Placed[] {
  const { part, facts } = graph.own(item);
  const [root, path] = part.path;
  const behind = facts.ref === undefined ? undefined : graph.resolve(part.uri, facts.ref, 'path');
  const items = behind && behind !== item ? [item, behind] : [item];
  return items.flatMap((shared) => {
    const context = { path: String(path), shared: graph.own(shared), home, outbound: root === 'webhooks' };
    return graph.operationsOf(shared).flatMap((node) => place(node, context, graph) ?? []);
  });
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
export function homeOf(input: OpenApiInput, { sections }: Survey): Home {
  const root = sections.get('security');
  const unseen = input.rootKnown === false ? null : undefined;
  const said = (name: string) => sections.get(name)?.facts.section;
  return {
    uri: input.uri,
    security: root ? (root.facts.section?.security ?? null) : unseen,
    consumes: said('consumes')?.consumes ?? JSON_TYPE,
    produces: said('produces')?.produces ?? JSON_TYPE,
    address: `//${said('host')?.host ?? ''}${said('basePath')?.basePath ?? ''}`,
  };
}
