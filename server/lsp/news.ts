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
}

export interface NewsSetting {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly abilities: Pick<Abilities, 'news'>;
}

export function createNews({ connection, guard, abilities }: NewsSetting): News {
  let waiting = false;
  let differs = false;
  let rests = false;
  return {
    asked() {
      waiting = true;
      // An answer that was given in the middle is out of date as soon as the work is done.
      differs = !rests;
    },
    progress(changed, settled) {
      differs ||= changed;
      rests = settled;
      if (!abilities.news || !waiting || !differs || !settled) return;
      waiting = false;
      connection.sendNotification(NEWS).catch((problem: unknown) => guard.note('news', problem));
    },
    isSettled: () => rests,
  };
}
