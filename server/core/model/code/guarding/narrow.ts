import type { ClassFact } from '../../../facts/code/types.js';
import { isDecidedColumn } from '../../../words/decided.js';
import type { Received } from '../records/receipts.js';
import { lineage } from '../running/lineage.js';
import type { Machine } from '../running/machine.js';
import { staticsOf } from '../running/members.js';
import type { Scope } from '../running/values.js';

/** As a parameter of a route that holds a value of the type. */
const DECORATORS = ['post', 'PostMapping'];

/** Fields of a class of which the type leaves no choice of text; undefined when the class is out of sight. */
export function narrowFields(type: string, scope: Scope, machine: Machine): readonly string[] | undefined {
  const value = machine.evaluate({ k: 'name', n: type }, scope);
  return value.kind === 'class' ? narrowOf(value.fact, value.scope, machine, 0) : undefined;
}

/** What the class of a record says of what it takes; undefined when it is out of sight. */
export function shapeOf(
  type: string,
  scope: Scope,
  machine: Machine,
): Pick<Received, 'narrow' | 'open' | 'constrained' | 'stored' | 'tells'> | undefined {
  const value = machine.evaluate({ k: 'name', n: type }, scope);
  if (value.kind !== 'class') return undefined;
  const { levels } = lineage(value.fact, value.scope.module, machine);
  // What Lombok makes of a class says nothing of what that extends.
  const shown = scope.module.facts.language === 'java' ? [value.fact] : levels.map(({ fact }) => fact);
  const tells = shown.flatMap((fact) => fact.tells ?? []);
  return {
    ...(tells.length === 0 ? {} : { tells }),
    narrow: narrowOf(value.fact, value.scope, machine, 0),
    ...(levels.some(({ fact }) => fact.open) ? { open: true } : {}),
    ...(levels.some(({ fact }) => fact.constrained) ? { constrained: true } : {}),
    ...(value.fact.stored
      ? {
          stored: levels
            .flatMap(({ fact }) => fact.types ?? [])
            .map(([name]) => name)
            .filter(isDecidedColumn),
        }
      : {}),
  };
}

const MAX_BASES = 4;

function narrowOf(fact: ClassFact, scope: Scope, machine: Machine, depth: number): readonly string[] {
  // Enumerations may stand in the class itself.
  const inner: Scope = { ...scope, names: staticsOf(fact.statics, scope, machine), up: scope };
  const typed = (fact.types ?? []).flatMap(([name, type]) => (isNarrow(type, inner, machine) ? [name] : []));
  const own = [...typed, ...(fact.patterned ?? [])];
  const base = fact.extends === undefined ? undefined : machine.evaluate(fact.extends, scope);
  if (base?.kind !== 'class' || depth >= MAX_BASES) return own;
  return [...own, ...narrowOf(base.fact, base.scope, machine, depth + 1)];
}

function isNarrow(type: string, scope: Scope, machine: Machine): boolean {
  const { language } = scope.module.facts;
  const own = machine.frameworks.filter(({ languages }) => languages.includes(language));
  const parameter = { type, marks: [], decorators: DECORATORS };
  if (own.some((framework) => framework.source?.(parameter) === 'computed')) return true;
  const bare = /^\w+$/.exec(type.replace(/^Optional\[|\]$|\s*\|\s*None$/g, ''))?.[0];
  const value = bare === undefined ? undefined : machine.evaluate({ k: 'name', n: bare }, scope);
  return value?.kind === 'class' && value.fact.options === true;
}
