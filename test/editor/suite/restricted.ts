import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apply, closeAll, EXTENSION, found, inventoryRows, labelOf, show, until } from './editor.js';
import { runSuite } from './run.js';

function declare(): void {
  describe('Portcullis in Restricted Mode', () => {
    afterEach(closeAll);

    it('works, since it runs nothing of the workspace', async () => {
      assert.equal(vscode.workspace.isTrusted, false);
      const { document } = await show('openapi.yaml');
      const [first] = await until('a finding', () => {
        const all = found(document.uri, 'crypto/credentials-over-cleartext');
        return all.length ? all : undefined;
      });
      assert.equal(vscode.extensions.getExtension(EXTENSION)?.isActive, true);
      assert.ok(first);
      await apply(document.uri, first.range, /https/i);
      assert.match(document.getText(), /url: https:\/\/api\.bookshop\.example/);
      await until('the endpoints', async () =>
        (await inventoryRows()).find((row) => labelOf(row) === 'GET /orders' && row.children.length > 2),
      );
      await until(
        'its end',
        () => found(document.uri, 'crypto/credentials-over-cleartext').length === 0 || undefined,
      );
    });
  });
}

export function run(): Promise<void> {
  return runSuite(declare);
}
