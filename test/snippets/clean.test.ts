import assert from 'node:assert/strict';
import type { Snippet, SnippetContext } from '../../server/core/rule/snippet.js';
import { SNIPPETS } from '../../snippets/index.js';
import { filled, wholeBody } from '../../snippets/render.js';
import { engineOf, openText, settle } from '../support/engine.js';

const DOCUMENT_SNIPPETS = SNIPPETS.filter(({ content }) => content.kind === 'openapi');

describe('a snippet with its defaults', () => {
  it('gives no finding of ours in a document', () => {
    for (const snippet of DOCUMENT_SNIPPETS) {
      const engine = engineOf();
      const uri = openText(engine, 'openapi.yaml', documentAround(snippet));
      settle(engine);
      assert.equal(engine.kindOf(uri), 'openapi');
      assert.deepEqual(
        engine.findings(uri).findings.map(({ rule, message }) => `${rule}: ${message}`),
        [],
        snippet.id,
      );
    }
  });
});

/** A document that is clean but for the snippet, and that uses it. */
function documentAround(snippet: Snippet): string {
  const own = filled(whole(snippet, 'yaml'));
  const limited = snippet.id === 'limits/shared-429-response';
  const scheme = `security: [{ bearer: [] }]\n`;
  const answer = limited
    ? `        '429': { $ref: '#/components/responses/TooManyRequests' }\n`
    : `        '429':\n          description: Too many requests\n          headers: { Retry-After: { schema: { type: integer } } }\n`;
  const schemes = `  securitySchemes:\n    bearer: { type: http, scheme: bearer }\n`;
  return `openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
servers: [{ url: 'https://api.example.com' }]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': { description: Orders }
${answer}${limited ? scheme : ''}${own}${limited ? schemes : ''}`;
}

function whole(snippet: Snippet, language: SnippetContext['language']): string {
  const body = wholeBody(snippet, language);
  assert.ok(body !== undefined, snippet.id);
  return body;
}
