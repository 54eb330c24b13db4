import { commands, type Disposable, window, workspace } from 'vscode';
import { FIX_ALL, type FixAllParams, type FixAllResult } from '../../server/lsp/protocol.js';
import type { Server } from '../server.js';
import { WORDS } from '../words.js';

/** Repairs that overlap take another round; more rounds than this would mean that two repairs fight. */
const ROUNDS = 10;

export function registerFixAll(server: Server): Disposable {
  return commands.registerCommand('portcullis.fixAll', async () => {
    const document = window.activeTextEditor?.document;
    if (!document) return void window.showInformationMessage(WORDS.noEditor);
    const client = await server.client();
    let fixed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const params: FixAllParams = {
        uri: client.code2ProtocolConverter.asUri(document.uri),
        version: document.version,
      };
      const answer = await client.sendRequest<FixAllResult>(FIX_ALL, params);
      if (answer.stale) return void window.showInformationMessage(WORDS.changed);
      if (!answer.edit) break;
      const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
      if (!(await workspace.applyEdit(edit))) return void window.showInformationMessage(WORDS.changed);
      fixed += answer.count;
    }
    if (fixed === 0) window.setStatusBarMessage(WORDS.nothingToFix, 5000);
  });
}
