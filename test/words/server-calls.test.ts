import { equal } from 'node:assert/strict';
import { type AddressUse, addressUse, isCalledAddress } from '../../server/core/words/server-calls.js';
import { isBoundAddress } from '../../server/core/words/urls.js';

describe('what operations do with an address', () => {
  const cases: readonly (readonly [path: string, operationId: string, AddressUse | undefined])[] = [
    ['/models/import', '', 'fetches'],
    ['/files', 'importFile', 'fetches'],
    ['/imports/{id}', '', 'fetches'],
    ['/reports/export', '', 'delivers'],
    ['/webhooks', '', 'subscribes'],
    ['/repos/{repo}/hooks/{id}', '', 'subscribes'],
    ['/webhooks/{id}/messages', 'sendByWebhook', undefined],
    ['/webhooks/{id}/{token}', 'executeWebhook', undefined],
    ['/endpoints', '', 'endpoints'],
    ['/important', '', undefined],
    ['/links', 'createLink', undefined],
  ];
  for (const [path, operationId, use] of cases)
    it(`${path} ${operationId}`, () => equal(addressUse({ path, operationId }), use));

  const fields: readonly (readonly [name: string, isUri: boolean, AddressUse, boolean])[] = [
    ['weights_url', false, 'fetches', true],
    ['source', true, 'fetches', true],
    ['source', false, 'fetches', false],
    ['avatarUrl', true, 'fetches', false],
    ['targetUri', false, 'delivers', true],
    ['pageUrl', true, 'delivers', false],
    ['url', false, 'subscribes', true],
    ['endpoint', true, 'subscribes', true],
    ['docsUrl', true, 'subscribes', false],
  ];
  for (const [name, isUri, use, called] of fields)
    it(`${name} of one that ${use}`, () => equal(isCalledAddress(name, isUri, use), called));
});

describe('patterns that keep an address', () => {
  const kept = [
    '^https://',
    '^https:\\/\\/.+$',
    '^(https|wss)://a',
    '^https?://[^/]*\\.example\\.com/',
    '^wss:',
  ];
  const open = [
    '^https?://.+$',
    '^https?:\\/\\/(www\\.)?[-a-zA-Z0-9@:%._+~#=]{1,256}$',
    '^(http|https)://',
    '^.*$',
  ];
  for (const pattern of kept) it(pattern, () => equal(isBoundAddress(pattern), true));
  for (const pattern of open) it(pattern, () => equal(isBoundAddress(pattern), false));
  it('not the lack of one', () => equal(isBoundAddress(undefined), false));
});
