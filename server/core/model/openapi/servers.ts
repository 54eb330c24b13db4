import type { ServerSummary } from '../../facts/openapi/types.js';
import type { PathStep } from '../../text/span.js';
import type { PartNode } from './graph.js';
import type { Placed } from './placed.js';
import type { ServerFact } from './types.js';

/** Server Objects of a list that stands at a path. */
export function serverFacts(
  uri: string,
  path: readonly PathStep[],
  servers: readonly ServerSummary[],
): readonly ServerFact[] {
  return servers.map(({ url, environment, variables }, index) => ({
    url,
    ...(environment === undefined ? {} : { environment }),
    variables: Object.entries(variables ?? {}).map(([name, values]) => ({ name, values })),
    at: { uri, path: [...path, index, 'url'] },
  }));
}

/** One server for each entry of a 2.0 `schemes` that stands at a path; `address` is what follows the scheme. */
export function schemeFacts(
  uri: string,
  path: readonly PathStep[],
  schemes: readonly string[],
  address: string,
): readonly ServerFact[] {
  return schemes.map((scheme, index) => ({
    url: `${scheme}:${address}`,
    variables: [],
    at: { uri, path: [...path, index] },
  }));
}

/** What replaces the document's servers for one operation; undefined when nothing does, or it cannot be read. */
export function ownServersOf({ body, shared, summary, home }: Placed): readonly ServerFact[] | undefined {
  if (summary.servers) return listed(body, summary.servers);
  if (summary.schemes?.length) {
    return schemeFacts(body.part.uri, [...body.part.path, 'schemes'], summary.schemes, home.address);
  }
  const above = shared?.facts.path?.servers;
  return shared && above ? listed(shared, above) : undefined;
}

function listed({ part }: PartNode, servers: readonly ServerSummary[]): readonly ServerFact[] | undefined {
  return servers.length > 0 ? serverFacts(part.uri, [...part.path, 'servers'], servers) : undefined;
}
