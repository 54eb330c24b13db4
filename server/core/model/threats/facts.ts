import type { FactKind, FactValue, Truth } from '../../expression/types.js';
import { objectIdentifier } from '../../words/resources.js';
import { credentialName } from '../../words/sensitive.js';
import { addressesOf, travelsInTheOpen, urlParts } from '../../words/urls.js';
import { anonymous, asksForScheme, isBasic, isKey, isKeyInQuery, offers, optional } from './access-facts.js';
import { dataClass, hasTrait } from './classes.js';
import { collection, personalInUrl, unlimitedPage } from './collection-facts.js';
import { plays, ROLES } from './roles.js';
import { all, any, decide, foundBy, outcomeOf, responseBody, type Subject } from './subject.js';

interface Fact {
  readonly kind: FactKind;
  read(subject: Subject): FactValue;
}

/** The value of a fact; unknown when there is no such fact. Read once of an operation, however many conditions ask. */
export function readFact(name: string, subject: Subject): FactValue {
  const { evidence, scheme } = subject;
  const values = known.get(evidence) ?? new Map<string, FactValue>();
  known.set(evidence, values);
  const key = scheme === undefined ? name : `${name} ${scheme}`;
  const value = values.get(key) ?? FACTS.get(name)?.read(subject) ?? 'unknown';
  values.set(key, value);
  return value;
}

const known = new WeakMap<Subject['evidence'], Map<string, FactValue>>();

/** What a caller sent is read as something else than a value: as a query, a command, code, a document with entities. */
const INTERPRETING: readonly string[] = [
  'input/code-injection',
  'input/command-injection',
  'input/nosql-injection',
  'input/sql-injection',
  'input/unsafe-deserialization',
  'input/xxe',
];

/** Rules about calls that the API makes, of which they speak wherever it makes one. */
const CALLING_RULES: readonly string[] = [
  'auth/webhook-signature-undocumented',
  'auth/webhook-unsigned',
  'crypto/webhook-http-allowed',
];

/** Rules by whose outcomes some fact is known. */
export const ASKED_RULES: readonly string[] = [
  ...CALLING_RULES,
  'design/mass-assignment',
  'limits/pagination-unbounded',
  ...INTERPRETING,
];

/** The fact by which a condition is also about the calls that the API makes, and not only those that it serves. */
export const CALLS_OUT = 'op.calls-out';

/** Every fact that a condition may read. */
export function factKinds(): ReadonlyMap<string, FactKind> {
  return new Map(Array.from(FACTS, ([name, fact]) => [name, fact.kind]));
}

const FACTS: ReadonlyMap<string, Fact> = new Map([
  flag('method.read', ({ evidence }) => decide(READS.has(evidence.operation.method))),
  flag('method.write', ({ evidence }) => decide(!READS.has(evidence.operation.method))),
  flag('auth.none', anonymous),
  flag('auth.optional', optional),
  flag('auth.apikey', (subject) => asksForScheme(subject, isKey)),
  flag('auth.apikey-in-query', (subject) => asksForScheme(subject, isKeyInQuery)),
  flag('auth.basic', (subject) => asksForScheme(subject, isBasic)),
  flag('oauth.implicit', (subject) => asksForScheme(subject, offers('implicit'))),
  flag('oauth.password', (subject) => asksForScheme(subject, offers('password'))),
  flag('param.object-id', objectId),
  flag('param.credential-in-url', credentialInUrl),
  flag('param.limit-unbounded', unlimitedPage),
  flag('param.pii-in-url', personalInUrl),
  flag('param.unbounded', ({ evidence }) =>
    hasTrait(evidence.parameterTraits ?? evidence.requestTraits, 'unbounded'),
  ),
  flag('body.json', jsonBody),
  requested('body.freeform', 'freeform'),
  requested('body.money-props', 'price'),
  requested('body.privileged-props', 'privileged'),
  requested('body.role-prop', 'role'),
  requested('body.unbounded', 'unbounded'),
  flag('response.body', responseBody),
  flag('response.collection', collection),
  flag('response.credentials', ({ evidence }) => hasTrait(evidence.responseTraits, 'secret')),
  flag('server.http', cleartextServer),
  flag('code.rate-limited', rateLimited),
  flag('code.body-bound-to-entity', ({ evidence }) => outcomeOf(evidence, 'design/mass-assignment')),
  flag('code.interprets-input', ({ evidence }) => foundBy(evidence, INTERPRETING)),
  flag('spec.rate-limit-documented', limitDocumented),
  flag(CALLS_OUT, ({ evidence: { operation, outcomes } }) =>
    decide(operation.outbound || outcomes.some(({ rule }) => CALLING_RULES.includes(rule))),
  ),
  flag('op.not-implemented', notImplemented),
  flag('op.undocumented', ({ evidence }) => decide(evidence.undocumented === true)),
  ...ROLES.map((role) => flag(`role.${role}`, ({ evidence }) => decide(plays(evidence.operation, role)))),
  classOf('data.request.class', requestClass),
  classOf('data.response.class', responseClass),
]);

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

function flag(name: string, read: (subject: Subject) => Truth): [string, Fact] {
  return [name, { kind: 'flag', read }];
}

/** Whether what callers send has a trait. */
function requested(name: string, trait: string): [string, Fact] {
  return flag(name, ({ evidence }) => hasTrait(evidence.requestTraits, trait));
}

function classOf(name: string, read: (subject: Subject) => FactValue): [string, Fact] {
  return [name, { kind: 'class', read }];
}

function objectId({ evidence }: Subject): Truth {
  const { path, parameters } = evidence.operation;
  const queries = parameters.known ? parameters.value.filter((parameter) => parameter.in === 'query') : [];
  const found = objectIdentifier(
    path,
    queries.map((parameter) => parameter.name),
  );
  return found === 'no' && !parameters.known ? 'unknown' : found;
}

function credentialInUrl({ evidence }: Subject): Truth {
  const { parameters } = evidence.operation;
  if (!parameters.known) return 'unknown';
  return decide(
    parameters.value.some(({ name, in: where }) => {
      if (where !== 'query' && where !== 'path') return false;
      return credentialName(name, where) !== undefined;
    }),
  );
}

function jsonBody({ evidence }: Subject): Truth {
  const { body } = evidence.operation;
  if (!body.known) return 'unknown';
  return decide(body.value.some((type) => /^(?:application|\*)\/(?:[^;]*\+)?(?:json|\*)/i.test(type)));
}

/** Clear text to the machine itself crosses no network; a relative address takes the transport of its document. */
function cleartextServer({ document }: Subject): Truth {
  if (document.servers.length === 0) return 'unknown';
  return any(document.servers, ({ url, variables }) => any(addressesOf(url, variables), cleartextUrl));
}

function cleartextUrl(url: string): Truth {
  return urlParts(url).scheme === undefined ? 'unknown' : decide(travelsInTheOpen(url));
}

function rateLimited({ evidence }: Subject): Truth {
  const routes = evidence.implemented;
  if (routes === undefined || routes.length === 0) return 'unknown';
  return all(routes, ({ guards }) =>
    guards.known ? decide(guards.value.some((guard) => guard.kind === 'rate-limit')) : 'unknown',
  );
}

function limitDocumented({ evidence }: Subject): Truth {
  const { responses } = evidence.operation;
  if (!responses.known) return 'unknown';
  return decide(
    responses.value.some(
      ({ status, headers }) =>
        status === '429' ||
        /^4xx$/i.test(status) ||
        headers.some((name) => /^(?:x-)?rate-?limit/i.test(name)),
    ),
  );
}

/** Where no code is known to serve the document, nothing was promised in vain that could be seen. */
function notImplemented({ evidence: { implemented, routesKnown } }: Subject): Truth {
  if (implemented === undefined || implemented.length > 0) return 'no';
  return routesKnown === true ? 'yes' : 'unknown';
}

function requestClass({ evidence }: Subject): FactValue {
  const { body, parameters } = evidence.operation;
  const nothing = body.known && body.value.length === 0 && parameters.known && parameters.value.length === 0;
  return nothing ? 'public' : dataClass(evidence.requestTraits, body.known && parameters.known);
}

function responseClass(subject: Subject): FactValue {
  const { responses } = subject.evidence.operation;
  const nothing = responseBody(subject) === 'no';
  return nothing ? 'public' : dataClass(subject.evidence.responseTraits, responses.known);
}
