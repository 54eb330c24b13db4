import type { Anchor } from '../../text/span.js';
import { type Known, known, type OasVersion, type Scheme, type Security, UNKNOWN } from '../types.js';
import type { Graph } from './graph.js';
import { alternativesOf } from './operations.js';
import { targetOf } from './reference.js';
import type { DocumentView, OpenApiInput, OperationFact, ServerFact } from './types.js';

/** What the facts of one document say about it as a whole. */
export function documentView(
  input: OpenApiInput,
  version: OasVersion,
  operations: readonly OperationFact[],
  graph: Graph,
): DocumentView {
  return {
    uri: input.uri,
    version,
    complete: isComplete(input, graph),
    at: anchorOf(input, version),
    servers: version === '2.0' ? serversOf2(input) : serversOf3(input),
    schemes: schemesOf(input, graph),
    security: securityOf(input),
    operations,
  };
}

/** Path prefixes of the servers, without a slash at the end. */
export function basePathsOf(view: DocumentView): readonly string[] {
  const paths = view.servers.map(({ url }) => {
    const path = /^[a-z][\w+.-]*:\/\/[^/]*(\/[^?#]*)?/i.exec(url)?.[1] ?? (url.startsWith('/') ? url : '');
    return path.replace(/\/+$/, '');
  });
  return paths.length > 0 ? [...new Set(paths)] : [''];
}

function isComplete(input: OpenApiInput, graph: Graph): boolean {
  if (input.regular === false) return false;
  return input.parts.every(({ part, facts, broken }) => {
    if (broken || facts.section?.opaque) return false;
    const refs = Object.values(facts.edges ?? {}).flat();
    return [...refs, ...(facts.ref === undefined ? [] : [facts.ref])].every((ref) => {
      const target = targetOf(part.uri, ref);
      return typeof target === 'string' || !graph.wanted.has(target.uri);
    });
  });
}

function anchorOf(input: OpenApiInput, version: OasVersion): Anchor {
  const paths = input.parts.some(({ part }) => part.path[0] === 'paths');
  return { uri: input.uri, path: [paths ? 'paths' : version === '2.0' ? 'swagger' : 'openapi'], key: true };
}

function sectionOf(input: OpenApiInput, name: string) {
  return input.parts.find(({ part }) => part.path.length === 1 && part.path[0] === name)?.facts.section;
}

function serversOf3(input: OpenApiInput): readonly ServerFact[] {
  return (sectionOf(input, 'servers')?.servers ?? []).map(({ url, variables }, index) => ({
    url,
    variables: Object.entries(variables ?? {}).map(([name, values]) => ({ name, values })),
    at: { uri: input.uri, path: ['servers', index, 'url'] },
  }));
}

/** 2.0 has one host and base path for all of its schemes. */
function serversOf2(input: OpenApiInput): readonly ServerFact[] {
  const host = sectionOf(input, 'host')?.host ?? '';
  const base = sectionOf(input, 'basePath')?.basePath ?? '';
  return (sectionOf(input, 'schemes')?.schemes ?? []).map((scheme, index) => ({
    url: `${scheme}://${host}${base}`,
    variables: [],
    at: { uri: input.uri, path: ['schemes', index] },
  }));
}

function securityOf(input: OpenApiInput): Security | undefined {
  const summary = sectionOf(input, 'security')?.security;
  const anyOf = summary ? alternativesOf(summary) : undefined;
  return anyOf && { anyOf, from: 'document', at: { uri: input.uri, path: ['security'], key: true } };
}

function schemesOf(input: OpenApiInput, graph: Graph): ReadonlyMap<string, Known<Scheme>> {
  const own = input.parts.filter(({ part }) => part.role === 'securityScheme' && part.uri === input.uri);
  return new Map(
    own.map(({ part }) => {
      const name = String(part.path.at(-1));
      const node = graph.follow(graph.nodes.get(part.id));
      const summary = node?.facts.scheme;
      if (!node || !summary) return [name, UNKNOWN];
      const { flows, ...rest } = summary;
      const kinds = flows && Object.entries(flows).map(([kind, scopes]) => ({ kind, scopes }));
      const at = { uri: node.part.uri, path: node.part.path };
      return [name, known({ name, ...rest, ...(kinds ? { flows: kinds } : {}), at })];
    }),
  );
}
