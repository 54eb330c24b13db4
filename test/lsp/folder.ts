import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, Position } from 'vscode-languageserver/node';
import { loadProduct } from '../../server/lsp/product.js';
import { INVENTORY, type Inventory, NEWS } from '../../server/lsp/protocol.js';
import { type FileTexts, folderOf } from '../support/folder.js';
import { type Client, connect, pause } from './support.js';

/** The whole product over a folder of its own, as an editor starts it. */
export interface Opened {
  readonly client: Client;
  /** How often the server said that its answers may differ. */
  readonly news: { count: number };
  uri(name: string): string;
  /** The inventory once everything is read and checked. */
  inventory(): Promise<Inventory>;
  close(): void;
}

export async function openFolder(
  files: FileTexts,
  capabilities: ClientCapabilities = {},
  options: Readonly<Record<string, unknown>> = { news: true },
): Promise<Opened> {
  const folder = pathToFileURL(folderOf(files)).href;
  // The pages are looked for beside the bundle, and a bundle of tests lies elsewhere.
  const ruleHref = (rule: string) => pathToFileURL(`docs/rules/${rule}.md`).href;
  const client = await connect({ ...(await loadProduct()), ruleHref }, capabilities, {
    workspaceFolders: [{ uri: folder, name: 'w' }],
    initializationOptions: options,
  });
  const news = { count: 0 };
  client.connection.onNotification(NEWS, () => {
    news.count++;
  });
  const ask = () => client.connection.sendRequest<Inventory>(INVENTORY);
  return {
    client,
    news,
    uri: (name) => `${folder}/${name}`,
    async inventory() {
      let last = await ask();
      // The search pauses between files: nothing may be outstanding before all are there.
      for (;;) {
        await pause(10);
        const next = await ask();
        if (next.settled && JSON.stringify(next) === JSON.stringify(last)) return next;
        last = next;
      }
    },
    close: () => client.close(),
  };
}

/** Where '|' stands, and the text without it. */
export function marked(text: string): { readonly text: string; readonly position: Position } {
  const offset = text.indexOf('|');
  const before = text.slice(0, offset).split('\n');
  return {
    text: text.replace('|', ''),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}
