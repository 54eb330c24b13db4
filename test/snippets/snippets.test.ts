import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import type { Snippet, SnippetContext } from '../../server/core/rule/snippet.js';
import { SNIPPETS } from '../../snippets/index.js';
import { bodyAt, filled, validAt, wholeBody } from '../../snippets/render.js';

const DOCUMENT_SNIPPETS = SNIPPETS.filter(({ content }) => content.kind === 'openapi');
const CODE_SNIPPETS = SNIPPETS.filter(({ content }) => content.kind === 'code');

describe('snippets', () => {
  it('have an id that is their place, a prefix of their own, and threats that exist', () => {
    assert.equal(new Set(SNIPPETS.map(({ prefix }) => prefix)).size, SNIPPETS.length);
    assert.ok(SNIPPETS.length >= 20, `${SNIPPETS.length}`);
    const threats = new Set(THREATS.map(({ id }) => id));
    for (const { id, prefix, threats: own } of SNIPPETS) {
      assert.ok(readFileSync(`snippets/${id}.ts`, 'utf8').includes(`id: '${id}'`));
      assert.match(prefix, /^sec-/);
      for (const threat of own) assert.ok(threats.has(threat), threat);
    }
  });

  it('are named by the threats that they lower', () => {
    for (const { id, threats } of SNIPPETS) {
      const naming = THREATS.filter(({ snippets }) => snippets.includes(id)).map((threat) => threat.id);
      assert.deepEqual([...naming].sort(), [...threats].sort(), id);
    }
  });

  it('say the same in YAML and in JSON', () => {
    assert.ok(DOCUMENT_SNIPPETS.length > 1);
    for (const snippet of DOCUMENT_SNIPPETS) {
      const yaml: unknown = parse(filled(whole(snippet, 'yaml')));
      const json: unknown = JSON.parse(`{${filled(whole(snippet, 'json'))}}`);
      assert.deepEqual(yaml, json, snippet.id);
    }
  });

  it('leave no placeholder and no backslash behind when they are filled', () => {
    for (const snippet of SNIPPETS) {
      for (const language of ['yaml', 'json', 'javascript', 'typescript', 'python', 'java'] as const) {
        const body = wholeBody(snippet, language);
        if (body !== undefined) assert.doesNotMatch(filled(body), /\$\{\d|\\[$}]/, snippet.id);
      }
    }
  });
});

describe('where a snippet is valid', () => {
  const oauth = named('auth/oauth2-authorization-code');
  const guard = named('auth/express-jwt-guard');
  const root: SnippetContext = {
    language: 'yaml',
    version: '3.1',
    path: [],
    keys: ['openapi', 'info', 'paths'],
  };

  it('is the root of a document that has none of its keys', () => {
    assert.ok(validAt(oauth, root));
    assert.ok(!validAt(oauth, { ...root, keys: ['components'] }));
    assert.ok(!validAt(named('auth/mutual-tls-scheme'), { ...root, version: '2.0' }));
    assert.ok(!validAt(oauth, { ...root, version: undefined }));
  });

  it('is the map further down that holds such entries, with the part that belongs there', () => {
    const path = ['components', 'securitySchemes'];
    const body = bodyAt(oauth, { ...root, path, keys: ['key'] });
    const scheme: unknown = parse(filled(body ?? ''));
    assert.deepEqual(Object.keys(Object(scheme)), ['oauth2']);
    assert.ok(!validAt(oauth, { ...root, path, keys: ['oauth2'] }));
    assert.ok(!validAt(oauth, { ...root, path: ['paths'], keys: [] }));
    assert.ok(!validAt(oauth, { ...root, path: undefined }));
  });

  it('says in a comment what has to be written elsewhere', () => {
    const body = bodyAt(named('limits/shared-429-response'), {
      ...root,
      path: ['components', 'responses'],
      keys: [],
    });
    assert.match(
      filled(body ?? ''),
      /^# .*'429': \{ \$ref: '#\/components\/responses\/TooManyRequests' \}\n/,
    );
  });

  it('is the top level of a code file, in its language and its module system', () => {
    const code: SnippetContext = { language: 'typescript', statement: true };
    assert.match(bodyAt(guard, code) ?? '', /req: Request/);
    assert.match(bodyAt(guard, { ...code, language: 'javascript' }) ?? '', /\(req, res, next\)/);
    assert.match(
      bodyAt(guard, { language: 'javascript', statement: true, module: 'commonjs' }) ?? '',
      /^const \{ createRemoteJWKSet, jwtVerify \} = require\('jose'\);/,
    );
    assert.ok(!validAt(guard, { ...code, statement: false }));
    assert.ok(!validAt(guard, root));
    assert.ok(!validAt(oauth, code));
  });
});

describe('snippets of VS Code', () => {
  const source: unknown = JSON.parse(readFileSync('snippets/portcullis.code-snippets', 'utf8'));

  it('offer each snippet in each of its languages', () => {
    const languages = CODE_SNIPPETS.flatMap(({ content }) =>
      Object.keys(content).filter((key) => key !== 'kind'),
    );
    assert.equal(Object.keys(Object(source)).length, 2 * DOCUMENT_SNIPPETS.length + languages.length);
  });
});

function whole(snippet: Snippet, language: SnippetContext['language']): string {
  const body = wholeBody(snippet, language);
  assert.ok(body !== undefined, snippet.id);
  return body;
}

function named(id: string): Snippet {
  const snippet = SNIPPETS.find((candidate) => candidate.id === id);
  assert.ok(snippet, id);
  return snippet;
}
