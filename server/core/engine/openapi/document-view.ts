import type { DocumentView } from '../../model/openapi/types.js';
import type { CheckEnv, Look } from './env.js';

/** The document that a part belongs to; undefined when none reaches it. */
export function homeDocument({ part, env }: Look): DocumentView | undefined {
  const home = env.usage(part.id, 'document') ?? part.uri;
  return env.view(home, 'version') === undefined ? undefined : documentOf(home, env);
}

/** Each field is asked for, and so recorded, only when a rule looks at it. */
export function documentOf(
  uri: string,
  env: Pick<CheckEnv, 'view'>,
  operations = () => env.view(uri, 'operations') ?? [],
): DocumentView {
  return {
    uri,
    get version() {
      return env.view(uri, 'version') ?? '3.0';
    },
    get complete() {
      return env.view(uri, 'complete') ?? false;
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
  };
}
