import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  type Position,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Engine } from '../server/core/engine/types.js';
import type { Profile } from '../server/core/rule/finding.js';
import { loadProduct } from '../server/lsp/product.js';
import { serve } from '../server/lsp/serve.js';
import { type Lap, Stamps } from './stamps.js';

/** The whole language server in this process, behind the protocol; messages are serialized as they are for an editor. */
export interface Session {
  readonly engine: Engine;
  open(uri: string, language: string, text: string): Promise<void>;
  /** Replaces from one position to another. */
  type(uri: string, version: number, start: Position, end: Position, text: string): Promise<void>;
  /** Asks for the diagnostics until nothing is outstanding; resolves with how many there are. */
  diagnose(uri: string): Promise<number>;
  /** What of the last text's way to its diagnostics was the server's, without the client's share of the messages. */
  inServer(): Lap;
  close(uri: string): Promise<void>;
  end(): void;
}

/** A session whose client asks for all rules, or for those that are on by default. */
export async function startSession(profile: Profile): Promise<Session> {
  const up = new PassThrough();
  const down = new PassThrough();
  const parts = await loadProduct();
  const stamps = new Stamps();
  serve({ reader: stamps.reader(up), writer: stamps.writer(down) }, parts);
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
    items.map(() => ({ profile })),
  );
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      textDocument: { diagnostic: {} },
      workspace: { configuration: true, diagnostics: { refreshSupport: true } },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  let previousResultId: string | undefined;
  let count = 0;
  return {
    engine: parts.engine,
    open: (uri, languageId, text) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      }),
    type: (uri, version, start, end, text) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ range: { start, end }, text }],
      }),
    async diagnose(uri) {
      for (;;) {
        const report = await connection.sendRequest(DocumentDiagnosticRequest.type, {
          textDocument: { uri },
          ...(previousResultId === undefined ? {} : { previousResultId }),
        });
        previousResultId = report.resultId;
        if (report.kind === 'full') count = report.items.length;
        if (parts.engine.pending(uri) === 0) return count;
      }
    },
    inServer: () => stamps.last,
    close: (uri) =>
      connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    end: () => connection.dispose(),
  };
}
