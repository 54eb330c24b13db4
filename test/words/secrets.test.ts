import { deepEqual, equal } from 'node:assert/strict';
import { entropy, findSecrets, isPlaceholder, looksGenerated } from '../../server/core/words/secrets.js';

/** Written in two parts, so that no scanner takes this file for a leak. */
const live: readonly (readonly [string, string])[] = [
  ['AWS access key', `${'AKIA'}Q7RM2ZK4VYT3WXLB`],
  ['Stripe live key', `${'sk_live'}_9aQ2xV7cTb4LmZ8rYw1KpE3d`],
  ['GitHub token', `${'ghp'}_k3Jx92LmQpZ7rTvB4nYc8WsD1fGh6AeUoI0t`],
  ['Slack token', `${'xoxb'}-2847561930-kQ9zLm3XvB7tRw`],
  ['Slack webhook', `https://${'hooks.slack.com'}/services/T0A7QK2ZP/B03XN5WLR8D/k3Jx92LmQpZ7rTvB4nYc8WsD`],
  ['AWS secret key', `aws_secret_access_key = ${'Zq7Lm/2xV9kTb4'}RzR8mW+YbN1cJpE3dHgFjU5oAs`],
  ['AWS secret key', `AWS_SECRET_ACCESS_KEY="${'Zq7Lm/2xV9kTb4'}RzR8mW+YbN1cJpE3dHgFjU5oAs"`],
  [
    'Azure storage key',
    `AccountKey=${'k3Jx92LmQpZ7rTvB4nYc8WsD1fGh6AeUoI0tRzX5vNq'}Zq7Lm/2xV9kTb4RzR8mW+YbN1cJpE3dHgFjU5oAsLw2==`,
  ],
  ['Google API key', `${'AIza'}SyD3k9LmQ2xV7cTb4ZrYw1KpE8nHgFjU5oA`],
  ['SendGrid key', `${'SG'}.q3Jx92LmQpZ7rTvB4nYc8W.k3Jx92LmQpZ7rTvB4nYc8WsD1fGh6AeUoI0tRz`],
  ['OpenAI key', `${'sk-proj'}-k3Jx92LmQpZ7rTvB4nYc8WsD1fGh6AeUoI0tRzX5vNqLm_2xV9`],
  ['Anthropic key', `${'sk-ant'}-api03-k3Jx92LmQpZ7rTvB4nYc8WsD1fGh6AeUoI0tRzX5vNqLm_2xV9`],
  ['password in a URL', 'postgres://deploy:hT7wq2Lk9vB@db.orchard-market.io/x'],
];

describe('secrets in a text', () => {
  for (const [kind, text] of live) {
    it(`finds a ${kind}`, () =>
      deepEqual(
        findSecrets(`Use ${text} here`).map((found) => found.kind),
        [kind],
      ));
  }

  it('finds a private key, on lines or escaped', () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
    for (const gap of ['\n', '\\n']) {
      const text = `-----BEGIN PRIVATE KEY-----${gap}${body}${gap}-----END PRIVATE KEY-----`;
      deepEqual(findSecrets(text), [{ kind: 'private key', start: 0, end: text.length }]);
    }
  });

  it('finds a token whose claims are somebody’s, and not the well-known demonstration', () => {
    const token = (claims: object) =>
      [{ alg: 'HS256', typ: 'JWT' }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .concat('k3Jx92LmQpZ7rTvB4nYc8WsD1fGh6AeUoI0tRzX5vNq')
        .join('.');
    equal(
      findSecrets(token({ sub: 'c81f2', tenant: 'orchard', exp: 1764000000 }))[0]?.kind,
      'JSON Web Token',
    );
    deepEqual(findSecrets(token({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })), []);
    deepEqual(findSecrets('eyJhbGciOiJIUzI1NiJ9.eyJub3QganNvbg.abcdefghijklmnopqrstuvwxyz'), []);
  });

  const placeholders: readonly string[] = [
    ...[
      'AKIAIOSFODNN7EXAMPLE',
      'AKIAXXXXXXXXXXXXXXXX',
      'sk_live_xxxxxxxxxxxxxxxxxxxxxxxx',
      'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
    ],
    ...['ghp_000000000000000000000000000000000000', 'xoxb-your-token-here', 'https://user:password@host/'],
    ...[
      'https://user:<token>@api.acme.io',
      'https://{user}:{password}@api.acme.io',
      'me@host.com',
      'http://a.b/c:d@e',
    ],
    ...[
      'postgres://app:hT7wq2Lk9vB@localhost/x',
      '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
    ],
    ...[
      `https://${'hooks.slack.com'}/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX`,
      'aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'aws_secret_access_key: <your key>',
      'AccountKey=...;EndpointSuffix=core.windows.net',
    ],
    ...[
      '-----BEGIN PUBLIC KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
      'REDACTED',
      'eyJ',
    ],
  ];
  for (const text of placeholders) it(`leaves ${text.slice(0, 40)}`, () => deepEqual(findSecrets(text), []));

  it('gives the place of the secret alone', () => {
    const text = 'see postgres://deploy:hT7wq2Lk9vB@db.orchard-market.io';
    const [found] = findSecrets(text);
    equal(text.slice(found?.start, found?.end), 'hT7wq2Lk9vB');
  });

  it('stays quick on a long hostile text', () => {
    // The runner ends what takes a minute.
    for (const piece of [
      'a:a@',
      'eyJ.',
      'http://a:',
      'xox',
      '-----BEGIN PRIVATE KEY-----\n',
      'AKIA',
      'AccountKey=',
    ]) {
      deepEqual(findSecrets(piece.repeat(20_000)), [], piece);
    }
  });
});

describe('generated values', () => {
  it('tells them from words, ids and placeholders', () => {
    equal(looksGenerated('gX7pQ2vL9kTzR4mW8sYb1NcJ'), true);
    for (const text of [
      'your-api-key-goes-here',
      '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      'aaaaaaaaaaaaaaaaaaaaaaaa1A',
    ]) {
      equal(looksGenerated(text), false, text);
    }
    for (const text of ['short1A', 'https://id.acme.io/oauth2/authorize', 'the-quick-brown-fox-jumps-over']) {
      equal(looksGenerated(text), false, text);
    }
    equal(isPlaceholder('<token>'), true);
    equal(entropy('aaaa'), 0);
    equal(entropy('ab'), 1);
  });
});
