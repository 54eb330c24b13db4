import type { CorsSummary, OperationSummary, ResponseSummary } from '../../facts/openapi/types.js';
import { type Known, known, UNKNOWN } from '../types.js';
import type { Graph, PartNode } from './graph.js';
import type { Home, Placed } from './placed.js';
import { resolved } from './resolved.js';
import type { CorsFact, ResponseFact } from './types.js';

/** The responses of an operation, after `$ref`; unknown when one of them cannot be reached. */
export function responsesOf({ body, summary, home }: Placed, graph: Graph): Known<readonly ResponseFact[]> {
  if (summary.responses === null || body.broken) return UNKNOWN;
  const facts: ResponseFact[] = [];
  for (const [status, or] of Object.entries(summary.responses ?? {})) {
    let holder = body;
    let path: PartNode['part']['path'] = [...body.part.path, 'responses', status];
    const response = resolved(or, body, graph, 'response', (node) => {
      holder = node;
      path = node.part.path;
      return node.facts.response;
    });
    if (!response) return UNKNOWN;
    const cors = response.cors && corsOf(response.cors, holder, path, graph);
    const types = typesOf(response, summary, home);
    const at = { uri: holder.part.uri, path, key: true };
    facts.push({ status, headers: response.headers ?? [], types, at, ...(cors ? { cors } : {}) });
  }
  return known(facts);
}

function typesOf(response: ResponseSummary, summary: OperationSummary, home: Home): readonly string[] {
  return response.types ?? (response.body ? (summary.produces ?? home.produces) : []);
}

/** `true` is the one value that the header may have, so that naming it allows credentials, unless it is said not to. */
function corsOf(
  { origin, credentials }: CorsSummary,
  holder: PartNode,
  path: PartNode['part']['path'],
  graph: Graph,
): CorsFact {
  const valuesOf = ([, header]: CorsSummary['origin']) =>
    resolved(header, holder, graph, 'header', ({ facts }) => facts.header) ?? [];
  const anchor = ([name]: CorsSummary['origin']) => ({
    uri: holder.part.uri,
    path: [...path, 'headers', name],
    key: true,
  });
  const allowed = credentials && valuesOf(credentials);
  const stated = allowed?.some((value) => /^'?true'?$/i.test(value)) ?? false;
  return {
    origins: valuesOf(origin),
    credentials: stated || allowed?.length === 0,
    stated,
    at: anchor(origin),
    ...(credentials ? { credentialsAt: anchor(credentials) } : {}),
  };
}
