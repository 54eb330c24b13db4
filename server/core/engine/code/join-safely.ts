import { joinCode } from '../../model/code/join.js';
import type { CodeInput, CodeModel } from '../../model/code/model.js';
import { type Layout, packageOf } from '../../model/layout.js';
import { CODE_LIMITS } from '../../words/code-limits.js';

/** All code joined, and by file what could not be, or not to its end. */
export interface SafeJoin {
  readonly model: CodeModel;
  /** Why the package of the file is left out, or not followed to its end; by one file of each such package. */
  readonly failures: ReadonlyMap<string, string>;
}

type Join = (files: readonly CodeInput[], layout: Layout) => CodeModel;

/** Joins code; a package that cannot be joined is left out, and takes no other with it. */
export function joinSafely(files: readonly CodeInput[], layout: Layout, join: Join = joinCode): SafeJoin {
  try {
    const model = join(files, layout);
    return { model, failures: told(model.limits) };
  } catch {
    return joinApart(files, layout, join);
  }
}

function told(limits: CodeModel['limits']): ReadonlyMap<string, string> {
  return new Map([...limits].map(([uri, limit]) => [uri, CODE_LIMITS[limit]]));
}

function joinApart(files: readonly CodeInput[], layout: Layout, join: Join): SafeJoin {
  const failures = new Map<string, string>();
  const models = [...new Set(files.map(({ uri }) => packageOf(uri, layout)))].flatMap((home) => {
    const own = files.filter(({ uri }) => packageOf(uri, layout) === home);
    try {
      const model = join(own, layout);
      for (const [uri, message] of told(model.limits)) failures.set(uri, message);
      return [model];
    } catch (error) {
      const [first] = own;
      if (first !== undefined)
        failures.set(first.uri, error instanceof Error ? error.message : String(error));
      return [];
    }
  });
  return {
    model: {
      routes: new Map(models.flatMap(({ routes }) => [...routes])),
      circles: new Map(models.flatMap(({ circles }) => [...circles])),
      packages: new Map(models.flatMap(({ packages }) => [...packages])),
      received: new Map(models.flatMap(({ received }) => [...received])),
      records: new Map(models.flatMap(({ records }) => [...records])),
      limits: new Map(models.flatMap(({ limits }) => [...limits])),
      finders: new Map(models.flatMap(({ finders }) => [...finders])),
      written: new Map(models.flatMap(({ written }) => [...written])),
      gives: new Map(models.flatMap(({ gives }) => [...gives])),
      insides: new Map(models.flatMap(({ insides }) => [...insides])),
      handlers: new Map(models.flatMap(({ handlers }) => [...handlers])),
    },
    failures,
  };
}
