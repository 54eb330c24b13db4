import { EXPORT, MODEL, RENDER } from '../../words/costs.js';
import { isAdminPath, isPublicByNature, takesGuesses } from '../../words/public-paths.js';
import { asksForWayIn } from '../../words/recovery.js';
import { literalSegments } from '../../words/resources.js';
import { tokensOf, vocabulary } from '../../words/tokens.js';
import type { OperationFact } from '../openapi/types.js';

export { resourceOf } from '../../words/resources.js';

/** What an operation is there for, as far as its name tells. */
const PARTS = {
  'public-by-design': isPublicByNature,
  admin: ({ path, tags }) => isAdminPath(path) || tags.some((tag) => ADMIN_TAGS.has(tag.toLowerCase())),
  health: ({ method, path }) => method === 'GET' && HEALTH.find(tokensOf(lastSegment(path))) !== undefined,
  payment: (operation) => mentions(operation, PAYMENT),
  'change-credential': (operation) => mentions(operation, CREDENTIAL),
  login: (operation) => operation.method === 'POST' && takesGuesses(operation) && !mentions(operation, RESET),
  'token-issue': (operation) => operation.method === 'POST' && named(operation, TOKEN),
  'password-reset': (operation) => changes(operation) && mentions(operation, RESET),
  'way-in': asksForWayIn,
  otp: (operation) => operation.method === 'POST' && mentions(operation, ONE_TIME),
  register: (operation) => operation.method === 'POST' && registers(operation),
  'profile-update': (operation) => changes(operation) && isOwnProfile(operation.path),
  invite: (operation) => operation.method === 'POST' && mentions(operation, INVITE),
  search: (operation) => named(operation, SEARCH),
  export: (operation) => named(operation, EXPORT),
  report: (operation) => operation.method === 'POST' && named(operation, REPORT),
  'image-processing': (operation) => named(operation, RENDER),
  bulk: (operation) => changes(operation) && named(operation, BULK),
  llm: (operation) => operation.method === 'POST' && named(operation, MODEL),
} as const satisfies Readonly<Record<string, (operation: OperationFact) => boolean>>;

export type Role = keyof typeof PARTS;

export const ROLES: readonly Role[] = [
  ...(['public-by-design', 'admin', 'health', 'payment', 'change-credential', 'login'] as const),
  ...(['token-issue', 'password-reset', 'way-in', 'otp', 'register', 'profile-update', 'invite'] as const),
  ...(['search', 'export', 'report', 'image-processing', 'bulk', 'llm'] as const),
];

/** Whether path, operationId and tags say that the operation plays the part. */
export function plays(operation: OperationFact, role: Role): boolean {
  return PARTS[role](operation);
}

function mentions(operation: OperationFact, words: ReturnType<typeof vocabulary>): boolean {
  return wordsOf(operation).all.some((tokens) => words.find(tokens) !== undefined);
}

/** The last word of the path, or the whole of the operationId, says it: `/orders/export`, never `/exporters/{id}`. */
function named(operation: OperationFact, words: ReturnType<typeof vocabulary>): boolean {
  return wordsOf(operation).naming.some((tokens) => {
    const match = words.find(tokens);
    return match !== undefined && match.rest.length <= MOST_BESIDE;
  });
}

/** The words of all that names an operation, and of what names it alone. */
interface Words {
  readonly all: readonly (readonly string[])[];
  readonly naming: readonly (readonly string[])[];
}

const read = new WeakMap<OperationFact, Words>();

function wordsOf(operation: OperationFact): Words {
  const known = read.get(operation);
  if (known !== undefined) return known;
  const { path, operationId = '', tags } = operation;
  const id = tokensOf(operationId);
  const segments = literalSegments(path).map(tokensOf);
  const last = path.endsWith('}') ? [] : segments.slice(-1);
  const made = { all: [...segments, id, ...tags.map(tokensOf)], naming: [...last, id] };
  read.set(operation, made);
  return made;
}

function changes({ method }: OperationFact): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

/** `POST /users` makes an account as `/register` does. */
function registers(operation: OperationFact): boolean {
  const last = operation.path.endsWith('}') ? '' : lastSegment(operation.path).toLowerCase();
  return PEOPLE.has(last) || named(operation, REGISTER);
}

/** `/me`, `/profile` and `/users/{id}`. */
function isOwnProfile(path: string): boolean {
  const last = lastSegment(path).toLowerCase();
  return path.endsWith('}') ? PEOPLE.has(last) : PROFILES.has(last) || PEOPLE.has(last);
}

function lastSegment(path: string): string {
  return literalSegments(path).at(-1) ?? '';
}

const ADMIN_TAGS: ReadonlySet<string> = new Set(['admin', 'administration', 'administrator', 'internal']);

const PAYMENT = vocabulary('payment, payout, refund, charge, checkout, transfer, withdrawal');

const CREDENTIAL = vocabulary('password, passcode, mfa, totp, api key, credential, passkey');

/** Words that may stand beside the telling one: `searchOpenOrders` searches, a longer name tells a longer story. */
const MOST_BESIDE = 3;

const TOKEN = vocabulary('token, access token, refresh token, refresh, issue token, exchange token');

const RESET =
  vocabulary(`reset password, password reset, forgot password, forgotten password, forget password, recover password,
  password recovery, account recovery`);

const ONE_TIME = vocabulary('otp, totp, mfa, 2 fa, two factor, verification code, passcode');

const REGISTER = vocabulary('register, registration, signup, sign up, create account, create user');

const INVITE = vocabulary('invite, invitation');

const PEOPLE: ReadonlySet<string> = new Set([
  ...['users', 'user', 'accounts', 'account', 'members', 'customers', 'employees', 'people'],
]);

const PROFILES: ReadonlySet<string> = new Set(['me', 'profile', 'self', 'myself', 'whoami']);

const SEARCH = vocabulary('search, full text, autocomplete');

const REPORT = vocabulary('report');

const BULK = vocabulary('bulk, batch');

const HEALTH = vocabulary('health, healthz, livez, readyz, ping, heartbeat, liveness, readiness');
