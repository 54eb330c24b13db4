import { type Endpoint, UNKNOWN } from '../../facts/api.js';
import type { OperationFact } from '../openapi/types.js';

/** A route that no document describes, as an operation of which only method and path are known. */
export function undocumentedOperation(key: string, route: Endpoint): OperationFact {
  return {
    key,
    method: route.method,
    path: route.path.replace(/:([A-Za-z_$][\w$]*)\??/g, '{$1}'),
    tags: [],
    deprecated: false,
    outbound: false,
    security: UNKNOWN,
    responses: UNKNOWN,
    parameters: UNKNOWN,
    claims: [],
    body: UNKNOWN,
    at: route.at,
  };
}
