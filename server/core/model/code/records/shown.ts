import type { RecordFact } from '../../../facts/code/record-types.js';
import { schemaName } from '../../../facts/code/records.js';
import type { ClassFact, Expr } from '../../../facts/code/types.js';
import { computed } from '../../../text/multimap.js';
import type { Machine } from '../running/machine.js';
import { type Named, reachedFrom } from '../running/reached.js';
import type { ClassValue, Module } from '../running/values.js';
import { shownName } from './records.js';

const MAX_DEPTH = 4;

/**
 * Classes of Python that show a password where they say what an answer holds, by `reachKey` for whoever can name them:
 * with what they inherit, and with what objects hold that lie in their fields.
 */
export function shownBy(machine: Machine): ReadonlyMap<string, RecordFact> {
  const modules = [...machine.modules.values()].filter(({ facts }) => facts.language === 'python');
  if (!modules.some(({ facts }) => facts.records?.some(({ secrets }) => secrets.length > 0)))
    return new Map();
  const search = new Search(machine, modules);
  const own = (module: Module) => search.in(module);
  return new Map(modules.flatMap((module) => reachedFrom(module, machine, own)));
}

class Search {
  readonly #modules = new Map<Module, readonly Named<RecordFact>[]>();
  readonly #records = new Map<ClassFact, RecordFact | undefined>();
  /** Names of classes that may show something; of others nothing is asked. */
  readonly #names: Set<string>;

  constructor(
    private readonly machine: Machine,
    modules: readonly Module[],
  ) {
    this.#names = new Set(
      modules.flatMap(({ facts }) => (facts.records ?? []).flatMap(({ names }) => names.map(shownName))),
    );
    const classes = modules.flatMap(({ facts }) => [...facts.classes.values()]);
    for (let depth = 0; depth < MAX_DEPTH; depth += 1)
      for (const fact of classes)
        if (fact.name !== undefined && this.#mayShow(fact)) this.#names.add(fact.name);
  }

  in(module: Module): readonly Named<RecordFact>[] {
    return computed(this.#modules, module, () => {
      const scope = this.machine.start(module);
      return [...module.facts.classes.values()].flatMap((fact): readonly Named<RecordFact>[] => {
        const record = this.#recordOf({ kind: 'class', fact, scope });
        return fact.name === undefined || record === undefined ? [] : [[fact.name, record]];
      });
    });
  }

  #mayShow(fact: ClassFact): boolean {
    return partsOf(fact).some(({ type }) => this.#names.has(lastOf(type)));
  }

  #recordOf(of: ClassValue): RecordFact | undefined {
    const { fact } = of;
    if (fact.name === undefined || !this.#names.has(fact.name)) return undefined;
    if (this.#records.has(fact)) return this.#records.get(fact);
    // A class that holds itself shows nothing more.
    this.#records.set(fact, undefined);
    const record = this.#made(of, fact.name);
    this.#records.set(fact, record);
    return record;
  }

  #made(of: ClassValue, name: string): RecordFact | undefined {
    const { records = [] } = of.scope.module.facts;
    const own = records.find(({ names }) => names.some((one) => shownName(one) === name));
    const held = partsOf(of.fact).flatMap(({ type, field }) => {
      const secrets = this.#at(type, of)?.secrets ?? [];
      return secrets.map((secret) => `${field === undefined ? '' : `${field}.`}${secret}`);
    });
    const declared = (of.fact.types ?? []).map(([field]) => field);
    const secrets = new Set([...(own?.secrets ?? []), ...held.filter((one) => !declared.includes(one))]);
    return secrets.size === 0
      ? undefined
      : { names: own?.names ?? [schemaName(name)], secrets: [...secrets] };
  }

  #at(type: Expr, { scope }: ClassValue): RecordFact | undefined {
    if (!this.#names.has(lastOf(type))) return undefined;
    const value = this.machine.evaluate(type, scope);
    return value.kind === 'class' ? this.#recordOf(value) : undefined;
  }
}

/** A class that another one extends, or whose objects lie in one of its fields. */
interface Part {
  readonly type: Expr;
  readonly field?: string;
}

const parts = new WeakMap<ClassFact, readonly Part[]>();

function partsOf(fact: ClassFact): readonly Part[] {
  return computed(parts, fact, () => {
    const held = (fact.types ?? []).flatMap(([field, type]) =>
      isShown(field, type, fact) ? typesIn(type).map((one): Part => ({ type: one, field })) : [],
    );
    return fact.extends === undefined ? held : [{ type: fact.extends }, ...held];
  });
}

/** What leads to rows of other tables is loaded and shown by nobody, and some fields are kept back. */
function isShown(field: string, type: string, { fields }: ClassFact): boolean {
  if (/^(?:\w+\.)?(?:Mapped|Link|BackLink|ClassVar)\b/.test(type)) return false;
  const value = fields.find(([name]) => name === field)?.[1];
  if (value?.k !== 'call') return true;
  return !/^relationship$/i.test(lastOf(value.f)) && value.kw?.some(([key]) => key === 'exclude') !== true;
}

function typesIn(type: string): readonly Expr[] {
  return [...type.matchAll(/(?:\b\w+\.)*\b[A-Z]\w*/g)]
    .map(([name]) =>
      name
        .split('.')
        .reduce<Expr | undefined>((of, n) => (of ? { k: 'get', of, n } : { k: 'name', n }), undefined),
    )
    .filter((one) => one !== undefined);
}

function lastOf(e: Expr): string {
  return e.k === 'name' || e.k === 'get' ? e.n : '';
}
