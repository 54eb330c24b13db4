import { isAdminPath, isPublicByNature } from '../../words/public-paths.js';
import { literalSegments } from '../../words/resources.js';
import { tokensOf, vocabulary } from '../../words/tokens.js';
import type { OperationFact } from '../openapi/types.js';

export { resourceOf } from '../../words/resources.js';

export type Role = 'public-by-design' | 'admin' | 'payment' | 'change-credential' | 'health';

/** Whether path, operationId and tags say that the operation plays the part. */
export function plays(operation: OperationFact, role: Role): boolean {
  switch (role) {
    case 'public-by-design':
      return isPublicByNature(operation);
    case 'admin':
      return isAdminPath(operation.path) || operation.tags.some((tag) => ADMIN_TAGS.has(tag.toLowerCase()));
    case 'health':
      return operation.method === 'GET' && HEALTH.find(tokensOf(lastSegment(operation.path))) !== undefined;
    default:
      return mentions(operation, role === 'payment' ? PAYMENT : CREDENTIAL);
  }
}

function mentions(operation: OperationFact, words: ReturnType<typeof vocabulary>): boolean {
  const texts = [...literalSegments(operation.path), operation.operationId ?? '', ...operation.tags];
  return texts.some((text) => words.find(tokensOf(text)) !== undefined);
}

function lastSegment(path: string): string {
  return literalSegments(path).at(-1) ?? '';
}

const ADMIN_TAGS: ReadonlySet<string> = new Set(['admin', 'administration', 'administrator', 'internal']);

const PAYMENT = vocabulary('payment, payout, refund, charge, checkout, transfer, withdrawal');

const CREDENTIAL = vocabulary('password, passcode, mfa, totp, api key, credential, passkey');

const HEALTH = vocabulary('health, healthz, livez, readyz, ping, heartbeat, liveness, readiness');
