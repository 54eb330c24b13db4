import type { DocumentView, OperationFact, ServerFact } from '../../server/core/rule/views.js';

/** Servers of the document, its path items and its operations, each once; calls that the API makes go elsewhere. */
export function allServers(document: DocumentView): readonly ServerFact[] {
  return [...document.servers, ...ownServers(document).flat()];
}

/** The lists of path items and operations: what a path item says to several operations stands in one place. */
export function ownServers({ operations }: DocumentView): readonly (readonly ServerFact[])[] {
  const lists = new Map<string, readonly ServerFact[]>();
  for (const { servers = [], outbound } of operations) {
    const [first] = servers;
    if (first && !outbound) lists.set(JSON.stringify(first.at), servers);
  }
  return [...lists.values()];
}

/** The servers that answer one operation: its own before its path item's before the document's. */
export function serversFor(fact: OperationFact, { servers }: DocumentView): readonly ServerFact[] {
  return fact.servers ?? servers;
}
