import { equal } from 'node:assert/strict';
import { isAmountName, moneyName, saysPercentage, saysSign } from '../../server/core/words/amounts.js';
import {
  isPersonalName,
  isProgramKeyName,
  saysMachines,
  saysOnePerson,
} from '../../server/core/words/callers.js';
import { isHeavyWork } from '../../server/core/words/costs.js';
import { changesOwnAccount, changesOwnRecord } from '../../server/core/words/own-account.js';

describe('work that costs much', () => {
  const heavy: readonly (readonly [string, string, string?])[] = [
    ['GET', '/orders/export'],
    ['POST', '/exports'],
    ['POST', '/v1/chat/completions'],
    ['POST', '/orders/bulk-update'],
    ['POST', '/rates/bulk'],
    ['POST', '/notification/sms', 'sendSMSUsingPOST'],
    ['POST', '/send/message'],
    ['POST', '/videos/{id}/transcode'],
    ['GET', '/users/videos/convert_video'],
    ['POST', '/invoices/{id}', 'generatePdf'],
  ];
  for (const [method, path, operationId] of heavy)
    it(`${method} ${path}`, () => equal(isHeavyWork({ method, path, operationId }), true));

  const light: readonly (readonly [string, string, string?])[] = [
    ['GET', '/exports'],
    ['GET', '/exports/{id}', 'fetchExport'],
    ['POST', '/exports/configuration'],
    ['DELETE', '/dumps/{id}'],
    ['POST', '/posts/{id}/report'],
    ['GET', '/batches'],
    ['POST', '/batches'],
    ['POST', '/prompts'],
    ['POST', '/conversations/{id}/convertToPrivate'],
    ['POST', '/exporters'],
  ];
  for (const [method, path, operationId] of light)
    it(`not ${method} ${path}`, () => equal(isHeavyWork({ method, path, operationId }), false));
});

describe('amounts', () => {
  for (const name of ['price', 'unit_price', 'quantity', 'orderTotal', 'transferAmount', 'qty'])
    it(`${name} is one`, () => equal(isAmountName(name), true));
  for (const name of ['priceChange', 'minPrice', 'balance', 'priceList', 'amountType', 'quantityDelta'])
    it(`${name} is none`, () => equal(isAmountName(name), false));

  it('are money by their name, or perhaps', () => {
    equal(moneyName('salePrice'), 'yes');
    equal(moneyName('grand_total'), 'yes');
    equal(moneyName('amount'), 'perhaps');
    equal(moneyName('taxRate'), 'no');
    equal(moneyName('amountOfFlour'), 'no');
  });

  it('may be said to have a sign, or to be a share', () => {
    equal(saysSign('A negative amount is a correction.'), true);
    equal(saysSign('Must be > 0'), true);
    equal(saysSign('How many pieces are ordered.'), false);
    equal(saysPercentage('The discount in percent'), true);
    equal(saysPercentage('The discount in cents'), false);
  });
});

describe('credentials of programs', () => {
  it('are told by their names from those of people', () => {
    equal(isProgramKeyName('X-API-Key'), true);
    equal(isProgramKeyName('Ocp-Apim-Subscription-Key'), true);
    equal(isProgramKeyName('Authorization'), false);
    equal(isProgramKeyName('X-User-Key'), false);
    equal(isPersonalName('userApiKey'), true);
  });

  it('are told by what is said of them', () => {
    equal(saysMachines('For server-to-server calls only.'), true);
    equal(saysMachines('Sent with each call.'), false);
    equal(saysOnePerson('Your personal API key'), true);
    equal(saysOnePerson('The key identifies a user'), true);
    equal(saysOnePerson('The key of your application'), false);
  });
});

describe('changes of the account of the caller', () => {
  const own: readonly (readonly [string, string])[] = [
    ['PATCH', '/users/me'],
    ['PUT', '/api/v1/user'],
    ['PUT', '/api/user/edit_info'],
    ['POST', '/profile'],
    ['PUT', '/account/settings'],
    ['PATCH', '/users/@me'],
  ];
  for (const [method, path] of own)
    it(`${method} ${path}`, () => equal(changesOwnAccount(path, method), true));

  const others: readonly (readonly [string, string])[] = [
    ['GET', '/users/me'],
    ['PUT', '/users/{id}'],
    ['POST', '/user'],
    ['POST', '/users'],
    ['POST', '/me/api-keys'],
    ['PUT', '/settings'],
    ['PATCH', '/accounts'],
  ];
  for (const [method, path] of others)
    it(`not ${method} ${path}`, () => equal(changesOwnAccount(path, method), false));

  it('and what only the caller may change, by the scopes that it takes', () => {
    equal(changesOwnRecord('/people/{id}', 'PATCH', [['read', 'self.write']]), true);
    equal(changesOwnRecord('/people/{id}', 'PATCH', [['self.write'], ['people.write']]), false);
    equal(changesOwnRecord('/people/{id}', 'PATCH', []), false);
    equal(changesOwnRecord('/people/{id}', 'DELETE', [['self.write']]), false);
    equal(changesOwnRecord('/people/{id}/keys', 'PUT', [['self.write']]), false);
  });
});
