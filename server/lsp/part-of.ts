import type { Engine } from '../core/engine/types.js';
import type { SnippetContext } from '../core/rule/snippet.js';
import type { Document } from '../core/text/document.js';
import type { PathStep } from '../core/text/span.js';
import { versionIn } from './cursor.js';

/** What a file is of the document that refers to its path items. */
export interface PartOf {
  readonly version: NonNullable<SnippetContext['version']>;
  /** Steps from the root of the file to its path items. */
  readonly items: readonly (readonly PathStep[])[];
}

/** Undefined for whole documents, and for files without path items. */
export function partOf(document: Document, engine: Engine): PartOf | undefined {
  const { uri } = document;
  if (engine.kindOf(uri) !== 'fragment') return undefined;
  const [home] = engine.describersOf(uri);
  const root = home === undefined ? undefined : engine.document(home);
  const version = root && versionIn(root.text(), root.language);
  if (version === undefined) return undefined;
  const operations = engine.model().endpoints.flatMap(({ documented }) => documented);
  const items = operations.flatMap(({ at }) => (at.uri === uri ? [at.path.slice(0, -1)] : []));
  return { version, items };
}

/** The context as if the path item stood in the document itself. */
export function inDocument(context: SnippetContext, { version, items }: PartOf): SnippetContext {
  const { path = [] } = context;
  const item = items.find(
    (steps) => path.length > steps.length && steps.every((step, i) => String(step) === String(path[i])),
  );
  return item === undefined
    ? context
    : { ...context, version, path: ['paths', '/', ...path.slice(item.length)] };
}
