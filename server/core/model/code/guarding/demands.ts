import type { GuardKind } from '../../../facts/api.js';
import type { Expr, FunctionFact } from '../../../facts/code/types.js';
import type { Annotating } from '../../../facts/frameworks/framework.js';
import type { Anchor } from '../../../text/span.js';
import { argumentText, meanings, nameOf } from '../routing/annotation.js';
import type { Level } from '../running/lineage.js';
import type { Runtime } from '../running/runtime.js';
import type { Value } from '../running/values.js';
import type { Demand } from './access.js';

/** A method at one level of the classes that its route is made of. */
export interface Placed {
  readonly level: Level;
  readonly method: FunctionFact;
}

/** What one annotation demands. */
export interface Found {
  readonly kinds: readonly GuardKind[] | undefined;
  readonly name: string;
  readonly narrow?: true;
  readonly at: Anchor;
}

const NONE: Value = { kind: 'unknown' };

/** Annotations of unknown meaning whose name says that they are about who may call. */
const AUTHISH = /auth|role|permi|admin|secure|login|access|owner|allowed|guard|scope|privilege/i;

/**
 * What annotations of the method demand, else those of its class; and its parameters that are checked. `site` is where
 * the mapping stands: what another file demands is shown there.
 */
export function demandsOn(
  placed: readonly Placed[],
  levels: readonly Level[],
  site: Anchor,
  style: Annotating,
  machine: Runtime,
): readonly Demand[] {
  const own = placed.flatMap(({ level, method }) =>
    found(method.decorators, level, style, machine, (index) =>
      level.module.uri === site.uri ? { uri: site.uri, path: [...site.path, 'decorator', index] } : site,
    ),
  );
  const decides = own.some(isAboutCallers);
  const shared = levels.flatMap((level) => found(level.fact.decorators, level, style, machine, () => site));
  const checks = placed.flatMap(({ level, method }) =>
    (method.needs ?? [])
      .filter(([, e]) => style.checks.includes(nameOf(e)))
      .map(([index, e]): Demand => {
        const here = level.module.uri === site.uri;
        const at = here ? { uri: site.uri, path: [...site.path, 'parameter', index] } : site;
        return { verdict: 'validation', guard: { value: NONE, name: nameOf(e), at } };
      }),
  );
  const used = [...shared.filter((one) => !decides || !isAboutCallers(one)), ...own];
  return [...used.flatMap(demandsOf), ...checks];
}

/** Whether an annotation of the method says that everybody may call it. */
export function letsAllIn({ level, method }: Placed, style: Annotating, machine: Runtime): boolean {
  return annotationsOf(method.decorators, level, style, machine).some(({ kinds }) => kinds?.length === 0);
}

/** What annotations demand that stand on something else than a route, all at the place of the file. */
export function annotationsOf(
  decorators: readonly Expr[] | undefined,
  level: Level,
  style: Annotating,
  machine: Runtime,
): readonly Found[] {
  const at: Anchor = { uri: level.module.uri, path: [] };
  return found(decorators, level, style, machine, () => at).filter(isAboutCallers);
}

function found(
  decorators: readonly Expr[] | undefined,
  { scope }: Level,
  style: Annotating,
  machine: Runtime,
  place: (index: number) => Anchor,
): readonly Found[] {
  return (decorators ?? []).flatMap((e, index): readonly Found[] => {
    const name = nameOf(e);
    for (const one of meanings(e, scope, machine)) {
      const text = argumentText(one, scope, machine);
      const kinds = style.demands(nameOf(one), text);
      const narrow = style.narrow.test(text) ? ({ narrow: true } as const) : {};
      if (kinds !== undefined) return [{ kinds, name, ...narrow, at: place(index) }];
    }
    return AUTHISH.test(name) && !style.known.test(name)
      ? [{ kinds: undefined, name, at: place(index) }]
      : [];
  });
}

function isAboutCallers({ kinds }: Found): boolean {
  return kinds === undefined || !kinds.includes('rate-limit');
}

export function demandsOf({ kinds, name, narrow, at }: Found): readonly Demand[] {
  const guard = { value: NONE, name, ...(narrow ? { narrow } : {}), at };
  return kinds === undefined ? [{ verdict: 'unknown', guard }] : kinds.map((verdict) => ({ verdict, guard }));
}
