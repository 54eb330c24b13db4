import assert from 'node:assert/strict';
import { type CodeAction, CodeActionRequest, CodeActionResolveRequest } from 'vscode-languageserver/node';
import { type Client, connect, PaperWorld, PUSH, paperParts, until, WordEngine } from './support.js';

const URI = 'file:///w/a.yaml';

async function opened(capabilities = PUSH, more = {}): Promise<Client> {
  const client = await connect(paperParts(new WordEngine(), new PaperWorld()), capabilities, more);
  await client.open(URI, 'a: BAD\nb: BAD\n');
  await until('diagnostics', () => client.last(URI));
  return client;
}

async function actions(client: Client, line: number, only?: string[]): Promise<CodeAction[]> {
  const at = { line, character: 4 };
  const diagnostics = client.last(URI)?.diagnostics ?? [];
  const answer = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: URI },
    range: { start: at, end: at },
    context: { diagnostics, ...(only ? { only } : {}) },
  });
  return (answer ?? [])
    .flatMap((action) => ('data' in action || 'edit' in action || action.command ? [action] : []))
    .filter(isAction);
}

function isAction(action: unknown): action is CodeAction {
  return typeof action === 'object' && action !== null && 'title' in action;
}

async function resolve(client: Client, title: string, line = 0): Promise<CodeAction> {
  const action = (await actions(client, line)).find((one) => one.title === title);
  assert.ok(action, title);
  return client.connection.sendRequest(CodeActionResolveRequest.type, action);
}

const WORD = { start: { line: 0, character: 3 }, end: { line: 0, character: 6 } };

describe('code actions', () => {
  it('leave out what cannot be made there', async () => {
    const engine = new WordEngine();
    engine.refused.add(0);
    const client = await connect(paperParts(engine, new PaperWorld()), PUSH);
    await client.open(URI, 'a: BAD\n');
    await until('diagnostics', () => client.last(URI));
    const offered = await actions(client, 0);
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Make it fine', 'Allow words/bad here'],
    );
    client.close();
  });

  it('are offered for the finding at the cursor, without their edits', async () => {
    const client = await opened();
    const offered = await actions(client, 0);
    assert.deepEqual(
      offered.map(({ title, kind, isPreferred, edit, diagnostics }) => [
        title,
        kind,
        isPreferred,
        edit,
        diagnostics?.length,
      ]),
      [
        ['Make it good', 'quickfix', true, undefined, 1],
        ['Make it fine', 'quickfix', undefined, undefined, 1],
        ['Allow words/bad here', 'quickfix', undefined, undefined, 1],
        ['Fix all safe problems in this file', 'source.fixAll.portcullis', undefined, undefined, undefined],
      ],
    );
    client.close();
  });

  it('get their edit when they are chosen, of the version that they were offered for', async () => {
    const client = await opened();
    const { edit } = await resolve(client, 'Make it good');
    assert.deepEqual(edit, {
      documentChanges: [
        { textDocument: { uri: URI, version: 1 }, edits: [{ range: WORD, newText: 'GOOD' }] },
      ],
    });
    client.close();
  });

  it('ask for a look before a change that callers notice', async () => {
    const client = await opened();
    const { edit } = await resolve(client, 'Make it fine');
    assert.equal(edit?.changeAnnotations?.review?.needsConfirmation, true);
    const [change] = edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change);
    assert.deepEqual(change.edits, [{ range: WORD, newText: 'FINE', annotationId: 'review' }]);
    client.close();
  });

  it('are refused once the text has changed', async () => {
    const client = await opened();
    const [action] = await actions(client, 0);
    assert.ok(action);
    await client.change(URI, 2, [{ text: 'a: BAD\nb: BAD # again\n' }]);
    await assert.rejects(client.connection.sendRequest(CodeActionResolveRequest.type, action), /changed/);
    await assert.rejects(
      client.connection.sendRequest(CodeActionResolveRequest.type, {
        title: 'x',
        data: { what: 'fix', uri: 7 },
      }),
      /changed/,
    );
    client.close();
  });

  it('write an allow comment, and fix the whole file', async () => {
    const client = await opened();
    const allow = await resolve(client, 'Allow words/bad here');
    assert.match(JSON.stringify(allow.edit), /# portcullis-allow words\/bad: \w+/);
    const all = await resolve(client, 'Fix all safe problems in this file');
    assert.equal(JSON.stringify(all.edit).match(/GOOD/g)?.length, 2);
    client.close();
  });

  it('are only of the kind that is asked for', async () => {
    const client = await opened();
    assert.deepEqual(
      (await actions(client, 0, ['source.fixAll'])).map(({ kind }) => kind),
      ['source.fixAll.portcullis'],
    );
    assert.equal((await actions(client, 0, ['quickfix'])).length, 3);
    assert.deepEqual(await actions(client, 0, ['refactor']), []);
    client.close();
  });

  it('bring their edit at once to a client that cannot ask for it', async () => {
    const client = await opened({ textDocument: { publishDiagnostics: {} } });
    const [good, fine] = await actions(client, 1);
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 6 } };
    assert.deepEqual(good?.edit, { changes: { [URI]: [{ range, newText: 'GOOD' }] } });
    assert.deepEqual(fine?.edit, { changes: { [URI]: [{ range, newText: 'FINE' }] } });
    client.close();
  });

  it('ask threat questions where the client can open the report', async () => {
    const without = await opened();
    assert.equal(
      (await actions(without, 0)).some(({ title }) => title.startsWith('Threat question')),
      false,
    );
    without.close();
    const client = await opened(PUSH, { initializationOptions: { commands: ['portcullis.threatModel'] } });
    const question = (await actions(client, 0)).find(
      ({ title }) => title === 'Threat question: Who may call it?',
    );
    assert.deepEqual(question?.command?.arguments, [{ uri: URI, card: 'c1' }]);
    client.close();
  });
});
