import type { Engine } from '../core/engine/types.js';
import { questionsFor, type ThreatModel, threatModel } from '../core/model/threats/cards.js';
import { THREATS } from '../core/model/threats/generated/library.js';
import { threatReport } from '../core/report/markdown.js';
import type { Document } from '../core/text/document.js';
import type { Leaf } from '../core/text/leaf.js';
import type { Named, ThreatReader } from './parts.js';

/** Questions offered at one operation; the report has them all. */
const MOST = 5;

/**
 * Reads threat models out of the engine; a model is made again only when something has changed. `silent`: rules whose
 * finding contradicts nobody.
 */
export function createThreatReader(silent: ReadonlySet<string>): ThreatReader {
  let last: { readonly revision: number; readonly uri: string; readonly made: Made } | undefined;
  const modelOf = (engine: Engine, { uri, name }: Named): Made | undefined => {
    if (last?.uri === uri && last.revision === engine.revision) return last.made;
    const evidence = engine.evidence(uri);
    if (!evidence) return undefined;
    const { document, operations, decisions } = evidence;
    const model = threatModel(document, operations, { templates: THREATS, name, decisions });
    last = { revision: engine.revision, uri, made: { model, evidence } };
    return last.made;
  };
  return {
    model: (engine, document) => modelOf(engine, document)?.model,
    report(engine, document) {
      const made = modelOf(engine, document);
      if (!made) return undefined;
      return threatReport({
        model: made.model,
        name: document.name,
        complete: made.evidence.document.complete,
        operations: made.evidence.operations,
        silent,
        locate: (place) => {
          const at = engine.document(place.uri)?.positionAt(place.range.start) ?? { line: 0, character: 0 };
          const line = at.line + 1;
          return { file: fileOf(place.uri), line, column: at.character + 1, href: `${place.uri}#L${line}` };
        },
      });
    },
    questions(engine, document, offset) {
      const made = modelOf(engine, document);
      const key = made && operationAt(made, engine.document(document.uri), offset);
      if (!made || key === undefined) return [];
      const cards = [...questionsFor(made.model, key)].sort((a, b) => rank(a.status) - rank(b.status));
      return cards.slice(0, MOST).map(({ id, question }) => ({ card: id, question }));
    },
  };
}

interface Made {
  readonly model: ThreatModel;
  readonly evidence: NonNullable<ReturnType<Engine['evidence']>>;
}

function rank(status: string): number {
  return status === 'open' ? 0 : 1;
}

function fileOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** Key of the operation that an offset stands in: the last one of its path item that begins before it. */
function operationAt(made: Made, document: Document | undefined, offset: number): string | undefined {
  const item = document?.units.find(
    (unit) => unit.kind === 'path' && unit.leaves.some((leaf) => holds(document, leaf, offset)),
  );
  if (!document || !item) return undefined;
  const lineEnd = document.offsetAt({ line: document.positionAt(offset).line + 1, character: 0 });
  const here = made.evidence.operations.filter(
    ({ place: { uri, range } }) =>
      uri === document.uri &&
      range.start < lineEnd &&
      item.leaves.some((leaf) => holds(document, leaf, range.start)),
  );
  return here.sort((a, b) => b.place.range.start - a.place.range.start)[0]?.operation.key;
}

function holds(document: Document, leaf: Leaf, offset: number): boolean {
  const start = document.offsetOf(leaf);
  return start >= 0 && start <= offset && offset < start + leaf.text.length;
}
