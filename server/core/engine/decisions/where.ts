/** What is known of a file or a folder that somebody names. */
export type Presence = 'there' | 'missing' | 'refused';

/** What a place can be looked for with. */
export interface Surroundings {
  /** URIs of the folder of the file that names it and of those above, inside the workspace, nearest first; each ends in '/'. */
  readonly folders: readonly string[];
  /** Undefined: not known yet. */
  presence(uri: string): Presence | undefined;
}

/**
 * Whether what is said to be dealt with somewhere names a file that is nowhere: neither beside the text that says so nor
 * relative to a folder above it. People count paths from either. Whatever is no path for sure is never gone.
 */
export function isGone(where: string, { folders, presence }: Surroundings): boolean {
  const path = pathIn(where);
  if (path === undefined || folders.length === 0) return false;
  const from = path.startsWith('.') ? folders.slice(0, 1) : folders;
  return from.every((folder) => presence(new URL(path, folder).href) === 'missing');
}

/** What files of services end in: 'auth.requireUser' is a function, and 'api.example.com' a host. */
const ENDINGS = [
  ...['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx', 'vue', 'py', 'java', 'kt', 'kts', 'groovy'],
  ...['scala', 'go', 'rs', 'rb', 'php', 'cs', 'fs', 'vb', 'c', 'cc', 'cpp', 'h', 'hpp', 'swift', 'dart'],
  ...['ex', 'exs', 'erl', 'clj', 'lua', 'pl', 'sh', 'ps1', 'sql', 'graphql', 'proto', 'rego', 'tf'],
  ...['yaml', 'yml', 'json', 'jsonc', 'toml', 'xml', 'ini', 'cfg', 'conf', 'properties', 'gradle'],
  ...['md', 'adoc', 'rst', 'txt', 'html'],
];

/** A relative path with an ending, and behind it perhaps a line or a symbol. */
const PATH = new RegExp(
  String.raw`^((?:\.{1,2}/)*(?:[\w+.-]+/)*[\w+-][\w+.-]*\.(?:${ENDINGS.join('|')}))([:#]\S*)?$`,
  'i',
);
/** The name of a host, as addresses without a scheme begin. */
const HOST = /^[^/.]+(?:\.[^/.]+)*\.[a-z]{2,}\//i;

/** Undefined for what is no path: prose, an address, the name of a library such as 'helmet.js'. */
function pathIn(where: string): string | undefined {
  const [, path, behind] = PATH.exec(where) ?? [];
  if (path === undefined || HOST.test(path) || path.includes('node_modules/')) return undefined;
  return path.includes('/') || behind !== undefined ? path : undefined;
}
