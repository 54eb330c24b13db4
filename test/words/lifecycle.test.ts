import { equal } from 'node:assert/strict';
import {
  isDiagnosticPath,
  isHealthPath,
  isInsideField,
  isInternalPath,
} from '../../server/core/words/diagnostics.js';
import { environmentIn } from '../../server/core/words/environments.js';
import { dayOf, daysAfter, saysWhatFollows } from '../../server/core/words/lifecycle.js';
import { isLoosePageSizeName, isPageSizeName, saysLargest } from '../../server/core/words/paging.js';
import { lengthsOf } from '../../server/core/words/pattern-length.js';
import { issuesToken, revokesToken } from '../../server/core/words/sessions.js';
import { saysFileSize, saysFileType } from '../../server/core/words/uploads.js';

describe('words about the life of an operation', () => {
  const days: readonly (readonly [string, string | undefined])[] = [
    ['2025-06-30', '2025-06-30'],
    ['2025-06-30T23:59:59Z', '2025-06-30'],
    ['Mon, 30 Jun 2025 23:59:59 GMT', '2025-06-30'],
    ['2025-02-30', undefined],
    ['YYYY-MM-DD', undefined],
    ['in 2025-06-30 or so', undefined],
    ['soon', undefined],
  ];
  for (const [text, day] of days) it(`reads the day of "${text}"`, () => equal(dayOf(text), day));

  it('count days over the end of a year', () => equal(daysAfter('2026-12-30', 3), '2027-01-02'));

  const follows: readonly (readonly [string, boolean])[] = [
    ['Deprecated: will be removed on 1 March 2026.', true],
    ['Use the v2 endpoint.', true],
    ['Superseded by listOrders.', true],
    ['This method is deprecated.', false],
    ['Returns a list of orders that somebody may use.', false],
  ];
  for (const [text, told] of follows)
    it(`"${text}" ${told ? 'says' : 'does not say'} what follows`, () => equal(saysWhatFollows(text), told));
});

describe('words about the size of a page', () => {
  const sizes: readonly (readonly [string, boolean])[] = [
    ['limit', true],
    ['page[size]', true],
    ['per_page', true],
    ['rateLimit', false],
    ['limitType', false],
    ['size', false],
  ];
  for (const [name, size] of sizes)
    it(`"${name}" ${size ? 'is' : 'is not'} one`, () => equal(isPageSizeName(name), size));
  it('are loose where they say other things too', () => equal(isLoosePageSizeName('size'), true));

  const prose: readonly (readonly [string, boolean])[] = [
    ['The maximum number of items to return.', false],
    ['Maximum number of items, at most 100.', true],
    ['Limit can range between 1 and 100.', true],
    ['An integer no larger than 1000.', true],
    ['Items per page (1-50).', true],
    ['How many items to return. Default is 20.', false],
  ];
  for (const [text, bound] of prose)
    it(`"${text}" ${bound ? 'has' : 'has no'} bound`, () => equal(saysLargest(text), bound));
});

describe('words about the inside of a server', () => {
  const paths: readonly (readonly [string, boolean])[] = [
    ['/metrics', true],
    ['/api/v1/metrics', true],
    ['/campaigns/{id}/metrics', false],
    ['/sales/metrics', false],
    ['/actuator/env', true],
    ['/actuator/health', false],
    ['/users/v1/_debug', true],
    ['/debugger', false],
  ];
  for (const [path, told] of paths)
    it(`${path} ${told ? 'tells' : 'does not tell'} of it`, () => equal(isDiagnosticPath(path), told));

  it('know a health check from the health of something', () => {
    equal(isHealthPath('/v1/healthz'), true);
    equal(isHealthPath('/status'), true);
    equal(isHealthPath('/orders/status'), false);
    equal(isHealthPath('/patients/{id}/health'), false);
  });

  it('know what a health check should not say', () => {
    equal(isInsideField('hostName'), true);
    equal(isInsideField('status'), false);
  });

  it('take a name only as a whole segment', () => {
    equal(isInternalPath('/internal/jobs'), true);
    equal(isInternalPath('/internal-transfers'), false);
    equal(isInternalPath('/{internal}/jobs'), false);
  });
});

describe('lengths of what a pattern matches', () => {
  const patterns: readonly (readonly [string, string])[] = [
    ['^[0-9]{5}$', '5 5'],
    ['^[A-Z]{2}-\\d+$', '4 Infinity'],
    ['^ab?c*$', '1 Infinity'],
    ['^[^\\]]{1,3}$', '1 3'],
    ['^(a|b)$', 'unknown'],
    ['[0-9]{5}', 'unknown'],
    ['^a|b$', 'unknown'],
    ['^\\p{L}$', 'unknown'],
  ];
  for (const [pattern, lengths] of patterns) {
    it(`of ${pattern} are ${lengths}`, () => {
      const read = lengthsOf(pattern);
      equal(read ? `${read.least} ${read.most}` : 'unknown', lengths);
    });
  }
});

describe('words about tokens and files', () => {
  it('know who issues a token and who ends one', () => {
    equal(issuesToken({ method: 'POST', path: '/auth/login' }), true);
    equal(issuesToken({ method: 'POST', path: '/auth/logout' }), false);
    equal(issuesToken({ method: 'POST', path: '/auth/forgot-password' }), false);
    equal(issuesToken({ method: 'GET', path: '/auth/login' }), false);
    equal(revokesToken({ method: 'POST', path: '/oauth/revoke' }), true);
    equal(revokesToken({ method: 'DELETE', path: '/sessions/{id}' }), true);
    equal(revokesToken({ method: 'DELETE', path: '/orders/{id}' }), false);
  });

  it('know which environment a server belongs to', () => {
    equal(environmentIn('Production server'), 'production');
    equal(environmentIn('staging.example.com'), 'staging');
    equal(environmentIn('Latest context'), undefined);
  });

  it('know kinds and sizes of files', () => {
    equal(saysFileType('The picture to upload.'), false);
    equal(saysFileType('A PNG or JPEG.'), true);
    equal(saysFileSize('Files of up to 10 MB.'), true);
    equal(saysFileSize('A file to upload.'), false);
  });
});
