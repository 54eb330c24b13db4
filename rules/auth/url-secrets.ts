import { isProtected } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import type { Anchor, Node } from '../../server/core/rule/nodes.js';
import type { At, FixOffer, Report } from '../../server/core/rule/rule.js';
import type {
  DocumentView,
  OperationFact,
  ParameterFact,
  ParameterView,
} from '../../server/core/rule/views.js';
import { isMailedPath } from '../../server/core/words/public-paths.js';
import { credentialName } from '../../server/core/words/sensitive.js';
import { shorten } from '../../server/core/words/text.js';
import { tokensOf } from '../../server/core/words/tokens.js';

/** A parameter that carries a secret in the address. */
export interface UrlSecret {
  readonly name: string;
  readonly in: string;
  /** Its name, where a finding about it stands. */
  readonly at: At;
  /** The Parameter Object now. */
  node(): Node | undefined;
  /** Whether it stands in a list, from which it can be left out; something else may refer to a component. */
  readonly inList: boolean;
  readonly isStyled: boolean;
  /** Operations that take it. */
  readonly usedBy: readonly OperationFact[];
  /** The key of the operation that declares it, where a document tells of it. */
  readonly endpoint?: string | undefined;
}

type Named = Pick<UrlSecret, 'name' | 'in' | 'usedBy'>;

/** What a finding says of it. */
export type Saying = 'credential' | 'listed' | 'once';

/** Those of one file that a document names and takes alike, which is one fault. */
export interface AlikeSecrets {
  readonly says: Saying;
  readonly places: readonly UrlSecret[];
}

type NodeAt = (at: Anchor) => Node | undefined;

/** Each place once, however many operations share it. */
export function urlSecretsOf(document: DocumentView, node: NodeAt): readonly AlikeSecrets[] {
  const places = new Map<string, { readonly parameter: ParameterFact; readonly usedBy: OperationFact[] }>();
  for (const [secrets, fact] of document.each(secretsOf)) {
    for (const parameter of secrets) {
      const key = JSON.stringify(parameter.at);
      const known = places.get(key) ?? { parameter, usedBy: [] };
      places.set(key, known);
      known.usedBy.push(fact);
    }
  }
  const alike = new Map<string, { readonly says: Saying; readonly places: UrlSecret[] }>();
  for (const { parameter, usedBy } of places.values()) {
    const secret = secretAt(parameter, usedBy, node);
    const says = sayingOf(secret);
    if (says === undefined) continue;
    // An allowance speaks of its own file, and so does a finding.
    const key = JSON.stringify([parameter.at.uri, secret.name, secret.in, says]);
    const known = alike.get(key) ?? { says, places: [] };
    alike.set(key, known);
    known.places.push(secret);
  }
  return [...alike.values()];
}

function secretsOf({ secrets }: OperationFact): readonly ParameterFact[] {
  return secrets ?? NONE;
}

const NONE: readonly ParameterFact[] = [];

function secretAt(
  { name, in: where, at, styled }: ParameterFact,
  usedBy: readonly OperationFact[],
  node: NodeAt,
): UrlSecret {
  return {
    name,
    in: where,
    at: { uri: at.uri, path: [...at.path, 'name'] },
    node: () => node(at),
    inList: typeof at.path.at(-1) === 'number',
    isStyled: styled === true,
    usedBy,
    endpoint: usedBy.find((operation) => declares(operation, at))?.key,
  };
}

function declares({ at: { uri, path } }: OperationFact, parameter: Anchor): boolean {
  const own = [...path, 'parameters'];
  return uri === parameter.uri && own.every((step, index) => step === parameter.path[index]);
}

/** Whether a document tells of the parameter, as it does of all that its operations take. */
export function isToldTogether({ name, in: where, usedBy }: ParameterView): boolean {
  return usedBy.some(({ secrets }) => secrets?.some((one) => one.name === name && one.in === where));
}

/** Undefined of what is no credential. */
export function sayingOf({ name, in: where, usedBy }: Named): Saying | undefined {
  const kind = credentialName(name, where);
  if (kind === undefined) return undefined;
  // A session or a key in a path mostly names the resource that the operation is about: DELETE /sessions/{sessionId}.
  if (where === 'path' && kind !== 'password' && kind !== 'token') return undefined;
  return kind === 'code' || (kind === 'token' && isOfMail(name, usedBy)) ? 'once' : 'credential';
}

/** `token` of `/verify-email`: what a link in a mail carries. */
function isOfMail(name: string, usedBy: readonly OperationFact[]): boolean {
  return (
    name.toLowerCase() === 'token' && usedBy.length > 0 && usedBy.every(({ path }) => isMailedPath(path))
  );
}

/** What is said of parameters that are alike. Messages and fixes are keys of the rule's. */
export function reportOf(
  says: Saying,
  [first, ...rest]: readonly [UrlSecret, ...UrlSecret[]],
  document: DocumentView | undefined,
): Report {
  const severity = SEVERITIES[says];
  const several = rest.length > 0;
  return {
    at: first.at,
    endpoint: first.endpoint,
    also: rest.map(({ at }) => at),
    related: rest.slice(0, MOST_RELATED).map(({ at }) => ({ at, message: 'same' })),
    message: several ? SEVERAL[says] : says,
    data: { name: shorten(first.name, several ? 30 : 40), more: rest.length },
    ...(severity === undefined ? {} : { severity }),
    fixes: fixesFor([first, ...rest], document),
  };
}

/** Places that an editor lists beside a finding; their number is in the message. */
const MOST_RELATED = 20;

const SEVERITIES: Readonly<Record<Saying, Report['severity']>> = {
  credential: undefined,
  listed: 'warning',
  once: 'info',
};

/** What the project lists is told of place by place. */
const SEVERAL: Readonly<Record<Saying, string>> = {
  credential: 'credentials',
  listed: 'listed',
  once: 'allOnce',
};

/** One fix for all of them, which does in each place what is right there; none where it would leave one as it is. */
function fixesFor(
  secrets: readonly [UrlSecret, ...UrlSecret[]],
  document: DocumentView | undefined,
): readonly FixOffer[] {
  const ways = secrets.map((secret) => wayOut(secret, document));
  const [first] = ways;
  if (first === undefined || ways.includes(undefined)) return [];
  const header = headerFor(secrets[0].name);
  return [
    {
      fix: ways.every((way) => way === first) ? first : 'either',
      data: { header: shorten(header, 40) },
      changes: () =>
        secrets.flatMap((secret, index) => takenOutOfUrl(secret.node(), ways[index], header, secret.name)),
    },
  ];
}

type WayOut = 'header' | 'authorization';

function wayOut(secret: UrlSecret, document: DocumentView | undefined): WayOut | undefined {
  if (secret.in !== 'query') return undefined;
  if (isInAuthorization(secret, document)) return 'authorization';
  return secret.isStyled ? undefined : 'header';
}

function takenOutOfUrl(
  node: Node | undefined,
  way: WayOut | undefined,
  header: string,
  name: string,
): readonly Change[] {
  if (node?.kind !== 'map') return [];
  if (way === 'authorization') return [{ remove: node }];
  const renamed: readonly Change[] = header === name ? [] : [{ set: node, key: 'name', to: header }];
  return [{ set: node, key: 'in', to: 'header' }, ...renamed];
}

/** Some proxies drop headers with underscores in their names, and brackets and dots are of queries alone. */
function headerFor(name: string): string {
  if (/^[A-Za-z][A-Za-z\d-]*$/.test(name)) return name;
  const tokens = tokensOf(name);
  if (tokens.join(' ') === 'api key') return 'X-API-Key';
  return tokens.map((token) => token.charAt(0).toUpperCase() + token.slice(1)).join('-');
}

/** Whether it is the token that every operation which takes it asks for in the header of that name. */
function isInAuthorization({ name, inList, usedBy }: UrlSecret, document: DocumentView | undefined): boolean {
  if (!ACCESS_TOKENS.has(tokensOf(name).join(' ')) || !inList || usedBy.length === 0) return false;
  const carries = (scheme: string) => {
    const declared = document?.schemes.get(scheme);
    if (!declared?.known) return false;
    const { type, scheme: how } = declared.value;
    return type === 'oauth2' || type === 'openIdConnect' || (type === 'http' && how === 'bearer');
  };
  return usedBy.every(
    ({ security }) =>
      security.known &&
      isProtected(security.value) &&
      security.value.anyOf.every(({ all }) => all.some(({ scheme }) => carries(scheme))),
  );
}

const ACCESS_TOKENS: ReadonlySet<string> = new Set(['access token', 'bearer token', 'auth token']);
