import type { Connection } from 'vscode-languageserver/node';
import type { Abilities } from './abilities.js';
import type { Guard } from './guard.js';
import { NEWS } from './protocol.js';

/** Tells a client that what it has asked for may differ now: once for each time that it asks, and not at every key. */
export interface News {
  /** The client has just been given an answer, and knows whether all was checked by then. */
  asked(): void;
  /** After each slice of work. */
  progress(changed: boolean, settled: boolean): void;
  /** Nothing is outstanding. */
  isSettled(): boolean;
  /** Nobody listens any more. */
  dispose(): void;
}

export interface NewsSetting {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly abilities: Pick<Abilities, 'news'>;
}

/** Milliseconds that news waits at most for slow judgments, such as what a pattern costs. */
const PATIENCE = 500;

export function createNews({ connection, guard, abilities }: NewsSetting): News {
  let waiting = false;
  let differs = false;
  let rests = false;
  let timer: NodeJS.Timeout | undefined;
  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    waiting = false;
    connection.sendNotification(NEWS).catch((problem: unknown) => guard.note('news', problem));
  };
  return {
    asked() {
      waiting = true;
      // An answer that was given in the middle is out of date as soon as the work is done.
      differs = !rests;
    },
    progress(changed, settled) {
      differs ||= changed;
      rests = settled;
      if (!abilities.news || !waiting || !differs) return;
      if (settled) send();
      else timer ??= setTimeout(send, PATIENCE).unref();
    },
    isSettled: () => rests,
    dispose: () => clearTimeout(timer),
  };
}
