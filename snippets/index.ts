import type { Snippet } from '../server/core/rule/snippet.js';
import authExpressJwtGuard from './auth/express-jwt-guard.js';
import authOauth2AuthorizationCode from './auth/oauth2-authorization-code.js';
import inputZodBodyValidation from './input/zod-body-validation.js';
import limitsExpressRateLimiter from './limits/express-rate-limiter.js';
import limitsShared429Response from './limits/shared-429-response.js';

/** Every snippet. Generated from the files beside it: run `npm run generate`. */
export const SNIPPETS: readonly Snippet[] = [
  authExpressJwtGuard,
  authOauth2AuthorizationCode,
  inputZodBodyValidation,
  limitsExpressRateLimiter,
  limitsShared429Response,
];
