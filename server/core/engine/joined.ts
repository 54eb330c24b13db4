import type { Part } from '../facts/openapi/types.js';
import { joinOpenApi } from '../model/openapi/join.js';
import type { DocumentView, OpenApiModel, OperationFact, Usage } from '../model/openapi/types.js';
import type { RegexVerdict } from '../rule/rule.js';
import type { Leaf } from '../text/leaf.js';
import type { FileState } from './files.js';
import { type Invalidate, Table } from './memo.js';

/** What the host said of a file that is not open. */
export type Absence = 'missing' | 'refused';

/** A fault that the structure check found, by the path of the node. */
export interface Fault {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** All facts joined, in tables whose readers hear what changed for them. */
export class Joined {
  readonly views: Table<DocumentView>;
  readonly usage: Table<Usage>;
  readonly operations: Table<OperationFact>;
  /** By part id; what there is. */
  readonly parts: Table<Part>;
  /** Leaves of a file, for checks that read across files. */
  readonly texts: Table<readonly Leaf[]>;
  readonly absent: Table<Absence>;
  readonly verdicts: Table<RegexVerdict>;
  readonly faults: Table<readonly Fault[]>;
  openapi: OpenApiModel = joinOpenApi([]);

  constructor(invalidate: Invalidate) {
    this.views = new Table(invalidate);
    this.usage = new Table(invalidate);
    this.operations = new Table(invalidate);
    this.parts = new Table(invalidate);
    this.texts = new Table(invalidate);
    this.absent = new Table(invalidate);
    this.verdicts = new Table(invalidate);
    this.faults = new Table(invalidate);
  }

  forget(reader: string): void {
    for (const table of [
      this.views,
      this.usage,
      this.operations,
      this.parts,
      this.texts,
      this.absent,
      this.verdicts,
      this.faults,
    ])
      table.forget(reader);
  }

  joinDocuments(files: ReadonlyMap<string, FileState>): void {
    const inputs = [...files].filter(([, file]) => file.kind === 'openapi' || file.kind === 'fragment');
    this.openapi = joinOpenApi(
      inputs.map(([uri, file]) => ({
        uri,
        version: file.version,
        regular: file.document.regular,
        parts: [...file.parts.values()],
      })),
    );
    this.views.replace(this.openapi.documents);
    this.usage.replace(this.openapi.usage);
    this.operations.replace(this.openapi.operations);
    this.parts.replace(
      new Map(inputs.flatMap(([, file]) => [...file.parts].map(([id, { part }]) => [id, part] as const))),
    );
  }
}
