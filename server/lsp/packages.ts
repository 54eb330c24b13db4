import type { Session } from './session.js';

/** Where the packages of the workspace begin, as far as that is known: what decides which code belongs together. */
export interface Packages {
  /** Other folders are open: nothing is known of them yet. */
  restart(folders: readonly string[]): void;
  /** The packages that hold this file. */
  learn(uri: string): void;
  manifestChanged(uri: string, deleted: boolean): void;
}

const MANIFEST = 'package.json';

/** Tells the session each time that it learns of a package. */
export function createPackages(session: Session): Packages {
  let folders: readonly string[] = [];
  let packages: ReadonlySet<string> = new Set();

  const know = (next: ReadonlySet<string>): void => {
    packages = next;
    session.layout({ folders, packages: [...packages].sort() });
  };

  return {
    restart(next) {
      folders = next;
      know(new Set());
    },
    learn(uri) {
      const above = session.outside().packagesAbove(uri);
      if (above.some((folder) => !packages.has(folder))) know(new Set([...packages, ...above]));
    },
    manifestChanged(uri, deleted) {
      const folder = uri.slice(0, -MANIFEST.length);
      const others = [...packages].filter((known) => known !== folder);
      know(new Set(deleted ? others : [...others, folder]));
    },
  };
}

export function isManifest(uri: string): boolean {
  return uri.endsWith(`/${MANIFEST}`);
}
