import {
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { loadProduct } from './product.js';
import { type Channel, serve } from './serve.js';

/** Serves the client of this process until it says goodbye or its end of the channel closes. */
export async function serveProcess(transport: 'stdio' | 'ipc'): Promise<void> {
  // Messages that come while the product loads wait in the channel.
  const parts = await loadProduct();
  const channel = transport === 'stdio' ? stdio() : ipc();
  channel.reader.onClose(() => process.exit(1));
  serve(channel, parts);
}

function stdio(): Channel {
  return { reader: new StreamMessageReader(process.stdin), writer: new StreamMessageWriter(process.stdout) };
}

function ipc(): Channel {
  return { reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) };
}
