import { matchesRule } from './glob.js';

/**
 * Globs over paths below a folder, written with '/': `*` stands for any run of characters in one name, `**` for any
 * folders, `{a,b}` for either. A glob without a slash fits at any depth; one that names a folder fits all that is in it.
 */
export interface PathGlob {
  /** One list of names for each choice that the braces give. */
  readonly choices: readonly (readonly string[])[];
}

/** Why a glob can name nothing: it leads out of its folder, takes something back, or is not worth its cost. */
export type GlobFault = 'outside' | 'negated' | 'complex' | 'empty';

/** More choices or names than any path needs. */
const MOST_CHOICES = 32;
const MOST_NAMES = 32;

/** Reads a glob. Linear in its length. */
export function readGlob(text: string): PathGlob | GlobFault {
  if (text.startsWith('!')) return 'negated';
  const choices: (readonly string[])[] = [];
  for (const choice of expand(text)) {
    const names = namesOf(choice);
    if (names.length === 0) return 'empty';
    if (names.includes('..') || /^[A-Za-z]:/.test(choice)) return 'outside';
    if (names.length > MOST_NAMES || choices.length >= MOST_CHOICES) return 'complex';
    choices.push(names);
  }
  return { choices };
}

/** Whether a path, relative and without a leading slash, fits. At most names of the glob times names of the path. */
export function matchesPath({ choices }: PathGlob, path: string): boolean {
  const steps = path.split('/');
  return choices.some((names) => follows(names, steps));
}

function namesOf(choice: string): readonly string[] {
  const inner = choice.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  if (inner === '') return [];
  const names = inner.split('/').filter((name) => name !== '.' && name !== '');
  return choice.startsWith('/') || choice.startsWith('./') || inner.includes('/') ? names : ['**', ...names];
}

/** Walks the path with every place in the glob that it may have come to. A glob that ends above the path names a folder. */
function follows(names: readonly string[], steps: readonly string[]): boolean {
  let places = reach(names, new Set([0]));
  for (const step of steps) {
    const next = new Set<number>();
    for (const at of places) {
      const name = names[at];
      if (name === '**') next.add(at === names.length - 1 ? at + 1 : at);
      else if (name !== undefined && matchesRule(name, step)) next.add(at + 1);
    }
    places = reach(names, next);
    if (places.has(names.length)) return true;
  }
  return false;
}

/** `**` may also stand for no folder at all; at the end of a glob it stands for something in the folder. */
function reach(names: readonly string[], places: Set<number>): Set<number> {
  for (const at of places) if (names[at] === '**' && at < names.length - 1) places.add(at + 1);
  return places;
}

/** The texts that the braces of a glob stand for, one level deep; one more than the most at most. */
function expand(text: string): readonly string[] {
  let made = [''];
  let at = 0;
  for (const { 0: whole, 1: inner = '', index } of text.matchAll(/\{([^{}]*,[^{}]*)\}/g)) {
    const head = text.slice(at, index);
    at = index + whole.length;
    const parts = inner.split(',');
    made = made.flatMap((start) => parts.map((part) => `${start}${head}${part}`)).slice(0, MOST_CHOICES + 1);
  }
  return made.map((start) => start + text.slice(at));
}
