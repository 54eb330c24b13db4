import path from 'node:path';
import { commands, type Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';

/** Opens a copy of the sample API: a text of its own, so that it can be repaired without changing any file. */
export function registerOpenExample(context: ExtensionContext): Disposable {
  return commands.registerCommand('portcullis.openExample', async () => {
    const file = Uri.file(path.join(context.extensionPath, 'examples', 'openapi.yaml'));
    const content = new TextDecoder().decode(await workspace.fs.readFile(file));
    const document = await workspace.openTextDocument({ language: 'yaml', content });
    await window.showTextDocument(document, { preview: false });
  });
}
