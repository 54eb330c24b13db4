import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { NEWS } from '../server/lsp/protocol.js';

/** Milliseconds of quiet before the server is asked again: it answers keys first. */
const QUIET = 400;

/** Fires some time after the server has said that its answers may differ, and when it starts or stops. */
export interface News extends Disposable {
  readonly onNews: Event<void>;
}

export function createNews(client: LanguageClient): News {
  const emitter = new EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => emitter.fire(), QUIET);
  };
  const parts = [client.onNotification(NEWS, later), client.onDidChangeState(later), emitter];
  return {
    onNews: emitter.event,
    dispose() {
      clearTimeout(timer);
      for (const part of parts) part.dispose();
    },
  };
}
