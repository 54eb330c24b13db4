import type { DataCallback, Message, MessageReader } from 'vscode-languageserver/node';
import { DidChangeTextDocumentNotification, Message as Messages } from 'vscode-languageserver/node';

/**
 * Counts the edits that have arrived and are not handled yet: while one waits in the queue, what would be sent now is
 * already out of date.
 */
export interface Traffic {
  readonly reader: MessageReader;
  /** To be called by the handler of an edit. */
  handled(): void;
  /** True when a newer edit waits. */
  newer(): boolean;
}

/** Watches a reader without changing what it delivers. */
export function watchTraffic(reader: MessageReader): Traffic {
  let waiting = 0;
  const peek = (message: Message): void => {
    if (Messages.isNotification(message) && message.method === DidChangeTextDocumentNotification.method)
      waiting++;
  };
  return {
    reader: {
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      dispose: () => reader.dispose(),
      listen: (callback: DataCallback) =>
        reader.listen((message) => {
          peek(message);
          callback(message);
        }),
    },
    handled: () => {
      waiting = Math.max(0, waiting - 1);
    },
    newer: () => waiting > 0,
  };
}
