import type { CorsFact, DocumentView, OperationFact } from '../../server/core/rule/views.js';

/** What responses allow to other sites, each once however many operations share it. */
export function corsOf(document: DocumentView): readonly CorsFact[] {
  return usesOfCors(document).map(({ cors }) => cors);
}

/** The same with the operations that answer so. */
export function usesOfCors(
  document: DocumentView,
): readonly { readonly cors: CorsFact; readonly facts: readonly OperationFact[] }[] {
  const found = new Map<string, { readonly cors: CorsFact; readonly facts: OperationFact[] }>();
  for (const [said, fact] of document.each(corsIn)) {
    for (const cors of said) {
      const place = JSON.stringify(cors.at);
      const use = found.get(place) ?? { cors, facts: [] };
      use.facts.push(fact);
      found.set(place, use);
    }
  }
  return [...found.values()];
}

function corsIn({ outbound, responses }: OperationFact): readonly CorsFact[] {
  return outbound || !responses.known ? NONE : responses.value.flatMap(({ cors }) => cors ?? NONE);
}

const NONE: readonly CorsFact[] = [];

/** Gateways write header values in quotes of their own. */
export function isAnyOrigin(origin: string): boolean {
  return origin.trim().replace(/^'(.*)'$/, '$1') === '*';
}
