import { chooses, middleware, passesOn, responds } from '../guarding/guards.js';
import type { Runtime } from '../running/runtime.js';
import type { Layer, Router, Value } from '../running/values.js';
import { beforePattern } from './paths.js';

/** Paths that something may serve whose routes cannot be seen. */
export interface Area {
  readonly uri: string;
  /** What the paths begin with; undefined when that cannot be known. */
  readonly path: string | undefined;
  /** It serves files. */
  readonly files: boolean;
}

/** Paths that middleware may answer itself; `full` is undefined when the way to it cannot be known. */
export function servedBy(
  layer: Extract<Layer, { readonly kind: 'use' }>,
  full: string | undefined,
  router: Router,
  runtime: Runtime,
): readonly Area[] {
  const path = full === undefined ? undefined : (beforePattern(full) ?? full);
  return layer.handlers.flatMap(({ value, at }) => {
    const files = router.framework.files?.test(packageName(value)) === true;
    const verdict = middleware(value, router.framework, runtime);
    return files ||
      verdict === 'serves' ||
      isOpaque(value, router, runtime) ||
      answers(value, path, router, runtime)
      ? [{ uri: at.uri, path, files }]
      : [];
  });
}

/** Paths that a route answers whose path is a pattern. */
export function servedByPattern(
  layer: Extract<Layer, { readonly kind: 'route' }>,
  full: string,
  router: Router,
  runtime: Runtime,
): readonly Area[] {
  const path = beforePattern(full);
  const last = layer.handlers.at(-1);
  if (path === undefined || last === undefined) return [];
  const answers = responds(last.value, runtime) || isOpaque(last.value, router, runtime);
  return answers ? [{ uri: layer.uri, path, files: false }] : [];
}

/** Whether a request with this path may be answered there. What is a file has an ending, or lies in a folder of files. */
export function isServedIn(path: string, { path: area, files }: Area): boolean {
  if (area === undefined) return true;
  const prefix = area === '/' ? '' : area.toLowerCase().replace(/:\w+/g, '{}');
  const at = path.toLowerCase();
  if (prefix === '') return !files || /\.\w+$/.test(at);
  return at === prefix || at.startsWith(`${prefix}/`);
}

/** Whether it answers requests by their path: in front of all paths, what also passes them on does so for other reasons. */
function answers(value: Value, path: string | undefined, router: Router, runtime: Runtime): boolean {
  if (!responds(value, runtime)) return false;
  return path !== '/' || !passesOn(value, router.framework, runtime) || chooses(value, runtime);
}

/** Something out of sight may be a router as well. */
function isOpaque(value: Value, router: Router, runtime: Runtime): boolean {
  const hidden = value.kind === 'unknown' || value.kind === 'external';
  return hidden && middleware(value, router.framework, runtime) === 'unknown';
}

function packageName(value: Value): string {
  return value.kind === 'external' ? [value.module, ...value.names].join('.') : '';
}
