import type { Location, LocationLink, Position } from 'vscode-languageserver/node';
import { spotAtPath } from '../core/engine/seen.js';
import { targetOf } from '../core/model/openapi/reference.js';
import { standingAt } from '../core/syntax/at.js';
import { stringOf } from '../core/syntax/node.js';
import { rangeOf } from '../core/syntax/tree.js';
import type { Document } from '../core/text/document.js';
import type { Abilities } from './abilities.js';
import { rangeIn, type Setting, toOffset } from './convert.js';
import type { Parts } from './parts.js';
import type { Session } from './session.js';

export interface DefinitionSetting {
  readonly session: Session;
  readonly convert: Setting;
  readonly abilities: Pick<Abilities, 'definitionLinks'>;
  readonly cut: Parts['cut'];
}

export type Definition = (uri: string, position: Position) => LocationLink[] | Location | null;

/** Leads from a `$ref` to what it names, in the same file or in another one inside the workspace. */
export function createDefinition(setting: DefinitionSetting): Definition {
  const { session, convert, abilities } = setting;
  return (uri, position) => {
    const document = session.buffer(uri);
    const standing = document && standingAt(document, toOffset(document, position, convert.encoding));
    if (!document || standing?.path.at(-1) !== '$ref') return null;
    const ref = stringOf(standing.value);
    const target = ref === undefined ? undefined : targetOf(uri, ref);
    if (target === undefined || typeof target === 'string') return null;
    const aim = documentOf(target.uri, setting);
    const spot = aim && spotAtPath(aim, target.path, true);
    if (!aim || !spot) return null;
    const range = rangeIn(aim, rangeOf(aim, spot), convert.encoding);
    const address = convert.theirs(target.uri);
    if (!abilities.definitionLinks) return { uri: address, range };
    const origin = rangeIn(document, rangeOf(document, standing.node), convert.encoding);
    return [
      { targetUri: address, targetRange: range, targetSelectionRange: range, originSelectionRange: origin },
    ];
  };
}

/** A file that nobody has opened is read from disk, where the workspace allows it. */
function documentOf(uri: string, { session, cut }: DefinitionSetting): Document | undefined {
  const known = session.engine.document(uri);
  if (known) return known;
  const read = session.outside().read(uri);
  return typeof read === 'string' ? undefined : cut(uri, read.language, 1, read.text);
}
