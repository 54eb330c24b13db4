import {
  commands,
  type Disposable,
  Disposable as Disposables,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import { THREAT_REPORT, type ThreatReport, type ThreatReportParams } from '../../server/lsp/protocol.js';
import type { Server } from '../server.js';
import { WORDS } from '../words.js';

/** Reports are documents of a scheme of their own: read-only, never saved, never in the way of a file. */
const SCHEME = 'portcullis-report';

/** Opens the report on a document in VS Code's Markdown preview, at one card when the caller names it. */
export function registerThreatModel(server: Server): Disposable {
  const reports = new Reports();
  return Disposables.from(
    workspace.registerTextDocumentContentProvider(SCHEME, reports),
    commands.registerCommand('portcullis.threatModel', async (argument?: unknown) => {
      const asked = readArgument(argument);
      const source = asked.uri ?? window.activeTextEditor?.document.uri;
      if (!source) return void window.showInformationMessage(WORDS.noEditor);
      const client = await server.client();
      const params: ThreatReportParams = { uri: client.code2ProtocolConverter.asUri(source) };
      const report = await client.sendRequest<ThreatReport | null>(THREAT_REPORT, params);
      if (!report) return void window.showInformationMessage(WORDS.notOpenApi);
      const target = reports.keep(source, report.markdown);
      const card = report.cards.find(({ id }) => id === asked.card);
      await workspace.openTextDocument(target);
      await commands.executeCommand('markdown.showPreviewToSide', at(target, card));
    }),
  );
}

/** The preview scrolls to a heading that the fragment names. */
function at(target: Uri, card: ThreatReport['cards'][number] | undefined): Uri {
  return card ? target.with({ fragment: card.anchor }) : target;
}

/** What a code action hands over: a document, and a card of its threat model. */
export function readArgument(argument: unknown): { readonly uri?: Uri; readonly card?: string } {
  if (argument instanceof Uri) return { uri: argument };
  if (typeof argument !== 'object' || argument === null || !('uri' in argument)) return {};
  const uri = typeof argument.uri === 'string' ? { uri: Uri.parse(argument.uri, true) } : {};
  return 'card' in argument && typeof argument.card === 'string' ? { ...uri, card: argument.card } : uri;
}

/** The newest report of each document, by the address that it is shown under. */
class Reports implements TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  keep(source: Uri, markdown: string): Uri {
    const name = source.path.slice(source.path.lastIndexOf('/') + 1);
    const address = Uri.from({
      scheme: SCHEME,
      path: `/Threat model of ${name}.md`,
      query: source.toString(),
    });
    this.texts.set(address.toString(), markdown);
    this.changed.fire(address);
    return address;
  }

  provideTextDocumentContent(address: Uri): string {
    return this.texts.get(address.with({ fragment: '' }).toString()) ?? '';
  }
}
