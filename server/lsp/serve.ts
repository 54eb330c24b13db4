import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import manifest from '../../package.json' with { type: 'json' };
import type { Parts } from './parts.js';
import { loadProduct } from './product.js';
import { startServer } from './server.js';
import { watchTraffic } from './traffic.js';

export interface Channel {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/** Serves the client of this process until it says goodbye or its end of the channel closes. */
export async function serveProcess(transport: 'stdio' | 'ipc'): Promise<void> {
  // Messages that come while the product loads wait in the channel.
  const parts = await loadProduct();
  const channel = transport === 'stdio' ? stdio() : ipc();
  channel.reader.onClose(() => process.exit(1));
  serve(channel, parts);
}

/** Serves one client on a channel. */
export function serve({ reader, writer }: Channel, parts: Parts): void {
  const traffic = watchTraffic(reader);
  const connection = createConnection(ProposedFeatures.all, traffic.reader, writer);
  startServer(connection, parts, { version: manifest.version, traffic });
}

function stdio(): Channel {
  return { reader: new StreamMessageReader(process.stdin), writer: new StreamMessageWriter(process.stdout) };
}

function ipc(): Channel {
  return { reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) };
}
