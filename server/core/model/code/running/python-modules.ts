import { type Layout, packageOf } from '../../layout.js';

/**
 * The file that a module of Python names: '.users' and '..deps' from the package of the file, 'app.users' from the root
 * of the project, its `src`, or a folder above the file, since any of them may be on the path.
 */
export function pythonModule(
  specifier: string,
  from: string,
  layout: Layout,
  has: (uri: string) => boolean,
): string | undefined {
  const folder = from.slice(0, from.lastIndexOf('/'));
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const path = specifier.slice(dots).replace(/\s/g, '').replaceAll('.', '/');
  if (dots > 0) return existing(joined(above(folder, dots - 1), path), has);
  for (const base of basesOf(folder, packageOf(from, layout))) {
    const found = existing(joined(base, path), has);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Folders that may be on the path, the root of the project first. */
function basesOf(folder: string, root: string): readonly string[] {
  const top = root.replace(/\/$/, '');
  const between: string[] = [];
  for (let at = folder; at.length > top.length && at.startsWith(top); at = above(at, 1)) between.unshift(at);
  return [top, `${top}/src`, ...between];
}

function above(folder: string, levels: number): string {
  return folder
    .split('/')
    .slice(0, levels === 0 ? undefined : -levels)
    .join('/');
}

function joined(folder: string, path: string): string {
  return path === '' ? folder : `${folder}/${path}`;
}

function existing(base: string, has: (uri: string) => boolean): string | undefined {
  return [`${base}.py`, `${base}/__init__.py`].find(has);
}
