import type { Rule } from '../server/core/rule/rule.js';
import authAdminEndpointSharesSecurity from './auth/admin-endpoint-shares-security.js';
import authAnonymousAlternative from './auth/anonymous-alternative.js';
import authApiKeyInUrl from './auth/api-key-in-url.js';
import authCredentialsInUrlParam from './auth/credentials-in-url-param.js';
import authFunctionLevelMissingRole from './auth/function-level-missing-role.js';
import authGuardOrder from './auth/guard-order.js';
import authHttpBasic from './auth/http-basic.js';
import authInconsistentSiblingSecurity from './auth/inconsistent-sibling-security.js';
import authJwtHardcodedSecret from './auth/jwt-hardcoded-secret.js';
import authJwtNoExpiry from './auth/jwt-no-expiry.js';
import authJwtNoVerify from './auth/jwt-no-verify.js';
import authLoginNoThrottle from './auth/login-no-throttle.js';
import authMethodGap from './auth/method-gap.js';
import authOauthImplicitFlow from './auth/oauth-implicit-flow.js';
import authOauthPasswordFlow from './auth/oauth-password-flow.js';
import authObjectIdWithoutAuthorization from './auth/object-id-without-authorization.js';
import authObjectLevelMissingOwner from './auth/object-level-missing-owner.js';
import authReadOperationUnprotected from './auth/read-operation-unprotected.js';
import authRouteMissingGuard from './auth/route-missing-guard.js';
import authSessionCookieInsecure from './auth/session-cookie-insecure.js';
import authUndefinedSchemeReference from './auth/undefined-scheme-reference.js';
import authUndefinedScope from './auth/undefined-scope.js';
import authWriteOperationUnprotected from './auth/write-operation-unprotected.js';
import cryptoCredentialsOverCleartext from './crypto/credentials-over-cleartext.js';
import cryptoOauthUrlHttp from './crypto/oauth-url-http.js';
import cryptoServerHttp from './crypto/server-http.js';
import cryptoServerVariableHttp from './crypto/server-variable-http.js';
import cryptoTlsVerifyDisabled from './crypto/tls-verify-disabled.js';
import designContradictedClaim from './design/contradicted-claim.js';
import designCorsPermissive from './design/cors-permissive.js';
import designCorsWildcardCredentials from './design/cors-wildcard-credentials.js';
import designDebugFieldInResponse from './design/debug-field-in-response.js';
import designErrorLeak from './design/error-leak.js';
import designGetSideEffect from './design/get-side-effect.js';
import designMassAssignment from './design/mass-assignment.js';
import designMassAssignmentSharedSchema from './design/mass-assignment-shared-schema.js';
import designSensitiveResponseField from './design/sensitive-response-field.js';
import detectLogSensitiveData from './detect/log-sensitive-data.js';
import docsAuthDrift from './docs/auth-drift.js';
import docsGhostEndpoint from './docs/ghost-endpoint.js';
import docsSecretInExample from './docs/secret-in-example.js';
import docsShadowEndpoint from './docs/shadow-endpoint.js';
import inputCommandInjection from './input/command-injection.js';
import inputPathTraversal from './input/path-traversal.js';
import inputPatternRedos from './input/pattern-redos.js';
import inputSqlInjection from './input/sql-injection.js';
import inputSsrf from './input/ssrf.js';
import inputSsrfUrlParam from './input/ssrf-url-param.js';
import inputStringMaxLengthMissing from './input/string-max-length-missing.js';
import inputUnvalidatedInput from './input/unvalidated-input.js';
import limits429Missing from './limits/429-missing.js';
import limitsAuthRouteUnlimited from './limits/auth-route-unlimited.js';
import testingBaselineRegression from './testing/baseline-regression.js';
import testingInvalidConfiguration from './testing/invalid-configuration.js';
import testingInvalidDocument from './testing/invalid-document.js';
import testingInvalidThreatDecisions from './testing/invalid-threat-decisions.js';
import testingSuppressionExpired from './testing/suppression-expired.js';
import testingSuppressionUnused from './testing/suppression-unused.js';
import testingSuppressionWithoutReason from './testing/suppression-without-reason.js';
import testingUnreadableDocument from './testing/unreadable-document.js';
import testingUnresolvedReference from './testing/unresolved-reference.js';

/** Every rule. Generated from the files beside it: run `npm run generate`. */
export const RULES: readonly Rule[] = [
  authAdminEndpointSharesSecurity,
  authAnonymousAlternative,
  authApiKeyInUrl,
  authCredentialsInUrlParam,
  authFunctionLevelMissingRole,
  authGuardOrder,
  authHttpBasic,
  authInconsistentSiblingSecurity,
  authJwtHardcodedSecret,
  authJwtNoExpiry,
  authJwtNoVerify,
  authLoginNoThrottle,
  authMethodGap,
  authOauthImplicitFlow,
  authOauthPasswordFlow,
  authObjectIdWithoutAuthorization,
  authObjectLevelMissingOwner,
  authReadOperationUnprotected,
  authRouteMissingGuard,
  authSessionCookieInsecure,
  authUndefinedSchemeReference,
  authUndefinedScope,
  authWriteOperationUnprotected,
  cryptoCredentialsOverCleartext,
  cryptoOauthUrlHttp,
  cryptoServerHttp,
  cryptoServerVariableHttp,
  cryptoTlsVerifyDisabled,
  designContradictedClaim,
  designCorsPermissive,
  designCorsWildcardCredentials,
  designDebugFieldInResponse,
  designErrorLeak,
  designGetSideEffect,
  designMassAssignment,
  designMassAssignmentSharedSchema,
  designSensitiveResponseField,
  detectLogSensitiveData,
  docsAuthDrift,
  docsGhostEndpoint,
  docsSecretInExample,
  docsShadowEndpoint,
  inputCommandInjection,
  inputPathTraversal,
  inputPatternRedos,
  inputSqlInjection,
  inputSsrf,
  inputSsrfUrlParam,
  inputStringMaxLengthMissing,
  inputUnvalidatedInput,
  limits429Missing,
  limitsAuthRouteUnlimited,
  testingBaselineRegression,
  testingInvalidConfiguration,
  testingInvalidDocument,
  testingInvalidThreatDecisions,
  testingSuppressionExpired,
  testingSuppressionUnused,
  testingSuppressionWithoutReason,
  testingUnreadableDocument,
  testingUnresolvedReference,
];
