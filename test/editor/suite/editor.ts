import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

export const EXTENSION = 'portcullis.portcullis';

/** Polls: what an editor does in answer to a key takes the time it takes. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function folder(index = 0): string {
  const found = vscode.workspace.workspaceFolders?.[index];
  assert.ok(found, 'a workspace folder is open');
  return found.uri.fsPath;
}

export async function show(file: string, index = 0): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(folder(index), file)));
  // A preview would take the place of the one before.
  return vscode.window.showTextDocument(document, { preview: false });
}

/** A document that no file holds, with the cursor where '|' is. */
export async function write(language: string, text: string): Promise<vscode.TextEditor> {
  const content = text.replace('|', '');
  const document = await vscode.workspace.openTextDocument({ language, content });
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(Math.max(0, text.indexOf('|')));
  editor.selection = new vscode.Selection(at, at);
  return editor;
}

/** Our diagnostics of one rule, or all of ours. */
export function found(uri: vscode.Uri, rule?: string): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, code }) => source === 'portcullis' && (rule === undefined || ruleOf(code) === rule));
}

export function ruleOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

export async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    undefined,
    100,
  );
}

/** Applies the action whose title matches; asking for many resolves their edits. */
export async function apply(uri: vscode.Uri, range: vscode.Range, title: RegExp): Promise<void> {
  const actions = await actionsAt(uri, range);
  const action = actions.find((candidate) => title.test(candidate.title));
  assert.ok(action, `an action ${title} among: ${actions.map((each) => each.title).join(' | ')}`);
  assert.ok(action.edit, `${action.title} has an edit`);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

export function closeAll(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** A line of the inventory. */
export interface Row {
  readonly item: vscode.TreeItem;
  readonly children: readonly Row[];
}

/** The rows that the tree of endpoints is drawn from. */
export async function inventoryRows(): Promise<readonly Row[]> {
  const extension = vscode.extensions.getExtension<{ inventory: { getChildren(): Promise<Row[]> } }>(
    EXTENSION,
  );
  assert.ok(extension);
  const { inventory } = await extension.activate();
  return inventory.getChildren();
}

export function labelOf({ item: { label } }: Row): string {
  return typeof label === 'object' ? label.label : (label ?? '');
}

/** What a click on the row does. */
export async function click({ item: { command } }: Row): Promise<void> {
  assert.ok(command);
  await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
