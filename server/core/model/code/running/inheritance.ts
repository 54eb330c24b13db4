import type { ClassFact, Expr } from '../../../facts/code/types.js';
import { append } from '../../../text/multimap.js';
import { isAnnotated } from '../routing/dependencies.js';
import type { Machine } from './machine.js';
import type { Runtime } from './runtime.js';
import type { ClassValue, FunctionValue, Scope, Value } from './values.js';

const MAX_LEVELS = 8;
/** Of an interface that everything implements nothing is learned. */
const MAX_KINDS = 12;

/** Methods by the type of the object that they are called on. */
export class Inheritance {
  readonly #machine: Machine;
  #below: ReadonlyMap<ClassFact, readonly ClassValue[]> | undefined;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The methods that `type.name` may be when it is called on an instance: its own, inherited, or of what extends it. */
  methodsOf(f: Expr, scope: Scope): readonly FunctionValue[] {
    return f.k === 'get' ? this.#called(classesIn(this.#machine.evaluate(f.of, scope)), f.n, 0) : [];
  }

  /** Where none of the types has the method, an interface that they extend may. */
  #called(types: readonly ClassValue[], name: string, depth: number): readonly FunctionValue[] {
    const kinds = types.flatMap((one) => [one, ...this.#kindsOf(one)]);
    const found = kinds.slice(0, MAX_KINDS).flatMap((kind) => methodsIn(kind, name, this.#machine));
    const above = types.flatMap(({ fact, scope }) =>
      (fact.implements ?? []).flatMap((e) => classesIn(this.#machine.evaluate(e, scope))),
    );
    if (found.length === 0 && above.length > 0 && depth < MAX_LEVELS)
      return this.#called(above, name, depth + 1);
    return found.filter((one, i) => found.findIndex(({ fact }) => fact === one.fact) === i);
  }

  /** What extends or implements the class. */
  #kindsOf(of: ClassValue): readonly ClassValue[] {
    this.#below ??= this.#readAll();
    return this.#below.get(of.fact) ?? [];
  }

  #readAll(): ReadonlyMap<ClassFact, readonly ClassValue[]> {
    const below = new Map<ClassFact, ClassValue[]>();
    for (const module of this.#machine.modules.values()) {
      for (const fact of module.facts.classes.values()) {
        const above = [...(fact.extends === undefined ? [] : [fact.extends]), ...(fact.implements ?? [])];
        if (above.length === 0) continue;
        const scope = this.#machine.start(module);
        for (const base of above.flatMap((e) => classesIn(this.#machine.evaluate(e, scope))))
          append(below, base.fact, { kind: 'class', fact, scope });
      }
    }
    return below;
  }
}

/** Methods of this name that a class has, or that it inherits. */
export function methodsIn(
  of: ClassValue,
  name: string,
  machine: Runtime,
  depth = 0,
): readonly FunctionValue[] {
  const { scope, fact } = of;
  const own = fact.methods.flatMap(([key, i]): readonly FunctionValue[] => {
    const method = key === name ? scope.module.facts.functions.get(i) : undefined;
    return method === undefined
      ? []
      : [{ kind: 'function', fact: method, scope, fields: new Map(), wrappers: [] }];
  });
  if (own.length > 0 || fact.extends === undefined || depth > MAX_LEVELS) return own;
  return classesIn(machine.evaluate(fact.extends, scope)).flatMap((base) =>
    methodsIn(base, name, machine, depth + 1),
  );
}

/** The classes that a value may be, or that it stands for as a type. */
export function classesIn(value: Value): readonly ClassValue[] {
  if (value.kind === 'either') return value.values.flatMap(classesIn);
  if (isAnnotated(value)) return value.args.slice(0, 1).flatMap(classesIn);
  return value.kind === 'class' ? [value] : [];
}
