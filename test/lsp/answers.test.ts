import assert from 'node:assert/strict';
import {
  CompletionRequest,
  DefinitionRequest,
  HoverRequest,
  type Location,
  MarkupContent,
} from 'vscode-languageserver/node';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import { DECISION_STATUSES } from '../../server/core/facts/config/decisions.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { createThreatReader } from '../../server/lsp/threat-reader.js';
import { marked } from './folder.js';
import { type Client, connect, PaperWorld, PUSH, paperParts, until } from './support.js';
import { API, FILE, PUBLIC, UNLIMITED, URI } from './threatened.js';

const DECIDED = `version: 1
decisions:
  ${PUBLIC}:
    kind: s.no-auth-sensitive
    scope: orders
    status: not-applicable
    reason: A shop.
    by: Bo
    at: 2026-01-01
`;

async function opened(text: string, document = API): Promise<Client> {
  const engine = createEngine({ rules: RULES, threats: THREATS });
  const parts = { ...paperParts(engine, new PaperWorld()), threats: createThreatReader(new Set()) };
  const client = await connect(parts, PUSH, { workspaceFolders: [{ uri: 'file:///w', name: 'w' }] });
  await client.open(URI, document);
  await client.open(FILE, text);
  await until('both to be read', () => client.last(URI) && client.last(FILE));
  return client;
}

async function ask(text: string, document = API) {
  const at = marked(text);
  const client = await opened(at.text, document);
  const items = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: FILE },
    position: at.position,
  });
  client.close();
  assert.ok(Array.isArray(items));
  return items;
}

describe('completion in a file of answers', () => {
  const labels = async (text: string, document = API) =>
    (await ask(text, document)).map(({ label }) => label);

  it('offers the keys of the file and of a decision, each with what it means', async () => {
    assert.deepEqual(await labels('|'), ['version', 'decisions']);
    const fields = await ask(`${DECIDED}    |`);
    const names = fields.map(({ label }) => label);
    assert.ok(names.includes('where') && names.includes('review') && !names.includes('status'), names.join());
    for (const { detail } of fields) assert.ok(detail && detail.length > 3);
  });

  it('offers the statuses', async () => {
    assert.deepEqual(await labels(`decisions:\n  ${PUBLIC}:\n    status: |`), [...DECISION_STATUSES]);
    assert.deepEqual(await labels(`decisions:\n  ${PUBLIC}: { status: mit| }`), [...DECISION_STATUSES]);
  });

  it('offers the threats of the document that are not decided, by their titles', async () => {
    const items = await ask(`${DECIDED}  |`);
    const names = items.map(({ label }) => label);
    assert.ok(names.includes(UNLIMITED) && !names.includes(PUBLIC), names.join());
    const limit = items.find(({ label }) => label === UNLIMITED);
    assert.equal(limit?.detail, THREATS.find(({ kind }) => kind === 'd.no-rate-limit')?.title);
    assert.ok(String(limit?.documentation).endsWith('?'), String(limit?.documentation));
    assert.ok(limit?.filterText?.includes('limit'));
    assert.ok((await labels('decisions:\n  |')).includes(PUBLIC));
    assert.deepEqual(await labels('decisions:\n  |', 'a: 1\n'), []);
  });

  it('offers the kind and the scope of the threat, and every kind where the threat is not known', async () => {
    assert.deepEqual(await labels(`decisions:\n  ${PUBLIC}:\n    kind: s.no|`), ['s.no-auth-sensitive']);
    assert.deepEqual(await labels(`decisions:\n  ${PUBLIC}:\n    scope: |`), ['orders']);
    const all = await labels('decisions:\n  abcdefabcdef:\n    kind: |');
    assert.deepEqual(all.sort(), THREATS.map(({ kind }) => kind).sort());
  });
});

describe('the id of a threat in a file of answers', () => {
  const position = { line: 2, character: 5 };
  const there = { textDocument: { uri: FILE }, position };

  it('tells on a hover which threat it is, what it asks and how it stands', async () => {
    const client = await opened(DECIDED);
    const hover = await client.connection.sendRequest(HoverRequest.type, there);
    const words = MarkupContent.is(hover?.contents) ? hover.contents.value : '';
    const template = THREATS.find(({ kind }) => kind === 's.no-auth-sensitive');
    assert.ok(template && words.startsWith(template.title), words);
    assert.match(words, /\?\n\nStatus: Not applicable$/);
    assert.deepEqual(hover?.range, { start: { line: 2, character: 2 }, end: { line: 2, character: 14 } });
    const beside = { ...there, position: { line: 3, character: 12 } };
    assert.equal(await client.connection.sendRequest(HoverRequest.type, beside), null);
    client.close();
  });

  it('leads to the operations that the threat concerns', async () => {
    const client = await opened(DECIDED.replace(PUBLIC, 'abcdefabcdef').concat(`  ${PUBLIC}: {}\n`));
    const found = async (line: number) => {
      const params = { textDocument: { uri: FILE }, position: { line, character: 5 } };
      const links = await client.connection.sendRequest(DefinitionRequest.type, params);
      const list: readonly Location[] = JSON.parse(JSON.stringify(links === null ? [] : [links].flat()));
      return list.map(({ uri, range }) => `${uri} ${range.start.line}:${range.start.character}`);
    };
    assert.deepEqual(await found(9), [`${URI} 6:4`]);
    assert.deepEqual(await found(2), []);
    client.close();
  });

  it('is none where the file has no document', async () => {
    const client = await opened(DECIDED, 'a: 1\n');
    assert.equal(await client.connection.sendRequest(HoverRequest.type, there), null);
    assert.equal(await client.connection.sendRequest(DefinitionRequest.type, there), null);
    client.close();
  });
});
