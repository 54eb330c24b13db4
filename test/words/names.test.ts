import { deepEqual, equal } from 'node:assert/strict';
import {
  credentialName,
  personalField,
  secretField,
  serverOwnedField,
} from '../../server/core/words/sensitive.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';

describe('words of a name', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['nextPageToken', ['next', 'page', 'token']],
    ['userAPIKey_v2', ['user', 'api', 'key', 'v', '2']],
    ['X-CSRF-Token', ['x', 'csrf', 'token']],
    ['OAuth2Token', ['oauth', '2', 'token']],
    ['userIDs', ['user', 'ids']],
    ['passwordless', ['passwordless']],
    ['', []],
    ['__proto__', ['proto']],
    ['ÄnderungsDatum', ['änderungs', 'datum']],
  ];
  for (const [name, tokens] of cases) it(JSON.stringify(name), () => deepEqual(tokensOf(name), tokens));

  it('finds terms as whole words, in the plural, and written as one', () => {
    const words = vocabulary('api key, token');
    equal(words.find(tokensOf('x-api-key'))?.term, 'api key');
    equal(words.find(tokensOf('apikey'))?.term, 'api key');
    equal(words.find(tokensOf('apiKeys'))?.term, 'api key');
    equal(words.find(tokensOf('myTokens'))?.term, 'token');
    equal(words.find(tokensOf('tokenize')), undefined);
    equal(words.find(tokensOf('keyboard')), undefined);
    deepEqual(words.find(tokensOf('user_api_key_id'))?.rest, ['user', 'id']);
  });
});

describe('credentials in a query', () => {
  const carried: readonly string[] = [
    ...[
      'auth',
      'jwt',
      'sessionid',
      'session_id',
      'pwd',
      'key',
      'signature',
      'password',
      'access_token',
      'accessToken',
    ],
    ...[
      'id_token',
      'apikey',
      'api-key',
      'X-API-Key',
      'client_secret',
      'token',
      'sid',
      'private_key',
      'authToken',
    ],
  ];
  for (const name of carried) it(`${name} is one`, () => equal(typeof credentialName(name), 'string'));

  const others: readonly string[] = [
    ...['pageToken', 'next_token', 'nextPageToken', 'tokenType', 'passwordless', 'secretary', 'X-CSRF-Token'],
    ...[
      'continuationToken',
      'public_key',
      'sort_key',
      'idempotencyKey',
      'keyword',
      'monkey',
      'design',
      'author',
    ],
    ...[
      'token_count',
      'max_tokens',
      'secret_id',
      'api_key_id',
      'authority',
      'signatureType',
      'sessionIdType',
    ],
  ];
  for (const name of others) it(`${name} is none`, () => equal(credentialName(name), undefined));

  it('tells what works once', () => {
    equal(credentialName('resetToken'), 'code');
    equal(credentialName('verification_code'), 'code');
  });

  it('takes a lone key or token in a path for a resource', () => {
    equal(credentialName('key', 'path'), undefined);
    equal(credentialName('token', 'path'), undefined);
    equal(credentialName('access_token', 'path'), 'token');
  });
});

describe('fields', () => {
  for (const name of [
    'password',
    'clientSecret',
    'private_key',
    'cvv',
    'pin',
    'otp',
    'refreshToken',
    'passwordHash',
  ]) {
    it(`${name} is a secret`, () => equal(typeof secretField(name), 'string'));
  }
  const said: readonly string[] = [
    ...[
      'hasPassword',
      'passwordChangedAt',
      'maskedKey',
      'secretId',
      'password_expiry',
      'last4',
      'tokenExpiresAt',
    ],
    ...[
      'apiKeyName',
      'accessTokenUrl',
      'pinCount',
      'opinion',
      'spin',
      'secretary',
      'nextPageToken',
      'publicKey',
    ],
  ];
  for (const name of said) it(`${name} speaks of one`, () => equal(secretField(name), undefined));

  it('knows identity and card numbers, and not what is masked', () => {
    equal(personalField('ssn'), 'identity');
    equal(personalField('cpf'), 'identity');
    equal(personalField('cardNumber'), 'card');
    equal(personalField('maskedCardNumber'), undefined);
    equal(personalField('dateOfBirth'), 'birth');
    equal(personalField('dashboard'), undefined);
  });

  it('knows what servers decide', () => {
    equal(serverOwnedField('isAdmin'), 'authority');
    equal(serverOwnedField('user_roles'), 'authority');
    equal(serverOwnedField('balance'), 'money');
    equal(serverOwnedField('emailVerified'), 'state');
    equal(serverOwnedField('createdAt'), 'record');
    equal(serverOwnedField('rolePlay'), undefined);
    equal(serverOwnedField('balanceSheet'), undefined);
  });
});
