import { BASELINE_FILE, isBaseline } from '../core/facts/config/baseline.js';
import { createPackages, isManifest, type Packages } from './packages.js';
import type { Session } from './session.js';
import { say } from './words.js';

/** Reads documents, decisions and route code of the workspace in idle moments, so that drift is seen in files that nobody opened. */
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
  const packages = createPackages(session);
  let round = 0;
  const accept = (): void => {
    const { baseline, broken } = session.outside().baseline();
    session.baseline(baseline);
    if (broken) problem('baseline', say('notBaseline', { file: BASELINE_FILE }));
  };
  return {
    folders(next) {
      const folders = next.map((uri) => (uri.endsWith('/') ? uri : `${uri}/`));
      session.confine(folders);
      packages.restart(folders);
      accept();
      for (const uri of session.openUris()) packages.learn(uri);
      const mine = ++round;
      scan(session, packages, () => mine !== round).catch((reason) => problem('scan', reason));
    },
    opened: packages.learn,
    fileChanged(uri, deleted) {
      if (isBaseline(uri)) accept();
      if (isManifest(uri)) packages.manifestChanged(uri, deleted);
      else if (deleted) session.forget(uri);
      else session.refresh(uri);
    },
    dispose() {
      round++;
    },
  };
}

async function scan(session: Session, packages: Packages, overtaken: () => boolean): Promise<void> {
  let files = MOST_FILES;
  let budget = MOST_TEXT;
  let end = performance.now() + BATCH;
  for (const found of session.outside().search()) {
    if (found && !session.isLoaded(found.uri)) {
      files--;
      budget -= found.text.length;
      packages.learn(found.uri);
      session.load(found);
    }
    if (performance.now() >= end) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      end = performance.now() + BATCH;
    }
    if (overtaken()) return;
    if (files <= 0 || budget <= 0) break;
  }
  session.searched();
}
