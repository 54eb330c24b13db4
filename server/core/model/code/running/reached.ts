import type { CodeFacts } from '../../../facts/code/types.js';
import type { Machine } from './machine.js';
import type { Module } from './values.js';

/** Something that a module knows under the names that lead to it: 'config.jwt.secret'. */
export type Named<T> = readonly [path: string, T];

/** What a module knows of what others can name. */
export type Own<T> = (module: Module) => readonly Named<T>[];

/**
 * How something is asked for: by the file, the module that it imports and the names that lead on from there, '()' for an
 * object of a class; '' is the file itself.
 */
export function reachKey(uri: string, module: string, path: readonly string[]): string {
  return `${uri} ${module} ${path.join('.')}`;
}

/** What a file can name: its own, and what stands in the modules that it imports; by `reachKey`. */
export function reachedFrom<T>(module: Module, machine: Machine, own: Own<T>): readonly Named<T>[] {
  const { uri, facts } = module;
  return [
    ...own(module).map(([path, one]) => [reachKey(uri, '', [path]), one] as const),
    ...facts.modules.flatMap((specifier) =>
      exportsOf(specifier, uri, machine, own).map(
        ([path, one]) => [reachKey(uri, specifier, [path]), one] as const,
      ),
    ),
    ...modulesIn(facts, uri, machine, own),
  ];
}

/** In Python a name that is imported may be a module: `from app import config`. */
function modulesIn<T>(
  { language, steps }: CodeFacts,
  uri: string,
  machine: Machine,
  own: Own<T>,
): readonly Named<T>[] {
  if (language !== 'python') return [];
  return steps.flatMap((step) => {
    if (step.s !== 'import' || step.name === '*') return [];
    const inner = step.from.endsWith('.') ? step.from + step.name : `${step.from}.${step.name}`;
    return exportsOf(inner, uri, machine, own).map(
      ([path, one]) => [reachKey(uri, step.from, [step.name, path]), one] as const,
    );
  });
}

/** What a module knows, and those whose exports it hands on. */
function exportsOf<T>(
  specifier: string,
  from: string,
  machine: Machine,
  own: Own<T>,
  hops = 0,
): readonly Named<T>[] {
  const uri = machine.resolve(specifier, from);
  const module = uri === undefined ? undefined : machine.modules.get(uri);
  if (module === undefined || hops > 1) return [];
  const passed = module.facts.steps.flatMap((step) =>
    step.s === 'pass' ? exportsOf(step.from, module.uri, machine, own, hops + 1) : [],
  );
  return [...passed, ...own(module)];
}
