import assert from 'node:assert/strict';
import {
  type ClientCapabilities,
  CodeActionRequest,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  FileChangeType,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import {
  THREAT_ANSWER,
  THREAT_QUESTION,
  type ThreatAnswerParams,
  type ThreatAnswerResult,
  type ThreatQuestion,
} from '../../server/lsp/protocol.js';
import { createThreatReader } from '../../server/lsp/threat-reader.js';
import { type Client, connect, PaperWorld, PUSH, paperParts, pause, until } from './support.js';
import { API, FILE, PUBLIC, UNLIMITED, URI } from './threatened.js';

const NOW = Date.UTC(2026, 0, 15);
const DECIDED = `# Ours.
version: 1
decisions:
  ${PUBLIC}:
    kind: s.no-auth-sensitive
    scope: orders
    status: not-applicable
    reason: A shop.
    by: Bo
    at: 2026-01-01
`;
const MAKES: ClientCapabilities = {
  ...PUSH,
  workspace: {
    ...PUSH.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {}, resourceOperations: ['create'] },
  },
};

async function started(
  files: Readonly<Record<string, string | undefined>> = {},
  capabilities = MAKES,
  commands: readonly string[] = ['portcullis.threatModel', 'portcullis.answerThreat'],
): Promise<Client> {
  const world = new PaperWorld();
  for (const [uri, text] of Object.entries(files)) {
    if (text === undefined) world.unreadable.add(uri);
    else world.files.set(uri, text);
  }
  const engine = createEngine({ rules: RULES, threats: THREATS });
  const parts = { ...paperParts(engine, world, () => NOW), threats: createThreatReader(new Set()) };
  const client = await connect(parts, capabilities, {
    workspaceFolders: [{ uri: 'file:///w', name: 'w' }],
    initializationOptions: { commands },
  });
  await client.open(URI, API);
  await until('diagnostics', () => client.last(URI)?.diagnostics.length);
  return client;
}

function ask(client: Client, uri = URI, card?: string): Promise<ThreatQuestion | null> {
  return client.connection.sendRequest(THREAT_QUESTION, { uri, ...(card === undefined ? {} : { card }) });
}

function answer(client: Client, more: Partial<ThreatAnswerParams> = {}): Promise<ThreatAnswerResult> {
  const params: ThreatAnswerParams = {
    uri: URI,
    card: PUBLIC,
    status: 'mitigated',
    by: 'Ana',
    fields: { where: 'src/auth.js' },
    ...more,
  };
  return client.connection.sendRequest(THREAT_ANSWER, params);
}

/** The edit as JSON, with the one text that it writes. */
function written({ edit }: ThreatAnswerResult) {
  const parsed: WorkspaceEdit = JSON.parse(JSON.stringify(edit));
  const { documentChanges = [] } = parsed;
  const kinds = documentChanges.map((change) => ('kind' in change ? change.kind : change.textDocument.uri));
  const texts = documentChanges.flatMap((change) =>
    'edits' in change ? change.edits.map((one) => ('newText' in one ? one.newText : '')) : [],
  );
  return { kinds, text: texts.join(''), documentChanges };
}

describe('questions about threats', () => {
  it('come one by one, what is open first, until all are answered', async () => {
    const client = await started();
    const first = await ask(client);
    assert.ok(first);
    assert.equal(first.uri, URI);
    assert.ok(first.left > 1 && first.question.endsWith('?'));
    const cards = new Set<string>();
    let decided = 'version: 1\ndecisions:\n';
    for (let asked: ThreatQuestion | null = first; asked; asked = await ask(client)) {
      assert.ok(!cards.has(asked.card), 'asked twice');
      assert.equal(asked.left, first.left - cards.size);
      cards.add(asked.card);
      decided += `  ${asked.card}: { status: not-applicable, reason: None., by: Bo, at: 2026-01-01 }\n`;
      if (cards.size === 1) await client.open(FILE, decided);
      else await client.change(FILE, cards.size, [{ text: decided }]);
    }
    assert.equal(cards.size, first.left);
    client.close();
  });

  it('offer the answers of the library, and those of the threat alone', async () => {
    const client = await started();
    const question = await ask(client, URI, PUBLIC);
    assert.deepEqual(
      question?.answers.map(({ status, fields, given }) => [status, fields.map(({ name }) => name), given]),
      [
        ['not-applicable', [], { reason: 'Meant to be public.' }],
        ['mitigated', ['where'], {}],
        ['mitigated-elsewhere', ['component', 'reference'], {}],
        ['open', ['ticket'], {}],
        ['not-applicable', ['reason'], {}],
        ['accepted', ['reason', 'approver', 'review'], {}],
        ['transferred', ['party', 'reference'], {}],
        ['needs-review', [], {}],
      ],
    );
    const review = question?.answers.flatMap(({ fields }) => fields).find(({ name }) => name === 'review');
    assert.deepEqual([review?.kind, review?.value], ['day', '2027-01-15']);
    client.close();
  });

  it('are asked from the file of answers too, and not of what is no document', async () => {
    const client = await started({ [FILE]: DECIDED });
    while ((await ask(client, FILE))?.card !== UNLIMITED) await pause(2);
    assert.equal((await ask(client, FILE))?.uri, URI);
    assert.equal(await ask(client, 'file:///w/other.yaml'), null);
    assert.equal(await ask(client, URI, 'abcdefabcdef'), null);
    client.close();
  });

  it('stand behind the code action on an operation', async () => {
    const client = await started();
    const at = { line: 6, character: 5 };
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: URI },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const question = actions?.find(({ title }) => title.startsWith('Threat question: Should people'));
    assert.deepEqual(question && 'command' in question ? question.command : undefined, {
      title: question?.title,
      command: 'portcullis.answerThreat',
      arguments: [{ uri: URI, card: PUBLIC }],
    });
    client.close();
  });
});

describe('the place that an answer names', () => {
  it('is looked for again when files appear and go', async () => {
    const world = new PaperWorld();
    const engine = createEngine({ rules: RULES, threats: THREATS });
    const client = await connect(
      paperParts(engine, world, () => NOW),
      PUSH,
      {
        workspaceFolders: [{ uri: 'file:///w', name: 'w' }],
      },
    );
    const gone = () =>
      client.last(FILE)?.diagnostics.some(({ message }) => String(message).includes('is not there'));
    const tell = (type: FileChangeType) =>
      client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: 'file:///w/src/auth.go', type }],
      });
    await client.open(URI, API);
    const where = 'status: mitigated\n    where: src/auth.go:7';
    await client.open(FILE, DECIDED.replace('status: not-applicable', where));
    await until('the finding', gone);
    world.files.set('file:///w/src/auth.go', 'package auth');
    await tell(FileChangeType.Created);
    await until('silence', () => gone() === false);
    world.files.delete('file:///w/src/auth.go');
    await tell(FileChangeType.Deleted);
    await until('the finding again', gone);
    client.close();
  });
});

describe('answers without their document', () => {
  /** Its search ends when the test says so. */
  class SlowWorld extends PaperWorld {
    held = true;
    override *search() {
      while (this.held) yield undefined;
      yield* super.search();
    }
  }
  const alone = (client: Client) =>
    client.last(FILE)?.diagnostics.some(({ message }) => String(message).includes('stands beside'));
  const begun = async (world: PaperWorld) => {
    const engine = createEngine({ rules: RULES, threats: THREATS });
    const client = await connect(
      paperParts(engine, world, () => NOW),
      PUSH,
      {
        workspaceFolders: [{ uri: 'file:///w', name: 'w' }],
      },
    );
    await client.open(FILE, DECIDED);
    return client;
  };

  it('are a finding once the workspace was searched, and not before', async () => {
    const world = new SlowWorld();
    const client = await begun(world);
    await until('a first answer', () => client.last(FILE));
    assert.equal(alone(client), false);
    world.held = false;
    await until('the finding', () => alone(client));
    client.close();
  });

  it('are none while the document is open, saved or not, and are one when it is gone', async () => {
    const world = new PaperWorld();
    const client = await begun(world);
    await until('the finding', () => alone(client));
    await client.open(URI, API);
    await until('silence', () => alone(client) === false);
    await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: URI },
    });
    await until('the finding again', () => alone(client));
    world.files.set(URI, API);
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: URI, type: FileChangeType.Created }],
    });
    await until('silence again', () => alone(client) === false);
    client.close();
  });
});

describe('an answer about a threat', () => {
  it('makes the file beside the document, and only where there is none', async () => {
    const client = await started();
    const result = await answer(client);
    assert.deepEqual([result.file, result.problem], [FILE, null]);
    const { kinds, text, documentChanges } = written(result);
    assert.deepEqual(kinds, ['create', FILE]);
    const [create] = documentChanges;
    assert.deepEqual(create && 'options' in create ? create.options : undefined, {
      overwrite: false,
      ignoreIfExists: false,
    });
    assert.match(
      text,
      new RegExp(`\\n  ${PUBLIC}:\\n    kind: s\\.no-auth-sensitive\\n    scope: orders\\n`),
    );
    assert.match(
      text,
      /\n {4}status: mitigated\n {4}where: src\/auth\.js\n {4}by: Ana\n {4}at: '2026-01-15'\n$/,
    );
    client.close();
  });

  it('goes behind those that are there, in the version that the client has', async () => {
    const client = await started();
    await client.open(FILE, DECIDED);
    const { kinds, text, documentChanges } = written(await answer(client, { card: UNLIMITED }));
    assert.deepEqual(kinds, [FILE]);
    const [change] = documentChanges;
    assert.deepEqual(change && 'textDocument' in change ? change.textDocument : undefined, {
      uri: FILE,
      version: 1,
    });
    assert.match(text, new RegExp(`^\\n {2}'?${UNLIMITED}'?:\\n`));
    assert.ok(!text.includes('A shop.'));
    client.close();
  });

  it('closes the question, and is a finding while a rule shows the opposite', async () => {
    const client = await started();
    const { text } = written(await answer(client));
    await client.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: FILE, languageId: 'yaml', version: 1, text },
    });
    await until('the contradiction', () =>
      client.last(FILE)?.diagnostics.some(({ code }) => code === 'design/contradicted-claim'),
    );
    assert.notEqual((await ask(client))?.card, PUBLIC);
    client.close();
  });

  it('writes nothing into what cannot be read, about what is gone, or without a status', async () => {
    const client = await started();
    await client.open(FILE, `<<<<<<< a\n${DECIDED}`);
    assert.deepEqual([(await answer(client)).edit, (await answer(client)).problem], [null, 'unreadable']);
    assert.equal((await answer(client, { card: 'abcdefabcdef' })).problem, 'gone');
    client.close();
    const closed = await started({ [FILE]: undefined });
    assert.deepEqual([(await answer(closed)).edit, (await answer(closed)).problem], [null, 'unreadable']);
    closed.close();
  });

  it('is refused, with the reason, where it would not count once it was written', async () => {
    const client = await started();
    const accepted = {
      status: 'accepted',
      fields: { reason: 'Small.', approver: 'Bo', review: '2026-02-01' },
    };
    const reviewed = (review: string) => ({ ...accepted, fields: { ...accepted.fields, review } });
    for (const [more, message] of [
      [{ status: 'perhaps' }, /none of the answers/],
      [{ by: ' ' }, /needs "by"/],
      [{ ...accepted, by: '' }, /needs "by"/],
      [{ fields: {} }, /needs "where"/],
      [{ fields: { where: '\n' } }, /needs "where"/],
      [{ status: 'accepted', fields: {} }, /needs "reason", "review"/],
      [reviewed('never'), /day of the calendar/],
      [reviewed('2026-02-30'), /day of the calendar/],
      [reviewed('2026-01-14'), /is past/],
      [{ status: 'mitigated', fields: { where: 'x', review: 'never' } }, /day of the calendar/],
    ] satisfies [Partial<ThreatAnswerParams>, RegExp][]) {
      const result = await answer(client, more);
      assert.deepEqual([result.edit, result.problem], [null, 'refused'], JSON.stringify(more));
      assert.match(result.message ?? '', message);
    }
    const { problem, message, edit } = await answer(client, accepted);
    assert.deepEqual([problem, message, edit === null], [null, null, false]);
    client.close();
  });

  it('makes no file for a client that cannot', async () => {
    const client = await started({}, PUSH);
    const { edit, problem, message } = await answer(client);
    assert.deepEqual([edit, problem], [null, 'absent']);
    assert.match(message ?? '', /Make an empty file/);
    client.close();
  });
});
