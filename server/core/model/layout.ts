import { computed } from '../text/multimap.js';

/** Which folders are open and where packages begin: what decides whether a document and code may be joined. */
export interface Layout {
  /** URIs of workspace folders, each ending in '/'. */
  readonly folders: readonly string[];
  /** URIs of folders in which a package begins, as its manifest says, each ending in '/'. */
  readonly packages: readonly string[];
  /** Those of them whose manifest names what may guard requests out of sight: a library of security, another module. */
  readonly fronted?: readonly string[];
}

/** Whether something that no code of a package tells of may guard its requests, as it or one around it says. */
export function isFronted(home: string, { fronted = [] }: Layout): boolean {
  return fronted.some((at) => home.startsWith(at));
}

/** The workspace folder that holds the file; '' when none does. */
export function folderOf(uri: string, layout: Layout): string {
  return longest(layout.folders.filter((folder) => uri.startsWith(folder)));
}

/** Packages of files, by layout, which is never written to, and file: they are asked for at every route. */
const packages = new WeakMap<Layout, Map<string, string>>();

/** The nearest package above the file and inside its workspace folder; without one, the folder itself. */
export function packageOf(uri: string, layout: Layout): string {
  const known = computed(packages, layout, () => new Map<string, string>());
  return computed(known, uri, () => nearestPackage(uri, layout));
}

function nearestPackage(uri: string, layout: Layout): string {
  const folder = folderOf(uri, layout);
  return longest([folder, ...layout.packages.filter((at) => uri.startsWith(at) && at.startsWith(folder))]);
}

/** The folder of the file and those above it up to its workspace folder, nearest first; none where it lies in none. */
export function foldersAbove(uri: string, layout: Layout): readonly string[] {
  const top = folderOf(uri, layout);
  if (top === '') return [];
  const names = uri.slice(top.length).split('/').slice(0, -1);
  return [...names.keys(), names.length].reverse().map(
    (depth) =>
      top +
      names
        .slice(0, depth)
        .map((name) => `${name}/`)
        .join(''),
  );
}

function longest(candidates: readonly string[]): string {
  return candidates.reduce((best, next) => (next.length > best.length ? next : best), '');
}
