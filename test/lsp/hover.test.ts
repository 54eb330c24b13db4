import assert from 'node:assert/strict';
import {
  type ClientCapabilities,
  type Hover,
  HoverRequest,
  type MarkupContent,
} from 'vscode-languageserver/node';
import { marked, openFolder } from './folder.js';

const MARKDOWN: ClientCapabilities = {
  textDocument: { hover: { contentFormat: ['markdown', 'plaintext'] } },
};

const API = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.example.com }]
security:
  - bearer: []
paths:
  /orders:
    get:
      responses: { '200': { description: Orders } }
    post:
      security: [{ bearer: [], key: [] }, {}]
      responses: { '201': { description: Made } }
  /books:
    get:
      security: []
      responses: { '200': { description: Books } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
`;

const APP = `const express = require('express');
const app = express();
function requireUser(req, res, next) {
  if (!req.user) return res.status(401).end();
  next();
}
app.get('/orders', requireUser, (req, res) => res.json([]));
app.get('/books', (req, res) => res.json([]));
app.post('/orders', requireUser, (req, res) => res.json({}));
app.listen(3000);
`;

/** The text of the hover at '|' in one of the files. */
async function hoverIn(
  name: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
  capabilities = MARKDOWN,
): Promise<{ value: string; kind: string; hover: Hover | null }> {
  const { text: plain, position } = marked(text);
  const folder = await openFolder({ ...others, [name]: plain }, capabilities);
  try {
    const uri = folder.uri(name);
    await folder.client.open(uri, plain, name.endsWith('.js') ? 'javascript' : 'yaml');
    await folder.inventory();
    const params = { textDocument: { uri }, position };
    const hover = await folder.client.connection.sendRequest(HoverRequest.type, params);
    const contents = hover?.contents;
    const { value, kind }: MarkupContent =
      typeof contents === 'object' && 'kind' in contents ? contents : { value: '', kind: 'plaintext' };
    return { value, kind, hover };
  } finally {
    folder.close();
  }
}

describe('a hover on a squiggle', () => {
  it('has the words of the rule and leads to its page, which is on this machine', async () => {
    const { value, kind, hover } = await hoverIn('api.yaml', API.replace('https://api', 'htt|p://api'));
    assert.equal(kind, 'markdown');
    assert.match(value, /Standards: .*CWE-319/);
    assert.match(
      value,
      /\*\* \[`crypto\/credentials-over-cleartext`\]\(file:\/\/.*docs\/rules\/crypto\/credentials-over-cleartext\.md\)\n\n\w/,
    );
    assert.deepEqual(hover?.range?.start, { line: 2, character: 17 });
  });

  it('is plain for a client that reads no Markdown, and nothing where nothing stands', async () => {
    const { value, kind } = await hoverIn('api.yaml', API.replace('https://api', 'htt|p://api'), {}, {});
    assert.equal(kind, 'plaintext');
    assert.doesNotMatch(value, /[*`]|\]\(/);
    assert.equal((await hoverIn('api.yaml', API.replace('title: T', 'title: |T'))).hover, null);
  });
});

describe('a hover on an operation or a path', () => {
  it('says what the document passes on, and where', async () => {
    const { value, hover } = await hoverIn('api.yaml', API.replace('    get:', '    g|et:'));
    assert.match(value, /`GET \/orders`/);
    assert.match(
      value,
      /Callers need `bearer`\. Inherited from `security` of the document \(\[`api\.yaml:4`\]/,
    );
    assert.deepEqual(hover?.range, { start: { line: 7, character: 4 }, end: { line: 7, character: 7 } });
  });

  it('says of a webhook what tells receivers who calls, and nothing of callers', async () => {
    const webhook = (more: string) => `${API}webhooks:\n  shipped:\n    p|ost:\n      ${more}responses: {}\n`;
    const lone = await hoverIn('api.yaml', webhook(''));
    assert.match(lone.value, /`POST shipped`[\s\S]*A webhook: [\s\S]*No header and no requirement/);
    const signature = '{ name: X-Signature, in: header, schema: { type: string } }';
    const signed = await hoverIn('api.yaml', webhook(`parameters: [${signature}]\n      `));
    assert.match(signed.value, /A webhook: [^\n]* Receivers know the sender by `X-Signature`\.$/);
    const sent = await hoverIn('api.yaml', webhook('security: [{ bearer: [] }]\n      '));
    assert.match(sent.value, /It is sent with `bearer`\.$/);
    assert.doesNotMatch(sent.value, /Callers/);
  });

  it('says what the operation sets itself: alternatives, several schemes at once, and nothing', async () => {
    const own = await hoverIn('api.yaml', API.replace('    post:', '    |post:'));
    assert.match(
      own.value,
      /one of: `bearer` and `key`; or nothing at all \(`\{\}`\)\. Set by `security` of the operation/,
    );
    const open = await hoverIn('api.yaml', API.replace(/(books:\n {4}get)/, '$1|'));
    assert.match(open.value, /anyone may call it\. Set by `security` of the operation/);
  });

  it('says when nothing is said anywhere, and when it cannot be seen', async () => {
    const bare = API.replace('security:\n  - bearer: []\n', '').replace('    get:', '    g|et:');
    assert.match(
      (await hoverIn('api.yaml', bare)).value,
      /Neither the operation nor the document has `security`/,
    );
    const odd = API.replace('security:\n  - bearer: []', 'security: 7').replace('    get:', '    g|et:');
    assert.match((await hoverIn('api.yaml', odd)).value, /cannot be seen/);
  });

  it('lists the operations of a path, and the code that serves them', async () => {
    const { value } = await hoverIn('api.yaml', API.replace('  /orders:', '  /ord|ers:'), {
      'app.js': APP,
      'package.json': '{"name":"w"}',
    });
    assert.match(value, /`GET \/orders`[\s\S]*`POST \/orders`/);
    assert.match(
      value,
      /Served by \[`app\.js:7`\]\(\S+#L7\)\. Guards, in order: `requireUser` \(authentication\)/,
    );
  });

  it('reads nothing in a path as Markdown', async () => {
    const path = '/[x](command:evil)`';
    const { value } = await hoverIn('api.yaml', API.replace('  /orders:', `  "/|${path.slice(1)}":`));
    assert.ok(value.includes('`` GET /[x](command:evil)` ``'), value);
  });
});

describe('a hover on a route in code', () => {
  it('says which guards stand before the handler, and what the document asks', async () => {
    const files = { 'api.yaml': API, 'package.json': '{"name":"w"}' };
    const guarded = await hoverIn('app.js', APP.replace("app.get('/orders", "app.get('/ord|ers"), files);
    assert.match(guarded.value, /`GET \/orders`\*\*\n\nGuards, in order: `requireUser` \(authentication\)/);
    assert.match(guarded.value, /Documented in \[`api\.yaml:8`\]\(\S+\)\. Callers need `bearer`/);
    const open = await hoverIn('app.js', APP.replace("app.get('/books", "app.get('/bo|oks"), files);
    assert.match(open.value, /No guard stands before the handler/);
    const limited = APP.replace(
      "app.get('/books'",
      "const { rateLimit } = require('express-rate-limit');\napp.get('/bo|oks', rateLimit()",
    );
    assert.match(
      (await hoverIn('app.js', limited, files)).value,
      /No guard stands before the handler\. Also before the handler: `rateLimit` \(rate-limit\)/,
    );
  });

  it('tells on the path of a chain of all that share it, and on a method of that one', async () => {
    const chain = (path: string, method: string) =>
      APP.replace("app.get('/books'", `app.route('${path}').get(list).${method}(remove);\napp.get('/books'`);
    const shared = (await hoverIn('app.js', chain('/items/|:id', 'delete'))).value;
    assert.match(shared, /`DELETE \/items\/:id`[\s\S]*`GET \/items\/:id`/);
    const one = (await hoverIn('app.js', chain('/items/:id', 'del|ete'))).value;
    assert.match(one, /`DELETE \/items\/:id`/);
    assert.doesNotMatch(one, /`GET/);
  });
});
