import { type ExtensionContext, languages, Range, type TextDocument, window, workspace } from 'vscode';
import { registerAnswerThreat } from './commands/answer-threat.js';
import { registerFixAll } from './commands/fix-all.js';
import { registerInsertSnippet } from './commands/insert-snippet.js';
import { registerOpenExample } from './commands/open-example.js';
import { registerRestart } from './commands/restart-server.js';
import { registerShowLog } from './commands/show-log.js';
import { registerThreatModel } from './commands/threat-model.js';
import { createServer, SELECTOR, type Server } from './server.js';
import { HEAD, mayBeOurs } from './sniff.js';
import { registerFileStatus } from './views/file-status.js';
import { InventoryTree } from './views/inventory.js';

let server: Server | undefined;

/** What other extensions may look at. */
export interface Exports {
  readonly inventory: Pick<InventoryTree, 'getChildren' | 'getTreeItem' | 'onDidChangeTreeData'>;
}

/** Registers the commands; the server starts with the first document that it could have something to say about. */
export function activate(context: ExtensionContext): Exports {
  const log = window.createOutputChannel('Portcullis', { log: true });
  const running = createServer(context, log);
  server = running;
  const inventory = new InventoryTree(running);
  context.subscriptions.push(
    log,
    registerFixAll(running),
    registerInsertSnippet(running),
    registerThreatModel(running),
    registerAnswerThreat(running, context),
    registerOpenExample(context),
    registerRestart(running),
    registerShowLog(log),
    registerFileStatus(running),
    inventory,
    workspace.onDidOpenTextDocument((document) => startFor(document, running)),
    workspace.onDidChangeTextDocument(({ document }) => startFor(document, running)),
  );
  for (const document of workspace.textDocuments) startFor(document, running);
  return { inventory };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

function startFor(document: TextDocument, running: Server): void {
  if (running.isWanted() || languages.match([...SELECTOR], document) === 0) return;
  const head = document.getText(new Range(0, 0, HEAD, 0)).slice(0, HEAD);
  if (mayBeOurs(document.uri.path, document.languageId, head)) running.wanted();
}
