import {
  Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
  workspace,
} from 'vscode';
import { INVENTORY, type Inventory, type InventoryItem } from '../../server/lsp/protocol.js';
import type { Server } from '../server.js';
import { WORDS } from '../words.js';
import { decorations } from './decorations.js';
import { folderRow, itemRows, type Row, type Toolbox } from './rows.js';

const VIEW = 'portcullis.inventory';

/** The tree of endpoints: drawn from the server's answer, and again when that may differ, while somebody looks at it. */
export class InventoryTree implements TreeDataProvider<Row>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<Row>;
  private readonly parts: Disposable;

  constructor(private readonly server: Server) {
    this.view = window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    const refresh = (): void => {
      if (this.view.visible) this.changed.fire();
    };
    this.parts = Disposable.from(
      this.view,
      this.changed,
      window.registerFileDecorationProvider(decorations),
      server.onNews(refresh),
      this.view.onDidChangeVisibility(refresh),
      workspace.onDidChangeWorkspaceFolders(refresh),
    );
  }

  getTreeItem(row: Row): TreeItem {
    return row.item;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    return [...(row ? row.children : await this.roots())];
  }

  dispose(): void {
    this.parts.dispose();
  }

  private async roots(): Promise<readonly Row[]> {
    const client = await this.server.client();
    const { endpoints, settled } = await client.sendRequest<Inventory>(INVENTORY);
    this.describe(endpoints, settled);
    const toolbox: Toolbox = {
      uri: (text) => client.protocol2CodeConverter.asUri(text),
      position: (position) => client.protocol2CodeConverter.asPosition(position),
    };
    return (workspace.workspaceFolders ?? []).length < 2
      ? itemRows(endpoints, toolbox)
      : folderRows(endpoints, toolbox);
  }

  private describe(endpoints: Inventory['endpoints'], settled: boolean): void {
    const flawed = endpoints.filter(({ findings }) => findings.length > 0).length;
    this.view.badge = flawed > 0 ? { value: flawed, tooltip: WORDS.flawed } : undefined;
    this.view.message = endpoints.length > 0 ? undefined : settled ? WORDS.noEndpoints : WORDS.searching;
  }
}

/** One row for each workspace folder that has endpoints, in the order of the folders. */
function folderRows(endpoints: readonly InventoryItem[], toolbox: Toolbox): readonly Row[] {
  const homeOf = ({ documented, implemented }: InventoryItem) => {
    const [first] = [...documented, ...implemented];
    return first && workspace.getWorkspaceFolder(toolbox.uri(first.uri));
  };
  return [...(workspace.workspaceFolders ?? []), undefined].flatMap((folder) => {
    const own = endpoints.filter((endpoint) => homeOf(endpoint)?.uri.toString() === folder?.uri.toString());
    if (own.length === 0) return [];
    const rows = itemRows(own, toolbox);
    return [folderRow(folder?.uri.toString() ?? '', folder?.name ?? WORDS.elsewhere, rows)];
  });
}
