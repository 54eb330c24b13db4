import { joinCode } from '../../model/code/join.js';
import type { CodeInput, CodeModel } from '../../model/code/model.js';
import { type Layout, packageOf } from '../../model/layout.js';

/** All code joined, and by file what could not be. */
export interface SafeJoin {
  readonly model: CodeModel;
  /** Why the package of the file is left out; by the first file of each such package. */
  readonly failures: ReadonlyMap<string, string>;
}

type Join = (files: readonly CodeInput[], layout: Layout) => CodeModel;

/** Joins code; a package that cannot be joined is left out, and takes no other with it. */
export function joinSafely(files: readonly CodeInput[], layout: Layout, join: Join = joinCode): SafeJoin {
  try {
    return { model: join(files, layout), failures: new Map() };
  } catch {
    return joinApart(files, layout, join);
  }
}

function joinApart(files: readonly CodeInput[], layout: Layout, join: Join): SafeJoin {
  const failures = new Map<string, string>();
  const models = [...new Set(files.map(({ uri }) => packageOf(uri, layout)))].flatMap((home) => {
    const own = files.filter(({ uri }) => packageOf(uri, layout) === home);
    try {
      return [join(own, layout)];
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
      finders: new Map(models.flatMap(({ finders }) => [...finders])),
      handlers: new Map(models.flatMap(({ handlers }) => [...handlers])),
    },
    failures,
  };
}
