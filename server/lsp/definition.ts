import type { Location, LocationLink, Position } from 'vscode-languageserver/node';
import { spotAtPath } from '../core/engine/seen.js';
import { selfOf } from '../core/facts/openapi/parts.js';
import { targetOf } from '../core/model/openapi/reference.js';
import { standingAt } from '../core/syntax/at.js';
import { stringOf } from '../core/syntax/node.js';
import type { Spot } from '../core/syntax/spot.js';
import { rangeOf } from '../core/syntax/tree.js';
import type { Document } from '../core/text/document.js';
import type { Range } from '../core/text/span.js';
import type { Abilities } from './abilities.js';
import type { AnswerCards } from './answer-cards.js';
import { rangeIn, type Setting, toOffset } from './convert.js';
import type { Parts } from './parts.js';
import type { Session } from './session.js';

export interface DefinitionSetting {
  readonly session: Session;
  readonly convert: Setting;
  readonly abilities: Pick<Abilities, 'definitionLinks'>;
  readonly cut: Parts['cut'];
  readonly cards: AnswerCards;
}

export type Definition = (uri: string, position: Position) => LocationLink[] | Location[] | Location | null;

/** A threat to a whole API may concern hundreds of operations. */
const MOST = 12;

/**
 * Leads from a `$ref` to what it names, in the same file or in another one inside the workspace, and from the id of a
 * threat to the operations that it concerns.
 */
export function createDefinition(setting: DefinitionSetting): Definition {
  const { session, convert, abilities } = setting;
  return (uri, position) => {
    const document = session.buffer(uri);
    const offset = document && toOffset(document, position, convert.encoding);
    if (!document || offset === undefined) return null;
    const { from, aims } = referenceAt(document, offset, setting) ?? threatAt(document, offset, setting);
    const found = aims.map(({ aim, range }) => ({
      uri: convert.theirs(aim.uri),
      range: rangeIn(aim, range, convert.encoding),
    }));
    if (!from || found.length === 0) return null;
    if (!abilities.definitionLinks) return found.length === 1 ? (found[0] ?? null) : found;
    const origin = rangeIn(document, rangeOf(document, from), convert.encoding);
    return found.map(({ uri: targetUri, range }) => {
      return { targetUri, targetRange: range, targetSelectionRange: range, originSelectionRange: origin };
    });
  };
}

/** What somebody points at, and what it leads to. */
interface Lead {
  readonly from?: Spot;
  readonly aims: readonly { readonly aim: Document; readonly range: Range }[];
}

function referenceAt(document: Document, offset: number, setting: DefinitionSetting): Lead | undefined {
  const standing = standingAt(document, offset);
  if (standing?.path.at(-1) !== '$ref') return undefined;
  const ref = stringOf(standing.value);
  const named = (name: string) => setting.session.engine.model().names.get(name);
  const home = { self: selfOf(document), named };
  const target = ref === undefined ? undefined : targetOf(document.uri, ref, home);
  if (target === undefined || typeof target === 'string') return undefined;
  const aim = documentOf(target.uri, setting);
  const spot = aim && spotAtPath(aim, target.path, true);
  return aim && spot && { from: standing.node, aims: [{ aim, range: rangeOf(aim, spot) }] };
}

function threatAt(document: Document, offset: number, { session, cards }: DefinitionSetting): Lead {
  const found = cards.at(document, offset);
  if (!found) return { aims: [] };
  const aims = found.card.operations.slice(0, MOST).flatMap(({ place }) => {
    const aim = session.engine.document(place.uri);
    return aim ? [{ aim, range: place.range }] : [];
  });
  return { from: found.id, aims };
}

/** A file that nobody has opened is read from disk, where the workspace allows it. */
function documentOf(uri: string, { session, cut }: DefinitionSetting): Document | undefined {
  const known = session.engine.document(uri);
  if (known) return known;
  const read = session.outside().read(uri);
  return typeof read === 'string' ? undefined : cut(uri, read.language, 1, read.text);
}
