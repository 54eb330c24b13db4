import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { isExactly, terms, tokensOf } from '../../server/core/words/tokens.js';
import { functionText } from '../code-text.js';

/** Something that callers say of themselves, and nothing proves. */
export interface Claim {
  readonly in: 'header' | 'cookie' | 'query' | 'field';
  /** As callers send it: 'X-User-Id'. */
  readonly name: string;
  readonly says: 'role' | 'person' | 'address';
}

const ROLES: ReadonlySet<string> = new Set(
  terms(`role, roles, user role, admin, is admin, isadmin, superuser, is superuser, staff, is staff, user type, privilege,
    privileges, access level, internal, is internal, internal request, internal call, internal user`),
);
/** A role in a query or a body may be what is looked for, or what is to be stored. */
const POWERS: ReadonlySet<string> = new Set(
  terms('admin, is admin, isadmin, superuser, is superuser, staff, is staff'),
);
const PEOPLE: ReadonlySet<string> = new Set(
  terms(`user, user id, userid, user name, username, user email, uid, account id, customer id, member id, employee id,
    current user, current user id, auth user, auth user id, authenticated user, authenticated user id`),
);
const ADDRESSES: ReadonlySet<string> = new Set(
  terms('forwarded for, real ip, client ip, originating ip, remote ip, remote addr, true client ip'),
);

const PLACES: Readonly<Record<string, Claim['in']>> = {
  headers: 'header',
  header: 'header',
  get: 'header',
  getHeader: 'header',
  cookies: 'cookie',
  query: 'query',
  query_params: 'query',
  getParameter: 'query',
  body: 'field',
};

/** What stands before the name of a parameter of Java that is taken from a header or a cookie, and behind one of Python. */
const IN_JAVA =
  '@(RequestHeader|CookieValue)\\s*(?:\\(([^()]*)\\))?\\s*(?:final\\s+)?[\\w<>.]+\\s+NAME\\b(?![\\s\\S]*@(?:RequestHeader|CookieValue)[^;{]*\\bNAME\\b)';
const IN_PYTHON = '\\bNAME\\s*:\\s*[^\\n=]*?(?:=\\s*|\\[[^\\n]*?)\\b(Header|Cookie)\\(([^()\\n]*)\\)';
const DECLARES = /\b(?:Header|Cookie)\(|@(?:RequestHeader|CookieValue)\b/;
/** As far above a use the signature of its function is looked for. */
const MOST_BEFORE = 4000;
const TEXT = /["']([\w-]+)["']/;

/** What a value says of who is calling, as the caller sent it; undefined where it is anything else, or was proven. */
export function claimOf(
  value: ValueView | undefined,
  at: CodeSpot,
  language: CallView['language'],
): Claim | undefined {
  const sent = value?.input;
  return sent === undefined ? undefined : claimIn(sent, at, language);
}

function claimIn(sent: readonly string[], at: CodeSpot, language: CallView['language']): Claim | undefined {
  const [from = '', name = '', ...more] = sent;
  if (more.length > 0 || name === '') return undefined;
  const place = PLACES[from];
  if (from === 'params') return declared(name, at, language);
  return place && said(place, name);
}

/** A parameter of a function whose declaration says that a header or a cookie holds it. */
function declared(name: string, at: CodeSpot, language: CallView['language']): Claim | undefined {
  const before = at.leaf.text.slice(Math.max(0, at.start - MOST_BEFORE), at.start);
  if (!/^\w+$/.test(name) || !DECLARES.test(before)) return undefined;
  const text = language === 'python' ? functionText(at) : before;
  const pattern = (language === 'python' ? IN_PYTHON : IN_JAVA).replaceAll('NAME', name);
  const [, kind = '', options = ''] = new RegExp(pattern).exec(text ?? '') ?? [];
  if (kind === '') return undefined;
  const own = TEXT.exec(options)?.[1] ?? (language === 'python' ? name.replaceAll('_', '-') : name);
  return said(/Header/.test(kind) ? 'header' : 'cookie', own);
}

function said(place: Claim['in'], name: string): Claim | undefined {
  const [first = '', ...rest] = tokensOf(name);
  const words = first === 'x' ? rest : [first, ...rest];
  const isSet = place === 'header' || place === 'cookie';
  const says = isExactly(words, isSet ? ROLES : POWERS)
    ? 'role'
    : place !== 'field' && isExactly(words, PEOPLE)
      ? 'person'
      : place === 'header' && isExactly(words, ADDRESSES)
        ? 'address'
        : undefined;
  return says && { in: place, name, says };
}

const KINDS: Readonly<Record<Claim['in'], string>> = {
  header: 'the header',
  cookie: 'the cookie',
  query: 'the query parameter',
  field: 'the field',
};

/** How a message names it. */
export function nameOfClaim({ in: place, name }: Claim): string {
  const shown = name.length > 24 ? `${name.slice(0, 23)}…` : name;
  return `${KINDS[place]} ${shown}`;
}
