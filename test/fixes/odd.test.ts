import assert from 'node:assert/strict';
import type { Engine } from '../../server/core/engine/types.js';
import { applyEdits } from '../../server/core/syntax/edit/plan.js';
import { dedent } from '../edit/support.js';
import { engineOf, openText, settle } from '../support/engine.js';

/** The engine has read and checked the text. */
function opened(text: string): { readonly engine: Engine; readonly uri: string } {
  const engine = engineOf();
  const uri = openText(engine, 'api.yaml', text);
  settle(engine);
  return { engine, uri };
}

/** What the address of a server becomes with its safe fix; undefined where none is offered. */
function fixed(server: string): string | undefined {
  const text = `openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\nservers:\n${server}\n`;
  const { engine, uri } = opened(text);
  const found = engine.findings(uri).findings.find(({ rule }) => rule === 'crypto/server-http');
  assert.ok(found, server);
  if (!engine.feasible(uri)(found, 0)) return undefined;
  const edits = engine.fix(uri, 1, found.fingerprint, 0);
  assert.ok(edits !== 'stale', `promised and not made: ${server}`);
  return applyEdits(text, edits).split('servers:\n')[1]?.trimEnd();
}

/** The text after the finding of the rule, the nth in it, is allowed where it stands; it must be silenced, and by all of it. */
function allowed(text: string, rule: string, nth = 0): string | undefined {
  const { engine, uri } = opened(text);
  const found = engine.findings(uri).findings.filter((one) => one.rule === rule)[nth];
  assert.ok(found, `no ${rule} in ${text}`);
  const edits = engine.suppress(uri, 1, found.fingerprint, 'seen');
  if (edits === 'stale') return undefined;
  const after = applyEdits(text, edits);
  const next = opened(after);
  const { findings, suppressed } = next.engine.findings(next.uri);
  assert.ok(
    suppressed.some((one) => one.rule === rule && one.message === found.message),
    `still there in ${after}`,
  );
  assert.deepEqual(
    findings.filter((one) => one.rule === 'testing/suppression-unused'),
    [],
    after,
  );
  return after;
}

describe('what few write so', () => {
  it('is fixed all the same: anchors, tags, keys behind a question mark, tags before keys', () => {
    for (const [before, after] of [
      ['- url: !!str http://a.example', '- url: !!str https://a.example'],
      ["- url: !!str 'http://a.example' # one", "- url: !!str 'https://a.example' # one"],
      ['- url: &a http://a.example', '- url: &a https://a.example'],
      ['- url: !own http://a.example', '- url: !own https://a.example'],
      ['- url: !!str >-\n    http://a.example', '- url: !!str >-\n    https://a.example'],
      ['- { url: !!str http://a.example }', '- { url: !!str https://a.example }'],
      ['- ? url\n  : http://a.example', '- ? url\n  : https://a.example'],
      [
        '- ? url # one\n  # two\n  : http://a.example\n  ? description\n  : x',
        '- ? url # one\n  # two\n  : https://a.example\n  ? description\n  : x',
      ],
      ['- !!str url: http://a.example\n  description: x', '- !!str url: https://a.example\n  description: x'],
      ['- description: x\n  ? url\n  : http://a.example', '- description: x\n  ? url\n  : https://a.example'],
    ] as const)
      assert.equal(fixed(before), after);
  });

  it('is offered no fix that would not be made', () => {
    for (const server of ['- url: &a\n    http://a.example', '- url: &a http://a.example\n  x-again: *a'])
      assert.equal(fixed(server), undefined);
  });

  it('is allowed by a comment above it where that covers it', () => {
    const head = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\nservers:\n";
    const comment = '# portcullis-allow crypto/server-http: seen\n';
    for (const server of [
      '- ? url\n  : http://a.example\n',
      '- description: x\n  ? url\n  : http://a.example\n',
      '- !!str url: http://a.example\n',
      '- url: !!str http://a.example\n',
    ]) {
      const after = allowed(head + server, 'crypto/server-http');
      assert.ok(after?.includes(comment), `${after}`);
    }
  });

  it('is allowed between brackets by a comment only where nothing else begins on the line', () => {
    const line = `{openapi: 3.0.3, info: {title: x, version: '1'}, servers: [{url: "http://a.example"}, {url: http://b.example}], paths: {}}\n`;
    const extension = 'x-portcullis-allow: {crypto/server-http: seen}';
    assert.equal(
      allowed(line, 'crypto/server-http', 1),
      line.replace('{url: http://b.example}', `{url: http://b.example, ${extension}}`),
    );
    const lines = dedent(`
      openapi: 3.0.3
      info: { title: T, version: '1' }
      servers: [{ url: http://a.example },
        { url: http://b.example }, { url: http://c.example }]
      paths: {}
    `);
    const comment = '# portcullis-allow crypto/server-http: seen\n';
    assert.equal(allowed(lines, 'crypto/server-http', 0), lines.replace('servers:', `${comment}servers:`));
    assert.equal(
      allowed(lines, 'crypto/server-http', 1),
      lines.replace('  { url: http://b', `  ${comment}  { url: http://b`),
    );
    assert.equal(
      allowed(lines, 'crypto/server-http', 2),
      lines.replace(
        'http://c.example }',
        'http://c.example, x-portcullis-allow: { crypto/server-http: seen } }',
      ),
    );
  });

  it('is allowed below a dash that stands alone', () => {
    const text = dedent(`
      openapi: 3.0.3
      info: { title: T, version: '1' }
      servers:
        -
          url: http://a.example
        -
          description: x
          url: http://b.example
      paths: {}
    `);
    for (const nth of [0, 1]) assert.ok(allowed(text, 'crypto/server-http', nth));
  });
});
