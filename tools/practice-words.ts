import type { PracticeId } from '../server/core/rule/practices.js';

/** What can serve a practice. */
export type Instrument = 'spec' | 'code' | 'fix' | 'scaffold' | 'question';

export const INSTRUMENTS: readonly Instrument[] = ['spec', 'code', 'fix', 'scaffold', 'question'];

export const DOMAINS: Readonly<Record<string, string>> = {
  auth: 'Authentication and authorization',
  design: 'Secure API design',
  crypto: 'Encryption in transit and at rest',
  detect: 'Threat detection and monitoring',
  limits: 'Rate limiting and throttling',
  gateway: 'API gateway',
  input: 'Input validation and injection protection',
  testing: 'API security testing',
  docs: 'API documentation and inventory',
  respond: 'Incident response',
};

/** Each practice in a few words. */
export const PRACTICE_WORDS: Readonly<Record<PracticeId, string>> = {
  'auth-standards': 'Sign in through OAuth 2.1 or OpenID Connect, with PKCE and short-lived tokens',
  'auth-access-control': 'Check on every endpoint who calls, what they may do, and on which object',
  'auth-mtls': 'Let services prove who they are with certificates',
  'auth-credentials': 'Keep passwords and tokens strong, short-lived, revocable and hard to guess',
  'design-threat-model': 'Think through threats while the API is being designed',
  'design-data-exposure': 'Take in and give out only the fields that are needed',
  'design-errors': 'Tell callers little about failures and the log everything',
  'design-defaults': 'Deny by default; expose no debugging, admin or cross-origin access by accident',
  'crypto-tls': 'Use TLS on every public address, 1.3 where possible',
  'crypto-mtls': 'Bind valuable calls to a certificate, so that a stolen token is not enough',
  'crypto-at-rest': 'Encrypt stored data with managed, rotated keys',
  'crypto-internal': 'Encrypt every hop inside the system as well',
  'detect-logging': 'Log who did what, from where and with what result, and never a secret',
  'detect-alerting': 'Raise alerts for failed sign-ins, spikes and large answers',
  'detect-behaviour': 'Notice scraping and the abuse of tokens by how callers behave',
  'detect-response': 'Let alerts block, throttle or notify',
  'limits-everywhere': 'Limit every endpoint and every caller',
  'limits-window': 'Use short windows beside long quotas',
  'limits-per-client': 'Count for each key, user or address, never only for all together',
  'limits-graceful': 'Answer 429 and say when to come back',
  'gateway-central': 'Pass all calls through one gateway that authenticates and limits',
  'gateway-credentials': 'Hand one trusted form of identity to the services inside',
  'gateway-features': 'Let the gateway validate requests and filter answers',
  'gateway-consistency': 'Log, measure and fail alike everywhere',
  'input-validate': 'Accept only input of a known type, form, length and range',
  'input-sanitize': 'Encode for the context and parse with safe settings',
  'input-injection': 'Keep data apart from the language of the interpreter that it reaches',
  'input-limits': 'Bound sizes, and accept only the content types that are expected',
  'testing-sast': 'Check code and API descriptions in the editor and before every merge',
  'testing-dast': 'Test the running API with requests made from its description',
  'testing-pentest': 'Have people try to break in, and give finders a way to report',
  'testing-continuous': 'Scan the API and its dependencies again and again',
  'docs-access': 'Keep internal documentation internal',
  'docs-versioning': 'Announce the end of a version, and then end it',
  'docs-minimal': 'Publish nothing that helps an attacker',
  'docs-inventory': 'Know every endpoint that is served, and serve every one that is documented',
  'respond-plan': 'Have a plan for incidents of each API, with names in it',
  'respond-training': 'Rehearse breaches of the API',
  'respond-containment': 'Be able to revoke, block, throttle or switch off within minutes',
  'respond-postmortem': 'Turn each incident into tests and rules',
};

/** What cannot serve a practice, because it cannot see it; whatever is not here is owed. */
export const OUT_OF_SIGHT: Readonly<Partial<Record<PracticeId, readonly Instrument[]>>> = {
  'crypto-mtls': ['code'],
  'crypto-at-rest': ['spec'],
  'detect-alerting': ['code'],
  'detect-response': ['spec', 'code', 'fix'],
  'limits-per-client': ['spec'],
  'testing-continuous': ['spec'],
  'respond-plan': ['code'],
  'respond-training': ['spec', 'code', 'fix'],
  'respond-postmortem': ['spec', 'code', 'fix'],
};
