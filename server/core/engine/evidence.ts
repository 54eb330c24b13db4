import type { OperationFact } from '../model/openapi/types.js';
import type { OperationEvidence, Outcome as ThreatOutcome } from '../model/threats/evidence.js';
import { toPointer } from '../syntax/pointer.js';
import type { PathStep } from '../text/span.js';
import type { Board } from './board.js';
import { documentTask } from './check.js';
import type { FileState } from './files.js';
import type { Joined } from './joined.js';
import { placeOf } from './locate.js';
import type { Witness } from './outcome.js';
import type { DocumentEvidence } from './types.js';

/** Where the steps to an operation end: paths, the path, the method. */
const OPERATION_DEPTH = 3;

/** What every rule, whatever the profile, said about each operation that a document serves, and about what it stands on. */
export function evidenceOf(
  uri: string,
  joined: Joined,
  board: Board,
  files: ReadonlyMap<string, FileState>,
): DocumentEvidence | undefined {
  const view = joined.views.peek(uri);
  const file = files.get(uri);
  if (!view || !file) return undefined;
  const ids = joined.openapi.operationParts.get(uri) ?? [];
  const operations = ids.flatMap((id): readonly OperationEvidence[] => {
    const operation = joined.operations.peek(id);
    const place =
      operation && placeOf({ ...operation.at, spot: undefined, key: operation.at.key ?? false }, files);
    if (!operation || !place || operation.outbound) return [];
    const exposure = joined.openapi.exposure(id);
    const witnesses = [
      ...partWitnesses(id, operation, joined, board),
      ...documentWitnesses(uri, operation, board),
    ];
    return [
      {
        operation,
        place,
        requestTraits: new Set(exposure.request),
        responseTraits: new Set(exposure.response),
        outcomes: witnesses.flatMap((witness) => toOutcome(witness, files)),
      },
    ];
  });
  return { document: view, operations };
}

/** Of the operation, of its path item, of everything that it refers to, and of the schemes that it asks for. */
function partWitnesses(
  id: string,
  operation: OperationFact,
  joined: Joined,
  board: Board,
): readonly Witness[] {
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
function documentWitnesses(uri: string, operation: OperationFact, board: Board): readonly Witness[] {
  const all = board.outcome(documentTask(uri).id)?.witnesses ?? [];
  return all.filter(({ seen }) => {
    const of = operationSteps(seen.path);
    return of === undefined || toPointer(of) === toPointer(operation.at.path.slice(0, OPERATION_DEPTH));
  });
}

function operationSteps(path: readonly PathStep[] | undefined): readonly PathStep[] | undefined {
  return path?.[0] === 'paths' && path.length >= OPERATION_DEPTH ? path.slice(0, OPERATION_DEPTH) : undefined;
}

function toOutcome(
  { rule, effect, seen }: Witness,
  files: ReadonlyMap<string, FileState>,
): readonly ThreatOutcome[] {
  const place = placeOf(seen, files);
  return place ? [{ rule, effect, place }] : [];
}
