import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, found, inventoryRows, labelOf, ruleOf, show, until } from './editor.js';
import { runSuite } from './run.js';

/** Rule and line of each finding. */
function summary(uri: vscode.Uri): string[] {
  return found(uri)
    .map(({ code, range }) => `${range.start.line}:${ruleOf(code)}`)
    .sort();
}

function declare(): void {
  describe('Portcullis in two folders', () => {
    afterEach(closeAll);

    it('says the same of the same files in each, and keeps their edits apart', async () => {
      assert.equal(vscode.workspace.workspaceFolders?.length, 2);
      const first = (await show('openapi.yaml', 0)).document;
      const second = (await show('openapi.yaml', 1)).document;
      assert.notEqual(first.uri.fsPath, second.uri.fsPath);
      await until(
        'the same findings, those about the code of the folder and the slow ones included',
        async () => {
          const one = summary(first.uri);
          const whole = ['docs/ghost-endpoint', 'input/pattern-redos'].every((rule) =>
            one.some((line) => line.endsWith(rule)),
          );
          return whole && one.join() === summary(second.uri).join() ? one : undefined;
        },
      );
      const before = summary(first.uri);
      const at = second.getText().indexOf('http://api');
      const edit = new vscode.WorkspaceEdit();
      const range = new vscode.Range(second.positionAt(at), second.positionAt(at + 'http'.length));
      edit.replace(second.uri, range, 'https');
      assert.ok(await vscode.workspace.applyEdit(edit));
      await until(
        'its end',
        () => found(second.uri, 'crypto/credentials-over-cleartext').length === 0 || undefined,
      );
      assert.deepEqual(summary(first.uri), before);
    });

    it('lists the endpoints of each folder below its name', async () => {
      const rows = await until('both folders', async () => {
        const all = await inventoryRows();
        return all.length === 2 && all.every(({ children }) => children.length > 5) ? all : undefined;
      });
      const names = vscode.workspace.workspaceFolders?.map(({ name }) => name);
      assert.deepEqual(rows.map(labelOf), names);
      const [one, two] = rows.map(({ children }) => children.map(labelOf));
      assert.deepEqual(one, two);
    });
  });
}

export function run(): Promise<void> {
  return runSuite(declare);
}
