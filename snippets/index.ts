import type { Snippet } from '../server/core/rule/snippet.js';
import authExpressJwtGuard from './auth/express-jwt-guard.js';
import authExpressOwnershipCheck from './auth/express-ownership-check.js';
import authFastapiJwtGuard from './auth/fastapi-jwt-guard.js';
import authHttpBearerScheme from './auth/http-bearer-scheme.js';
import authMutualTlsScheme from './auth/mutual-tls-scheme.js';
import authOauth2AuthorizationCode from './auth/oauth2-authorization-code.js';
import authShared401403Responses from './auth/shared-401-403-responses.js';
import authSpringSecurityChain from './auth/spring-security-chain.js';
import cryptoNodeTlsServer from './crypto/node-tls-server.js';
import designExpressErrorHandler from './design/express-error-handler.js';
import designExpressSessionCookie from './design/express-session-cookie.js';
import designProblemDetails from './design/problem-details.js';
import designSpringProblemHandler from './design/spring-problem-handler.js';
import docsSunsetHeaders from './docs/sunset-headers.js';
import inputBoundedString from './input/bounded-string.js';
import inputFastapiPydanticModel from './input/fastapi-pydantic-model.js';
import inputZodBodyValidation from './input/zod-body-validation.js';
import limitsExpressBurstAndSustained from './limits/express-burst-and-sustained.js';
import limitsExpressRateLimiter from './limits/express-rate-limiter.js';
import limitsPaginationParameters from './limits/pagination-parameters.js';
import limitsShared429Response from './limits/shared-429-response.js';

/** Every snippet. Generated from the files beside it: run `npm run generate`. */
export const SNIPPETS: readonly Snippet[] = [
  authExpressJwtGuard,
  authExpressOwnershipCheck,
  authFastapiJwtGuard,
  authHttpBearerScheme,
  authMutualTlsScheme,
  authOauth2AuthorizationCode,
  authShared401403Responses,
  authSpringSecurityChain,
  cryptoNodeTlsServer,
  designExpressErrorHandler,
  designExpressSessionCookie,
  designProblemDetails,
  designSpringProblemHandler,
  docsSunsetHeaders,
  inputBoundedString,
  inputFastapiPydanticModel,
  inputZodBodyValidation,
  limitsExpressBurstAndSustained,
  limitsExpressRateLimiter,
  limitsPaginationParameters,
  limitsShared429Response,
];
