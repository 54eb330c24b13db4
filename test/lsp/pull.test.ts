import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { CancellationTokenSource, DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { Finding } from '../../server/core/rule/finding.js';
import type { Document } from '../../server/core/text/document.js';
import { createPull } from '../../server/lsp/pull.js';
import {
  type Client,
  connect,
  PaperWorld,
  PULL,
  paperParts,
  pause,
  starts,
  until,
  WordEngine,
} from './support.js';

const URI = 'file:///w/a.yaml';
const OTHER = 'file:///w/b.yaml';

/** Needs several slices for every text, and counts how often somebody wants to see what there is. */
class SlowEngine extends WordEngine {
  looks = 0;
  #left = 0;

  override edit(next: Document): void {
    super.edit(next);
    this.#left = 5;
  }
  override work(stop: () => boolean): boolean {
    return this.#left-- > 0 || super.work(stop);
  }
  override mostImportant(uri: string, most: number, near?: number): readonly Finding[] {
    this.looks += 1;
    return super.mostImportant(uri, most, near);
  }
}

function pull(client: Client, uri: string, previousResultId?: string) {
  return client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri },
    ...(previousResultId === undefined ? {} : { previousResultId }),
  });
}

describe('a client that asks for diagnostics', () => {
  it('gets them whole, then only what changed; nothing is pushed', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()), PULL);
    await client.open(URI, 'a: BAD\n');
    const first = await pull(client, URI);
    assert.equal(first.kind, 'full');
    assert.deepEqual(first.kind === 'full' && starts(first.items), ['0:3']);
    const again = await pull(client, URI, first.resultId);
    assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
    await client.change(URI, 2, [{ text: '\na: BAD\n' }]);
    const moved = await pull(client, URI, first.resultId);
    assert.deepEqual(moved.kind === 'full' && starts(moved.items), ['1:3']);
    assert.equal(client.published.length, 0);
    assert.equal(client.refreshes.count, 0);
    client.close();
  });

  it('is asked to ask again when another file changes the answer, and not after its own edit', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()), PULL);
    await client.open(URI, 'a: FAR\n');
    await client.open(OTHER, 'b: quiet\n');
    await pull(client, URI);
    await pull(client, OTHER);
    await client.change(OTHER, 2, [{ text: 'b: quiet too\n' }]);
    await pull(client, OTHER);
    assert.equal(client.refreshes.count, 0);
    await client.change(OTHER, 3, [{ text: 'b: TRIGGER\n' }]);
    await until('a refresh', () => client.refreshes.count > 0);
    const answer = await pull(client, URI);
    assert.equal(answer.kind === 'full' && answer.items.length, 1);
    client.close();
  });

  it('gets what it waits for once: no half of it is made, and it is not asked to ask again', async () => {
    const engine = new SlowEngine();
    let time = 0;
    // Every look at the clock is a second later, so that partial results are always due.
    const client = await connect(
      paperParts(engine, new PaperWorld(), () => (time += 1_000)),
      PULL,
    );
    await client.open(URI, 'a: BAD\n');
    const first = await pull(client, URI);
    engine.looks = 0;
    await client.change(URI, 2, [{ text: '\na: BAD\n' }]);
    const moved = await pull(client, URI, first.kind === 'full' ? first.resultId : undefined);
    assert.deepEqual(moved.kind === 'full' && starts(moved.items), ['1:3']);
    await pause(20);
    assert.deepEqual([engine.looks, client.refreshes.count], [1, 0]);
    client.close();
  });

  it('may ask before it opens, as it does after a restart', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()), PULL);
    const asked = pull(client, URI);
    await client.open(URI, 'a: BAD\n');
    const answer = await asked;
    assert.equal(answer.kind === 'full' && answer.items.length, 1);
    client.close();
  });

  it('may cancel, and asks about files that are not open in vain', async () => {
    const client = await connect(paperParts(new WordEngine(), new PaperWorld()), PULL);
    await client.open(URI, 'a: BAD\n');
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      DocumentDiagnosticRequest.type,
      { textDocument: { uri: URI } },
      source.token,
    );
    source.cancel();
    await assert.rejects(asked, /cancel/i);
    assert.deepEqual(await pull(client, 'file:///w/none.yaml'), { kind: 'full', items: [] });
    client.close();
  });
});

describe('how long a client waits for its diagnostics', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  /** A request about a file of which so many units are outstanding, one number after the other. */
  async function waiting(...outstanding: readonly number[]) {
    let left = outstanding[0] ?? 0;
    const pull = createPull({
      board: {
        bulletin: () => ({ id: String(left), version: 1, diagnostics: [], complete: left === 0 }),
        drop: () => {},
      },
      isOpen: () => true,
      pending: () => left,
      newer: () => false,
      now: () => 0,
      refresh: () => {},
    });
    const answered: string[] = [];
    pull.sent(URI);
    const token = new CancellationTokenSource().token;
    void pull.report(URI, undefined, token).then(({ resultId = '' }) => answered.push(resultId));
    await turn();
    const go = (pending: number) => {
      left = pending;
      pull.progress([URI], pending === 0);
    };
    outstanding.forEach(go);
    const wait = async (milliseconds: number) => {
      mock.timers.tick(milliseconds);
      await turn();
    };
    return { go, wait, answered, type: () => pull.sent(URI) };
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('is a while, after which it gets what there is', async () => {
    const { wait, answered } = await waiting(8, 7);
    await wait(399);
    assert.deepEqual(answered, []);
    await wait(1);
    assert.deepEqual(answered, ['7']);
  });

  it('is longer where most is there, so that it gets the whole', async () => {
    const { go, wait, answered } = await waiting(8, 3);
    await wait(400);
    assert.deepEqual(answered, []);
    go(0);
    await turn();
    assert.deepEqual(answered, ['0']);
  });

  it('is never longer than twice', async () => {
    const { wait, answered } = await waiting(8, 3);
    await wait(400);
    await wait(399);
    assert.deepEqual(answered, []);
    await wait(1);
    assert.deepEqual(answered, ['3']);
  });

  it('is no longer for a text of which nothing is read, whatever was done of the one before', async () => {
    const { type, go, wait, answered } = await waiting(8, 3);
    type();
    go(1);
    await wait(400);
    assert.deepEqual(answered, ['1']);
  });
});
