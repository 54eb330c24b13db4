import type { CallView } from '../../server/core/rule/views.js';

/** What a token says of when it holds, and nothing of who brings it. */
const TIMES: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf', 'auth_time']);
/** Calls that ask another server, or the client of a provider for tokens. */
const EXCHANGES =
  /(?:^|\.)(?:post|fetch|request|axios|got|getToken|grant|exchange\w*|authorizationCode\w*|validateAuthorizationCode|acquireToken\w*|fetch_token|authorize_access_token|post_form)$|\.callback$/i;
const ISSUED = /(?:\.|\[\s*['"])(?:id_?token|access_?token)(?:['"]\s*\])?$/i;
const ISSUED_ALONE = /^(?:id_?token|access_?token)$/i;
/** What holds what a caller sent, by its name, or what was kept since. */
const SENT = /^(?:req|request|ctx|c|event|body|input|args|dto|session)\b/i;
/** What holds the answer of a provider by its name; `account` is that of Auth.js. */
const ANSWERS = /^(?:account|tokens?|token_?(?:set|response|result|data)|credentials)\b/i;
/** Packages and classes whose callback is handed what a provider of sign-ins has just given. */
const PROVIDERS = /oauth|openid|oidc|google|github|facebook|azure|auth0|okta|keycloak|cognito|microsoft/i;

/** Whether reading a token without a look at its signature decides nothing about who is calling. */
export function isOnlyShown(call: CallView): boolean {
  return tellsTimes(call) || isIssued(call);
}

/** Only when it ends is read; what lets requests on by that alone lets on any token. */
function tellsTimes(call: CallView): boolean {
  const taken = call.taken();
  const lets = call.handler?.kind === 'middleware';
  return !lets && taken.length > 0 && taken.every((name) => TIMES.has(name));
}

/** It came straight from the one who signs it, over a connection that says who that is (OpenID Connect Core 3.1.3.7). */
function isIssued(call: CallView): boolean {
  const token = call.argument(0);
  if (token === undefined || token.input !== undefined || token.origin === 'request') return false;
  const { text } = token;
  if (isOfProvider(call)) return ISSUED_ALONE.test(text) || ISSUED.test(text);
  const exchanges = call.neighbors().filter((callee) => EXCHANGES.test(callee));
  if (ISSUED_ALONE.test(text)) return exchanges.length > 0 && isTakenOut(text, call);
  if (!ISSUED.test(text) || SENT.test(text)) return false;
  return ANSWERS.test(text) || exchanges.length > 0;
}

/** `const { id_token } = await client.getToken(code)`, and of the body of an answer. */
function isTakenOut(name: string, call: CallView): boolean {
  return call
    .neighbors()
    .filter((callee) => EXCHANGES.test(callee) || (/\.json$/.test(callee) && !SENT.test(callee)))
    .some((callee) =>
      call
        .nearby(callee.slice(callee.lastIndexOf('.') + 1))
        .some((one) => one.callee === callee && one.taken().includes(name)),
    );
}

/** `new OAuth2Strategy(options, (accessToken, refreshToken, params, profile, done) => ...)`. */
function isOfProvider(call: CallView): boolean {
  const to = call.handedTo();
  if (to === undefined || !/Strategy$/.test(to.name) || /bearer/i.test(to.callee)) return false;
  return PROVIDERS.test(to.name) || PROVIDERS.test(to.module ?? '');
}
