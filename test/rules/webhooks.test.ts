import { deepEqual } from 'node:assert/strict';
import { findingsOf, prepare } from './harness.js';

const ADDRESS = ['crypto/webhook-http-allowed', 'input/ssrf-url-field'];

describe('addresses of webhooks', () => {
  before(prepare);

  /** What rules say of the one property of what is sent, and where. */
  function said(property: string, settings = ''): readonly string[] {
    const text = `
openapi: 3.1.0
info: { title: Hooks, version: '1' }
paths:
  /webhooks:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                url: ${property}
      responses: { '201': { description: Kept } }
`;
    const files = [
      { name: 'api.yaml', language: 'yaml', text } as const,
      { name: 'portcullis.yaml', language: 'yaml', text: settings } as const,
    ];
    return findingsOf(settings === '' ? files.slice(0, 1) : files)
      .in('api.yaml')
      .filter(({ rule }) => ADDRESS.includes(rule))
      .map(({ rule, message }) => `${rule}: ${message.includes('in the open') || message.includes('TLS')}`);
  }

  it('are one finding where they may be any, which says that they may be in the open', () => {
    deepEqual(said("{ type: string, pattern: '^https?://.+$' }"), ['input/ssrf-url-field: true']);
    deepEqual(said('{ type: string, example: http://shop.example.com }'), ['input/ssrf-url-field: false']);
  });

  it('are told of as without TLS where somebody keeps them, or nobody says the other', () => {
    const kept = "{ type: string, pattern: '^https?://[a-z]+\\.example\\.com/' }";
    deepEqual(said(kept), ['crypto/webhook-http-allowed: true']);
    const off = 'rules: { input/ssrf-url-field: off }\n';
    deepEqual(said("{ type: string, pattern: '^https?://.+$' }", off), ['crypto/webhook-http-allowed: true']);
  });

  it('are in order over TLS to hosts that are known', () => {
    deepEqual(said("{ type: string, pattern: '^https://[a-z]+\\.example\\.com/' }"), []);
  });
});
