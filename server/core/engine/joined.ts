import type { RecordFact } from '../facts/code/record-types.js';
import type { Part, PartFacts } from '../facts/openapi/types.js';
import { inContexts } from '../model/code/context.js';
import type { Inside } from '../model/code/guarding/insides.js';
import { CodeJoin } from '../model/code/join.js';
import type { CodeInput, CodeModel } from '../model/code/model.js';
import type { Received } from '../model/code/records/receipts.js';
import type { Written } from '../model/code/records/written.js';
import type { RouteFact } from '../model/code/routing/route-fact.js';
import { apiModel, type DriftInput, documentedOf, relate } from '../model/drift.js';
import type { Layout } from '../model/layout.js';
import { OpenApiJoin } from '../model/openapi/join.js';
import type { DocumentView, OpenApiModel, OperationFact, Usage } from '../model/openapi/types.js';
import { type Contexts, PropertyJoin, type PropertySource, type Said } from '../model/properties.js';
import type { ApiModel, Described, Endpoint, Named, Security } from '../model/types.js';
import type { Allowance } from '../rule/allow.js';
import type { EndpointView } from '../rule/endpoint-view.js';
import type { RegexVerdict } from '../rule/rule.js';
import type { Leaf } from '../text/leaf.js';
import { allowances } from './code/allowed.js';
import { joinSafely } from './code/join-safely.js';
import { Columns } from './columns.js';
import type { Presence } from './decisions/where.js';
import { equal } from './equal.js';
import type { FileState, PartState } from './files.js';
import { FirstPlaces } from './first-places.js';
import { type Invalidate, Table } from './memo.js';

/** What the host said of a file that is not open. */
export type Absence = 'missing' | 'refused' | 'unreadable';

/** A fault that the structure check found, by the path of the node. */
export interface Fault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** The one key of the table of days. */
export const TODAY = 'today';

const NO_LAYOUT: Layout = { folders: [], packages: [] };

/** All facts joined, in tables whose readers hear what changed for them. */
export class Joined {
  readonly views: Table<DocumentView>;
  /** Fields of all operations of a document. */
  readonly columns: Columns;
  readonly firstPlaces: FirstPlaces;
  readonly usage: Table<Usage>;
  readonly operations: Table<OperationFact>;
  /** By part id; what there is. */
  readonly parts: Table<Part>;
  /** What the schemas of a part hold, by part id; parts that hold nothing of note have none. */
  readonly traits: Table<readonly string[]>;
  /** The `$ref` of parts that have one of their own, by part id. */
  readonly references: Table<string>;
  /** Leaves of a file, for checks that read across files. */
  readonly texts: Table<readonly Leaf[]>;
  /** By uri, the URI that a file gives itself. */
  readonly selves: Table<string>;
  /** By the URI that it gives itself, a file or a schema in one. */
  readonly names: Table<Named>;
  readonly absent: Table<Absence>;
  /** Whether what somebody named is there, by uri, as far as the host was asked. */
  readonly presence: Table<Presence>;
  readonly verdicts: Table<RegexVerdict>;
  readonly faults: Table<readonly Fault[]>;
  /** Registrations of routes, by key. */
  readonly routes: Table<RouteFact>;
  /** All that the routers of a registration serve, by its key. */
  readonly circles: Table<readonly Endpoint[]>;
  /** What documents say of an endpoint that a registration serves, by '<uri>#<number> <endpoint key>'. */
  readonly documented: Table<readonly Described[]>;
  /** What functions serve that stand in a registration, by '<uri>#<number>'. */
  readonly handlers: Table<readonly Endpoint[]>;
  /** What comments allow where something is registered, by '<uri>#<number>'. */
  readonly allowed: Table<readonly Allowance[]>;
  /** What functions receive from requests by way of their callers, by '<uri>#<number>'. */
  readonly received: Table<readonly Received[]>;
  /** Stored records that hand out passwords, by package and name. */
  readonly records: Table<RecordFact>;
  /** Methods that find a record whoever is calling, by package and name. */
  readonly finders: Table<string>;
  /** Texts that may be keys, by who can name them and how. */
  readonly written: Table<Written>;
  /** Stored records that functions give back as they are, by who can name them and how. */
  readonly gives: Table<string>;
  /** Why the package of a code file could not be joined, by the first of its files. */
  readonly failures: Table<string>;
  /** Endpoints of documents that code serves, by document and key. */
  readonly endpoints: Table<EndpointView>;
  /** What endpoints asked of their callers when a baseline was taken, by '<uri> <endpoint key>'. */
  readonly asked: Table<Security['anyOf']>;
  /** Grows whenever facts are joined anew. */
  generation = 0;
  /** What day it is, under `TODAY`, once the host has said so. */
  readonly days: Table<string>;
  /** What files of Spring say of a property, by `saidKey`. */
  readonly said: Table<readonly Said[]>;
  /** Whether anybody may see how the server runs, by package. */
  readonly insides: Table<Inside>;
  readonly #openapi = new OpenApiJoin();
  readonly #code = new CodeJoin(equal);
  #states: readonly PartState[] = [];
  #contexts: Contexts = new Map();
  readonly #properties = new PropertyJoin();
  openapi: OpenApiModel = this.#openapi.join([]);
  code: CodeModel = this.#code.join([], NO_LAYOUT);

  constructor(invalidate: Invalidate) {
    this.views = new Table(invalidate);
    this.columns = new Columns(invalidate, (uri) => this.views.peek(uri)?.operations ?? []);
    this.firstPlaces = new FirstPlaces(invalidate);
    this.usage = new Table(invalidate);
    this.operations = new Table(invalidate);
    this.parts = new Table(invalidate);
    this.traits = new Table(invalidate);
    this.references = new Table(invalidate);
    this.texts = new Table(invalidate);
    this.selves = new Table(invalidate);
    this.names = new Table(invalidate);
    this.absent = new Table(invalidate);
    this.presence = new Table(invalidate);
    this.verdicts = new Table(invalidate);
    this.faults = new Table(invalidate);
    this.routes = new Table(invalidate);
    this.circles = new Table(invalidate);
    this.documented = new Table(invalidate);
    this.handlers = new Table(invalidate);
    this.allowed = new Table(invalidate);
    this.received = new Table(invalidate);
    this.records = new Table(invalidate);
    this.finders = new Table(invalidate);
    this.written = new Table(invalidate);
    this.gives = new Table(invalidate);
    this.failures = new Table(invalidate);
    this.endpoints = new Table(invalidate);
    this.days = new Table(invalidate);
    this.asked = new Table(invalidate);
    this.said = new Table(invalidate);
    this.insides = new Table(invalidate);
  }

  forget(reader: string): void {
    for (const table of [
      this.views,
      this.columns,
      this.firstPlaces,
      this.usage,
      this.operations,
      this.parts,
      this.traits,
      this.references,
      this.texts,
      this.selves,
      this.names,
      this.absent,
      this.presence,
      this.verdicts,
      this.faults,
      this.routes,
      this.circles,
      this.documented,
      this.handlers,
      this.allowed,
      this.received,
      this.records,
      this.finders,
      this.written,
      this.gives,
      this.failures,
      this.endpoints,
      this.days,
      this.asked,
      this.said,
      this.insides,
    ])
      table.forget(reader);
  }

  /** The file is closed. */
  dropFile(uri: string): void {
    this.firstPlaces.recall();
    this.texts.set(uri, undefined);
    this.selves.set(uri, undefined);
    this.faults.set(uri, undefined);
  }

  joinDocuments(files: ReadonlyMap<string, FileState>): void {
    // What gives itself a URI may be what a reference names.
    const described = [...files].filter(([, { kind, self }]) =>
      kind === 'other' ? self !== undefined : kind === 'openapi' || kind === 'fragment',
    );
    const inputs = described.map(([uri, file]) => ({
      uri,
      version: file.version,
      self: file.self,
      rootKnown: file.rootKnown,
      parts: [...file.parts.values()],
    }));
    this.openapi = this.#openapi.join(inputs);
    this.views.replace(this.openapi.documents);
    this.names.replace(this.openapi.names);
    this.columns.update();
    const { usage, operations, changed } = this.openapi;
    this.usage.take(usage, changed?.usage);
    this.operations.take(operations, changed?.operations);
    for (const { uri, self } of inputs) this.selves.set(uri, self);
    this.#tell(inputs.flatMap(({ parts }) => parts));
  }

  /** Tells readers of parts that differ. */
  #tell(states: readonly PartState[]): void {
    const before = this.#states;
    this.#states = states;
    const isAlike =
      states.length === before.length &&
      states.every((state, index) => state === before[index] || state.part.id === before[index]?.part.id);
    const old = isAlike ? undefined : new Map(before.map((state) => [state.part.id, state]));
    const isNew = (state: PartState, index: number) =>
      state !== (old ? old.get(state.part.id) : before[index]);
    for (const { part, facts } of states.filter(isNew)) this.#set(part.id, part, facts);
    if (old === undefined) return;
    for (const { part } of states) old.delete(part.id);
    for (const id of old.keys()) this.#set(id);
  }

  #set(id: string, part?: Part, facts?: PartFacts): void {
    this.parts.set(id, part);
    this.traits.set(id, facts?.traits);
    this.references.set(id, facts?.ref);
  }

  joinCode(files: ReadonlyMap<string, FileState>, layout: Layout): void {
    const inputs = [...files].flatMap(([uri, { code }]) => (code ? [{ uri, facts: code.facts }] : []));
    const join = (files: readonly CodeInput[], of: Layout) => this.#code.join(files, of);
    const { model, failures } = joinSafely(inputs, layout, join);
    const { said, contexts } = this.#properties.join(propertySources(files), layout);
    if (!equal(this.#contexts, contexts)) this.#contexts = contexts;
    this.said.replace(said);
    this.code = inContexts(model, this.#contexts);
    this.routes.replace(this.code.routes);
    this.circles.replace(this.code.circles);
    this.handlers.replace(this.code.handlers);
    this.allowed.replace(allowances(files));
    this.received.replace(model.received);
    this.records.replace(model.records);
    this.finders.replace(model.finders);
    this.written.replace(model.written);
    this.gives.replace(model.gives);
    this.insides.replace(model.insides);
    this.failures.replace(failures);
  }

  /** Documents against code; after both are joined. */
  joinDrift(layout: Layout): void {
    this.generation++;
    const entries = relate(this.#described(), this.code, layout);
    this.endpoints.replace(entries);
    this.documented.replace(documentedOf(entries));
  }

  /** What a document and the code that serves it say together, by endpoint; empty where none is known to serve it. */
  endpointsOf(document: string): ReadonlyMap<string, EndpointView> {
    const found = new Map<string, EndpointView>();
    for (const key of this.endpoints.keys()) {
      const view = this.endpoints.peek(key);
      if (view?.document.uri === document) found.set(view.key, view);
    }
    return found;
  }

  describersOf(file: string): readonly string[] {
    return [...this.openapi.documents].flatMap(([uri, { operations }]) =>
      operations.some(({ at }) => at.uri === file) ? [uri] : [],
    );
  }

  model(layout: Layout): ApiModel {
    return { ...apiModel(this.#described(), this.code, layout), names: this.openapi.names };
  }

  #described(): readonly DriftInput[] {
    const { openapi } = this;
    return [...openapi.documents].map(([uri, view]) => ({
      uri,
      view,
      get endpoints() {
        return openapi.endpoints.get(uri) ?? [];
      },
      get basePaths() {
        return openapi.basePaths.get(uri) ?? [];
      },
    }));
  }
}

function propertySources(files: ReadonlyMap<string, FileState>): readonly PropertySource[] {
  return [...files].flatMap(([uri, { properties }]) => (properties ? [{ uri, said: properties.said }] : []));
}
