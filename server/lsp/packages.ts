import { computed } from '../core/text/multimap.js';
import { MANIFESTS } from '../host/workspace.js';
import type { Session } from './session.js';

/** Where the packages of the workspace begin, as far as that is known: what decides which code belongs together. */
export interface Packages {
  /** Other folders are open: nothing is known of them yet. */
  restart(folders: readonly string[]): void;
  /** The packages that hold this file. */
  learn(uri: string): void;
  manifestChanged(uri: string, deleted: boolean): void;
}

/** Tells the session each time that it learns of a package. */
export function createPackages(session: Session): Packages {
  let folders: readonly string[] = [];
  let packages: ReadonlySet<string> = new Set();
  /** What the manifests of packages said when they were read last. */
  const fronted = new Map<string, boolean>();

  const isFronted = (folder: string) => computed(fronted, folder, () => session.outside().isFronted(folder));
  const know = (next: ReadonlySet<string>): void => {
    packages = next;
    const known = [...packages].sort();
    session.layout({ folders, packages: known, fronted: known.filter(isFronted) });
  };

  return {
    restart(next) {
      folders = next;
      fronted.clear();
      know(new Set());
    },
    learn(uri) {
      const above = session.outside().packagesAbove(uri);
      if (above.some((folder) => !packages.has(folder))) know(new Set([...packages, ...above]));
    },
    manifestChanged(uri, deleted) {
      const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
      fronted.delete(folder);
      const others = [...packages].filter((known) => known !== folder);
      // Another manifest may lie beside the one that is gone.
      const gone = deleted && !session.outside().packagesAbove(uri).includes(folder);
      know(new Set(gone ? others : [...others, folder]));
    },
  };
}

export function isManifest(uri: string): boolean {
  return MANIFESTS.includes(uri.slice(uri.lastIndexOf('/') + 1));
}
