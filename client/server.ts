import path from 'node:path';
import {
  type CancellationToken,
  type CodeAction,
  commands,
  type ExtensionContext,
  type LogOutputChannel,
  type ProviderResult,
  type TextEditorVisibleRangesChangeEvent,
  window,
} from 'vscode';
import { type DocumentSelector, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { COMMANDS, type InitializeOptions, VISIBLE, type VisibleParams } from '../server/lsp/protocol.js';
import { createNews, type News } from './news.js';

/** The language server as the commands see it. */
export interface Server {
  /** Starts it unless it runs. A failure is in the log; the client tries again when it is asked next. */
  wanted(): void;
  /** True once somebody wanted it, whether or not it has started. */
  isWanted(): boolean;
  /** The running client. */
  client(): Promise<LanguageClient>;
  /** What the server would answer may differ. */
  readonly onNews: News['onNews'];
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Languages that OpenAPI documents, route code and the properties of Spring are written in. */
const LANGUAGES = [
  ...['yaml', 'json', 'jsonc'],
  ...['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'python', 'java'],
  // Extensions for Spring give its files languages of their own.
  ...['properties', 'java-properties', 'spring-boot-properties', 'spring-boot-properties-yaml'],
];
/** Texts of other schemes, such as the old side of a diff, are not somebody's work in progress. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs'];

export const SELECTOR = SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));

export function createServer(context: ExtensionContext, log: LogOutputChannel): Server {
  const client = makeClient(context, log);
  const news = createNews(client);
  let starting: Promise<void> | undefined;
  const start = (): Promise<void> => {
    starting ??= client.start().catch((problem: unknown) => {
      starting = undefined;
      throw problem;
    });
    return starting;
  };
  context.subscriptions.push(
    news,
    window.onDidChangeTextEditorVisibleRanges((event) => {
      if (client.isRunning()) tellVisible(client, event);
    }),
  );
  return {
    wanted: () => {
      start().catch((problem: unknown) => log.error(String(problem)));
    },
    isWanted: () => starting !== undefined,
    client: async () => {
      await start();
      return client;
    },
    onNews: news.onNews,
    restart: async () => {
      await start().catch(() => undefined);
      await client.restart();
    },
    stop: async () => {
      if (client.isRunning()) await client.stop();
    },
  };
}

function makeClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = path.join(context.extensionPath, 'dist', 'server.js');
  const documentSelector: DocumentSelector = SELECTOR;
  const initializationOptions: InitializeOptions = { commands: Object.values(COMMANDS), news: true };
  return new LanguageClient(
    'portcullis',
    'Portcullis',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    },
    {
      documentSelector,
      initializationOptions,
      outputChannel: log,
      middleware: { resolveCodeAction: countRepair },
      diagnosticPullOptions: { onChange: true, onSave: true },
    },
  );
}

function tellVisible(
  client: LanguageClient,
  { textEditor, visibleRanges }: TextEditorVisibleRangesChangeEvent,
): void {
  const first = visibleRanges[0];
  if (!first) return;
  const params: VisibleParams = {
    uri: client.code2ProtocolConverter.asUri(textEditor.document.uri),
    position: { line: first.start.line, character: 0 },
  };
  client.sendNotification(VISIBLE, params).catch(() => undefined);
}

/** A light bulb's action was taken: the walkthrough waits for it. */
function countRepair(
  action: CodeAction,
  token: CancellationToken,
  next: (action: CodeAction, token: CancellationToken) => ProviderResult<CodeAction>,
): ProviderResult<CodeAction> {
  void commands.executeCommand('setContext', 'portcullis.repaired', true);
  return next(action, token);
}
