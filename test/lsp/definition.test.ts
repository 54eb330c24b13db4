import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { type ClientCapabilities, DefinitionRequest, Location } from 'vscode-languageserver/node';
import { folderOf } from '../support/folder.js';
import { marked, openFolder } from './folder.js';

const LINKS: ClientCapabilities = { textDocument: { definition: { linkSupport: true } } };

function api(ref: string): string {
  return `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses:
        '200':
          description: A
          content:
            application/json:
              schema: { $ref: ${ref} }
components:
  schemas:
    A: { type: object, $id: 'https://example.com/schemas/a' }
    a/b: { type: object }
`;
}

const PARTS = `Money:
  type: object
`;

/** Where the reference at '|' leads: '<name> <line>:<column>'. */
async function definitionOf(ref: string, capabilities = LINKS): Promise<string | undefined> {
  const { text, position } = marked(api(ref));
  const folder = await openFolder({ 'api/api.yaml': text, 'api/parts.yaml': PARTS }, capabilities);
  try {
    const uri = folder.uri('api/api.yaml');
    await folder.client.open(uri, text);
    const params = { textDocument: { uri }, position };
    const found = await folder.client.connection.sendRequest(DefinitionRequest.type, params);
    const [first] = Array.isArray(found) ? found : found ? [found] : [];
    if (!first) return undefined;
    const { uri: target, range } = Location.is(first)
      ? first
      : { uri: first.targetUri, range: first.targetSelectionRange };
    if (!Location.is(first)) assert.ok(first.originSelectionRange, 'what it was asked from');
    return `${target.slice(folder.uri('').length)} ${range.start.line}:${range.start.character}`;
  } finally {
    folder.close();
  }
}

describe('the definition of a reference', () => {
  it('is what it names in the same file', async () => {
    assert.equal(await definitionOf("'#/components/sche|mas/A'"), 'api/api.yaml 13:4');
    assert.equal(await definitionOf("'#/components/sche|mas/A'", {}), 'api/api.yaml 13:4');
    assert.equal(await definitionOf("'#/components/schemas/a~1|b'"), 'api/api.yaml 14:4');
  });

  it('is what gives itself the URI', async () => {
    assert.equal(await definitionOf("'https://example.com/schemas/|a'"), 'api/api.yaml 13:4');
  });

  it('is in another file of the workspace, the whole of it too', async () => {
    assert.equal(await definitionOf("'./parts.yaml#/Mo|ney'"), 'api/parts.yaml 0:0');
    assert.equal(await definitionOf("'parts.ya|ml'"), 'api/parts.yaml 0:0');
  });

  it('is nothing outside the workspace, on the web, or where nothing is', async () => {
    const outside = pathToFileURL(folderOf({ 'secret.yaml': PARTS })).href;
    assert.equal(await definitionOf(`'${outside}/sec|ret.yaml#/Money'`), undefined);
    assert.equal(await definitionOf("'../../../../../../../etc/pass|wd'"), undefined);
    assert.equal(await definitionOf("'https://example.com/a.ya|ml#/A'"), undefined);
    assert.equal(await definitionOf("'#/components/schemas/No|ne'"), undefined);
    assert.equal(await definitionOf("'./no|ne.yaml#/A'"), undefined);
  });

  it('is asked from a reference and from nothing else', async () => {
    const { text, position } = marked(api("'#/components/schemas/A'").replace('title: T', 'ti|tle: T'));
    const folder = await openFolder({ 'api.yaml': text }, LINKS);
    const uri = folder.uri('api.yaml');
    await folder.client.open(uri, text);
    const params = { textDocument: { uri }, position };
    assert.equal(await folder.client.connection.sendRequest(DefinitionRequest.type, params), null);
    folder.close();
  });
});
