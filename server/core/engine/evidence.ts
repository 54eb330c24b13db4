import type { Endpoint } from '../facts/api.js';
import { decisionsBeside } from '../facts/config/decisions.js';
import type { OperationFact } from '../model/openapi/types.js';
import { NO_DECISIONS } from '../model/threats/decisions.js';
import type { OperationEvidence, Outcome as ThreatOutcome } from '../model/threats/evidence.js';
import { undocumentedOperation } from '../model/threats/undocumented.js';
import { toPointer } from '../syntax/pointer.js';
import type { PathStep } from '../text/span.js';
import type { Board } from './board.js';
import { documentTask, endpointTask } from './check.js';
import { routeWitnesses } from './code/route-witnesses.js';
import type { FileState } from './files.js';
import type { Joined } from './joined.js';
import { placeOf } from './locate.js';
import type { Witness } from './outcome.js';
import type { DocumentEvidence } from './types.js';

/** Where the steps to an operation end: paths, the path, the method. */
const OPERATION_DEPTH = 3;

/** What evidence is read from. */
interface Sources {
  readonly uri: string;
  readonly joined: Joined;
  readonly board: Board;
  readonly files: ReadonlyMap<string, FileState>;
  /** UTC day. */
  readonly today: string;
  /** Of what many operations share. */
  readonly outcomes: Map<Witness, readonly ThreatOutcome[]>;
}

/**
 * What every rule, whatever the profile, said about each operation that a document serves, about what it stands on, and
 * about the routes that serve it; also about routes that belong to the document and that it does not describe.
 */
export function evidenceOf(given: Omit<Sources, 'outcomes'>): DocumentEvidence | undefined {
  const { uri, joined, files, today } = given;
  const view = joined.views.peek(uri);
  if (!view || !files.has(uri)) return undefined;
  const sources: Sources = { ...given, outcomes: new Map() };
  const related = joined.endpointsOf(uri);
  const ids = joined.openapi.operationParts.get(uri) ?? [];
  const documented = ids.flatMap((id): readonly OperationEvidence[] => {
    const operation = joined.operations.peek(id);
    return operation && !operation.outbound ? documentedEvidence(id, operation, related, sources) : [];
  });
  const undocumented = [...related.values()]
    .filter((endpoint) => endpoint.documented.length === 0)
    .flatMap(({ key, implemented }) => undocumentedEvidence(key, implemented, sources));
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
  const place = placeOf({ ...operation.at, spot: undefined, key: operation.at.key ?? false }, files);
  if (!place) return [];
  const exposure = joined.openapi.exposure(id);
  const endpoint = related.get(operation.key);
  const routes = endpoint?.implemented;
  const witnesses = [
    ...partWitnesses(id, operation, sources),
    ...documentWitnesses(operation, sources),
    ...codeWitnesses(operation.key, routes ?? [], sources),
  ];
  return [
    {
      operation,
      place,
      requestTraits: new Set(exposure.request),
      responseTraits: new Set(exposure.response),
      parameterTraits: new Set(exposure.parameters),
      outcomes: witnesses.flatMap((witness) => toOutcome(witness, sources)),
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
      outcomes: codeWitnesses(key, routes, sources).flatMap((one) => toOutcome(one, sources)),
      implemented: routes,
      undocumented: true,
    },
  ];
}

/** Of the operation, of its path item, of everything that it refers to, and of the schemes that it asks for. */
function partWitnesses(id: string, operation: OperationFact, { joined, board }: Sources): readonly Witness[] {
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
  const parts = new Set([id, path, ...reach.request, ...reach.response, ...declared]);
  return [...parts].flatMap((part) => board.outcome(part)?.witnesses ?? []);
}

/** What was said of the document as a whole, and of this operation when its facts were looked at together with others. */
function documentWitnesses(operation: OperationFact, { uri, board }: Sources): readonly Witness[] {
  const all = board.outcome(documentTask(uri).id)?.witnesses ?? [];
  return all.filter(({ seen }) => {
    const of = operationSteps(seen.path);
    return of === undefined || toPointer(of) === toPointer(operation.at.path.slice(0, OPERATION_DEPTH));
  });
}

/** What was said where document and code meet, and of the routes themselves. */
function codeWitnesses(
  key: string,
  routes: readonly Endpoint[],
  { uri, board, files }: Sources,
): readonly Witness[] {
  const task = endpointTask(`${uri} ${key}`, uri);
  const joint = board.outcome(task.id)?.witnesses ?? [];
  return [...joint, ...routes.flatMap((route) => routeWitnesses(route, board, files))];
}

function operationSteps(path: readonly PathStep[] | undefined): readonly PathStep[] | undefined {
  return path?.[0] === 'paths' && path.length >= OPERATION_DEPTH ? path.slice(0, OPERATION_DEPTH) : undefined;
}

function toOutcome(witness: Witness, { files, outcomes }: Sources): readonly ThreatOutcome[] {
  const known = outcomes.get(witness);
  if (known) return known;
  const { rule, effect, seen } = witness;
  const place = placeOf(seen, files);
  const made = place ? [{ rule, effect, place }] : [];
  outcomes.set(witness, made);
  return made;
}
