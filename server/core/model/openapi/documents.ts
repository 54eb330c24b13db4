import type { Role } from '../../facts/openapi/types.js';
import type { Anchor, PathStep } from '../../text/span.js';
import { mayBeUri, withDefaults } from '../../words/urls.js';
import { type Known, known, type OasVersion, type Scheme, type Security, UNKNOWN } from '../types.js';
import type { Graph, PartNode } from './graph.js';
import { alternativesOf } from './operations.js';
import { isDemanded } from './register.js';
import { schemeFacts, serverFacts } from './servers.js';
import type { Survey } from './survey.js';
import type { DocumentView, OpenApiInput, OperationFact, ServerFact } from './types.js';

/** What the facts of one document say about it as a whole. */
export function documentView(
  input: OpenApiInput,
  version: OasVersion,
  operations: readonly OperationFact[],
  graph: Graph,
): DocumentView {
  const survey = graph.surveyOf(input.uri);
  const security = securityOf(input.uri, survey);
  return {
    uri: input.uri,
    version,
    legible: isLegible(input, survey),
    operationsRead: input.rootKnown !== false && ![...survey.broken].some(holdsOperations),
    operationsKnown: !hides(survey, OPERATIONS) && !survey.items.some((item) => isUnseen(item, graph)),
    schemesKnown: input.rootKnown !== false && seesSchemes(survey, graph),
    at: anchorOf(input.uri, version, survey),
    servers: version === '2.0' ? serversOf2(input.uri, survey) : serversOf3(input.uri, survey),
    schemes: schemesOf(input.uri, version, operations, graph),
    security,
    operations,
    claims: claimsOf(survey),
    ids: [...survey.telling].flatMap(({ facts }) => facts.ids ?? []),
  };
}

/** Whether all that a document says of its operations is in sight, and all of them are. */
export function isInSight(view: DocumentView): boolean {
  const { legible, operationsKnown, operationsRead, schemesKnown, operations } = view;
  if (!legible || !operationsKnown || !operationsRead || !schemesKnown) return false;
  return operations.every((one) => one.responses.known && one.parameters.known && one.body.known);
}

/** Path prefixes of the servers with their variables' defaults, without a slash at the end; '' alone when there is none. */
export function basePathsOf({ servers }: Pick<DocumentView, 'servers'>): readonly string[] {
  const paths = servers.map(({ url, variables }) => {
    const filled = withDefaults(url, variables);
    const path =
      /^(?:[a-z][\w+.-]*:)?\/\/[^/?#]*([^?#]*)/i.exec(filled)?.[1] ?? (filled.startsWith('/') ? filled : '');
    return path.replace(/\/+$/, '');
  });
  return paths.length > 0 ? [...new Set(paths)] : [''];
}

/** Parts whose text decides what a document says about all of its operations; each of these speaks for itself. */
const DECIDING: ReadonlySet<Role> = new Set<Role>(['section', 'securityScheme', 'response', 'parameter']);

/** Sections that no operation depends on, and those that hold operations. */
const ASIDE: ReadonlySet<PathStep> = new Set(['info', 'tags', 'externalDocs', 'paths', 'webhooks']);

function isLegible({ rootKnown }: OpenApiInput, { broken }: Survey): boolean {
  if (rootKnown === false) return false;
  return ![...broken].some(({ part: { role, path } }) => {
    return DECIDING.has(role) && path[0] !== undefined && !ASIDE.has(path[0]);
  });
}

function holdsOperations({ part: { role, path } }: PartNode): boolean {
  return role === 'path' || role === 'operation' || path[0] === 'paths';
}

/** What holds the operations, and what holds the security schemes, of any version. */
const OPERATIONS = /^paths(?: \$ref)?$/;
const SCHEMES = /^(?:components(?: securitySchemes)?|securityDefinitions)(?: \$ref)?$/;

/** Whether what holds them has a syntax error, and no text from before it. */
function isBroken({ broken }: Survey, sections: RegExp): boolean {
  return [...broken].some(({ part }) => sections.test(part.path.join(' ')));
}

/** Whether a reference stands where OpenAPI has none, in place of what the document would say itself. */
function hides({ telling }: Survey, sections: RegExp): boolean {
  return [...telling].some((node) => isHidden(node, sections));
}

function isHidden({ part, facts }: PartNode, sections: RegExp): boolean {
  return facts.section?.opaque === true && sections.test(part.path.join(' '));
}

/** Whether all schemes are in sight, those of the file included whose map stands in place of the document's own. */
function seesSchemes(survey: Survey, graph: Graph): boolean {
  if (isBroken(survey, SCHEMES)) return false;
  const hiding = [...survey.telling].filter((node) => isHidden(node, SCHEMES));
  return hiding.every((node) => {
    const behind = graph.schemesBehind(node);
    return behind.length > 0 && behind.every(({ file }) => graph.surveyOf(file.uri).broken.size === 0);
  });
}

/** A path item that is, or also has, a reference to what cannot be seen; nobody can call a webhook. */
function isUnseen(item: PartNode, graph: Graph): boolean {
  const { ref } = item.facts;
  if (ref === undefined || item.part.path[0] === 'webhooks') return false;
  const behind = graph.resolve(item.part.uri, ref, 'path');
  return !behind || graph.follow(behind).facts.ref !== undefined;
}

function anchorOf(uri: string, version: OasVersion, { hasPaths }: Survey): Anchor {
  return { uri, path: [hasPaths ? 'paths' : version === '2.0' ? 'swagger' : 'openapi'], key: true };
}

function serversOf3(uri: string, { sections }: Survey): readonly ServerFact[] {
  return serverFacts(uri, ['servers'], sections.get('servers')?.facts.section?.servers ?? []);
}

/** 2.0 has one host and base path for all of its schemes; without schemes, the one that served the document. */
function serversOf2(uri: string, { sections }: Survey): readonly ServerFact[] {
  const section = (name: string) => sections.get(name)?.facts.section;
  const host = section('host')?.host ?? '';
  const base = section('basePath')?.basePath ?? '';
  const schemes = section('schemes')?.schemes ?? [];
  if (schemes.length > 0) {
    return schemeFacts(uri, ['schemes'], schemes, `//${host}${base}`);
  }
  const key = host === '' ? 'basePath' : 'host';
  if (host === '' && base === '') return [];
  return [{ url: host === '' ? base : `//${host}${base}`, variables: [], at: { uri, path: [key] } }];
}

function securityOf(uri: string, { sections }: Survey): Security | undefined {
  const summary = sections.get('security')?.facts.section?.security;
  const anyOf = summary ? alternativesOf(summary) : undefined;
  return anyOf && { anyOf, from: 'document', at: { uri, path: ['security'], key: true } };
}

function claimsOf({ telling }: Survey): DocumentView['claims'] {
  return [...new Set([...telling].flatMap(({ facts }) => facts.section?.claims ?? []))].sort();
}

/** Declared schemes, and in 3.2 those that a requirement names by their URI instead of by their key. */
function schemesOf(
  uri: string,
  version: OasVersion,
  operations: readonly OperationFact[],
  graph: Graph,
): ReadonlyMap<string, Known<Scheme>> {
  const schemes = new Map<string, Known<Scheme>>();
  const { schemes: here, telling } = graph.surveyOf(uri);
  // Places that only a reference gives the role are found through that reference.
  const own = here.filter(({ part, facts }) => !isDemanded(part) && !facts.section?.opaque);
  for (const node of [...[...telling].flatMap((one) => graph.schemesBehind(one)), ...own]) {
    const name = String(node.part.path.at(-1));
    schemes.set(name, schemeOf(name, graph.follow(node)));
  }
  if (version !== '3.2') return schemes;
  for (const { security } of operations) {
    for (const { scheme } of security.known ? security.value.anyOf.flatMap(({ all }) => all) : []) {
      if (schemes.has(scheme) || !mayBeUri(scheme)) continue;
      const node = graph.resolve(uri, scheme, 'securityScheme');
      schemes.set(scheme, node ? schemeOf(scheme, graph.follow(node)) : UNKNOWN);
    }
  }
  return schemes;
}

function schemeOf(name: string, { part, facts }: PartNode): Known<Scheme> {
  if (!facts.scheme) return UNKNOWN;
  const { flows, ...rest } = facts.scheme;
  const kinds = flows && Object.entries(flows).map(([kind, scopes]) => ({ kind, scopes }));
  return known({ name, ...rest, ...(kinds ? { flows: kinds } : {}), at: { uri: part.uri, path: part.path } });
}
