import type { OperationView } from '../../server/core/rule/views.js';
import { isSomebody } from '../../server/core/words/catalogs.js';
import { isAdminPath } from '../../server/core/words/public-paths.js';

/** People make an account of their own by choosing a password, which the author of an empty list lets everybody do. */
export function makesOwnAccount(operation: OperationView): boolean {
  const { path, method, securityNode } = operation;
  if (method !== 'POST' || securityNode === undefined || path.endsWith('}') || isAdminPath(path))
    return false;
  return isSomebody(path.split('/').at(-1) ?? '') && operation.takesPassword;
}
