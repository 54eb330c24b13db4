import { textIn } from './bindings.js';
import type { Runtime } from './runtime.js';
import { objectValue, UNKNOWN_VALUE, type Value } from './values.js';

/**
 * What a function of Node's library gives where code loads all that stands in a folder: names of files, and paths that
 * are put together of them. Undefined for every other function.
 */
export function ofLibrary(
  callee: Value,
  args: readonly Value[],
  from: string,
  machine: Runtime,
): Value | undefined {
  if (callee.kind !== 'external' || callee.called) return undefined;
  const name = callee.names.at(-1) ?? '';
  switch (callee.module.replace(/^node:/, '')) {
    case 'fs':
    case 'fs/promises':
      if (/^glob(?:Sync)?$/.test(name)) return pathsOf(args, from, machine);
      return /^readdir(?:Sync)?$/.test(name) ? namesIn(args[0], from, machine) : undefined;
    case 'glob':
    case 'fast-glob':
    case 'globby':
    case 'tiny-glob':
    case 'tiny-glob/sync':
    case 'tinyglobby':
      return GLOBBING.test(name) ? pathsOf(args, from, machine) : undefined;
    case 'path':
      return pathOf(name, args.map(textIn));
    case 'url':
      // While a module is loaded, it is only asked where the module itself stands.
      return name === 'fileURLToPath' ? text(from) : undefined;
    default:
      return undefined;
  }
}

/** What a name of Node's own says where a module stands: `__dirname`, `__filename`. */
export function placeOf(name: string, uri: string): Value {
  if (name === '__filename') return text(uri);
  return name === '__dirname' ? text(folderOf(uri)) : UNKNOWN_VALUE;
}

/** A text that code makes of another one by a method; undefined when it cannot be told. */
export function changedText(value: string, method: string, args: readonly Value[]): Value | undefined {
  const [first, second] = args.map(textIn);
  switch (method) {
    case 'toLowerCase':
      return text(value.toLowerCase());
    case 'toUpperCase':
      return text(value.toUpperCase());
    case 'trim':
    case 'toString':
      return text(value.trim());
    case 'split':
      return first === undefined ? undefined : { kind: 'list', items: value.split(first).map(text) };
    case 'replace':
      if (second === undefined) return undefined;
      if (first !== undefined) return text(value.replace(first, () => second));
      // The pattern that takes something off the name of a file takes its ending.
      return second === '' && ENDING.test(value) ? text(value.replace(ENDING, '')) : undefined;
    default:
      return undefined;
  }
}

/** What `slice` and `at` take of a list by their places; undefined for other methods. */
export function pickedItems(
  items: readonly Value[],
  method: string,
  args: readonly Value[],
): Value | undefined {
  if (method !== 'slice' && method !== 'at') return undefined;
  const places = args.map(textIn);
  if (places.includes(undefined)) return UNKNOWN_VALUE;
  const [from = 0, to] = places.map(Number);
  return method === 'at' ? (items.at(from) ?? UNKNOWN_VALUE) : { kind: 'list', items: items.slice(from, to) };
}

const ENDING = /\.[cm]?[jt]sx?$/;

function text(value: string): Value {
  return { kind: 'text', text: value };
}

function namesIn(folder: Value | undefined, from: string, machine: Runtime): Value | undefined {
  const path = folder && textIn(folder);
  const names = path === undefined ? [] : machine.entries(path, from);
  return names.length === 0 ? undefined : { kind: 'list', items: names.map(text) };
}

/** What a package is called that finds files, or its function that does. */
const GLOBBING = /^(?:|default|sync|glob|globSync|async|globby|globbySync)$/;

/** Paths of what fits one of some globs; what the others take out again is not followed. */
function pathsOf([globs, options]: readonly Value[], from: string, machine: Runtime): Value | undefined {
  const settings = options?.kind === 'object' ? options.fields : undefined;
  const cwd = settings?.get('cwd');
  const base = cwd === undefined ? '' : textIn(cwd);
  const texts = (globs?.kind === 'list' ? globs.items : [globs]).map((one) => one && textIn(one));
  if (base === undefined || texts.includes(undefined)) return undefined;
  const wanted = texts.flatMap((one) => (one === undefined || one.startsWith('!') ? [] : [one]));
  const whole = settings?.has('absolute') === true && base !== '';
  const found = wanted.flatMap((glob) => machine.matches(whole ? `${base}/${glob}` : glob, base, from));
  return found.length === 0 ? undefined : { kind: 'list', items: [...new Set(found)].map(text) };
}

function pathOf(name: string, texts: readonly (string | undefined)[]): Value | undefined {
  const known = texts.filter((one) => one !== undefined);
  const [first, second = ''] = known;
  if (first === undefined || known.length < texts.length) return undefined;
  switch (name) {
    case 'join':
    case 'resolve':
      return text(known.join('/'));
    case 'dirname':
      return text(folderOf(first));
    case 'basename':
      return text(lastOf(first, second));
    case 'extname':
      return text(/\.[^./]*$/.exec(first)?.[0] ?? '');
    case 'parse':
      return objectValue([
        ['base', text(lastOf(first, ''))],
        ['name', text(lastOf(first, '').replace(/\.[^.]*$/, ''))],
      ]);
    default:
      return undefined;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function lastOf(path: string, ending: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return ending !== '' && last.endsWith(ending) ? last.slice(0, -ending.length) : last;
}
