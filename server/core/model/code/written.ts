import type { CodeFacts, WrittenFact } from '../../facts/code/types.js';
import type { Anchor } from '../../text/span.js';
import type { Layout } from '../layout.js';
import type { Machine } from './machine.js';
import { recordKey } from './records.js';
import type { Module } from './values.js';

/** A text that some file writes down, and where. */
export interface Written {
  readonly text: string;
  readonly fallback?: true;
  readonly at: Anchor;
}

/**
 * How a text is asked for: by the file, the module that it imports and the names that lead on from there; '' is the file
 * itself.
 */
export function writtenKey(uri: string, module: string, path: readonly string[]): string {
  return `${uri} ${module} ${path.join('.')}`;
}

/** Texts that may be keys, by `writtenKey` for whoever can name them; in Java by `recordKey` of 'Keys.SECRET'. */
export function writtenBy(machine: Machine, layout: Layout): ReadonlyMap<string, Written> {
  const modules = [...machine.modules.values()];
  const own = new Map(modules.flatMap((module) => (module.facts.written ? [[module.uri, module]] : [])));
  if (own.size === 0) return new Map();
  const java = modules.filter(({ facts }) => facts.language === 'java');
  const named = java.flatMap((module) =>
    textsOf(module).map(([path, one]) => [recordKey(module.uri, path, layout), one] as const),
  );
  const others = modules.filter(({ facts }) => facts.language !== 'java');
  return new Map([...single(named), ...others.flatMap((module) => reachedFrom(module, machine))]);
}

type Text = readonly [path: string, Written];

/** What a name stands for twice in a package is left out. */
function single(texts: readonly Text[]): readonly Text[] {
  const counts = new Map<string, number>();
  for (const [key] of texts) counts.set(key, (counts.get(key) ?? 0) + 1);
  return texts.filter(([key]) => counts.get(key) === 1);
}

function textsOf({ uri, facts: { written = [] } }: Module): readonly Text[] {
  return written.map(({ path, text, fallback }: WrittenFact, n) => [
    path,
    { text, ...(fallback ? { fallback } : {}), at: { uri, path: ['written', n] } },
  ]);
}

/** What a file can name: its own, and what stands in the modules that it imports. */
function reachedFrom(module: Module, machine: Machine): readonly Text[] {
  const { uri, facts } = module;
  const own = textsOf(module).map(([path, one]) => [writtenKey(uri, '', [path]), one] as const);
  const reached = facts.modules.flatMap((specifier) =>
    exportsOf(specifier, uri, machine).map(
      ([path, one]) => [writtenKey(uri, specifier, [path]), one] as const,
    ),
  );
  return [...own, ...reached, ...modulesIn(facts, uri, machine)];
}

/** In Python a name that is imported may be a module: `from app import config`. */
function modulesIn({ language, steps }: CodeFacts, uri: string, machine: Machine): readonly Text[] {
  if (language !== 'python') return [];
  return steps.flatMap((step) => {
    if (step.s !== 'import' || step.name === '*') return [];
    const inner = step.from.endsWith('.') ? step.from + step.name : `${step.from}.${step.name}`;
    return exportsOf(inner, uri, machine).map(
      ([path, one]) => [writtenKey(uri, step.from, [step.name, path]), one] as const,
    );
  });
}

/** What a module writes down, and those whose exports it hands on. */
function exportsOf(specifier: string, from: string, machine: Machine, hops = 0): readonly Text[] {
  const uri = machine.resolve(specifier, from);
  const module = uri === undefined ? undefined : machine.modules.get(uri);
  if (module === undefined || hops > 1) return [];
  const passed = module.facts.steps.flatMap((step) =>
    step.s === 'pass' ? exportsOf(step.from, module.uri, machine, hops + 1) : [],
  );
  return [...passed, ...textsOf(module)];
}
