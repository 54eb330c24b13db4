import { commands, type Disposable, Position, SnippetString, window } from 'vscode';
import { type PositionParams, SNIPPETS, type SnippetChoice } from '../../server/lsp/protocol.js';
import type { Server } from '../server.js';
import { WORDS } from '../words.js';

/** Inserts the snippet with this id, or lets the person pick one of those that are valid at the cursor. */
export function registerInsertSnippet(server: Server): Disposable {
  return commands.registerCommand('portcullis.insertSnippet', async (id?: unknown) => {
    const editor = window.activeTextEditor;
    if (!editor) return void window.showInformationMessage(WORDS.noEditor);
    const client = await server.client();
    const position = editor.selection.active;
    const params: PositionParams = {
      uri: client.code2ProtocolConverter.asUri(editor.document.uri),
      position: client.code2ProtocolConverter.asPosition(position),
    };
    const choices = await client.sendRequest<readonly SnippetChoice[]>(SNIPPETS, params);
    if (choices.length === 0) return void window.showInformationMessage(WORDS.noSnippets);
    const chosen = choices.find((choice) => choice.id === id) ?? (await pick(choices));
    if (!chosen) return;
    const { also } = chosen;
    // The selection moves with what is inserted above it.
    if (also)
      await editor.edit((edit) =>
        edit.insert(new Position(also.position.line, also.position.character), also.text),
      );
    await editor.insertSnippet(new SnippetString(chosen.body), editor.selection.active);
  });
}

async function pick(choices: readonly SnippetChoice[]): Promise<SnippetChoice | undefined> {
  const items = choices.map((choice) => ({ label: choice.title, detail: choice.detail, choice }));
  const picked = await window.showQuickPick(items, { placeHolder: WORDS.pickSnippet, matchOnDetail: true });
  return picked?.choice;
}
