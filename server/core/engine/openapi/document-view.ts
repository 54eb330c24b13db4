import type { DocumentView } from '../../model/openapi/types.js';
import type { CheckEnv, Look } from './env.js';

/** The document that a part belongs to; undefined when none reaches it. */
export function homeDocument({ part, env }: Look): DocumentView | undefined {
  const home = env.usage(part.id, 'document') ?? part.uri;
  return env.view(home, 'version') === undefined ? undefined : documentOf(home, env);
}

/** What a document is read from. */
type Source = Pick<CheckEnv, 'view'>;

export function documentOf(
  uri: string,
  source: Source,
  operations?: () => DocumentView['operations'],
): DocumentView {
  return new DocumentLook(uri, source, operations);
}

/** Each field is asked for, and so recorded, only when a rule looks at it. */
class DocumentLook implements DocumentView {
  constructor(
    readonly uri: string,
    private readonly source: Source,
    private readonly lenses: (() => DocumentView['operations']) | undefined,
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

  get security() {
    return this.source.view(this.uri, 'security');
  }

  get operations() {
    return this.lenses ? this.lenses() : (this.source.view(this.uri, 'operations') ?? []);
  }

  get claims() {
    return this.source.view(this.uri, 'claims') ?? [];
  }
}
