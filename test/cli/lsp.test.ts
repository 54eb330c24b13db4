import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { uriOfFile } from '../../server/host/uris.js';
import { folderOf } from '../support/folder.js';
import { api } from './support.js';

describe('lsp --stdio', () => {
  let server: ReturnType<typeof start> | undefined;
  afterEach(() => server?.kill());

  it('serves an editor until it says goodbye', async () => {
    const folder = folderOf({});
    server = start(folder);
    const client = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const heard = new Promise<readonly unknown[]>((resolve) => {
      client.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => {
        if (diagnostics.length > 0) resolve(diagnostics.map(({ code }) => code));
      });
    });
    client.listen();
    const { capabilities, serverInfo } = await client.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uriOfFile(folder),
      capabilities: {},
      workspaceFolders: null,
    });
    equal(serverInfo?.name, 'portcullis');
    ok(capabilities.codeActionProvider);
    await client.sendNotification(InitializedNotification.type, {});
    const uri = uriOfFile(join(folder, 'api.yaml'));
    const textDocument = { uri, languageId: 'yaml', version: 1, text: api('  {}', 'http') };
    await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    deepEqual(await heard, ['crypto/server-http']);
    await client.sendRequest(ShutdownRequest.type);
    const ended = once(server, 'exit');
    await client.sendNotification(ExitNotification.type);
    deepEqual(await ended, [0, null]);
    client.dispose();
  });
});

function start(folder: string) {
  const cli = join(process.cwd(), 'dist/cli.js');
  return spawn(process.execPath, [cli, 'lsp', '--stdio'], { cwd: folder });
}
