import { sendsData } from './methods.js';
import { hasWord, terms, tokensOf } from './tokens.js';

/** Whether callers change the account that is their own by it: `PATCH /users/me`, `PUT /user/edit_info`. */
export function changesOwnAccount(path: string, method: string): boolean {
  if (!sendsData(method) || path.includes('{')) return false;
  const segments = path.split('/').filter((segment) => segment !== '');
  const names = segments.filter((segment) => !/^(?:v\d+(?:\.\d+)*|api|rest|auth|users)$/i.test(segment));
  if (names.length === 0 || !names.every(isAboutOneself)) return false;
  // `POST /user` makes an account of somebody; what is changed says so, or is the caller's by its name.
  const words = names.flatMap(tokensOf);
  const isOwn = names.some((name) => SELF.has(name.toLowerCase()));
  return isOwn || (hasWord(words, ACCOUNT) && (method !== 'POST' || hasWord(words, CHANGING)));
}

/**
 * Whether callers change the record that they are themselves, since what they have to be allowed is only that:
 * `PATCH /employees/{id}` with the scope `self.write`. `scopes` are those of each way to be allowed.
 */
export function changesOwnRecord(
  path: string,
  method: string,
  scopes: readonly (readonly string[])[],
): boolean {
  if ((method !== 'PUT' && method !== 'PATCH') || !path.endsWith('}')) return false;
  return scopes.length > 0 && scopes.every((some) => some.some((scope) => hasWord(tokensOf(scope), OWN)));
}

function isAboutOneself(name: string): boolean {
  const words = tokensOf(name);
  return words.every((word) => SELF.has(word) || ACCOUNT.has(word) || CHANGING.has(word) || ABOUT.has(word));
}

const SELF: ReadonlySet<string> = new Set(terms('me, @me, self, myself, profile'));

/** Words of scopes. */
const OWN: ReadonlySet<string> = new Set(terms('me, self, myself, own'));

/** In the singular: `/users` are all of them. */
const ACCOUNT: ReadonlySet<string> = new Set(terms('user, account, profile, me, self'));

const CHANGING: ReadonlySet<string> = new Set(terms('edit, update, change, modify, save'));

const ABOUT: ReadonlySet<string> = new Set(
  terms('my, current, own, info, information, detail, details, data, settings'),
);
