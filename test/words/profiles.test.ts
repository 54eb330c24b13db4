import { deepEqual } from 'node:assert/strict';
import { isForDevelopers, isLive } from '../../server/core/words/profiles.js';

describe('profiles of Spring', () => {
  it('are of developers where every way to them is', () => {
    const of = ['dev', 'local & eu', '!prod', 'test | dev', 'integration-test', 'h2', 'localdev'];
    const others = [
      undefined,
      '',
      'prod',
      'dev | prod',
      '!dev',
      'eu',
      'devices',
      'staging',
      'default',
      'docker-prod',
    ];
    deepEqual(
      of.filter((one) => !isForDevelopers(one)),
      [],
    );
    deepEqual(others.filter(isForDevelopers), []);
  });

  it('are live where others call the service', () => {
    deepEqual(
      ['prod', 'eu-prod', 'production & eu', 'staging'].filter((one) => !isLive(one)),
      [],
    );
    deepEqual([undefined, 'dev', '!prod', 'products'].filter(isLive), []);
  });
});
