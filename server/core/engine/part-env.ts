import type { Trait } from '../facts/openapi/traits.js';
import type { Role } from '../facts/openapi/types.js';
import { partAt, resolveReference } from '../model/openapi/reference.js';
import {
  type DocumentView,
  type OperationFact,
  type Resolution,
  UNUSED,
  type Usage,
} from '../model/openapi/types.js';
import { type Known, known, UNKNOWN } from '../model/types.js';
import type { OfOperation } from '../rule/document-view.js';
import type { ScalarNode } from '../syntax/node.js';
import type { Document } from '../text/document.js';
import type { Task } from './board.js';
import type { FileState } from './files.js';
import type { Joined } from './joined.js';
import { Row } from './memo.js';
import type { CheckEnv } from './openapi/env.js';
import { operationsIn } from './openapi/whole.js';

/** What is known beside the part's own text. */
interface Around {
  readonly files: ReadonlyMap<string, FileState>;
  readonly joined: Joined;
}

/** What the rules of one task may learn about the part that it is named after, and about all others. */
export class PartEnv implements CheckEnv {
  readonly #id: string;
  readonly #uri: string;
  readonly #files: Around['files'];
  readonly #joined: Joined;
  /** Every schema of a part asks for these. */
  readonly #usage: Row<Usage>;
  #view: Row<DocumentView>;
  /** Operations name the same responses and parameters again and again. */
  readonly #resolved = new Map<string, Resolution>();
  #operation: { readonly fact: OperationFact | undefined } | undefined;

  constructor({ id, uri }: Task, { files, joined }: Around) {
    this.#id = id;
    this.#uri = uri;
    this.#files = files;
    this.#joined = joined;
    this.#usage = new Row(joined.usage, id, id);
    this.#view = new Row(joined.views, uri, id);
  }

  document(uri: string): Document | undefined {
    if (uri !== this.#uri) this.#joined.texts.read(uri, this.#id);
    return this.#files.get(uri)?.document;
  }

  view<K extends keyof DocumentView>(uri: string, field: K): DocumentView[K] | undefined {
    if (uri !== this.#view.key) this.#view = new Row(this.#joined.views, uri, this.#id);
    return this.#view.field(field);
  }

  usage<K extends keyof Usage>(part: string, field: K): Usage[K] {
    const own = part === this.#id;
    const value = own ? this.#usage.field(field) : this.#joined.usage.readField(part, field, this.#id);
    return value ?? UNUSED[field];
  }

  operation(part: string): OperationFact | undefined {
    if (part !== this.#id) return this.#joined.operations.read(part, this.#id);
    this.#operation ??= { fact: this.#joined.operations.read(part, this.#id) };
    return this.#operation.fact;
  }

  operations(uri: string): readonly OperationFact[] {
    return operationsIn(uri, this.#joined, () => this.#id);
  }

  each<T>(uri: string, make: OfOperation<T>): readonly T[] {
    return this.#joined.columns.read(uri, make, this.#id);
  }

  endpoint(uri: string, key: string): ReturnType<CheckEnv['endpoint']> {
    return this.#joined.endpoints.read(`${uri} ${key}`, this.#id);
  }

  served(uri: string, key: string): ReturnType<CheckEnv['served']> {
    return this.#joined.endpoints.readField(`${uri} ${key}`, 'implemented', this.#id) ?? [];
  }

  traits(uri: string, ref: string, role: Role): Known<readonly Trait[]> {
    const { parts, traits, selves, names } = this.#joined;
    const id = partAt(uri, ref, role, {
      self: ref.startsWith('#') ? undefined : selves.read(uri, this.#id),
      named: (name) => names.read(name, this.#id),
      roleOf: (one) => parts.readField(one, 'role', this.#id),
    });
    return id === undefined ? UNKNOWN : known(traits.read(id, this.#id) ?? []);
  }

  isFirst(secret: string, { leaf, start, end }: ScalarNode): boolean {
    return this.#joined.firstPlaces.isIn(secret, leaf, start, end, this.#id);
  }

  asked(uri: string, key: string): ReturnType<CheckEnv['asked']> {
    return this.#joined.asked.read(`${uri} ${key}`, this.#id);
  }

  resolve(uri: string, ref: string, role: Role): Resolution {
    const name = `${role} ${uri} ${ref}`;
    const known = this.#resolved.get(name) ?? this.#resolve(uri, ref, role);
    this.#resolved.set(name, known);
    return known;
  }

  #resolve(uri: string, ref: string, role: Role): Resolution {
    const { parts, references, absent, selves, names, texts } = this.#joined;
    return resolveReference(uri, ref, role, {
      hasPart: (id) => parts.readField(id, 'role', this.#id) !== undefined,
      reference: (id) => references.read(id, this.#id),
      self: (file) => selves.read(file, this.#id),
      named: (name) => names.read(name, this.#id),
      absent: (file) => absent.read(file, this.#id),
      document: (file, holder) => {
        if (holder === undefined) texts.read(file, this.#id);
        else parts.readField(holder, 'leaves', this.#id);
        return this.#files.get(file)?.document;
      },
    });
  }
}
