import { isAdminPath, isPublicByNature } from '../../words/public-paths.js';
import { tokensOf, vocabulary } from '../../words/tokens.js';
import type { OperationFact } from '../openapi/types.js';

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

/**
 * The first literal segment behind version prefixes, by which a reader groups operations; '/' when there is none. Of
 * `/chat.postMessage` and `/users:search` it is what comes before the verb.
 */
export function resourceOf(path: string): string {
  const segment = literalSegments(path).find((candidate) => !PREFIX.test(candidate));
  return segment?.split(/(?<=.)[.:]/)[0] ?? '/';
}

/** Whether a template of the path, or a query parameter, names an object: what a caller may swap for somebody else's. */
export function objectIdentifier(path: string, queryNames: readonly string[]): 'yes' | 'no' | 'unknown' {
  const names = Array.from(path.matchAll(/\{([^{}]*)\}/g), (match) => match[1] ?? '');
  const verdicts = names.map((name) => identifies(tokensOf(name)));
  if (verdicts.includes('yes') || queryNames.some(isObjectQuery)) return 'yes';
  return verdicts.includes('unknown') ? 'unknown' : 'no';
}

function identifies(tokens: readonly string[]): 'yes' | 'no' | 'unknown' {
  const last = tokens.at(-1) ?? '';
  if (IDENTIFIERS.has(last)) return 'yes';
  return tokens.some((token) => NOT_AN_OBJECT.has(token)) ? 'no' : 'unknown';
}

/** `userId`, not `id` of nothing in particular and not `requestId`. */
function isObjectQuery(name: string): boolean {
  const tokens = tokensOf(name);
  return (
    tokens.length > 1 &&
    (tokens.at(-1) === 'id' || tokens.at(-1) === 'uuid') &&
    !tokens.some((token) => TECHNICAL.has(token))
  );
}

function mentions(operation: OperationFact, words: ReturnType<typeof vocabulary>): boolean {
  const texts = [...literalSegments(operation.path), operation.operationId ?? '', ...operation.tags];
  return texts.some((text) => words.find(tokensOf(text)) !== undefined);
}

function literalSegments(path: string): readonly string[] {
  return path.split(/[/?#]/).filter((segment) => segment !== '' && !segment.includes('{'));
}

function lastSegment(path: string): string {
  return literalSegments(path).at(-1) ?? '';
}

const PREFIX = /^(v\d+(\.\d+)*|api|apis|rest)$/i;

const ADMIN_TAGS: ReadonlySet<string> = new Set(['admin', 'administration', 'administrator', 'internal']);

const PAYMENT = vocabulary('payment, payout, refund, charge, checkout, transfer, withdrawal');

const CREDENTIAL = vocabulary('password, passcode, mfa, totp, api key, credential, passkey');

const HEALTH = vocabulary('health, healthz, livez, readyz, ping, heartbeat, liveness, readiness');

const IDENTIFIERS: ReadonlySet<string> = new Set([
  ...['id', 'ids', 'uid', 'uuid', 'guid', 'ulid', 'key', 'number', 'no', 'ref', 'reference'],
  ...['slug', 'handle', 'username', 'email', 'user', 'account', 'customer', 'order'],
]);

const NOT_AN_OBJECT: ReadonlySet<string> = new Set([
  ...['version', 'format', 'lang', 'language', 'locale', 'country', 'currency', 'region', 'type', 'kind'],
  ...['date', 'year', 'month', 'day', 'page', 'limit', 'offset', 'status', 'category', 'action', 'ext'],
]);

const TECHNICAL: ReadonlySet<string> = new Set([
  ...['request', 'trace', 'correlation', 'session', 'client', 'app', 'span', 'message', 'event'],
]);
