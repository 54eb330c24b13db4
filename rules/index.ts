import type { Rule } from '../server/core/rule/rule.js';
import authAdminEndpointSharesSecurity from './auth/admin-endpoint-shares-security.js';
import authAnonymousAlternative from './auth/anonymous-alternative.js';
import authApiKeyInUrl from './auth/api-key-in-url.js';
import authApiKeyOnlyWrite from './auth/api-key-only-write.js';
import authClientControlledDecision from './auth/client-controlled-decision.js';
import authCredentialsInUrlParam from './auth/credentials-in-url-param.js';
import authFunctionLevelMissingRole from './auth/function-level-missing-role.js';
import authGuardOrder from './auth/guard-order.js';
import authHeaderParamAuthorization from './auth/header-param-authorization.js';
import authHeaderParamRedundant from './auth/header-param-redundant.js';
import authHttpBasic from './auth/http-basic.js';
import authInconsistentSiblingSecurity from './auth/inconsistent-sibling-security.js';
import authJwtHardcodedSecret from './auth/jwt-hardcoded-secret.js';
import authJwtNoExpiry from './auth/jwt-no-expiry.js';
import authJwtNoVerify from './auth/jwt-no-verify.js';
import authLoginNoThrottle from './auth/login-no-throttle.js';
import authMethodGap from './auth/method-gap.js';
import authOauthImplicitFlow from './auth/oauth-implicit-flow.js';
import authOauthMissingRefreshUrl from './auth/oauth-missing-refresh-url.js';
import authOauthPasswordFlow from './auth/oauth-password-flow.js';
import authObjectIdWithoutAuthorization from './auth/object-id-without-authorization.js';
import authObjectLevelMissingOwner from './auth/object-level-missing-owner.js';
import authPasswordWeakHash from './auth/password-weak-hash.js';
import authPredictableToken from './auth/predictable-token.js';
import authReadOperationUnprotected from './auth/read-operation-unprotected.js';
import authResetEnumeration from './auth/reset-enumeration.js';
import authRouteMissingGuard from './auth/route-missing-guard.js';
import authScopeMethodMismatch from './auth/scope-method-mismatch.js';
import authSequentialResourceId from './auth/sequential-resource-id.js';
import authSessionCookieInsecure from './auth/session-cookie-insecure.js';
import authUndefinedSchemeReference from './auth/undefined-scheme-reference.js';
import authUndefinedScope from './auth/undefined-scope.js';
import authWebhookSignatureUndocumented from './auth/webhook-signature-undocumented.js';
import authWebhookUnsigned from './auth/webhook-unsigned.js';
import authWriteOperationUnprotected from './auth/write-operation-unprotected.js';
import cryptoCredentialsOverCleartext from './crypto/credentials-over-cleartext.js';
import cryptoDatabaseCleartext from './crypto/database-cleartext.js';
import cryptoHardcodedCredential from './crypto/hardcoded-credential.js';
import cryptoOauthUrlHttp from './crypto/oauth-url-http.js';
import cryptoPathServerHttp from './crypto/path-server-http.js';
import cryptoServerHttp from './crypto/server-http.js';
import cryptoServerVariableHttp from './crypto/server-variable-http.js';
import cryptoTlsVerifyDisabled from './crypto/tls-verify-disabled.js';
import cryptoWebhookHttpAllowed from './crypto/webhook-http-allowed.js';
import designContradictedClaim from './design/contradicted-claim.js';
import designCorsOriginUndocumented from './design/cors-origin-undocumented.js';
import designCorsPermissive from './design/cors-permissive.js';
import designCorsWildcardCredentials from './design/cors-wildcard-credentials.js';
import designCorsWildcardOrigin from './design/cors-wildcard-origin.js';
import designDebugEnabled from './design/debug-enabled.js';
import designDebugFieldInResponse from './design/debug-field-in-response.js';
import designError401Missing from './design/error-401-missing.js';
import designErrorLeak from './design/error-leak.js';
import designErrorValidationResponseMissing from './design/error-validation-response-missing.js';
import designExcessiveDataExposure from './design/excessive-data-exposure.js';
import designGetSideEffect from './design/get-side-effect.js';
import designMassAssignment from './design/mass-assignment.js';
import designMassAssignmentSharedSchema from './design/mass-assignment-shared-schema.js';
import designPrivilegedFieldWritable from './design/privileged-field-writable.js';
import designSensitiveDataInUrl from './design/sensitive-data-in-url.js';
import designSensitiveResponseField from './design/sensitive-response-field.js';
import detectAuthEventUnlogged from './detect/auth-event-unlogged.js';
import detectHealthLeaks from './detect/health-leaks.js';
import detectLogSensitiveData from './detect/log-sensitive-data.js';
import docsAuthDrift from './docs/auth-drift.js';
import docsDeprecatedNoSunset from './docs/deprecated-no-sunset.js';
import docsGhostEndpoint from './docs/ghost-endpoint.js';
import docsInternalOperationPublished from './docs/internal-operation-published.js';
import docsPlaceholderCredentialsDefault from './docs/placeholder-credentials-default.js';
import docsSecretInExample from './docs/secret-in-example.js';
import docsServerEnvironmentUndeclared from './docs/server-environment-undeclared.js';
import docsServerPrivate from './docs/server-private.js';
import docsShadowEndpoint from './docs/shadow-endpoint.js';
import docsZombieEndpoint from './docs/zombie-endpoint.js';
import gatewayAwsAuthorizerNone from './gateway/aws-authorizer-none.js';
import inputArrayMaxItemsMissing from './input/array-max-items-missing.js';
import inputCodeInjection from './input/code-injection.js';
import inputCommandInjection from './input/command-injection.js';
import inputIntegerBoundsMissing from './input/integer-bounds-missing.js';
import inputNegativeAmount from './input/negative-amount.js';
import inputNosqlInjection from './input/nosql-injection.js';
import inputNumberAsFloatMoney from './input/number-as-float-money.js';
import inputNumberBoundsMissing from './input/number-bounds-missing.js';
import inputOpenAdditionalProperties from './input/open-additional-properties.js';
import inputOpenRedirect from './input/open-redirect.js';
import inputPathTraversal from './input/path-traversal.js';
import inputPatternRedos from './input/pattern-redos.js';
import inputSqlInjection from './input/sql-injection.js';
import inputSsrf from './input/ssrf.js';
import inputSsrfUrlField from './input/ssrf-url-field.js';
import inputSsrfUrlParam from './input/ssrf-url-param.js';
import inputStringMaxLengthMissing from './input/string-max-length-missing.js';
import inputUnsafeDeserialization from './input/unsafe-deserialization.js';
import inputUnvalidatedInput from './input/unvalidated-input.js';
import inputUploadSizeUndocumented from './input/upload-size-undocumented.js';
import inputUploadTypeOpen from './input/upload-type-open.js';
import inputXssResponse from './input/xss-response.js';
import inputXxe from './input/xxe.js';
import limits429Missing from './limits/429-missing.js';
import limitsAppUnlimited from './limits/app-unlimited.js';
import limitsAuthRouteUnlimited from './limits/auth-route-unlimited.js';
import limitsExpensiveOperation from './limits/expensive-operation.js';
import limitsExpensiveRouteUnlimited from './limits/expensive-route-unlimited.js';
import limitsLimitHeadersMissing from './limits/limit-headers-missing.js';
import limitsListUnbounded from './limits/list-unbounded.js';
import limitsPaginationUnbounded from './limits/pagination-unbounded.js';
import limitsRetryAfterMissing from './limits/retry-after-missing.js';
import limitsUploadUnlimited from './limits/upload-unlimited.js';
import respondTokenRevocationMissing from './respond/token-revocation-missing.js';
import testingBaselineRegression from './testing/baseline-regression.js';
import testingInvalidBaseline from './testing/invalid-baseline.js';
import testingInvalidConfiguration from './testing/invalid-configuration.js';
import testingInvalidDocument from './testing/invalid-document.js';
import testingInvalidThreatDecisions from './testing/invalid-threat-decisions.js';
import testingSuppressionExpired from './testing/suppression-expired.js';
import testingSuppressionUnused from './testing/suppression-unused.js';
import testingSuppressionWithoutReason from './testing/suppression-without-reason.js';
import testingUnreadableDocument from './testing/unreadable-document.js';
import testingUnresolvedReference from './testing/unresolved-reference.js';
import testingUnsatisfiableParameter from './testing/unsatisfiable-parameter.js';

/** Every rule. Generated from the files beside it: run `npm run generate`. */
export const RULES: readonly Rule[] = [
  authAdminEndpointSharesSecurity,
  authAnonymousAlternative,
  authApiKeyInUrl,
  authApiKeyOnlyWrite,
  authClientControlledDecision,
  authCredentialsInUrlParam,
  authFunctionLevelMissingRole,
  authGuardOrder,
  authHeaderParamAuthorization,
  authHeaderParamRedundant,
  authHttpBasic,
  authInconsistentSiblingSecurity,
  authJwtHardcodedSecret,
  authJwtNoExpiry,
  authJwtNoVerify,
  authLoginNoThrottle,
  authMethodGap,
  authOauthImplicitFlow,
  authOauthMissingRefreshUrl,
  authOauthPasswordFlow,
  authObjectIdWithoutAuthorization,
  authObjectLevelMissingOwner,
  authPasswordWeakHash,
  authPredictableToken,
  authReadOperationUnprotected,
  authResetEnumeration,
  authRouteMissingGuard,
  authScopeMethodMismatch,
  authSequentialResourceId,
  authSessionCookieInsecure,
  authUndefinedSchemeReference,
  authUndefinedScope,
  authWebhookSignatureUndocumented,
  authWebhookUnsigned,
  authWriteOperationUnprotected,
  cryptoCredentialsOverCleartext,
  cryptoDatabaseCleartext,
  cryptoHardcodedCredential,
  cryptoOauthUrlHttp,
  cryptoPathServerHttp,
  cryptoServerHttp,
  cryptoServerVariableHttp,
  cryptoTlsVerifyDisabled,
  cryptoWebhookHttpAllowed,
  designContradictedClaim,
  designCorsOriginUndocumented,
  designCorsPermissive,
  designCorsWildcardCredentials,
  designCorsWildcardOrigin,
  designDebugEnabled,
  designDebugFieldInResponse,
  designError401Missing,
  designErrorLeak,
  designErrorValidationResponseMissing,
  designExcessiveDataExposure,
  designGetSideEffect,
  designMassAssignment,
  designMassAssignmentSharedSchema,
  designPrivilegedFieldWritable,
  designSensitiveDataInUrl,
  designSensitiveResponseField,
  detectAuthEventUnlogged,
  detectHealthLeaks,
  detectLogSensitiveData,
  docsAuthDrift,
  docsDeprecatedNoSunset,
  docsGhostEndpoint,
  docsInternalOperationPublished,
  docsPlaceholderCredentialsDefault,
  docsSecretInExample,
  docsServerEnvironmentUndeclared,
  docsServerPrivate,
  docsShadowEndpoint,
  docsZombieEndpoint,
  gatewayAwsAuthorizerNone,
  inputArrayMaxItemsMissing,
  inputCodeInjection,
  inputCommandInjection,
  inputIntegerBoundsMissing,
  inputNegativeAmount,
  inputNosqlInjection,
  inputNumberAsFloatMoney,
  inputNumberBoundsMissing,
  inputOpenAdditionalProperties,
  inputOpenRedirect,
  inputPathTraversal,
  inputPatternRedos,
  inputSqlInjection,
  inputSsrf,
  inputSsrfUrlField,
  inputSsrfUrlParam,
  inputStringMaxLengthMissing,
  inputUnsafeDeserialization,
  inputUnvalidatedInput,
  inputUploadSizeUndocumented,
  inputUploadTypeOpen,
  inputXssResponse,
  inputXxe,
  limits429Missing,
  limitsAppUnlimited,
  limitsAuthRouteUnlimited,
  limitsExpensiveOperation,
  limitsExpensiveRouteUnlimited,
  limitsLimitHeadersMissing,
  limitsListUnbounded,
  limitsPaginationUnbounded,
  limitsRetryAfterMissing,
  limitsUploadUnlimited,
  respondTokenRevocationMissing,
  testingBaselineRegression,
  testingInvalidBaseline,
  testingInvalidConfiguration,
  testingInvalidDocument,
  testingInvalidThreatDecisions,
  testingSuppressionExpired,
  testingSuppressionUnused,
  testingSuppressionWithoutReason,
  testingUnreadableDocument,
  testingUnresolvedReference,
  testingUnsatisfiableParameter,
];
