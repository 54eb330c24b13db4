import type { Endpoint } from '../facts/api.js';
import { decisionsBeside } from '../facts/config/decisions.js';
import type { OperationFact } from '../model/openapi/types.js';
import { NO_DECISIONS } from '../model/threats/decisions.js';
import type { OperationEvidence } from '../model/threats/evidence.js';
import { undocumentedOperation } from '../model/threats/undocumented.js';
import { toPointer } from '../syntax/pointer.js';
import { Hearing, type HearingSetting } from './hearing.js';
import { type Joined, TODAY } from './joined.js';
import { placeOf } from './locate.js';
import { once } from './once.js';
import { seenAt } from './seen.js';
import type { DocumentEvidence } from './types.js';

/** What evidence is read from. */
interface Given extends HearingSetting {
  readonly joined: Joined;
}

interface Sources extends Given {
  readonly hearing: Hearing;
}

/**
 * What every rule, whatever the profile, said about each operation that a document serves or calls, about what it stands on, and
 * about the routes that serve it; also about routes that belong to the document and that it does not describe.
 */
export function evidenceOf(given: Given): DocumentEvidence | undefined {
  const { uri, joined, files } = given;
  const view = joined.views.peek(uri);
  if (!view || !files.has(uri)) return undefined;
  const sources: Sources = { ...given, hearing: new Hearing(given) };
  const related = joined.endpointsOf(uri);
  const ids = joined.openapi.operationParts.get(uri) ?? [];
  const documented = ids.flatMap((id): readonly OperationEvidence[] => {
    const operation = joined.operations.peek(id);
    return operation ? documentedEvidence(id, operation, related, sources) : [];
  });
  const undocumented = [...related.values()]
    .filter((endpoint) => endpoint.documented.length === 0)
    .flatMap(({ key, implemented }) => undocumentedEvidence(key, implemented, sources));
  const today = joined.days.peek(TODAY) ?? '';
  const byId = files.get(decisionsBeside(uri))?.decisions ?? NO_DECISIONS.byId;
  return { document: view, operations: [...documented, ...undocumented], decisions: { byId, today } };
}

function documentedEvidence(
  id: string,
  operation: OperationFact,
  related: ReturnType<Joined['endpointsOf']>,
  sources: Sources,
): readonly OperationEvidence[] {
  const { joined, files } = sources;
  const place = placeOf(seenAt(operation.at), files);
  if (!place) return [];
  const endpoint = related.get(operation.key);
  const routes = endpoint?.implemented;
  const exposure = once(() => joined.openapi.exposure(id));
  const outcomes = once(() => {
    const parts = partsOf(id, operation, sources);
    return [
      ...parts.flatMap((part) => sources.hearing.ofPart(part)),
      ...sources.hearing.ofDocument(operation.at.path, parts),
      ...sources.hearing.ofCode(operation.key, routes ?? []),
    ];
  });
  const traits = (way: 'request' | 'response' | 'parameters') => once(() => new Set(exposure()[way]));
  const [request, response, parameters] = [traits('request'), traits('response'), traits('parameters')];
  return [
    {
      operation,
      place,
      get requestTraits() {
        return request();
      },
      get responseTraits() {
        return response();
      },
      get parameterTraits() {
        return parameters();
      },
      get outcomes() {
        return outcomes();
      },
      ...(endpoint && routes ? { implemented: routes, routesKnown: endpoint.mountsKnown } : {}),
    },
  ];
}

/** A route that belongs to the document's API and that it does not describe: all but its code is out of sight. */
function undocumentedEvidence(
  key: string,
  routes: readonly Endpoint[],
  sources: Sources,
): readonly OperationEvidence[] {
  const [route] = routes;
  const place = route && placeOf({ ...route.at, spot: undefined, key: false }, sources.files);
  if (!route || !place) return [];
  const unseen = new Set(['unresolved']);
  return [
    {
      operation: undocumentedOperation(key, route),
      place,
      requestTraits: unseen,
      responseTraits: unseen,
      outcomes: sources.hearing.ofCode(key, routes),
      implemented: routes,
      undocumented: true,
    },
  ];
}

/** The operation, its path item, everything that it refers to, and the schemes that it asks for. */
function partsOf(id: string, operation: OperationFact, { joined }: Sources): readonly string[] {
  const reach = joined.openapi.reach(id);
  const path = id.slice(0, id.lastIndexOf('/'));
  const schemes = operation.security.known
    ? operation.security.value.anyOf.flatMap(({ all }) => all.map(({ scheme }) => scheme))
    : [];
  const home = joined.views.peek(operation.at.uri)?.schemes;
  const declared = schemes.flatMap((name) => {
    const scheme = home?.get(name);
    return scheme?.known ? [`${scheme.value.at.uri}#${toPointer(scheme.value.at.path)}`] : [];
  });
  return [...new Set([id, path, ...reach.request, ...reach.response, ...declared])];
}
