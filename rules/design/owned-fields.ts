import { booleanOf, type ScalarNode, stringOf, stringsOf } from '../../server/core/rule/nodes.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { saysCallersDecide } from '../../server/core/words/intent.js';
import { sendsData } from '../../server/core/words/methods.js';
import {
  isPriceName,
  isPurchase,
  type OwnedKind,
  serverOwnedField,
} from '../../server/core/words/sensitive.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';

/** A property that a server decides. */
export interface Owned {
  readonly name: string;
  readonly key: ScalarNode;
  readonly view: SchemaView;
}

/** Its own properties that a server decides, of some kinds; those of an inline `allOf` member are that member's. */
export function ownedProperties(
  schema: SchemaView,
  kinds: ReadonlySet<OwnedKind> = DECIDED,
): readonly Owned[] {
  const own = schema.get('properties');
  const bought =
    isPurchase(schema.component ?? '') || schema.properties.some(({ name }) => isPriceName(name));
  return schema.properties
    .filter(({ key }) => key.parent === own)
    .filter(({ name, schema: view }) => isDecided(name, view, kinds))
    .filter(({ name }) => bought || serverOwnedField(name) !== 'purchase')
    .map(({ name, key, schema: view }) => ({ name, key, view }));
}

/** One schema says what callers send and what they are shown. */
export function isWrittenAndRead(schema: SchemaView): boolean {
  return schema.direction === 'both' && schema.writtenBy.some(sendsData) && schema.returnedBy.length > 0;
}

/** What makes somebody more than a user; a choice among roles that all are for users makes nobody more. */
export function givesPower({ name, view }: Owned): boolean {
  if (serverOwnedField(name) !== 'authority' || booleanOf(view.get('readOnly')) === true) return false;
  const choices = stringsOf(view.get('enum'));
  return choices.length > 0 ? choices.some((choice) => hasWord(tokensOf(choice), POWERS)) : !view.isReference;
}

const POWERS: ReadonlySet<string> = new Set(
  terms('admin, administrator, superuser, superadmin, root, owner, staff, moderator, manager, operator'),
);

/** An object that is called `owner` describes somebody; a text or number is whose the record is. */
function isDecided(name: string, view: SchemaView, kinds: ReadonlySet<OwnedKind>): boolean {
  const kind = serverOwnedField(name);
  if (saysCallersDecide(stringOf(view.get('description')) ?? '')) return false;
  if (kind === 'ownership' && !view.types.some((type) => type === 'string' || type === 'integer'))
    return false;
  return kind !== undefined && kinds.has(kind);
}

/** The id of a record is sent back by honest clients all the time and does no harm by itself. */
const DECIDED: ReadonlySet<OwnedKind> = new Set([
  'authority',
  'money',
  'purchase',
  'state',
  'ownership',
  'record',
]);
