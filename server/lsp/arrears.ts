import type { DeliverySetting } from './delivery.js';
import type { Bulletin } from './publish.js';

/** Milliseconds between partial results of a file that is opened. */
const FIRST = 150;
/** Milliseconds after which results of an edit are shown although readers of its facts are still outstanding. */
const LATER = 250;

/** A file whose findings may be shown. `complete`: nothing of it is outstanding. */
interface Ready {
  readonly uri: string;
  readonly complete: boolean;
  /** Made when it is asked for: where the client is about to ask itself, nobody reads it. */
  bulletin(): Bulletin | undefined;
}

/** Which files owe the client an answer, and when a partial one is better than none. */
export class Arrears {
  private readonly since = new Map<string, number>();
  private readonly whole = new Set<string>();

  constructor(private readonly setting: DeliverySetting) {}

  ready(uris: readonly string[], settled: boolean): readonly Ready[] {
    const { setting } = this;
    const now = setting.now();
    for (const uri of uris) if (setting.isOpen(uri) && !this.since.has(uri)) this.since.set(uri, now);
    if (setting.newer()) return [];
    return [...this.since].flatMap(([uri, since]) => {
      const complete = settled || setting.pending(uri) === 0;
      if (!complete && now - since < (this.whole.has(uri) ? LATER : FIRST)) return [];
      if (complete) {
        this.since.delete(uri);
        this.whole.add(uri);
      } else this.since.set(uri, now);
      return [{ uri, complete, bulletin: () => setting.board.bulletin(uri) }];
    });
  }

  drop(uri: string): void {
    this.since.delete(uri);
    this.whole.delete(uri);
    this.setting.board.drop(uri);
  }
}
