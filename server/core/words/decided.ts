import { storesPassword } from './passwords.js';
import { remembered } from './remembered.js';
import { serverOwnedField } from './sensitive.js';
import { hasWord, terms, tokensOf } from './tokens.js';

/**
 * Whether a column of this name is up to the server as a rule: what somebody may do or has paid, how far something has
 * come, whose it is. Identifiers and times of changes do no harm by themselves.
 */
export const isDecidedColumn = remembered((name) => {
  const kind = serverOwnedField(name);
  if (kind !== undefined) return kind !== 'record' && kind !== 'id';
  const tokens = tokensOf(name);
  const isPerson = tokens.length > 1 && tokens.at(-1) === 'id' && hasWord(tokens, PEOPLE);
  return isPerson || storesPassword(name) || hasWord(tokens.slice(-1), STATES);
});

const STATES: ReadonlySet<string> = new Set(
  terms('status, approved, verified, waived, paid, refunded, banned, blocked, admin, role, balance, credits'),
);
const PEOPLE: ReadonlySet<string> = new Set(
  terms(
    'user, owner, account, member, customer, author, creator, tenant, organization, seller, volunteer, patient',
  ),
);
