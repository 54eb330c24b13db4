import type { Or, ParameterMark, ParameterSummary, SecuritySummary } from '../../facts/openapi/types.js';
import { sameMembers } from '../../text/members.js';
import type { Anchor } from '../../text/span.js';
import { shapeOf } from '../shape.js';
import { type Known, known, type Security, UNKNOWN } from '../types.js';
import type { Graph, PartNode } from './graph.js';
import type { Placed } from './placed.js';
import { resolved } from './resolved.js';
import { responsesOf } from './responses.js';
import { ownServersOf } from './servers.js';
import type { OperationFact, ParameterFact } from './types.js';

/** What the facts of one operation, of its path item and of what they refer to come to. */
export function operationFact(placed: Placed, graph: Graph): OperationFact {
  const inputs = inputsOf(placed, graph);
  const old = made.get(placed.node.facts);
  if (old && sameMembers(old.inputs, inputs)) return old.fact;
  const fact = build(placed, graph);
  made.set(placed.node.facts, { inputs, fact });
  return fact;
}

/** Facts are immutable: what came of the same ones is the same, and known to be so by identity. */
const made = new WeakMap<object, { readonly inputs: readonly unknown[]; readonly fact: OperationFact }>();

/** Everything that the fact is made of. */
function inputsOf(
  { id, node, body, path, shared, home, outbound }: Placed,
  graph: Graph,
): readonly unknown[] {
  const own = [
    id,
    path,
    outbound,
    node.part.path.length,
    body.facts,
    body.part.id,
    body.broken,
    shared?.broken,
    shared?.facts,
  ];
  const around = [
    shared?.part.id,
    home.uri,
    home.address,
    home.security,
    ...home.consumes,
    0,
    ...home.produces,
    0,
  ];
  const behind = [body, ...(shared ? [shared] : [])].flatMap((holder) => {
    const { request, response } = graph.links(holder);
    return [...request, ...response]
      .map((target) => graph.follow(target))
      .flatMap((target) => [target.facts, ...headersOf(target, graph)]);
  });
  return [...own, ...around, ...behind];
}

/** Facts of the headers of a response that allows pages of other origins. */
function headersOf(response: PartNode, graph: Graph): readonly unknown[] {
  if (!response.facts.response?.cors) return [];
  return graph.links(response).same.map((target) => graph.follow(target).facts);
}

function build(placed: Placed, graph: Graph): OperationFact {
  const { node, summary, path, outbound } = placed;
  const { seen, all } = parametersOf(placed, graph);
  const parameters = all ? known(seen) : UNKNOWN;
  const secrets = seen.filter(({ secret }) => secret);
  const servers = ownServersOf(placed);
  return {
    // The name of a webhook is no path, and must not be taken for the path of the same letters.
    key: `${summary.method} ${outbound ? path : shapeOf(path)}`,
    method: summary.method,
    path,
    ...(summary.id === undefined ? {} : { operationId: summary.id }),
    tags: summary.tags ?? [],
    deprecated: summary.deprecated ?? false,
    ...(summary.sunset === undefined ? {} : { sunset: summary.sunset }),
    ...(summary.signs ? { signs: true } : {}),
    outbound,
    security: securityOf(placed),
    responses: responsesOf(placed, graph),
    parameters,
    ...(secrets.length > 0 ? { secrets } : {}),
    ...(servers ? { servers } : {}),
    claims: claimsOf(placed),
    body: bodyOf(placed, parameters, graph),
    at: { uri: node.part.uri, path: node.part.path, key: true },
  };
}

function claimsOf({ summary, shared }: Placed): OperationFact['claims'] {
  const above = shared?.facts.path?.claims;
  return above ? [...new Set([...above, ...(summary.claims ?? [])])].sort() : (summary.claims ?? []);
}

/** Alternatives of a summary; undefined when it cannot be read. */
export function alternativesOf(summary: SecuritySummary): Security['anyOf'] | undefined {
  return summary?.map((requirement) => ({
    all: Object.entries(requirement).map(([scheme, scopes]) => ({ scheme, scopes })),
  }));
}

/**
 * The operation's own `security` replaces the document's, an empty one too. What a document demands of its callers is not
 * what the receiver of a webhook demands of the API.
 */
function securityOf({ body, node, summary, home, outbound }: Placed): Known<Security> {
  const own = summary.security !== undefined;
  if (!own && (body.broken || outbound)) return UNKNOWN;
  const decides = own ? summary.security : home.security;
  const operation = { uri: node.part.uri, path: node.part.path, key: true };
  if (decides === undefined) return known({ anyOf: [], from: 'nowhere', at: operation });
  const anyOf = alternativesOf(decides);
  if (!anyOf) return UNKNOWN;
  const at = own
    ? { uri: body.part.uri, path: [...body.part.path, 'security'], key: true }
    : { uri: home.uri, path: ['security'], key: true };
  return known({ anyOf, from: own ? 'operation' : 'document', at });
}

/** The operation's parameters replace those of the path with the same place and name. */
function parametersOf({ body, shared, summary }: Placed, graph: Graph): Parameters {
  const own = parameterFacts(summary.parameters, body, graph);
  const above = shared ? parameterFacts(shared.facts.path?.parameters, shared, graph) : NONE;
  const names = new Set(own.seen.map(({ name, in: where }) => `${where} ${name}`));
  const seen = [...above.seen.filter(({ name, in: where }) => !names.has(`${where} ${name}`)), ...own.seen];
  return { seen, all: own.all && above.all && !body.broken && !shared?.broken };
}

/** Those that can be seen, and whether these are all. */
interface Parameters {
  readonly seen: readonly ParameterFact[];
  readonly all: boolean;
}

const NONE: Parameters = { seen: [], all: true };

function parameterFacts(
  list: readonly Or<ParameterSummary>[] | null | undefined,
  holder: PartNode,
  graph: Graph,
): Parameters {
  const seen: ParameterFact[] = [];
  for (const [index, or] of (list ?? []).entries()) {
    let at: Anchor = { uri: holder.part.uri, path: [...holder.part.path, 'parameters', index] };
    const parameter = resolved(or, holder, graph, 'parameter', (node) => {
      at = { uri: node.part.uri, path: node.part.path };
      return node.facts.parameter;
    });
    if (!parameter) continue;
    const [where, name, ...marks] = parameter;
    seen.push({ in: where, name, ...markedBy(marks), at });
  }
  return { seen, all: list !== null && seen.length === (list?.length ?? 0) };
}

function markedBy(marks: readonly ParameterMark[]): Partial<Record<ParameterMark, true>> {
  const marked: Partial<Record<ParameterMark, true>> = {};
  for (const mark of marks) marked[mark] = true;
  return marked;
}

function bodyOf(
  { body, summary, home }: Placed,
  parameters: Known<readonly ParameterFact[]>,
  graph: Graph,
): Known<readonly string[]> {
  if (summary.body !== undefined) {
    const types = resolved(summary.body, body, graph, 'requestBody', ({ facts }) => facts.body);
    return types ? known(types) : UNKNOWN;
  }
  if (!parameters.known) return UNKNOWN;
  const places = new Set(parameters.value.map((parameter) => parameter.in));
  if (!places.has('body') && !places.has('formData')) return known([]);
  return known(summary.consumes ?? home.consumes);
}
