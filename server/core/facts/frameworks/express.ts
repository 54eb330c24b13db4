import { pathVariants } from './express-paths.js';
import type { Framework, Treatment } from './framework.js';

/** Packages whose middleware lets every caller through. */
const HARMLESS = `
  body-parser compression connect-flash connect-history-api-fallback connect-livereload connect-mongo connect-redis
  connect-timeout cookie-parser cookie-session cors csrf-csrf csrf-sync csurf dd-trace dont-sniff-mimetype elastic-apm-node
  errorhandler express-async-errors express-bearer-token express-bunyan-logger express-device express-ejs-layouts
  express-enforces-ssl express-fileupload express-flash express-formidable express-handlebars express-hbs
  express-http-context express-ipfilter express-list-endpoints express-minify express-mongo-sanitize express-mung
  express-myconnection express-partials express-pino-logger express-prom-bundle express-prometheus-middleware
  express-query-boolean express-query-int express-request-id express-request-language express-requests-logger
  express-robots-txt express-sanitizer express-session express-sslify express-status-monitor express-useragent
  express-winston feature-policy frameguard helmet helmet-csp hide-powered-by hpp hsts http-logger i18n
  i18next-http-middleware ienoopen less-middleware locale lusca method-override morgan morgan-body multer newrelic nocache
  node-sass-middleware on-finished permissions-policy pino-http qs referrer-policy request-ip response-time
  serve-favicon serve-index serve-static server-timing session-file-store sqreen stylus swagger-stats universal-cookie-express
  vhost webpack-dev-middleware webpack-hot-middleware winston x-xss-protection xss-clean @sentry/node
  @opentelemetry/api express-actuator express-xss-sanitizer connect-busboy busboy express-busboy formidable
  apicache express-cache-controller express-redis-cache express-intercept express-timeout-handler connect-pg-simple
  memorystore express-mysql-session cls-rtracer express-correlation-id
  tiny-csrf shrink-ray-current express-static-gzip @promster/express express-http-proxy-headers
`;

const PACKAGES: Readonly<Record<string, Treatment | Readonly<Record<string, Treatment>>>> = {
  express: { '*': 'none' },
  passport: { authenticate: 'authentication', authorize: 'authentication', '*': 'none' },
  'koa-passport': 'unknown',
  'express-jwt': { '*': 'authentication' },
  'express-oauth2-jwt-bearer': {
    auth: 'authentication',
    requiredScopes: 'authorization',
    scopeIncludesAny: 'authorization',
    claimCheck: 'authorization',
    claimEquals: 'authorization',
    claimIncludes: 'authorization',
    '*': 'unknown',
  },
  'express-openid-connect': {
    requiresAuth: 'authentication',
    claimCheck: 'authorization',
    claimEquals: 'authorization',
    claimIncludes: 'authorization',
    auth: 'unknown',
    '*': 'unknown',
  },
  'connect-ensure-login': {
    ensureLoggedIn: 'authentication',
    ensureLoggedOut: 'none',
    '*': 'authentication',
  },
  'express-basic-auth': 'authentication',
  'express-jwt-authz': 'authorization',
  'express-jwt-permissions': 'authorization',
  'keycloak-connect': {
    protect: 'authentication',
    enforcer: 'authorization',
    middleware: 'none',
    '*': 'unknown',
  },
  '@okta/oidc-middleware': { ensureAuthenticated: 'authentication', '*': 'unknown' },
  'supertokens-node/recipe/session/framework/express': { verifySession: 'authentication', '*': 'unknown' },
  'supertokens-node/framework/express': { middleware: 'serves', errorHandler: 'none', '*': 'unknown' },
  '@clerk/express': { requireAuth: 'authentication', clerkMiddleware: 'none', '*': 'unknown' },
  '@clerk/clerk-sdk-node': {
    ClerkExpressRequireAuth: 'authentication',
    ClerkExpressWithAuth: 'none',
    '*': 'unknown',
  },
  'express-oauth-server': {
    authenticate: 'authentication',
    authorize: 'serves',
    token: 'serves',
    '*': 'unknown',
  },
  'express-rate-limit': 'rate-limit',
  'express-slow-down': 'rate-limit',
  'express-brute': 'rate-limit',
  'rate-limiter-flexible': 'rate-limit',
  'express-limiter': 'rate-limit',
  'express-validator': 'noting',
  'express-validator/check': 'noting',
  celebrate: { celebrate: 'validation', Segments: 'none', errors: 'none', '*': 'validation' },
  'express-validation': 'validation',
  'express-joi-validation': 'validation',
  'express-joi-validator': 'validation',
  'zod-express-middleware': 'validation',
  'express-zod-safe': 'validation',
  'express-json-validator-middleware': 'validation',
  'express-async-handler': 'wrapper',
  'express-openapi-validator': 'unknown',
  'swagger-ui-express': 'none',
  'swagger-ui-dist': 'none',
  'redoc-express': 'none',
  '@scalar/express-api-reference': 'none',
  'http-proxy-middleware': 'serves',
  'express-http-proxy': 'serves',
};

const SERVERS = `
  http https http2 spdy cluster socket.io ws stoppable http-terminator @godaddy/terminus serverless-http supertest
  @vendia/serverless-express aws-serverless-express @codegenie/serverless-express @sentry/node express-list-endpoints
  express-async-errors http-graceful-shutdown greenlock-express peer chai-http express-ws livereload
  net tls util events firebase-functions firebase-functions/v1 firebase-functions/v2/https firebase-functions/https
  @google-cloud/functions-framework azure-function-express azure-aws-serverless-express @sentry/tracing express-list-routes
  lightship nunjucks consolidate vite-express engine.io sockjs faye-websocket
`;

/** Express 4 and 5 (expressjs.com/en/5x/api.html). */
export const express: Framework = {
  name: 'express',
  languages: ['javascript', 'typescript', 'tsx'],
  modules: ['express', 'express-promise-router'],
  constructors: {
    express: 'application',
    'express.Router': 'router',
    'express-promise-router': 'router',
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
    del: 'DELETE',
    all: 'ANY',
  },
  chain: 'route',
  mounts: ['use'],
  params: ['param'],
  files: /^(?:express\.static|serve-static|express-static-gzip|serve-index)/,
  variants: pathVariants,
  receivers: /^(?:app|router|server|api|express|\w*(?:Router|Routes|App|Api)|v\d+)$/,
  middleware: {
    ...PACKAGES,
    ...Object.fromEntries(
      HARMLESS.trim()
        .split(/\s+/)
        .map((name) => [name, 'none'] as const),
    ),
  },
  demanding: ['credentialsRequired', 'authRequired', 'sessionRequired'],
  lenient: ['anonymous'],
  servers: SERVERS.trim().split(/\s+/),
  identity: [
    'user',
    'auth',
    'session',
    'userId',
    'currentUser',
    'account',
    'principal',
    'token',
    'isAuthenticated',
  ],
  inputs: ['params', 'query', 'body', 'headers', 'cookies', 'signedCookies', 'files', 'file'],
};
