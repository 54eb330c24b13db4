import type { CheckEnv } from '../../server/core/engine/openapi/env.js';
import { type Visitor, walkPart } from '../../server/core/engine/openapi/walk.js';
import { factsOf } from '../../server/core/facts/openapi/facts.js';
import { partsOf, recognize, selfOf } from '../../server/core/facts/openapi/parts.js';
import type { Part, PartFacts } from '../../server/core/facts/openapi/types.js';
import { joinOpenApi } from '../../server/core/model/openapi/join.js';
import { partAt, resolveReference } from '../../server/core/model/openapi/reference.js';
import {
  type DocumentView,
  type OpenApiInput,
  type OpenApiModel,
  type OperationFact,
  UNUSED,
  type Usage,
} from '../../server/core/model/openapi/types.js';
import { known, UNKNOWN } from '../../server/core/model/types.js';
import type { Document } from '../../server/core/text/document.js';
import { createDocument } from '../../server/core/text/open.js';

/** Files of one folder, read and joined as often as it takes until no new place is demanded. */
export interface Workspace {
  readonly documents: ReadonlyMap<string, Document>;
  readonly inputs: readonly OpenApiInput[];
  readonly model: OpenApiModel;
}

export const ROOT = 'file:///w/';

/** `more` brings a file that is wanted. */
export function workspaceOf(
  files: Readonly<Record<string, string>>,
  more: (uri: string) => string | undefined = () => undefined,
): Workspace {
  const documents = new Map<string, Document>();
  for (const [name, text] of Object.entries(files)) open(new URL(name, ROOT).href, text, documents);
  let model = joinOpenApi([]);
  let inputs: readonly OpenApiInput[] = [];
  const read = new Map<string, PartFacts>();
  for (let round = 0, grown = true; grown && round < 20; round++) {
    inputs = [...documents.values()].map((document) => inputOf(document, model, read));
    const before = JSON.stringify([...model.demands]);
    model = joinOpenApi(inputs);
    grown = before !== JSON.stringify([...model.demands]);
    for (const uri of model.wanted) {
      const text = documents.has(uri) ? undefined : more(uri);
      if (text !== undefined) open(uri, text, documents);
      grown ||= text !== undefined;
    }
  }
  return { documents, inputs, model };
}

/** The view of the document of that name. */
export function viewOf({ model }: Workspace, name = 'api.yaml'): DocumentView {
  const view = model.documents.get(new URL(name, ROOT).href);
  if (!view) throw new Error(`${name} is no OpenAPI document`);
  return view;
}

/** The operation of that key, of any document. */
export function operationOf({ model }: Workspace, key: string): OperationFact {
  const found = [...model.documents.values()].flatMap(({ operations }) => operations);
  const operation = found.find((one) => one.key === key);
  if (!operation) throw new Error(`no ${key} among ${found.map((one) => one.key).join(', ')}`);
  return operation;
}

/** By '<name>#<pointer>'. */
export function usageAt({ model }: Workspace, place: string): Usage {
  const usage = model.usage.get(ROOT + place);
  if (!usage) throw new Error(`no ${place} among ${[...model.usage.keys()].join(', ')}`);
  return usage;
}

export function partsIn({
  inputs,
}: Workspace): readonly { readonly part: Part; readonly facts: PartFacts }[] {
  return inputs.flatMap(({ parts }) => parts);
}

export function envOf(workspace: Workspace): CheckEnv {
  const { documents, model } = workspace;
  const ids = new Set(partsIn(workspace).map(({ part }) => part.id));
  return {
    document: (uri) => documents.get(uri),
    view: (uri, field) => model.documents.get(uri)?.[field],
    usage: (part, field) => (model.usage.get(part) ?? UNUSED)[field],
    asked: () => undefined,
    isFirst: () => true,
    operations: (uri) => model.documents.get(uri)?.operations ?? [],
    each: (uri, make) => (model.documents.get(uri)?.operations ?? []).map(make),
    operation: (part) => model.operations.get(part),
    endpoint: () => undefined,
    served: () => [],
    traits: (uri, ref, role) => {
      const all = partsIn(workspace);
      const id = partAt(uri, ref, role, {
        self: selfIn(workspace, uri),
        named: (name) => model.names.get(name),
        roleOf: (one) => all.find(({ part }) => part.id === one)?.part.role,
      });
      return id === undefined ? UNKNOWN : known(all.find(({ part }) => part.id === id)?.facts.traits ?? []);
    },
    resolve: (uri, ref, role) =>
      resolveReference(uri, ref, role, {
        hasPart: (id) => ids.has(id),
        reference: (id) => partsIn(workspace).find(({ part }) => part.id === id)?.facts.ref,
        self: (file) => selfIn(workspace, file),
        named: (name) => model.names.get(name),
        absent: (file) => (documents.has(file) ? undefined : 'missing'),
        document: (file) => documents.get(file),
      }),
  };
}

function selfIn({ inputs }: Workspace, uri: string): string | undefined {
  return inputs.find((input) => input.uri === uri)?.self;
}

/** Shows every subject of every part. */
export function walkAll(workspace: Workspace, visit: Visitor): void {
  const env = envOf(workspace);
  for (const { part } of partsIn(workspace)) walkPart(part, env, visit);
}

function open(uri: string, text: string, documents: Map<string, Document>): void {
  documents.set(uri, createDocument(uri, uri.endsWith('.json') ? 'json' : 'yaml', 1, text));
}

function inputOf(document: Document, model: OpenApiModel, read: Map<string, PartFacts>): OpenApiInput {
  const parts = partsOf(document, model.demands.get(document.uri) ?? []);
  return {
    uri: document.uri,
    version: recognize(document),
    self: selfOf(document),
    rootKnown: document.rootKnown,
    parts: parts.map((part) => {
      const facts = read.get(part.id) ?? factsOf(document, part);
      read.set(part.id, facts);
      return { part, facts };
    }),
  };
}
