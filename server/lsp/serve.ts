import {
  createConnection,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import manifest from '../../package.json' with { type: 'json' };
import type { Parts } from './parts.js';
import { startServer } from './server.js';
import { watchTraffic } from './traffic.js';

export interface Channel {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/** Serves one client on a channel. */
export function serve({ reader, writer }: Channel, parts: Parts): void {
  const traffic = watchTraffic(reader);
  const connection = createConnection(ProposedFeatures.all, traffic.reader, writer);
  startServer(connection, parts, { version: manifest.version, traffic });
}
