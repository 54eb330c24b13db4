import type { Diagnostic } from 'vscode-languageserver/node';
import { Arrears } from './arrears.js';
import type { Delivery, DeliverySetting } from './delivery.js';

export interface PushSetting extends DeliverySetting {
  send(
    uri: string,
    bulletin: { readonly version: number; readonly diagnostics: readonly Diagnostic[] },
  ): void;
}

/** Sends a set when it differs from the one sent before. */
export function createPush(setting: PushSetting): Delivery {
  const arrears = new Arrears(setting);
  const given = new Map<string, string>();
  return {
    progress(uris, settled) {
      for (const { uri, bulletin: make } of arrears.ready(uris, settled)) {
        const bulletin = make();
        if (bulletin === undefined || given.get(uri) === bulletin.id) continue;
        // An empty first set tells the client nothing that it does not know.
        const first = !given.has(uri);
        given.set(uri, bulletin.id);
        if (!first || bulletin.diagnostics.length > 0 || bulletin.complete) setting.send(uri, bulletin);
      }
    },
    sent: () => {},
    closed(uri) {
      arrears.drop(uri);
      if (given.delete(uri)) setting.send(uri, { version: 0, diagnostics: [] });
    },
  };
}
