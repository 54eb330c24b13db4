import assert from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import { FRAMEWORKS } from '../../server/core/facts/frameworks/index.js';
import type { Snippet, SnippetContext } from '../../server/core/rule/snippet.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import { loadParser } from '../../server/host/grammars.js';
import { SNIPPETS } from '../../snippets/index.js';
import { filled, wholeBody } from '../../snippets/render.js';
import { engineOf, openText, settle } from '../support/engine.js';

const DOCUMENT_SNIPPETS = SNIPPETS.filter(({ content }) => content.kind === 'openapi');
const CODE_SNIPPETS = SNIPPETS.filter(({ content }) => content.kind === 'code');

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

  it('parses as code and gives no finding of ours in an Express application', async () => {
    const parser = await loadParser(['javascript', 'typescript']);
    for (const language of ['javascript', 'typescript'] as const) {
      for (const [name, text] of applications(language)) {
        assert.equal(parser.parse(language, text)?.broken, false, `${name} in ${language}`);
        const engine = createEngine({ rules: RULES, frameworks: FRAMEWORKS, parser });
        engine.today('2026-01-15');
        engine.select({ profile: 'strict' });
        const uri = `file:///workspace/app.${language === 'javascript' ? 'js' : 'ts'}`;
        engine.open(createDocument(uri, language, 1, text));
        settle(engine);
        const found = engine.findings(uri).findings.map(({ rule, message }) => `${rule}: ${message}`);
        assert.deepEqual(found, [], `${name} in ${language}`);
      }
    }
  });

  it('parses as code and gives no finding of ours in FastAPI and Spring', async () => {
    const parser = await loadParser(['python', 'java']);
    for (const [language, file] of [
      ['python', 'app.py'],
      ['java', 'App.java'],
    ] as const) {
      const texts = CODE_SNIPPETS.flatMap((snippet) => wholeBody(snippet, language) ?? []).map(filled);
      assert.ok(texts.length > 1);
      for (const text of texts) {
        assert.equal(parser.parse(language, text)?.broken, false, text);
        const engine = createEngine({ rules: RULES, frameworks: FRAMEWORKS, parser });
        engine.select({ profile: 'strict' });
        engine.open(createDocument(`file:///workspace/${file}`, language, 1, text));
        settle(engine);
        assert.deepEqual(engine.findings(`file:///workspace/${file}`).findings, [], text);
      }
    }
  });

  it('is taken for the guard, the limiter and the validation that it is', async () => {
    const parser = await loadParser(['javascript']);
    const engine = createEngine({ rules: RULES, frameworks: FRAMEWORKS, parser });
    engine.layout({ folders: ['file:///workspace/'], packages: ['file:///workspace/'] });
    const text = applications('javascript').find(([name]) => name === 'all')?.[1] ?? '';
    engine.open(createDocument('file:///workspace/app.js', 'javascript', 1, text));
    settle(engine);
    const [entry] = engine.model().endpoints;
    const guards = entry?.implemented[0]?.guards;
    assert.equal(entry?.key, 'POST /orders');
    assert.ok(guards?.known);
    assert.deepEqual(
      guards.value.map(({ kind }) => kind),
      ['authentication', 'rate-limit', 'validation'],
    );
  });
});

/** Each snippet alone, and all of them around one route. */
function applications(language: LanguageId): readonly (readonly [string, string])[] {
  const texts = CODE_SNIPPETS.flatMap((snippet) => {
    const body = wholeBody(snippet, language);
    return body === undefined ? [] : [[snippet.id, filled(body)] as const];
  });
  const imports = (text: string) => text.split('\n').filter((line) => line.startsWith('import '));
  const rest = (text: string) => text.split('\n').filter((line) => !line.startsWith('import '));
  const all = [
    ...new Set(["import express from 'express';", ...texts.flatMap(([, text]) => imports(text))]),
    ...texts.flatMap(([, text]) => rest(text)),
    'const app = express();',
    "app.use(express.json({ limit: '100kb' }));",
    'app.use(requireAccessToken);',
    'app.use(apiLimiter);',
    "app.post('/orders', validateBody(OrderBody), (req, res) => res.status(201).json({ note: res.locals.body.note }));",
    'app.listen(3000);',
  ].join('\n');
  return [...texts, ['all', all]];
}

/** A document that is clean but for the snippet, and that uses it. */
function documentAround(snippet: Snippet): string {
  const own = filled(whole(snippet, 'yaml'));
  const { content } = snippet;
  const limited = snippet.id === 'limits/shared-429-response';
  const secured = content.kind === 'openapi' && Object.hasOwn(content.tree, 'security');
  const scheme = `security: [{ bearer: [] }]\n`;
  const answer = limited
    ? `        '429': { $ref: '#/components/responses/TooManyRequests' }\n`
    : `        '429':\n          description: Too many requests\n          headers: { Retry-After: { schema: { type: integer } } }\n`;
  const schemes = `  securitySchemes:\n    bearer: { type: http, scheme: bearer }\n`;
  return `openapi: 3.1.0
info: { title: Orders, version: 1.0.0 }
servers: [{ url: 'https://api.example.com', description: Production }]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': { description: Orders, headers: { RateLimit: { schema: { type: string } } } }
        '401': { description: The token is missing or no longer valid }
${answer}${secured ? '' : scheme}${own}${secured ? '' : schemes}`;
}

function whole(snippet: Snippet, language: SnippetContext['language']): string {
  const body = wholeBody(snippet, language);
  assert.ok(body !== undefined, snippet.id);
  return body;
}
