import { spotAtPath } from '../core/engine/seen.js';
import type { Engine } from '../core/engine/types.js';
import { isInSight } from '../core/model/openapi/documents.js';
import { questionsFor, type ThreatModel, threatModel } from '../core/model/threats/cards.js';
import { THREATS } from '../core/model/threats/generated/library.js';
import { threatReport } from '../core/report/markdown.js';
import { rangeOf } from '../core/syntax/tree.js';
import type { Document } from '../core/text/document.js';
import type { Leaf } from '../core/text/leaf.js';
import type { Anchor } from '../core/text/span.js';
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
        inSight: isInSight(made.evidence.document),
        operations: made.evidence.operations,
        silent,
        locate: (place) => {
          const at = engine.document(place.uri)?.positionAt(place.range.start) ?? { line: 0, character: 0 };
          const line = at.line + 1;
          return { file: fileOf(place.uri), line, column: at.character + 1, href: `${place.uri}#L${line}` };
        },
      });
    },
    questions(engine, document, { uri, offset }) {
      const file = engine.document(uri);
      const made = modelOf(engine, document);
      const key = made && file && operationAt(made, file, offset);
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

/** Key of the operation that an offset stands in: the last one that begins before it and reaches so far. */
function operationAt(made: Made, document: Document, offset: number): string | undefined {
  const lineEnd = document.offsetAt({ line: document.positionAt(offset).line + 1, character: 0 });
  const reaches = reachIn(document, offset);
  const here = made.evidence.operations.filter(
    ({ place: { uri, range }, operation }) =>
      uri === document.uri && range.start < lineEnd && reaches(range.start, operation.at),
  );
  return here.sort((a, b) => b.place.range.start - a.place.range.start)[0]?.operation.key;
}

/** Operations of a path item reach to its end; in a file that is none of a whole document, as far as their own text. */
function reachIn(document: Document, offset: number): (start: number, at: Anchor) => boolean {
  const item = document.units.find(
    (unit) => unit.kind === 'path' && unit.leaves.some((leaf) => holds(document, leaf, offset)),
  );
  if (item) return (start) => item.leaves.some((leaf) => holds(document, leaf, start));
  return (_, { path }) => {
    const spot = spotAtPath(document, path, false);
    return spot !== undefined && offset <= rangeOf(document, spot).end;
  };
}

function holds(document: Document, leaf: Leaf, offset: number): boolean {
  const start = document.offsetOf(leaf);
  return start >= 0 && start <= offset && offset < start + leaf.text.length;
}
