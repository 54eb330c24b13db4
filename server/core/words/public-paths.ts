import { tokensOf, vocabulary } from './tokens.js';

/** What an operation says about itself: enough to tell what it is for. */
export interface Described {
  readonly path: string;
  readonly method: string;
  readonly operationId?: string;
}

/**
 * Whether callers must be able to reach the operation before they have proved who they are, or everybody may by its
 * nature: sign-in and sign-up, token and reset endpoints, health checks, documentation, discovery, received webhooks.
 */
export function isPublicByNature(operation: Described): boolean {
  const segments = segmentsOf(operation.path);
  if (operation.path.startsWith('/.well-known/') || segments.length === 0) return true;
  const last = segments.at(-1) ?? '';
  if (isSignIn(segments, operation.method)) return true;
  if (operation.method === 'GET' || operation.method === 'HEAD' || operation.method === 'OPTIONS') {
    return READABLE.has(last.toLowerCase()) || OPEN_READS.find(tokensOf(last)) !== undefined;
  }
  return isReceiver(segments, operation);
}

/** Whether the operation receives credentials and answers with new ones, or leads to that. */
export function isSignInPath(path: string): boolean {
  return isSignIn(segmentsOf(path), 'POST');
}

/** Whether a segment of the path, as a whole, says that it is for those who run the service: `/admin`, not `/administrators-guide`. */
export function isAdminPath(path: string): boolean {
  return segmentsOf(path).some((segment) => ADMIN.has(segment.toLowerCase().replaceAll(/[-_.]/g, '')));
}

/** Literal segments after the version prefix; templates are left out. */
function segmentsOf(path: string): readonly string[] {
  return path
    .split(/[/?#]/)
    .filter((segment) => segment !== '' && !segment.includes('{') && !VERSION.test(segment));
}

function isSignIn(segments: readonly string[], method: string): boolean {
  const last = segments.at(-1) ?? '';
  const tokens = tokensOf(last);
  if (SIGN_IN.find(tokens) !== undefined) return true;
  if (method === 'POST' && segments.some((segment) => OAUTH.has(segment.toLowerCase()))) {
    return OAUTH_ENDPOINTS.find(tokens) !== undefined;
  }
  // `POST /auth` and `POST /sessions` create what later proves the caller; deeper paths are about something else.
  return method === 'POST' && segments.length <= 2 && SESSION_ROOTS.has(last.toLowerCase());
}

/** Deliveries are proved by a signature, which no security scheme describes. */
function isReceiver(segments: readonly string[], operation: Described): boolean {
  const last = segments.at(-1) ?? '';
  return (
    operation.method === 'POST' &&
    !operation.path.endsWith('}') &&
    segments.length > 1 &&
    RECEIVER.has(last.toLowerCase())
  );
}

const VERSION = /^v\d+(\.\d+)*$/i;

const SIGN_IN = vocabulary([
  ...[
    'login',
    'log in',
    'signin',
    'sign in',
    'logon',
    'signup',
    'sign up',
    'register',
    'registration',
    'authenticate',
  ],
  ...[
    'forgot password',
    'reset password',
    'password reset',
    'forgotten password',
    'recover password',
    'password recovery',
  ],
  ...[
    'forgot',
    'verify email',
    'email verification',
    'confirm email',
    'resend verification',
    'activate account',
  ],
  ...[
    'refresh token',
    'token refresh',
    'magic link',
    'logout',
    'log out',
    'signout',
    'sign out',
    'authorize',
  ],
]);

const OAUTH: ReadonlySet<string> = new Set([
  'oauth',
  'oauth2',
  'oidc',
  'openid',
  'connect',
  'auth',
  'saml',
  'sso',
  'authentication',
]);

const OAUTH_ENDPOINTS = vocabulary([
  ...[
    'token',
    'refresh',
    'revoke',
    'introspect',
    'authorize',
    'jwk',
    'device',
    'callback',
    'acs',
    'metadata',
  ],
]);

const SESSION_ROOTS: ReadonlySet<string> = new Set([
  'auth',
  'session',
  'sessions',
  'token',
  'tokens',
  'authentication',
  'authorization',
]);

/** Last segments of reads that monitors, browsers and crawlers ask for. */
const READABLE: ReadonlySet<string> = new Set([
  ...[
    'health',
    'healthz',
    'healthcheck',
    'health-check',
    'health_check',
    'livez',
    'readyz',
    'live',
    'liveness',
    'ready',
    'readiness',
  ],
  ...[
    'ping',
    'status',
    'version',
    'heartbeat',
    'alive',
    'up',
    'robots.txt',
    'favicon.ico',
    'sitemap.xml',
    'security.txt',
  ],
  ...[
    'docs',
    'api-docs',
    'swagger',
    'swagger-ui',
    'swagger.json',
    'swagger.yaml',
    'openapi',
    'openapi.json',
    'openapi.yaml',
    'redoc',
  ],
  ...['jwks', 'jwks.json', 'public', 'terms', 'privacy', 'license', 'about'],
]);

const OPEN_READS = vocabulary(['health check', 'openapi', 'jwks']);

const RECEIVER: ReadonlySet<string> = new Set(['webhook', 'webhooks', 'callback', 'hook', 'ipn']);

const ADMIN: ReadonlySet<string> = new Set([
  ...[
    'admin',
    'admins',
    'administration',
    'administrator',
    'internal',
    'management',
    'manage',
    'superuser',
    'superadmin',
    'root',
  ],
  ...['backoffice', 'sysadmin', 'adminapi', 'ops', 'system'],
]);
