import { byText } from '../../../text/order.js';
import { matchesPath, readGlob } from '../../../text/path-glob.js';
import { type Layout, packageOf } from '../../layout.js';
import { javaModule } from './java-modules.js';
import { pythonModule } from './python-modules.js';

const ENDINGS = [
  '',
  '.ts',
  '.js',
  '.tsx',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.js',
  '/index.mjs',
  '/index.cjs',
  '/index.tsx',
];

/** TypeScript names the file that it will become: './users.js' is users.ts. */
const COMPILED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
];

/**
 * The file of the workspace that a module specifier names; undefined for a package, and for a file that is not there.
 * Besides relative specifiers, '@/x', '~/x', '@routes/x', '#routes/x' and paths from the package's root or its `src` are
 * tried, as the usual `paths` and `baseUrl` of TypeScript and `imports` of Node have them.
 */
export function resolveModule(
  specifier: string,
  from: string,
  layout: Layout,
  has: (uri: string) => boolean,
): string | undefined {
  if (from.endsWith('.py')) return pythonModule(specifier, from, layout, has);
  if (from.endsWith('.java')) return javaModule(specifier, from, has);
  if (specifier.startsWith('.') || isPlace(specifier)) return existing(relative(specifier, from), has);
  const root = packageOf(from, layout);
  const bare = specifier.replace(/^[@~#]\/?/, '');
  for (const base of [`${root}src/`, root]) {
    const found = existing(base + bare, has);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a specifier names a package rather than a file of the workspace. */
export function isPackage(specifier: string): boolean {
  return !/^(?:\.|\/|@\/|~\/|#)/.test(specifier) && !isPlace(specifier);
}

/** What stands in a folder, which is named by its URI or from the root of the package: '*.js' and folders with an index. */
export function entriesOf(
  folder: string,
  from: string,
  layout: Layout,
  uris: Iterable<string>,
): readonly string[] {
  const base = `${relative(folder, `${packageOf(from, layout)}-`)}/`;
  const names = new Set<string>();
  for (const uri of uris) {
    if (uri === from || !uri.startsWith(base)) continue;
    const rest = uri.slice(base.length);
    const name = rest.includes('/') ? /^([^/]+)\/index\.\w+$/.exec(rest)?.[1] : rest;
    if (name !== undefined) names.add(name);
  }
  return [...names].sort(byText);
}

/** Files that fit a glob, which is a URI or begins at `base`, a folder that is named like that of `entriesOf`. */
export function matchesOf(
  glob: string,
  base: string,
  from: string,
  layout: Layout,
  uris: Iterable<string>,
): readonly string[] {
  const home = relative(base, `${packageOf(from, layout)}-`);
  const whole = relative(glob, `${home}/-`);
  const root = PLACE.exec(whole)?.[0] ?? '';
  const read = SPECIAL.test(whole.slice(root.length)) ? 'complex' : readGlob(`./${whole.slice(root.length)}`);
  if (typeof read === 'string') return [];
  const fits = (uri: string) =>
    uri !== from && uri.startsWith(root) && matchesPath(read, uri.slice(root.length));
  return [...uris]
    .filter(fits)
    .map((uri) => (isPlace(glob) || !uri.startsWith(`${home}/`) ? uri : uri.slice(home.length + 1)))
    .sort(byText);
}

/** What only some readers of globs know: classes, choices in parentheses. */
const SPECIAL = /[[\]()!]/;

/** Whether a text is the URI of a place, as what a module says of its own folder. */
function isPlace(specifier: string): boolean {
  return PLACE.test(specifier);
}

/** Scheme and authority. */
const PLACE = /^[a-z][\w+.-]*:\/\/[^/]*\//i;

function relative(specifier: string, from: string): string {
  const root = PLACE.exec(specifier)?.[0];
  const steps = root === undefined ? from.split('/').slice(0, -1) : [];
  for (const step of specifier.slice(root?.length ?? 0).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return (root ?? '') + steps.join('/');
}

function existing(base: string, has: (uri: string) => boolean): string | undefined {
  for (const ending of ENDINGS) if (has(base + ending)) return base + ending;
  for (const [pattern, endings] of COMPILED) {
    if (!pattern.test(base)) continue;
    for (const ending of endings) {
      const uri = base.replace(pattern, ending);
      if (has(uri)) return uri;
    }
  }
  return undefined;
}
