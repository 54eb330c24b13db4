import type { OperationFact } from '../../model/openapi/types.js';
import type { DocumentView, Each } from '../../rule/document-view.js';
import { once } from '../once.js';
import type { CheckEnv, Look } from './env.js';

/** The document that a part belongs to; undefined when none reaches it. */
export function homeDocument({ part, env }: Look): DocumentView | undefined {
  const home = env.usage(part.id, 'document') ?? part.uri;
  return env.view(home, 'version') === undefined ? undefined : documentOf(home, env);
}

/** Each field is asked for, and so recorded, only when a rule looks at it. */
export function documentOf(uri: string, env: Pick<CheckEnv, 'view' | 'operations' | 'each'>): DocumentView {
  const operations = once(() => env.operations(uri));
  return {
    uri,
    get version() {
      return env.view(uri, 'version') ?? '3.0';
    },
    get legible() {
      return env.view(uri, 'legible') ?? false;
    },
    get operationsKnown() {
      return env.view(uri, 'operationsKnown') ?? false;
    },
    get schemesKnown() {
      return env.view(uri, 'schemesKnown') ?? false;
    },
    get at() {
      return env.view(uri, 'at') ?? { uri, path: [] };
    },
    get servers() {
      return env.view(uri, 'servers') ?? [];
    },
    get schemes() {
      return env.view(uri, 'schemes') ?? new Map();
    },
    get security() {
      return env.view(uri, 'security');
    },
    get operations() {
      return operations();
    },
    get claims() {
      return env.view(uri, 'claims') ?? [];
    },
    each: (make) => paired(env.each(uri, make), operations()),
  };
}

/** Each with the operation that it was made of. */
function paired<T>(made: readonly T[], facts: readonly OperationFact[]): readonly Each<T>[] {
  const pairs: Each<T>[] = [];
  for (const [index, one] of made.entries()) {
    const fact = facts[index];
    if (fact !== undefined) pairs.push([one, fact]);
  }
  return pairs;
}
