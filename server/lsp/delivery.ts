import type { Board } from './publish.js';

/** How findings reach the client: told (push) or asked for (pull). */
export interface Delivery {
  /** Findings of these files may differ from what the client has. `settled`: nothing is outstanding. */
  progress(uris: readonly string[], settled: boolean): void;
  /** The client has sent this text; it will ask for the findings by itself if it pulls. */
  sent(uri: string): void;
  closed(uri: string): void;
}

export interface DeliverySetting {
  readonly board: Board;
  isOpen(uri: string): boolean;
  /** Units of the file that are not checked yet. */
  pending(uri: string): number;
  /** A newer edit waits in the queue: what would be sent now is out of date. */
  newer(): boolean;
  now(): number;
}
