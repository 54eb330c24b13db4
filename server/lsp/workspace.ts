import type { Session } from './session.js';

/** Reads documents and route code of the workspace in idle moments, so that drift is seen in files that nobody opened. */
export interface Workspace {
  /** URIs of the folders that are open now. */
  folders(folders: readonly string[]): void;
  /** A buffer was opened: it may stand in a package that the search has not reached. */
  opened(uri: string): void;
  /** A watched file was created, changed or deleted. */
  fileChanged(uri: string, deleted: boolean): void;
  dispose(): void;
}

export interface WorkspaceSetting {
  readonly session: Session;
  problem(what: string, problem: unknown): void;
}

/** Files that are read at most; a larger workspace is checked where it is open. */
const MOST_FILES = 2000;
/** UTF-16 units that are read at most. */
const MOST_TEXT = 64 * 1024 * 1024;
/** Milliseconds of searching between two pauses. */
const BATCH = 8;
/** Milliseconds of a pause: a key that arrives meanwhile goes first. */
const PAUSE = 4;

export function createWorkspace({ session, problem }: WorkspaceSetting): Workspace {
  let folders: readonly string[] = [];
  let packages: ReadonlySet<string> = new Set<string>();
  let round = 0;

  const layout = (next: ReadonlySet<string>): void => {
    packages = next;
    session.layout({ folders, packages: [...packages].sort() });
  };

  const learn = (uri: string): void => {
    const above = session.outside().packagesAbove(uri);
    if (above.some((folder) => !packages.has(folder))) layout(new Set([...packages, ...above]));
  };

  const scan = async (mine: number): Promise<void> => {
    let files = MOST_FILES;
    let budget = MOST_TEXT;
    let end = performance.now() + BATCH;
    for (const found of session.outside().search()) {
      if (found && !session.isLoaded(found.uri)) {
        files--;
        budget -= found.text.length;
        learn(found.uri);
        session.load(found);
      }
      if (performance.now() >= end) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        end = performance.now() + BATCH;
      }
      if (mine !== round || files <= 0 || budget <= 0) return;
    }
  };

  return {
    folders(next) {
      folders = next.map((uri) => (uri.endsWith('/') ? uri : `${uri}/`));
      session.confine(folders);
      layout(new Set());
      for (const uri of session.openUris()) learn(uri);
      const mine = ++round;
      scan(mine).catch((reason) => problem('scan', reason));
    },
    opened: learn,
    fileChanged(uri, deleted) {
      if (uri.endsWith('/package.json')) {
        const folder = uri.slice(0, -'package.json'.length);
        const others = [...packages].filter((known) => known !== folder);
        layout(new Set(deleted ? others : [...others, folder]));
      } else if (deleted) session.forget(uri);
      else session.refresh(uri);
    },
    dispose() {
      round++;
    },
  };
}
