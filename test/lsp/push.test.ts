import assert from 'node:assert/strict';
import { DidCloseTextDocumentNotification } from 'vscode-languageserver/node';
import { connect, PaperWorld, PUSH, paperParts, pause, starts, until, WordEngine } from './support.js';

const URI = 'file:///w/a.yaml';
const OTHER = 'file:///w/b.yaml';

describe('a client that is told its diagnostics', () => {
  it('gets them with version, code, link and source', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()), PUSH);
    await client.open(URI, 'a: BAD\nb: ok\n');
    const got = await until('diagnostics', () => client.last(URI));
    assert.equal(got.version, 1);
    assert.deepEqual(got.diagnostics, [
      {
        range: { start: { line: 0, character: 3 }, end: { line: 0, character: 6 } },
        severity: 2,
        code: 'words/bad',
        source: 'portcullis',
        message: 'This word is bad.',
        codeDescription: { href: 'file:///docs/words/bad.md' },
      },
    ]);
    client.close();
  });

  it('hears nothing new while the set is the same, and of every change of it', async () => {
    const engine = new WordEngine();
    const client = await connect(paperParts(engine, new PaperWorld()), PUSH);
    await client.open(URI, 'a: BAD\nb: ok\n');
    await until('diagnostics', () => client.last(URI));
    await client.change(URI, 2, [
      { range: { start: { line: 1, character: 5 }, end: { line: 1, character: 5 } }, text: 'ay' },
    ]);
    await until('the edit', () => engine.document(URI)?.version === 2 && engine.checked.length === 2);
    await pause(20);
    assert.equal(client.published.length, 1);
    await client.change(URI, 3, [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '# x\n' },
    ]);
    const moved = await until('the moved set', () => client.last(URI)?.version === 3 && client.last(URI));
    assert.deepEqual(starts(moved.diagnostics), ['1:3']);
    await client.change(URI, 4, [{ text: 'a: ok\n' }]);
    const gone = await until('the empty set', () => client.last(URI)?.version === 4 && client.last(URI));
    assert.deepEqual(gone.diagnostics, []);
    client.close();
  });

  it('sees findings change that another file causes, and lose them when it closes', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()), PUSH);
    await client.open(URI, 'a: FAR\n');
    await client.open(OTHER, 'b: quiet\n');
    await until('both sets', () => client.last(URI) && client.last(OTHER));
    await client.change(OTHER, 2, [{ text: 'b: TRIGGER\n' }]);
    await until('the far finding', () => client.last(URI)?.diagnostics.length === 1);
    await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: OTHER },
    });
    await until('its end', () => client.last(URI)?.diagnostics.length === 0);
    client.close();
  });

  it('may know nothing of versions, links and related places', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()));
    await client.open(URI, 'a: BAD\n');
    const got = await until('diagnostics', () => client.last(URI));
    assert.equal(got.version, undefined);
    assert.equal(got.diagnostics[0]?.codeDescription, undefined);
    assert.equal('diagnosticProvider' in client.capabilities, false);
    client.close();
  });

  it('is answered in its own spelling of an address', async () => {
    const engine = new WordEngine();
    const client = await connect(paperParts(engine, new PaperWorld()), PUSH);
    await client.open('file:///c%3A/a.yaml', 'a: BAD\n');
    await until('diagnostics', () => client.last('file:///c%3A/a.yaml'));
    assert.ok(engine.document('file:///c:/a.yaml'));
    client.close();
  });

  it('is not sent what a newer edit has made old', async () => {
    const engine = new WordEngine();
    const client = await connect(paperParts(engine, new PaperWorld()), PUSH);
    await client.open(URI, 'a: ok\n');
    await until('the first set', () => client.last(URI));
    // Written in one go, so that the later ones wait while the first is handled.
    const sent = Array.from({ length: 20 }, (_, i) =>
      client.change(URI, i + 2, [{ text: `${'BAD '.repeat(i + 1)}\n` }]),
    );
    await Promise.all(sent);
    const last = await until('the newest', () => client.last(URI)?.version === 21 && client.last(URI));
    assert.equal(last.diagnostics.length, 20);
    assert.ok(client.published.length < 20, `${client.published.length} sets were sent for 20 edits`);
    client.close();
  });

  it('gets an empty answer and a line in the log from a handler that fails', async () => {
    const engine = new WordEngine();
    const client = await connect(paperParts(engine, new PaperWorld()), PUSH);
    await client.open(URI, 'a: BAD\n');
    await until('diagnostics', () => client.last(URI));
    engine.failure = new Error('out of luck');
    const answer = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: URI },
      range: { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } },
      context: { diagnostics: [] },
    });
    assert.deepEqual(answer, []);
    assert.match(client.log.join('\n'), /code actions failed: Error: out of luck/);
    client.close();
  });
});
