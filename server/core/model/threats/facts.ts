import type { FactKind, FactValue, Truth } from '../../expression/types.js';
import type { Scheme } from '../../facts/api.js';
import { objectIdentifier } from '../../words/resources.js';
import { credentialName } from '../../words/sensitive.js';
import { addressesOf, travelsInTheOpen, urlParts } from '../../words/urls.js';
import type { DocumentView } from '../openapi/types.js';
import { dataClass, hasTrait } from './classes.js';
import type { OperationEvidence } from './evidence.js';
import { plays, type Role } from './roles.js';

/** What conditions are asked about: one operation, and within a card about a scheme that one scheme. */
export interface Subject {
  readonly document: DocumentView;
  readonly evidence: OperationEvidence;
  /** Name of the scheme; undefined where the card is about something else. */
  readonly scheme?: string;
}

interface Fact {
  readonly kind: FactKind;
  read(subject: Subject): FactValue;
}

/** The value of a fact; unknown when there is no such fact. */
export function readFact(name: string, subject: Subject): FactValue {
  return FACTS.get(name)?.read(subject) ?? 'unknown';
}

/** Every fact that a condition may read. */
export function factKinds(): ReadonlyMap<string, FactKind> {
  return new Map(Array.from(FACTS, ([name, fact]) => [name, fact.kind]));
}

const FACTS: ReadonlyMap<string, Fact> = new Map([
  flag('method.read', ({ evidence }) => decide(READS.has(evidence.operation.method))),
  flag('method.write', ({ evidence }) => decide(!READS.has(evidence.operation.method))),
  flag('auth.none', anonymous),
  flag('auth.optional', optional),
  flag('auth.apikey-in-query', keyInQuery),
  flag('param.object-id', objectId),
  flag('param.credential-in-url', credentialInUrl),
  flag('param.unbounded', ({ evidence }) =>
    hasTrait(evidence.parameterTraits ?? evidence.requestTraits, 'unbounded'),
  ),
  flag('body.json', jsonBody),
  flag('body.privileged-props', ({ evidence }) => hasTrait(evidence.requestTraits, 'privileged')),
  flag('body.freeform', ({ evidence }) => hasTrait(evidence.requestTraits, 'freeform')),
  flag('body.unbounded', ({ evidence }) => hasTrait(evidence.requestTraits, 'unbounded')),
  flag('response.body', responseBody),
  flag('server.http', cleartextServer),
  flag('code.rate-limited', rateLimited),
  flag('code.body-bound-to-entity', ({ evidence }) => outcomeOf(evidence, 'design/mass-assignment')),
  flag('spec.rate-limit-documented', limitDocumented),
  ...(['public-by-design', 'admin', 'payment', 'change-credential', 'health'] satisfies Role[]).map((role) =>
    flag(`role.${role}`, ({ evidence }) => decide(plays(evidence.operation, role))),
  ),
  classOf('data.request.class', requestClass),
  classOf('data.response.class', responseClass),
]);

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

function flag(name: string, read: (subject: Subject) => Truth): [string, Fact] {
  return [name, { kind: 'flag', read }];
}

function classOf(name: string, read: (subject: Subject) => FactValue): [string, Fact] {
  return [name, { kind: 'class', read }];
}

function anonymous({ evidence }: Subject): Truth {
  const { security } = evidence.operation;
  if (!security.known) return 'unknown';
  return decide(security.value.anyOf.every((alternative) => alternative.all.length === 0));
}

/** A caller may choose between a credential and none. */
function optional({ evidence }: Subject): Truth {
  const { security } = evidence.operation;
  if (!security.known) return 'unknown';
  const empty = security.value.anyOf.filter((alternative) => alternative.all.length === 0).length;
  return decide(empty > 0 && empty < security.value.anyOf.length);
}

function keyInQuery({ document, evidence, scheme }: Subject): Truth {
  const { security } = evidence.operation;
  if (!security.known) return 'unknown';
  const asked = security.value.anyOf.flatMap(({ all }) => all.map((requirement) => requirement.scheme));
  const names = scheme === undefined ? asked : asked.filter((name) => name === scheme);
  return any(names, (name) => {
    const declared = document.schemes.get(name);
    return declared?.known === true ? decide(isKeyInQuery(declared.value)) : 'unknown';
  });
}

function isKeyInQuery(scheme: Scheme): boolean {
  return scheme.type === 'apiKey' && scheme.in === 'query';
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

function responseBody({ evidence }: Subject): Truth {
  const { responses } = evidence.operation;
  if (!responses.known) return 'unknown';
  return decide(
    responses.value.some(({ status, types }) => /^(?:2|default)/i.test(status) && types.length > 0),
  );
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

/** What a code rule says of the operation: its finding means yes, its `holds` means no. */
function outcomeOf(evidence: OperationEvidence, rule: string): Truth {
  const effects = evidence.outcomes
    .filter((outcome) => outcome.rule === rule)
    .map((outcome) => outcome.effect);
  if (effects.includes('finding')) return 'yes';
  return effects.length > 0 && effects.every((effect) => effect === 'holds') ? 'no' : 'unknown';
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

function any<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  const truths = items.map(test);
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}

function all<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  const truths = items.map(test);
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

function decide(value: boolean): Truth {
  return value ? 'yes' : 'no';
}
