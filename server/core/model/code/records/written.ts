import type { WrittenFact } from '../../../facts/code/types.js';
import type { Anchor } from '../../../text/span.js';
import type { Layout } from '../../layout.js';
import type { Machine } from '../running/machine.js';
import { type Named, reachedFrom } from '../running/reached.js';
import type { Module } from '../running/values.js';
import { recordKey } from './records.js';

/** A text, a schema, or options of schemas that some file writes down, and where. */
export interface Written {
  readonly text: string;
  readonly schema?: WrittenFact['schema'];
  readonly options?: WrittenFact['options'];
  readonly fallback?: true;
  readonly at: Anchor;
}

/** Texts that may be keys, and schemas, by `reachKey` for whoever can name them; in Java by `recordKey` of 'Keys.SECRET'. */
export function writtenBy(machine: Machine, layout: Layout): ReadonlyMap<string, Written> {
  const modules = [...machine.modules.values()];
  if (!modules.some(({ facts }) => facts.written !== undefined)) return new Map();
  const java = modules.filter(({ facts }) => facts.language === 'java');
  const named = java.flatMap((module) =>
    textsOf(module).map(([path, one]) => [recordKey(module.uri, path, layout), one] as const),
  );
  const others = modules.filter(({ facts }) => facts.language !== 'java');
  return new Map([...single(named), ...others.flatMap((module) => reachedFrom(module, machine, textsOf))]);
}

/** What a name stands for twice in a package is left out. */
function single(texts: readonly Named<Written>[]): readonly Named<Written>[] {
  const counts = new Map<string, number>();
  for (const [key] of texts) counts.set(key, (counts.get(key) ?? 0) + 1);
  return texts.filter(([key]) => counts.get(key) === 1);
}

function textsOf({ uri, facts: { written = [] } }: Module): readonly Named<Written>[] {
  return written.map(({ path, ...one }, n) => [path, { ...one, at: { uri, path: ['written', n] } }]);
}
