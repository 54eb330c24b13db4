import { proofsIn } from '../../words/senders.js';
import { shapeOf } from '../shape.js';
import { type Endpoint, known, UNKNOWN, type Webhook } from '../types.js';
import type { DocumentView, OperationFact } from './types.js';

/** Webhooks are no endpoints: nobody can call them. */
export function endpointsOf({ operations }: Pick<DocumentView, 'operations'>): readonly Endpoint[] {
  return operations.filter(({ outbound }) => !outbound).map(endpointOf);
}

export function webhooksOf({ operations }: Pick<DocumentView, 'operations'>): readonly Webhook[] {
  return operations
    .filter(({ outbound }) => outbound)
    .map((fact) => ({
      call: endpointOf(fact),
      proofs: fact.parameters.known ? known(proofsIn(fact.parameters.value)) : UNKNOWN,
    }));
}

/** Facts are the same objects while nothing changes. */
const endpoints = new WeakMap<OperationFact, Endpoint>();

function endpointOf(fact: OperationFact): Endpoint {
  const before = endpoints.get(fact);
  if (before) return before;
  const { method, path, operationId, security, deprecated, sunset, at } = fact;
  const made: Endpoint = {
    source: 'document',
    method,
    path,
    shape: shapeOf(path),
    ...(operationId === undefined ? {} : { operationId }),
    security,
    guards: UNKNOWN,
    deprecated,
    ...(sunset === undefined ? {} : { sunset }),
    at,
  };
  endpoints.set(fact, made);
  return made;
}
