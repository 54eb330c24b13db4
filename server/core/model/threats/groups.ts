import type { OperationFact } from '../openapi/types.js';
import { resourceOf } from './roles.js';
import type { Rollup } from './template.js';

/** What one card speaks of. */
export interface Group {
  /** What the id of the card is made from. */
  readonly key: string;
  /** As a reader knows it. */
  readonly label: string;
  /** Of a card about a security scheme. */
  readonly scheme?: string;
}

/** Key of the API as a whole: a document that is moved or renamed keeps what was decided about it. */
const WHOLE = 'api';
/** Keys of the groups of operations that ask for no scheme, and of those whose schemes are out of sight. */
export const NO_SCHEME = '';
export const UNSEEN_SCHEME = '?';

/** The groups that an operation belongs to; `document` names the API. */
export function groupsOf(operation: OperationFact, rollup: Rollup, document: string): readonly Group[] {
  switch (rollup) {
    case 'api':
      return [{ key: WHOLE, label: document }];
    case 'resource':
      return [named(resourceOf(operation.path))];
    case 'scheme':
      return schemesOf(operation).map((scheme) => ({ ...named(scheme), scheme }));
    default:
      return [{ key: operation.operationId ?? operation.key, label: operationName(operation) }];
  }
}

/** `DELETE /users/{userId}`, as the document writes it. */
export function operationName({ method, path }: Pick<OperationFact, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

function named(name: string): Group {
  return { key: name, label: name };
}

function schemesOf({ security }: OperationFact): readonly string[] {
  if (!security.known) return [UNSEEN_SCHEME];
  const names = security.value.anyOf.flatMap(({ all }) => all.map((requirement) => requirement.scheme));
  return names.length === 0 ? [NO_SCHEME] : [...new Set(names)];
}
