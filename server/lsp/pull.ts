import type { CancellationToken, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { Arrears } from './arrears.js';
import { Course } from './course.js';
import type { Delivery, DeliverySetting } from './delivery.js';

export interface Pull extends Delivery {
  report(
    uri: string,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport>;
}

/**
 * Milliseconds that a pull waits for the whole answer before it gets what there is, and once more where most of it is
 * there: a part costs as much to tell as the whole, which follows at once.
 */
const PATIENCE = 400;

/** Answers when asked; asks the client to ask again when another file's edit changed the answer. */
export function createPull(setting: DeliverySetting & { refresh(): void }): Pull {
  const arrears = new Arrears(setting);
  const given = new Map<string, string>();
  /** Files that the client will ask about by itself. */
  const expected = new Set<string>();
  const forText = new Queue();
  const forFindings = new Queue();
  const course = new Course();
  return {
    progress(uris, settled) {
      for (const uri of forFindings.files()) course.note(uri, setting.pending(uri));
      let differs = false;
      for (const { uri, complete, bulletin } of arrears.ready(uris, settled)) {
        const asks = expected.has(uri) || forFindings.holds(uri);
        if (complete) forFindings.admit(uri);
        if (!asks && given.has(uri) && given.get(uri) !== bulletin()?.id) differs = true;
      }
      if (differs) setting.refresh();
    },
    sent(uri) {
      expected.add(uri);
      course.forget(uri);
      forText.admit(uri);
    },
    closed(uri) {
      arrears.drop(uri);
      given.delete(uri);
      expected.delete(uri);
      course.forget(uri);
      forFindings.admit(uri);
    },
    async report(uri, previous, token) {
      // A client that has just restarted asks before it opens.
      if (!setting.isOpen(uri)) await forText.wait(uri);
      // Messages that came with this one may hold a newer text: let them in first.
      await new Promise((resolve) => setImmediate(resolve));
      expected.delete(uri);
      if (setting.isOpen(uri) && (setting.newer() || setting.pending(uri) > 0)) await forFindings.wait(uri);
      if (course.isMostlyDone(uri, setting.pending(uri))) await forFindings.wait(uri);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      const bulletin = setting.isOpen(uri) ? setting.board.bulletin(uri) : undefined;
      if (!bulletin) return { kind: 'full', items: [] };
      given.set(uri, bulletin.id);
      if (previous === bulletin.id) return { kind: 'unchanged', resultId: bulletin.id };
      return { kind: 'full', resultId: bulletin.id, items: [...bulletin.diagnostics] };
    },
  };
}

/** Requests that wait for something of a file; none waits longer than patience lasts. */
class Queue {
  private readonly waiting = new Map<string, Set<() => void>>();

  wait(uri: string): Promise<void> {
    const set = this.waiting.get(uri) ?? new Set();
    this.waiting.set(uri, set);
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        set.delete(go);
        if (set.size === 0) this.waiting.delete(uri);
        resolve();
      };
      const timer = setTimeout(go, PATIENCE);
      set.add(go);
    });
  }

  files(): Iterable<string> {
    return this.waiting.keys();
  }

  holds(uri: string): boolean {
    return this.waiting.has(uri);
  }

  admit(uri: string): void {
    for (const go of [...(this.waiting.get(uri) ?? [])]) go();
  }
}
