import type { CancellationToken, Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Board, Bulletin } from './publish.js';

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

/** Milliseconds between partial results of a file that is opened. */
const FIRST = 150;
/** Milliseconds after which results of an edit are shown although readers of its facts are still outstanding. */
const LATER = 250;
/** Milliseconds that a pull waits for the whole answer before it gets what there is. */
const PATIENCE = 400;

export interface PushSetting extends DeliverySetting {
  send(
    uri: string,
    bulletin: { readonly version: number; readonly diagnostics: readonly Diagnostic[] },
  ): void;
}

/** Sends a set when it differs from the one sent before. */
export function createPush(setting: PushSetting): Delivery {
  const waiting = new Waiting(setting);
  const given = new Map<string, string>();
  return {
    progress(uris, settled) {
      for (const bulletin of waiting.ready(uris, settled)) {
        if (given.get(bulletin.uri) === bulletin.id) continue;
        // An empty first set tells the client nothing that it does not know.
        const first = !given.has(bulletin.uri);
        given.set(bulletin.uri, bulletin.id);
        if (!first || bulletin.diagnostics.length > 0 || bulletin.complete)
          setting.send(bulletin.uri, bulletin);
      }
    },
    sent: () => {},
    closed(uri) {
      waiting.drop(uri);
      if (given.delete(uri)) setting.send(uri, { version: 0, diagnostics: [] });
    },
  };
}

export interface Pull extends Delivery {
  report(
    uri: string,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport>;
}

/** Answers when asked; asks the client to ask again when another file's edit changed the answer. */
export function createPull(setting: DeliverySetting & { refresh(): void }): Pull {
  const waiting = new Waiting(setting);
  const given = new Map<string, string>();
  const expected = new Set<string>();
  const askers = new Map<string, Set<() => void>>();
  const awaited = new Map<string, Set<() => void>>();

  /** Until somebody calls what is left under this address, or patience ends. */
  const wait = (calls: Map<string, Set<() => void>>, uri: string): Promise<void> =>
    new Promise((resolve) => {
      const set = calls.get(uri) ?? new Set();
      calls.set(uri, set);
      const timer = setTimeout(() => done(), PATIENCE);
      const done = (): void => {
        clearTimeout(timer);
        set.delete(done);
        resolve();
      };
      set.add(done);
    });

  return {
    progress(uris, settled) {
      let differs = false;
      for (const bulletin of waiting.ready(uris, settled)) {
        if (bulletin.complete) for (const done of [...(askers.get(bulletin.uri) ?? [])]) done();
        const pulls = expected.has(bulletin.uri) || (askers.get(bulletin.uri)?.size ?? 0) > 0;
        if (!pulls && given.has(bulletin.uri) && given.get(bulletin.uri) !== bulletin.id) differs = true;
      }
      if (differs) setting.refresh();
    },
    sent: (uri) => {
      expected.add(uri);
      for (const open of [...(awaited.get(uri) ?? [])]) open();
    },
    closed(uri) {
      waiting.drop(uri);
      given.delete(uri);
      expected.delete(uri);
      for (const done of [...(askers.get(uri) ?? [])]) done();
      askers.delete(uri);
    },
    async report(uri, previous, token) {
      // A client that has just restarted asks before it opens.
      if (!setting.isOpen(uri)) await wait(awaited, uri);
      expected.delete(uri);
      // Messages that came with this one may hold a newer text: let them in first.
      await new Promise((resolve) => setImmediate(resolve));
      if (setting.isOpen(uri) && (setting.newer() || setting.pending(uri) > 0)) await wait(askers, uri);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      const bulletin = setting.isOpen(uri) ? setting.board.bulletin(uri) : undefined;
      if (!bulletin) return { kind: 'full', items: [] };
      given.set(uri, bulletin.id);
      if (previous === bulletin.id) return { kind: 'unchanged', resultId: bulletin.id };
      return { kind: 'full', resultId: bulletin.id, items: [...bulletin.diagnostics] };
    },
  };
}

/** Which files owe the client an answer, and when a partial one is better than none. */
class Waiting {
  private readonly since = new Map<string, number>();
  private readonly whole = new Set<string>();

  constructor(private readonly setting: DeliverySetting) {}

  ready(uris: readonly string[], settled: boolean): readonly (Bulletin & { readonly uri: string })[] {
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
      const bulletin = setting.board.bulletin(uri);
      return bulletin ? [{ ...bulletin, uri }] : [];
    });
  }

  drop(uri: string): void {
    this.since.delete(uri);
    this.whole.delete(uri);
    this.setting.board.drop(uri);
  }
}
