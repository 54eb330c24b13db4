import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  actionsAt,
  apply,
  click,
  closeAll,
  EXTENSION,
  folder,
  found,
  inventoryRows,
  labelOf,
  ruleOf,
  show,
  until,
  write,
} from './editor.js';
import { runSuite } from './run.js';

const SAFE_API = `openapi: 3.1.0
info:
  title: Tickets
  version: "1"
servers:
  - url: https://api.tickets.example
security:
  - token: []
paths:
  /tickets:
    get:
      responses:
        "200":
          description: Open tickets
components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
`;

/** A file of the workspace with this text, in an editor. */
async function draft(name: string, text: string): Promise<vscode.TextEditor> {
  writeFileSync(path.join(folder(), name), text);
  return show(name);
}

/** Types at the end of a line, as a person would: one key after the other. */
async function type(editor: vscode.TextEditor, line: number, text: string): Promise<void> {
  const { end } = editor.document.lineAt(line).range;
  editor.selection = new vscode.Selection(end, end);
  for (const key of text) await vscode.commands.executeCommand('type', { text: key });
}

function lineOf(document: vscode.TextDocument, text: string): number {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return document.positionAt(at).line;
}

/** Waits until a document that the server knows has nothing of this rule. */
function gone(uri: vscode.Uri, rule: string): Promise<true> {
  return until(`the end of ${rule}`, () => found(uri, rule).length === 0 || undefined);
}

function declare(): void {
  describe('Portcullis in a folder', () => {
    afterEach(closeAll);

    it('starts with the first API document', async () => {
      const { document } = await show('openapi.yaml');
      await until('activation', () => vscode.extensions.getExtension(EXTENSION)?.isActive);
      const all = await until('diagnostics', () =>
        found(document.uri).length > 5 ? found(document.uri) : undefined,
      );
      assert.ok(all.some(({ code }) => ruleOf(code) === 'auth/write-operation-unprotected'));
    });

    it('draws a squiggle under an insecure line while it is typed, and the fix removes it', async () => {
      const editor = await draft('typed.yaml', SAFE_API);
      const { document } = editor;
      const line = lineOf(document, '- url: https');
      await type(editor, line, '\n- url: http://old.tickets.example');
      const [squiggle] = await until('the squiggle', () => {
        const all = found(document.uri, 'crypto/credentials-over-cleartext');
        return all.length === 1 ? all : undefined;
      });
      assert.ok(squiggle);
      assert.equal(squiggle.range.start.line, line + 1);
      assert.match(document.getText(squiggle.range), /^http/);
      assert.equal(squiggle.severity, vscode.DiagnosticSeverity.Error);
      await apply(document.uri, squiggle.range, /https/i);
      assert.equal(document.lineAt(line + 1).text, '  - url: https://old.tickets.example');
      assert.equal(document.lineAt(line).text, '  - url: https://api.tickets.example');
      await gone(document.uri, 'crypto/credentials-over-cleartext');
    });

    it('links each rule to its page', async () => {
      const { document } = await draft('linked.yaml', SAFE_API.replace('https', 'http'));
      const [first] = await until('a finding', () => {
        const all = found(document.uri, 'crypto/credentials-over-cleartext');
        return all.length ? all : undefined;
      });
      assert.ok(first && typeof first.code === 'object');
      assert.ok(existsSync(first.code.target.fsPath), first.code.target.fsPath);
    });

    it('fixes all safe problems of a file', async () => {
      const { document } = await draft(
        'all.yaml',
        SAFE_API.replace('https', 'http').replace('Open tickets', 'Try sk_live_9aQ2xV7cTb4LmZ8rYw1KpE3d'),
      );
      await until('both findings', () => found(document.uri).length >= 2 || undefined);
      await vscode.commands.executeCommand('portcullis.fixAll');
      assert.match(document.getText(), /url: https:\/\/api/);
      assert.doesNotMatch(document.getText(), /sk_live/);
      await gone(document.uri, 'crypto/credentials-over-cleartext');
      await gone(document.uri, 'docs/secret-in-example');
    });

    it('writes an allow comment that silences one finding', async () => {
      const { document } = await draft('allowed.yaml', SAFE_API.replace('https', 'http'));
      const [first] = await until('a finding', () => {
        const all = found(document.uri, 'crypto/credentials-over-cleartext');
        return all.length ? all : undefined;
      });
      assert.ok(first);
      await apply(document.uri, first.range, /^Allow crypto\/credentials-over-cleartext/);
      assert.match(document.getText(), /# portcullis-allow crypto\/credentials-over-cleartext: \S+/);
      await gone(document.uri, 'crypto/credentials-over-cleartext');
    });

    it('completes a secure snippet where it is valid', async () => {
      const editor = await draft('complete.yaml', SAFE_API.replace('components:\n', 'components:\n  \n'));
      const { document } = editor;
      await until('the server', () => vscode.extensions.getExtension(EXTENSION)?.isActive);
      const position = new vscode.Position(lineOf(document, 'components:') + 1, 2);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      const ours = list.items.filter(({ label }) =>
        /^sec-/.test(typeof label === 'string' ? label : label.label),
      );
      assert.ok(ours.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'sec-429'));
      editor.selection = new vscode.Selection(position, position);
      await vscode.commands.executeCommand('portcullis.insertSnippet', 'limits/shared-429-response');
      assert.match(
        document.getText(),
        /components:\n(?: {2}#.*\n)? {2}responses:\n {4}TooManyRequests:\n {6}description:/,
      );
    });

    it('opens the threat report, at a card when a question leads there', async () => {
      const { document } = await show('openapi.yaml');
      await until('diagnostics', () => found(document.uri).length > 5 || undefined);
      const line = lineOf(document, 'operationId: cancelOrder');
      const at = new vscode.Range(line, 8, line, 8);
      const action = await until('a threat question', async () =>
        (await actionsAt(document.uri, at)).find(({ title }) => title.startsWith('Threat question: ')),
      );
      assert.equal(action.command?.command, 'portcullis.answerThreat');
      await vscode.commands.executeCommand('portcullis.threatModel', ...(action.command.arguments ?? []));
      const report = await until('the report', () =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'portcullis-report'),
      );
      assert.match(report.getText(), /^# /);
      assert.match(report.getText(), /```mermaid\n/);
      assert.ok(report.getText().includes(action.title.slice('Threat question: '.length).slice(0, 40)));
      await until('its preview', () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .find(({ input, label }) => input instanceof vscode.TabInputWebview && /Threat model/.test(label)),
      );
    });

    it('lists every endpoint with what guards it, and a click opens its place', async () => {
      await vscode.commands.executeCommand('portcullis.inventory.focus');
      const orders = await until('the endpoint with its route', async () =>
        (await inventoryRows()).find(
          (row) =>
            labelOf(row) === 'GET /orders' &&
            row.children.some(({ item }) => item.description === 'docs/auth-drift'),
        ),
      );
      assert.equal(orders.item.description, 'bearer · no guard');
      const [documented, implemented] = orders.children;
      assert.ok(documented && implemented);
      assert.match(labelOf(documented), /^openapi\.yaml:\d+$/);
      assert.match(labelOf(implemented), /^src\/routes\/orders\.js:\d+$/);
      await click(implemented);
      const editor = await until('the route', () =>
        vscode.window.activeTextEditor?.document.fileName.endsWith('orders.js')
          ? vscode.window.activeTextEditor
          : undefined,
      );
      assert.equal(`src/routes/orders.js:${editor.selection.active.line + 1}`, labelOf(implemented));
    });

    it('follows the text in the tree', async () => {
      const { document } = await draft('tree.yaml', SAFE_API);
      // Other files of this folder describe the same path.
      const isListed = async (name: string): Promise<true | undefined> => {
        const row = (await inventoryRows()).find((one) => labelOf(one) === name);
        return row?.children.some((one) => labelOf(one).startsWith('tree.yaml:')) || undefined;
      };
      await until('its row', () => isListed('GET /tickets'));
      const at = document.positionAt(document.getText().indexOf('/tickets'));
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(at, at.translate(0, '/tickets'.length)), '/cases');
      assert.ok(await vscode.workspace.applyEdit(edit));
      await until('the new row', () => isListed('GET /cases'));
      assert.equal(await isListed('GET /tickets'), undefined);
    });

    it('explains a squiggle, and who may call an operation', async () => {
      const { document } = await show('openapi.yaml');
      await until(
        'diagnostics',
        () => found(document.uri, 'crypto/credentials-over-cleartext').length || undefined,
      );
      const hoverAt = async (text: string, into: number) => {
        const at = document.positionAt(document.getText().indexOf(text) + into);
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          at,
        );
        const parts = hovers.flatMap(({ contents }) => contents);
        return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
      };
      assert.match(await hoverAt('http://api', 2), /Standards: /);
      assert.match(await hoverAt('http://api', 2), /crypto\/credentials-over-cleartext\.md/);
      assert.match(await hoverAt('get:', 1), /anyone may call it/);
      assert.match(
        await hoverAt('/orders:', 2),
        /`GET \/orders`[\s\S]*Inherited from `security` of the document/,
      );
    });

    it('goes from a reference to what it names', async () => {
      const { document } = await show('openapi.yaml');
      const ref = document.getText().indexOf("'#/components/schemas/Book'");
      const [first] = await until('the definition', async () => {
        const all = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          document.positionAt(ref + 5),
        );
        return all.length > 0 ? all : undefined;
      });
      assert.ok(first);
      const range = 'targetUri' in first ? first.targetRange : first.range;
      assert.equal(document.getText(range), 'Book');
    });

    it('opens a copy of the sample for the walkthrough', async () => {
      await vscode.commands.executeCommand('portcullis.openExample');
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document?.isUntitled);
      await until(
        'findings in it',
        () => found(document.uri, 'crypto/credentials-over-cleartext').length || undefined,
      );
    });

    it('asks a threat question, and shows the answer before it is saved', async () => {
      const { document } = await show('openapi.yaml');
      await until('diagnostics', () => found(document.uri).length > 5 || undefined);
      const asking = vscode.commands.executeCommand('portcullis.answerThreat');
      const press = async (command: string) => {
        await vscode.commands.executeCommand(`workbench.action.${command}`);
        await new Promise((resolve) => setTimeout(resolve, 300));
      };
      // From the first entry upwards: the way to the report, then 'I do not know'.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await press('quickOpenSelectPrevious');
      await press('quickOpenSelectPrevious');
      const answers = await until('the answer', async () => {
        await press('acceptSelectedQuickOpenItem');
        return vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/openapi.threats.yaml'));
      });
      await asking;
      const text = await until('its text', () => answers.getText() || undefined);
      assert.match(text, /\ndecisions:\n {2}\S+:\n {4}kind: \S+\n/);
      assert.match(text, /\n {4}status: needs-review\n {4}by: .+\n {4}at: '\d{4}-\d{2}-\d{2}'\n$/);
      assert.ok(answers.isDirty);
      assert.equal(vscode.window.activeTextEditor?.document, answers);
      await press('files.revert');
      await vscode.workspace.fs.delete(answers.uri);
    });

    it('looks at texts that no file holds, and leaves other YAML alone', async () => {
      const { document } = await write('yaml', SAFE_API.replace('https', 'http'));
      await until(
        'a finding',
        () => found(document.uri, 'crypto/credentials-over-cleartext').length === 1 || undefined,
      );
      const other = await write('yaml', 'services:\n  web:\n    url: http://example.com\n');
      assert.deepEqual(found(other.document.uri), []);
    });

    it('comes back after a restart', async () => {
      const { document } = await draft('restarted.yaml', SAFE_API.replace('https', 'http'));
      await until(
        'a finding',
        () => found(document.uri, 'crypto/credentials-over-cleartext').length === 1 || undefined,
      );
      await vscode.commands.executeCommand('portcullis.restartServer');
      await until(
        'it again',
        () => found(document.uri, 'crypto/credentials-over-cleartext').length === 1 || undefined,
      );
      await vscode.commands.executeCommand('portcullis.showLog');
    });
  });
}

export function run(): Promise<void> {
  return runSuite(declare);
}
