import { deepEqual, equal } from 'node:assert/strict';
import { isBoundedFormat } from '../../server/core/words/formats.js';
import { isFinitePattern } from '../../server/core/words/patterns.js';
import { isAdminPath, isPublicByNature } from '../../server/core/words/public-paths.js';
import { listed, nearest, shorten } from '../../server/core/words/text.js';
import {
  isCleartext,
  isLoopback,
  isPrivateHost,
  isUrlSinkName,
  overTls,
  urlParts,
} from '../../server/core/words/urls.js';

describe('operations that everybody may call', () => {
  const open: readonly (readonly [string, string])[] = [
    ...[
      ['POST', '/login'] as const,
      ['POST', '/v1/users/login'] as const,
      ['POST', '/oauth2/token'] as const,
    ],
    ...[['GET', '/health'] as const, ['GET', '/'] as const, ['GET', '/.well-known/jwks.json'] as const],
    ...[['POST', '/auth/register'] as const, ['POST', '/register'] as const, ['POST', '/sessions'] as const],
    ...[['POST', '/user/login-with-token'] as const, ['POST', '/reset-password'] as const],
    ...[
      '/reset-password/{token}',
      '/verify-email/{token}',
      '/auth/2fa/verify',
      '/login/mfa',
      '/auth/sso',
    ].map((path) => ['POST', path] as const),
    ...['/auth/passkey/challenge', '/slack/events', '/github/hook'].map((path) => ['POST', path] as const),
    ...[
      '/auth/reset',
      '/auth/srp/init',
      '/auth/resend-otp',
      '/accounts/password/request',
      '/generate-challenge',
    ].map((path) => ['POST', path] as const),
    ...['/otp/verify', '/v1/mfa/verify', '/2fa', '/auth/mfa', '/auth/otp', '/two-factor/challenge'].map(
      (path) => ['POST', path] as const,
    ),
    ...['/users/otp/verify', '/sessions/otp', '/v1/sessions/{id}/mfa', '/session/2fa/verify'].map(
      (path) => ['POST', path] as const,
    ),
    ...[
      '/recover',
      '/users/recovery',
      '/password/recover',
      '/access/reset',
      '/account-recovery',
      '/lost-password',
    ].map((path) => ['POST', path] as const),
    ...['/refresh', '/auth/refresh', '/api/token/refresh'].map((path) => ['POST', path] as const),
    ['DELETE', '/sessions'],
    ...[
      '/api/v1/.well-known/openid-configuration',
      '/login/oidc/{provider}',
      '/oauth/{provider}/authorize',
      '/sso-providers',
      '/oidc/enabled',
      '/auth/jwt-public-key',
    ].map((path) => ['GET', path] as const),
    ['PUT', '/password/reset/{token}'],
    ...[['GET', '/openapi.json'] as const, ['POST', '/stripe/webhook'] as const],
  ];
  for (const [method, path] of open) {
    it(`${method} ${path}`, () => equal(isPublicByNature({ method, path }), true));
  }
  const closed: readonly (readonly [string, string])[] = [
    ...[
      ['GET', '/{id}'] as const,
      ['POST', '/users'] as const,
      ['GET', '/users/{id}/login-history'] as const,
    ],
    ...[
      ['POST', '/payments/{id}/authorize'] as const,
      ['POST', '/webhooks'] as const,
      ['POST', '/health'] as const,
    ],
    ...[
      ['POST', '/devices/register'] as const,
      ['DELETE', '/sessions/{id}'] as const,
      ['GET', '/status/{id}'] as const,
    ],
    ...[['POST', '/checkout/sessions'] as const, ['POST', '/channels/{id}/webhooks'] as const],
    ...[['GET', '/{account}/builds/status'] as const],
    ...[
      '/auth/2fa/enable',
      '/users/{id}/mfa',
      '/payments/otp/verify',
      '/checkout/sessions/otp',
      '/users/mfa',
      '/cache/refresh',
      '/orders/verify',
      '/calendar/events',
      '/github/repositories',
    ].map((path) => ['POST', path] as const),
    ...['/files/recover', '/users/{id}/recover', '/accounts/{id}/reset', '/counters/reset', '/reset'].map(
      (path) => ['POST', path] as const,
    ),
    ...['/auth/keys/reset', '/orders/reset'].map((path) => ['POST', path] as const),
    ...['/providers', '/orders/{provider}', '/features/enabled', '/auth/users'].map(
      (path) => ['GET', path] as const,
    ),
    ['DELETE', '/auth/2fa/verify'],
    ['PUT', '/users/{id}/password'],
  ];
  for (const [method, path] of closed) {
    it(`not ${method} ${path}`, () => equal(isPublicByNature({ method, path }), false));
  }
  it('believes a title', () => {
    equal(isPublicByNature({ method: 'POST', path: '/users', summary: 'Register a new user' }), true);
    equal(isPublicByNature({ method: 'POST', path: '/hooks', operationId: 'registerWebhook' }), false);
    equal(isPublicByNature({ method: 'POST', path: '/mail', operationId: 'requestPasswordReset' }), true);
    equal(isPublicByNature({ method: 'GET', path: '/hello', summary: 'Health check' }), true);
    equal(isPublicByNature({ method: 'GET', path: '/hello/{id}', summary: 'Health check' }), false);
  });
});

describe('paths of administration', () => {
  for (const path of ['/admin/users', '/v2/internal/x', '/back-office', '/api/Admin']) {
    it(path, () => equal(isAdminPath(path), true));
  }
  for (const path of [
    '/x/administrators-guide',
    '/users/{admin}',
    '/administer',
    '/systems',
    '/auth/keys/manage',
  ]) {
    it(`not ${path}`, () => equal(isAdminPath(path), false));
  }
});

describe('addresses', () => {
  it('reads scheme and host as they are written', () => {
    deepEqual(urlParts('HTTP://User:pw@API.example.com:8080/x'), { scheme: 'http', host: 'api.example.com' });
    deepEqual(urlParts('http://[::1]:80/'), { scheme: 'http', host: '::1' });
    deepEqual(urlParts('/v1'), { scheme: undefined, host: '' });
    deepEqual(urlParts('//cdn.example.com'), { scheme: undefined, host: '' });
    deepEqual(urlParts('https://{tenant}.example.com'), { scheme: 'https', host: '{tenant}.example.com' });
  });
  it('knows clear text and how to leave it', () => {
    equal(isCleartext('ws'), true);
    equal(isCleartext('wss'), false);
    equal(overTls('HTTP://a.b/http://c'), 'https://a.b/http://c');
    equal(overTls('ws://a.b'), 'wss://a.b');
    equal(overTls('https://a.b'), 'https://a.b');
  });
  it('knows what stays inside', () => {
    for (const host of ['localhost', '127.0.0.1', '::1', 'app.localhost'])
      equal(isLoopback(host), true, host);
    for (const host of ['127.evil.com', 'localhost.com', '10.0.0.1']) equal(isLoopback(host), false, host);
    for (const host of ['10.1.2.3', '172.20.0.1', 'db', 'x.internal']) equal(isPrivateHost(host), true, host);
    for (const host of ['172.32.0.1', '10.example.com.evil.com', 'a.b', '{host}']) {
      equal(isPrivateHost(host), host.startsWith('10.'), host);
    }
  });
  it('knows parameters that take one', () => {
    for (const name of [
      'url',
      'uri',
      'webhook',
      'webhookUri',
      'callbackUrl',
      'redirect_uri',
      'target_url',
      'return_to',
    ]) {
      equal(isUrlSinkName(name), true, name);
    }
    for (const name of [
      'curl',
      'webhookId',
      'url_count',
      'linked',
      'urlencoded',
      'next',
      'hrefLang',
      'webhookSecret',
    ]) {
      equal(isUrlSinkName(name), false, name);
    }
  });
});

describe('lengths', () => {
  it('trusts formats that are short by themselves', () => {
    equal(isBoundedFormat('date-time'), true);
    equal(isBoundedFormat('UUID'), true);
    equal(isBoundedFormat('uri'), false);
    equal(isBoundedFormat(undefined), false);
  });
  it('trusts patterns that are anchored and repeat with a ceiling', () => {
    for (const pattern of ['^[A-Z]{3}$', '^a|b$', '^\\d{1,5}$', '^(?:yes|no)$', '^[*+]$', '^a\\+$']) {
      equal(isFinitePattern(pattern), pattern !== '^a|b$', pattern);
    }
    for (const pattern of ['[A-Z]{3}', '^[A-Z]+$', '^.*$', '^a{2,}$', '^a\\$', '']) {
      equal(isFinitePattern(pattern), false, pattern);
    }
  });
  it('cuts texts for messages', () => {
    equal(shorten('a  b\nc', 10), 'a b c');
    equal(shorten('abcdef', 4), 'abc…');
    equal(listed(['a', 'b', 'c'], 100), 'a, b, c');
    equal(listed(['alpha', 'beta', 'gamma'], 12), 'alpha, beta +1');
  });
  it('finds what a misspelled name meant', () => {
    equal(nearest('bearerAuht', ['bearerAuth', 'apiKey']), 'bearerAuth');
    equal(nearest('oauth', ['apiKey', 'basic']), undefined);
    equal(nearest('ab', ['ac', 'ad']), undefined);
  });
});
