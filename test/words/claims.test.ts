import { deepEqual, equal } from 'node:assert/strict';
import { claimOfExtension, claimsOfProse } from '../../server/core/words/claims.js';
import { changingVerb } from '../../server/core/words/effects.js';
import { takesGuesses } from '../../server/core/words/public-paths.js';
import {
  addressedObjects,
  isCatalogNoun,
  isOwnPath,
  isSocialPath,
} from '../../server/core/words/resources.js';
import { addressesOf, schemeVariables, travelsInTheOpen } from '../../server/core/words/urls.js';

describe('claims of prose', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['Calls are rate-limited.', ['limits']],
    ['After 5 failed login attempts the account is locked.', ['limits']],
    ['Answers 429 to too many tries', ['limits']],
    ['Only the owner may read it.', ['owner']],
    ['Documents that belong to your tenant', ['owner']],
    ['Requires the permission billing.read. Throttled.', ['limits', 'owner']],
    ['Only the comment author is allowed.', ['owner']],
    ['Get a user (superuser only)', ['owner']],
    ['Changes the author of a book', []],
    ['Returns one invoice.', []],
    ['The limit of items on a page', []],
    ['Lists ownerless files', []],
  ];
  for (const [text, claims] of cases) it(text, () => deepEqual(claimsOfProse(text), claims));

  it('and of extensions by their names', () => {
    equal(claimOfExtension('x-ratelimit'), 'limits');
    equal(claimOfExtension('x-kong-plugin-rate-limiting'), 'limits');
    equal(claimOfExtension('x-required-permissions'), 'owner');
    equal(claimOfExtension('x-amazon-apigateway-integration'), undefined);
    equal(claimOfExtension('permission'), undefined);
  });
});

describe('verbs of change', () => {
  const cases: readonly (readonly [
    path: string,
    operationId: string,
    summary: string,
    string | undefined,
  ])[] = [
    ['/users/{id}/delete', '', '', 'delete'],
    ['/delete/{id}', '', '', 'delete'],
    ['/chat.delete', '', '', 'delete'],
    ['/users:resetPassword', '', '', 'reset'],
    ['/a', 'Users.deleteUser', '', 'delete'],
    ['/logout', '', '', 'log out'],
    ['/a', '', 'Deletes a user', 'delete'],
    ['/a', '', 'Send a mail', 'send'],
    ['/a', '', 'Updates of the package', undefined],
    ['/updates', '', '', undefined],
    ['/sendgrid', '', '', undefined],
    ['/reset-policy', '', '', undefined],
    ['/locks/{id}/reset-manual', '', '', undefined],
    ['/apps/{id}/rotate-signing-key', '', '', 'rotate'],
    ['/apps/{id}/secret', 'regenerateAppSecret', '', 'regenerate'],
    ['/a', 'rotateKeyPolicy', '', undefined],
    ['/pictures/{id}/rotate', '', '', undefined],
    ['/update', 'getUpdate', '', undefined],
    ['/update', '', 'Shows the newest update', undefined],
    ['/orders/{id}/cancellation', '', '', undefined],
  ];
  for (const [path, operationId, summary, verb] of cases) {
    it([path, operationId, summary].join(' '), () =>
      equal(changingVerb({ path, operationId, summary }), verb),
    );
  }
});

describe('operations that take guesses', () => {
  const post = (path: string, operationId?: string) => takesGuesses({ method: 'POST', path, operationId });
  for (const path of [
    ...['/login', '/v1/auth/token', '/users/reset-password', '/verify-otp', '/sessions'],
    ...['/otp/verify', '/2fa', '/auth/mfa'],
  ])
    it(path, () => equal(post(path), true));
  for (const path of [
    '/logout',
    '/users/register',
    '/oauth/revoke',
    '/login-history',
    '/auth/fido2/challenge',
    '/auth/srp/init',
    '/auth/refresh',
    '/refresh',
    '/users/{login}',
    '/orders',
  ])
    it(path, () => equal(post(path), false));
  it('by their name', () => {
    equal(post('/do', 'login'), true);
    equal(post('/do', 'logoutUser'), false);
    equal(post('/auth/verify', 'verifyWebauthnLogin'), false);
    equal(post('/auth/token', 'exchangeApiKeyForToken'), false);
    equal(post('/auth/token', 'exchangePasswordForToken'), true);
  });
});

describe('objects of a path', () => {
  it('with what stands before them', () => {
    deepEqual(addressedObjects('/v1/shop/orders/{orderId}/lines/{line_no}'), [
      { collection: '/v1/shop/orders', noun: 'orders' },
      { collection: '/v1/shop/orders/{orderId}/lines', noun: 'lines' },
    ]);
    deepEqual(addressedObjects('/reports/{year}'), []);
    deepEqual(addressedObjects('/v1/{id}'), [{ collection: '/v1', noun: '' }]);
  });

  it("that are nobody's, or the caller's own", () => {
    equal(isCatalogNoun('product-categories'), true);
    equal(isCatalogNoun('products-orders'), false);
    equal(isOwnPath('/me/cards/{id}'), true);
    equal(isOwnPath('/menus/{id}'), false);
    equal(isSocialPath('/profiles/{name}/follow'), true);
    equal(isSocialPath('/profiles/follow/{name}'), false);
  });
});

describe('addresses of a server', () => {
  it('differ in the variables that decide over the scheme', () => {
    const scheme = { name: 'scheme', values: ['https', 'http'] };
    const host = { name: 'host', values: ['a.b', 'c.d'] };
    deepEqual(addressesOf('{scheme}://{host}/v1', [scheme, host]), ['https://a.b/v1', 'http://a.b/v1']);
    deepEqual(addressesOf('https://{host}', [host]), ['https://{host}']);
    deepEqual(schemeVariables('http{s}://a.b/{scheme}', [scheme, { name: 's', values: ['', 's'] }]), [
      { name: 's', values: ['', 's'] },
    ]);
    deepEqual(schemeVariables('{host}/{scheme}', [host, scheme]), [host]);
  });

  it('are in the open unless they are secure or the machine itself', () => {
    equal(travelsInTheOpen('HTTP://a.b'), true);
    equal(travelsInTheOpen('ws://localhost.com'), true);
    for (const url of ['https://a.b', 'http://localhost:8080', 'http://[::1]/', '/v1', '{scheme}://a.b'])
      equal(travelsInTheOpen(url), false, url);
  });
});
