import {
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  Message,
  type MessageReader,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

/** Milliseconds, of the clock and of this process's CPU. */
export interface Lap {
  readonly wall: number;
  readonly cpu: number;
}

/** Starts a lap; the answer ends it. */
export function startLap(): () => Lap {
  const start = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { wall: performance.now() - start, cpu: (user + system) / 1_000 };
  };
}

const TEXTS: ReadonlySet<string> = new Set([
  DidOpenTextDocumentNotification.method,
  DidChangeTextDocumentNotification.method,
]);

/** The server's ends of both pipes, which note when a text has arrived and when the last message was written. */
export class Stamps {
  #end = startLap();
  #last: Lap = { wall: 0, cpu: 0 };

  /** From the arrival of the last text, as a message that is read, to the last message that was serialized since. */
  get last(): Lap {
    return this.#last;
  }

  reader(from: NodeJS.ReadableStream): MessageReader {
    const begin = () => {
      this.#end = startLap();
    };
    return new (class extends StreamMessageReader {
      override listen(callback: Parameters<StreamMessageReader['listen']>[0]) {
        return super.listen((message) => {
          if (Message.isNotification(message) && TEXTS.has(message.method)) begin();
          callback(message);
        });
      }
    })(from);
  }

  writer(to: NodeJS.WritableStream): StreamMessageWriter {
    const stamp = () => {
      this.#last = this.#end();
    };
    return new (class extends StreamMessageWriter {
      override async write(message: Message): Promise<void> {
        await super.write(message);
        stamp();
      }
    })(to);
  }
}
