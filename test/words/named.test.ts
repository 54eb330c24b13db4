import { deepEqual, equal } from 'node:assert/strict';
import { isUsableCredential } from '../../server/core/words/default-values.js';
import {
  asksForWayIn,
  saysAccountState,
  saysRefusesUnknown,
  saysUnknownAccount,
} from '../../server/core/words/recovery.js';
import { isAboutPath, scopeMeaning } from '../../server/core/words/scopes.js';
import { asksReceiver, maySignItself, provesSender, saysSigned } from '../../server/core/words/senders.js';
import { insideHost, letsCleartext } from '../../server/core/words/urls.js';

describe('scopes', () => {
  const cases: readonly (readonly [scope: string, does: string | undefined, about?: string])[] = [
    ['orders:read', 'read', 'orders'],
    ['read:orders', 'read', 'orders'],
    ['orders.readonly', 'read', 'orders'],
    ['read_only', 'read', ''],
    ['User.Read.All', 'read', 'user all'],
    ['User.ReadWrite.All', 'write', 'user all'],
    ['orders:manage', 'write', 'orders'],
    ['orders:read-write', 'write', 'orders'],
    ['write', 'write', ''],
    ['openid', undefined],
    ['orders', undefined],
    ['threads', undefined],
  ];
  for (const [scope, does, about] of cases) {
    it(scope, () => deepEqual(scopeMeaning(scope), does === undefined ? undefined : { does, about }));
  }

  it('are about the paths that name the same', () => {
    equal(isAboutPath('order', '/shops/{id}/orders'), true);
    equal(isAboutPath('orders', '/order/{id}'), true);
    equal(isAboutPath('', '/anything'), true);
    equal(isAboutPath('orders', '/refunds'), false);
  });
});

describe('defaults of credentials', () => {
  for (const value of ['admin', 'changeme', 'password', '1234', 'Basic YWRtaW46YWRtaW4=', 'root', 'test'])
    it(`${value} lets somebody in`, () => equal(isUsableCredential(value), true));
  const none = [
    '',
    ' ',
    '****',
    'Bearer',
    'Bearer <token>',
    '{{password}}',
    '$PASSWORD',
    'your-key',
    'DEMO_KEY',
  ];
  const words = ['auto', 'string', 'HS256', 'xxxx-xxxx', '/run/secrets/key', 'vault:db', 'REDACTED', '...'];
  for (const value of [...none, ...words])
    it(`"${value}" lets nobody in`, () => equal(isUsableCredential(value), false));
});

describe('hosts of nobody else', () => {
  const network = ['10.0.0.1', '172.31.0.9', '192.168.4.2', '169.254.169.254', 'fd12:3456::1', 'fe80::1'];
  const named = ['metadata.google.internal', 'orders.shop.svc.cluster.local', 'build.corp'];
  for (const host of [...network, ...named]) it(host, () => equal(insideHost(host), 'network'));
  it('a tunnel', () => equal(insideHost('a1b2.ngrok-free.app'), 'tunnel'));
  const others = [
    'localhost',
    '127.0.0.1',
    '::1',
    'host.docker.internal',
    '172.32.0.1',
    '10.example.com',
    '11.0.0.1',
  ];
  for (const host of [...others, 'internal.example.com', 'orders', 'ngrok.com', 'fdic.gov', 'local'])
    it(`not ${host}`, () => equal(insideHost(host), undefined));
});

describe('ways back into an account', () => {
  const asks: readonly (readonly [path: string, operationId: string, boolean])[] = [
    ['/password/forgot', '', true],
    ['/auth/forgot-password', '', true],
    ['/password-reset', '', true],
    ['/v1/mails', 'resendVerificationMail', true],
    ['/password/reset/confirm', '', false],
    ['/reset-password', 'validateResetToken', false],
    ['/reset-password', 'sendResetToken', true],
    ['/tokens', 'validatePasswordResetToken', false],
    ['/passwords', 'changePassword', false],
    ['/orders/reset', '', false],
    ['/auth/magic-link', '', true],
    ['/auth/passwordless', 'requestLoginLink', true],
    ['/auth/magic-link/callback', '', false],
    ['/auth/passwordless', 'verifyLoginCode', false],
  ];
  for (const [path, operationId, expected] of asks)
    it(`${path} ${operationId}`, () => equal(asksForWayIn({ path, operationId }), expected));

  const says: readonly (readonly [text: string, missing: boolean, boolean])[] = [
    ['User not found', true, true],
    ['UserNotFound', true, true],
    ['Not found', true, false],
    ['Mail template not found', true, false],
    ['No account has this address', false, true],
    ['The e-mail address is malformed', false, false],
    ['USER_NOT_FOUND', false, true],
    ['No e-mail address was given', false, false],
    ['No permission for this account', false, false],
    ['No user is signed in', false, false],
    ['no such user', false, true],
    ["The user doesn't exist", false, true],
  ];
  for (const [text, missing, expected] of says)
    it(`${text} ${missing}`, () => equal(saysUnknownAccount(text, missing), expected));

  it('say of an account what it has to be there for', () => {
    const states = ['The account is locked', 'User has been disabled', 'E-mail already verified'];
    deepEqual(states.filter(saysAccountState), states);
    const others = [
      'The caller is blocked',
      'Users are not allowed',
      'The account was not found',
      'Forbidden',
    ];
    deepEqual(others.filter(saysAccountState), []);
  });

  it('say that they refuse unknown accounts', () => {
    equal(saysRefusesUnknown('Sends a mail. Returns 404 if no user has the address.'), true);
    equal(saysRefusesUnknown('Answers 202 even if the account does not exist. 429: too often.'), false);
    equal(saysRefusesUnknown('It never returns 404 for an unknown account.'), false);
  });
});

describe('senders', () => {
  for (const name of [
    'X-Hub-Signature-256',
    'Hook-Timestamp',
    'X-Shop-Hmac',
    'Authorization',
    'X-Callback-Token',
  ])
    it(`${name} proves one`, () => equal(provesSender(name), true));
  for (const name of ['X-Request-Id', 'Accept-Language', 'X-Event-Type', 'Content-Type', 'X-Design'])
    it(`${name} proves none`, () => equal(provesSender(name), false));
  it('are told in prose', () => {
    equal(saysSigned('The body is signed with HMAC-SHA256.'), true);
    equal(saysSigned('Somebody designs a lamp.'), false);
    equal(saysSigned('Sent once, with an X-Sig header.'), true);
    equal(saysSigned('Sent once, with an X-Event-Type header.'), false);
  });
  it('may sign the body itself', () => {
    const signed = [
      'application/jwt',
      'application/secevent+jwt',
      'application/jose+json',
      'multipart/signed',
    ];
    deepEqual(signed.filter(maySignItself), signed);
    deepEqual(['application/json', 'text/plain', 'multipart/form-data'].filter(maySignItself), []);
  });
  it('ask whether they may call', () => {
    deepEqual(['hub.challenge', 'validationToken', 'crc_token', 'id', 'page'].filter(asksReceiver), [
      'hub.challenge',
      'validationToken',
      'crc_token',
    ]);
  });
});

describe('patterns that let clear text through', () => {
  for (const pattern of ['^https?://', '^(http|https)://a', '^http://', '^wss?:'])
    it(pattern, () => equal(letsCleartext(pattern), true));
  for (const pattern of ['^https://', '^(https|wss)://', '^.*$', ''])
    it(`not ${pattern}`, () => equal(letsCleartext(pattern), false));
});
