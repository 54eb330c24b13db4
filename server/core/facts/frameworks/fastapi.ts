import type { Framework, Parameter, Source, Treatment } from './framework.js';

/** Decorators and dependencies of packages, and what they do to a request. */
const PACKAGES: Readonly<Record<string, Treatment | Readonly<Record<string, Treatment>>>> = {
  fastapi: { Security: 'authorization', '*': 'none' },
  'fastapi.security': {
    OAuth2PasswordBearer: 'authentication',
    OAuth2AuthorizationCodeBearer: 'authentication',
    OAuth2: 'authentication',
    OpenIdConnect: 'authentication',
    HTTPBearer: 'authentication',
    HTTPBasic: 'authentication',
    HTTPDigest: 'authentication',
    APIKeyHeader: 'authentication',
    APIKeyQuery: 'authentication',
    APIKeyCookie: 'authentication',
    '*': 'none',
  },
  'starlette.authentication': { requires: 'authentication', '*': 'none' },
  'starlette.middleware.authentication': 'unknown',
  fastapi_users: { current_user: 'authentication', authenticator: 'authentication', '*': 'unknown' },
  fastapi_jwt_auth: 'none',
  slowapi: { limit: 'rate-limit', shared_limit: 'rate-limit', exempt: 'none', '*': 'none' },
  'slowapi.middleware': 'rate-limit',
  'fastapi_limiter.depends': 'rate-limit',
  ratelimit: 'rate-limit',
};

/** Packages that let every caller through. */
const HARMLESS = `
  functools typing typing_extensions contextlib datetime uuid enum decimal collections.abc sqlalchemy sqlalchemy.orm
  sqlalchemy.ext.asyncio sqlmodel sqlmodel.ext.asyncio.session pydantic fastapi.responses fastapi.encoders fastapi.params
  fastapi.middleware.cors fastapi.middleware.gzip fastapi.middleware.httpsredirect fastapi.middleware.trustedhost
  starlette.requests starlette.responses starlette.background starlette.middleware.cors starlette.middleware.gzip
  starlette.middleware.sessions starlette.middleware.trustedhost starlette.middleware.httpsredirect
  starlette_context.middleware starlette_exporter asgi_correlation_id fastapi_cache.decorator cachetools aiocache
  fastapi_pagination fastapi_filter motor.motor_asyncio fastapi_async_sqlalchemy fastapi_sqlalchemy aiohttp redis redis.asyncio pymongo asyncpg httpx logging opentelemetry
  prometheus_fastapi_instrumentator sentry_sdk.integrations.asgi elasticapm.contrib.starlette tenacity
  brotli_asgi fastapi_versioning fastapi_utils fastapi_profiler structlog loguru newrelic ddtrace fastapi.templating fastapi.background dependency_injector.wiring
`;

const SERVERS = `
  uvicorn hypercorn hypercorn.asyncio gunicorn mangum fastapi.testclient starlette.testclient httpx fastapi_pagination
  prometheus_fastapi_instrumentator opentelemetry.instrumentation.fastapi fastapi.openapi.utils
  prometheus_client starlette_exporter socketio asgiref.wsgi slowapi sentry_sdk fastapi_mcp sqladmin
`;

/** Types of which a text has one of few forms. */
const NARROW =
  /^(?:Optional\[)?(?:int|float|bool|complex|UUID|uuid\.UUID|UUID[1-5]|date|datetime|time|timedelta|datetime\.\w+|Decimal|Literal\b.*|EmailStr|\w*(?:Int|Float)|ObjectId|IPv\w+)(?:\])?(?:\s*\|\s*None)?$/;
/** An address of a form says nothing of where it leads. */
const TEXTS = /\b(?:str|bytes|dict|Dict|list|List|Any|constr|(?:Http|Any|AnyHttp)Url)\b/;
const REQUESTS = /(?:^|\.)(?:Request|HTTPConnection|WebSocket)$/;
/** Types of what the framework or a server hands in. */
const GIVEN =
  /(?:^|\.)(?:Response|BackgroundTasks|\w*Session|\w*Connection|\w*Client|\w*Service|\w*Repository|\w*Repo|\w*Settings|\w*Config|SecurityScopes|Depends)$/;
const ROUTES = /^(?:get|post|put|patch|delete|head|options|trace|api_route|route|websocket)$/;

function source({ type, marks, patterned, decorators }: Parameter): Source | undefined {
  if (REQUESTS.test(type)) return 'request';
  if (!decorators.some((name) => ROUTES.test(name))) return undefined;
  if (marks.some((name) => name === 'Depends' || name === 'Security')) return undefined;
  const plain = /^(?:\w+\.)?Annotated\[\s*([^,]+),/.exec(type)?.[1]?.trim() ?? type;
  if (NARROW.test(plain) || patterned) return 'computed';
  if (plain === '' || TEXTS.test(plain)) return 'input';
  return GIVEN.test(plain) ? undefined : 'record';
}

/** FastAPI, and what it takes from Starlette (fastapi.tiangolo.com). */
export const fastapi: Framework = {
  name: 'fastapi',
  languages: ['python'],
  modules: ['fastapi'],
  constructors: {
    'fastapi.FastAPI': 'application',
    'fastapi.applications.FastAPI': 'application',
    'fastapi.APIRouter': 'router',
    'fastapi.routing.APIRouter': 'router',
    'fastapi_utils.inferring_router.InferringRouter': 'router',
    'fastapi_restful.inferring_router.InferringRouter': 'router',
  },
  verbs: {
    get: 'GET',
    head: 'HEAD',
    options: 'OPTIONS',
    trace: 'TRACE',
    post: 'POST',
    put: 'PUT',
    patch: 'PATCH',
    delete: 'DELETE',
  },
  decorating: {
    generic: ['api_route', 'route'],
    adds: ['add_api_route', 'add_route'],
    includes: ['include_router'],
    middleware: ['middleware', 'add_middleware'],
    dependencies: [
      'fastapi.Depends',
      'fastapi.Security',
      'fastapi.params.Depends',
      'fastapi.params.Security',
    ],
    schemes: 'fastapi.security',
    models: ['pydantic', 'sqlmodel'],
  },
  mounts: ['mount'],
  params: [],
  receivers: /^(?:app|api|application|router|\w*_(?:router|app|api)|\w*Router)$/,
  middleware: {
    ...Object.fromEntries(
      HARMLESS.trim()
        .split(/\s+/)
        .map((name) => [name, 'none'] as const),
    ),
    ...PACKAGES,
  },
  servers: SERVERS.trim().split(/\s+/),
  identity: ['state', 'user', 'session', 'auth'],
  inputs: ['path_params', 'query_params', 'headers', 'cookies', 'url', 'form', 'json', 'body'],
  source,
};
