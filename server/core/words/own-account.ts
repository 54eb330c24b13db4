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

function isAboutOneself(name: string): boolean {
  const words = tokensOf(name);
  return words.every((word) => SELF.has(word) || ACCOUNT.has(word) || CHANGING.has(word) || ABOUT.has(word));
}

const SELF: ReadonlySet<string> = new Set(terms('me, @me, self, myself, profile'));

/** In the singular: `/users` are all of them. */
const ACCOUNT: ReadonlySet<string> = new Set(terms('user, account, profile, me, self'));

const CHANGING: ReadonlySet<string> = new Set(terms('edit, update, change, modify, save'));

const ABOUT: ReadonlySet<string> = new Set(
  terms('my, current, own, info, information, detail, details, data, settings'),
);
