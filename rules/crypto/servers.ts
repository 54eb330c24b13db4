import type { DocumentView, OperationFact, ServerFact } from '../../server/core/rule/views.js';

/** Servers of the document, its path items and its operations, each once; calls that the API makes go elsewhere. */
export function allServers({ servers, operations }: DocumentView): readonly ServerFact[] {
  const own = operations.filter(({ outbound }) => !outbound).flatMap((fact) => fact.servers ?? []);
  const places = new Map(own.map((server) => [JSON.stringify(server.at), server]));
  return [...servers, ...places.values()];
}

/** The servers that answer one operation: its own before its path item's before the document's. */
export function serversFor(fact: OperationFact, { servers }: DocumentView): readonly ServerFact[] {
  return fact.servers ?? servers;
}
