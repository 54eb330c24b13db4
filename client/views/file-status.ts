import {
  commands,
  type Disposable,
  Disposable as Disposables,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  type TextDocument,
  window,
} from 'vscode';
import { FILE_STATUS, type FileStatus, type FileStatusParams } from '../../server/lsp/protocol.js';
import { SELECTOR, type Server } from '../server.js';
import { WORDS } from '../words.js';

/** The walkthrough waits for it. */
const SEEN = 'portcullis.seenApi';

/** Among the language's own status: what Portcullis knows of the file in the active editor. */
export function registerFileStatus(server: Server): Disposable {
  const item = languages.createLanguageStatusItem('portcullis.fileStatus', SELECTOR);
  item.name = WORDS.name;
  idle(item);
  let newest: TextDocument | undefined;
  const refresh = async (): Promise<void> => {
    const document = window.activeTextEditor?.document;
    newest = document;
    const ours = document && server.isWanted() && languages.match([...SELECTOR], document) > 0;
    const status = ours ? await ask(document, server).catch(() => null) : null;
    // The person has gone elsewhere while the server thought.
    if (newest !== document) return;
    if (status) show(item, status);
    else idle(item);
  };
  const later = (): void => {
    refresh().catch(() => undefined);
  };
  return Disposables.from(item, window.onDidChangeActiveTextEditor(later), server.onNews(later));
}

async function ask(document: TextDocument, server: Server): Promise<FileStatus | null> {
  const client = await server.client();
  const params: FileStatusParams = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  return client.sendRequest<FileStatus | null>(FILE_STATUS, params);
}

function show(item: LanguageStatusItem, { kind, title, detail, pending, excluded, worst }: FileStatus): void {
  item.text = title;
  item.detail = detail;
  item.busy = pending > 0;
  item.severity =
    worst === 'error' && !excluded ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  item.command =
    kind === 'other' ? undefined : { title: WORDS.problems, command: 'workbench.actions.view.problems' };
  if (kind === 'openapi') void commands.executeCommand('setContext', SEEN, true);
}

/** Nothing is known: the server sleeps, or the file is none that it reads. */
function idle(item: LanguageStatusItem): void {
  item.text = WORDS.idle;
  item.detail = undefined;
  item.busy = false;
  item.command = undefined;
  item.severity = LanguageStatusSeverity.Information;
}
