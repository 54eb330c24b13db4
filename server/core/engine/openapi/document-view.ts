import type { OperationFact } from '../../model/openapi/types.js';
import type { DocumentView, Each, OfOperation } from '../../rule/document-view.js';
import type { CheckEnv, Look } from './env.js';

/** The document that a part belongs to; undefined when none reaches it. */
export function homeDocument({ part, env }: Look): DocumentView | undefined {
  const home = env.usage(part.id, 'document') ?? part.uri;
  return env.view(home, 'version') === undefined ? undefined : documentOf(home, env);
}

/** What a document is read from. */
type Source = Pick<CheckEnv, 'view' | 'operations' | 'each' | 'served'>;

export function documentOf(uri: string, source: Source): DocumentView {
  return new DocumentLook(uri, source);
}

/** Each field is asked for, and so recorded, only when a rule looks at it. */
class DocumentLook implements DocumentView {
  #operations: readonly OperationFact[] | undefined;

  constructor(
    readonly uri: string,
    private readonly source: Source,
  ) {}

  get version() {
    return this.source.view(this.uri, 'version') ?? '3.0';
  }

  get legible() {
    return this.source.view(this.uri, 'legible') ?? false;
  }

  get operationsKnown() {
    return this.source.view(this.uri, 'operationsKnown') ?? false;
  }

  get operationsRead() {
    return this.source.view(this.uri, 'operationsRead') ?? false;
  }

  get schemesKnown() {
    return this.source.view(this.uri, 'schemesKnown') ?? false;
  }

  get at() {
    return this.source.view(this.uri, 'at') ?? { uri: this.uri, path: [] };
  }

  get servers() {
    return this.source.view(this.uri, 'servers') ?? [];
  }

  get schemes() {
    return this.source.view(this.uri, 'schemes') ?? new Map();
  }

  get ids() {
    return this.source.view(this.uri, 'ids') ?? [];
  }

  get security() {
    return this.source.view(this.uri, 'security');
  }

  get operations() {
    this.#operations ??= this.source.operations(this.uri);
    return this.#operations;
  }

  each<T>(make: OfOperation<T>): readonly Each<T>[] {
    return paired(this.source.each(this.uri, make), this.operations);
  }

  served({ key }: OperationFact) {
    return this.source.served(this.uri, key);
  }

  get claims() {
    return this.source.view(this.uri, 'claims') ?? [];
  }
}

/** Each with the operation that it was made of. */
function paired<T>(made: readonly T[], facts: readonly OperationFact[]): readonly Each<T>[] {
  const pairs: Each<T>[] = [];
  made.forEach((one, index) => {
    const fact = facts[index];
    if (fact !== undefined) pairs.push([one, fact]);
  });
  return pairs;
}
