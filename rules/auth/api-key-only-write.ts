import { isProtected, requirements } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { isMap, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type Report, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact, SchemeView } from '../../server/core/rule/views.js';
import {
  isPersonalName,
  isProgramKeyName,
  saysMachines,
  saysOnePerson,
} from '../../server/core/words/callers.js';
import { writes } from '../../server/core/words/methods.js';
import { isPublicByNature } from '../../server/core/words/public-paths.js';
import { literalSegments } from '../../server/core/words/resources.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';
import { reportGathered } from '../gathered.js';

type Scheme = SchemeView['scheme'];

export default defineRule({
  id: 'auth/api-key-only-write',
  severity: 'info',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['auth-standards'],
  standards: ['API2:2023', 'API8:2023', 'CWE-287', 'CWE-308'],
  title: 'Data is changed on the word of an API key alone',
  why: `
    An API key says which program calls and not for whom. It lies in settings and
    scripts, is shared by everybody who runs the program, rarely ends, and cannot
    be taken from one person without taking it from all. A change that it alone
    allows can be traced to nobody. Where people act, let them sign in, and let
    the key say on which program they did.`,
  messages: {
    beside: 'The key "{name}" alone allows {count}, though others here know who acts.',
    only: 'The key "{name}" alone allows {count}: it names a program and nobody who acts.',
    operation: 'It asks for the key and for nobody.',
  },
  fixes: { both: { title: 'Ask for {scheme} as well', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ person: [] }]
              responses: { '200': { description: Orders } }
            post:
              security: [{ key: [] }]
              responses: { '201': { description: Placed } }
        components:
          securitySchemes:
            person: { type: http, scheme: bearer }
            key: { type: apiKey, in: header, name: X-API-Key }
            #            ^^^^^^ The key "key" alone allows POST /orders, though others here know who acts.`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              security: [{ person: [] }]
              responses: { '200': { description: Orders } }
            post:
              security: [{ key: [], person: [] }]
              responses: { '201': { description: Placed } }
        components:
          securitySchemes:
            person: { type: http, scheme: bearer }
            key: { type: apiKey, in: header, name: X-API-Key }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Pets, version: '1' }
        security: [{ api_key: [] }]
        paths:
          /pets:
            post:
              responses: { '201': { description: Added } }
          /pets/{id}:
            delete:
              responses: { '204': { description: Gone } }
        securityDefinitions:
          api_key: { type: apiKey, in: header, name: api_key }
          #                ^^^^^^ The key "api_key" alone allows 2 changes: it names a program and nobody who acts.`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Pets, version: '1' }
        paths:
          /pets:
            get:
              security: [{ key: [] }]
              responses: { '200': { description: Pets } }
            post:
              security: [{ key: [], person: [] }]
              responses: { '201': { description: Added } }
          /pets/search:
            post:
              security: [{ key: [] }]
              responses: { '200': { description: Pets } }
          /pets/{id}:
            put:
              security: [{ person: [] }, { key: [] }]
              responses: { '200': { description: Changed } }
            delete:
              security: [{ token: [] }]
              responses: { '204': { description: Gone } }
            patch:
              security: [{ cookie: [] }]
              responses: { '204': { description: Changed } }
        components:
          securitySchemes:
            person: { type: http, scheme: bearer }
            key: { type: apiKey, in: header, name: X-API-Key }
            token: { type: apiKey, in: header, name: Authorization }
            cookie: { type: apiKey, in: cookie, name: sid }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Ledger, version: '1' }
        paths:
          /entries:
            post:
              security: [{ mine: [] }]
              responses: { '201': { description: Added } }
            put:
              security: [{ service: [] }]
              responses: { '201': { description: Added } }
        components:
          securitySchemes:
            mine: { type: apiKey, in: header, name: X-API-Key, description: Your personal API key. }
            service: { type: apiKey, in: header, name: X-API-Key, description: For server-to-server calls. }`,
    },
  ],

  check: {
    scheme({ node, name, scheme, document, usedBy, get }, { report, holds, unknown, node: nodeAt }) {
      if (knowsPeople(scheme)) return holds(node);
      if (!isKey(scheme) || usedBy.length === 0) return;
      const changes = document.operations.filter(
        (fact) => isChange(fact) && asksForKeys(fact, name, document),
      );
      if (changes.length === 0) return;
      const said = stringOf(get('description')) ?? '';
      if (saysMachines(said) || saysOnePerson(said)) return unknown(node);
      const people = peopleIn(document);
      const tell = (first: OperationFact, rest: readonly OperationFact[]): Report => ({
        at: get('type') ?? node,
        also: [first, ...rest].map(({ at }) => at),
        related: [first, ...rest].slice(0, MOST_RELATED).map(({ at }) => ({ at, message: 'operation' })),
        message: people === undefined ? 'only' : 'beside',
        ...(people === undefined ? { severity: 'hint' } : {}),
        data: { name: shorten(name, 20), count: counted(first, rest) },
        fixes: people === undefined ? [] : askFor(people, [first, ...rest], nodeAt),
      });
      reportGathered(report, changes, ({ at }) => at, tell);
    },
  },
});

/** Places that an editor lists beside a finding; their number is in the message. */
const MOST_RELATED = 20;

function counted({ method, path }: OperationFact, rest: readonly OperationFact[]): string {
  return rest.length === 0 ? `${method} ${shortenPath(path, 30)}` : `${rest.length + 1} changes`;
}

/** Somebody signs in and may be told from others. What stands for a program alone is no way to do so. */
function knowsPeople({ type, scheme, flows = [] }: Scheme): boolean {
  if (type === 'openIdConnect') return true;
  if (type === 'oauth2') return flows.some(({ kind }) => kind !== 'clientCredentials');
  return type === 'http' && scheme !== 'basic';
}

function peopleIn({ schemes }: DocumentView): string | undefined {
  return [...schemes].find(([, one]) => one.known && knowsPeople(one.value))?.[0];
}

/** Keeps the key beside it, so that it still says which program calls. */
function askFor(
  person: string,
  operations: readonly OperationFact[],
  node: RuleContext<unknown>['node'],
): readonly FixOffer[] {
  const changes = (): readonly Change[] =>
    operations.flatMap(({ at, security }) => {
      const operation = node({ uri: at.uri, path: at.path });
      if (!isMap(operation) || !security.known) return [];
      const to = requirements(security.value).map((one) => ({ ...one, [person]: [] }));
      return [{ set: operation, key: 'security', to }];
    });
  return [{ fix: 'both', data: { scheme: shorten(person, 40) }, changes }];
}

/** A cookie is given to somebody who has signed in. */
function isKey({ type, name, parameter = '', in: where }: Scheme): boolean {
  if (type !== 'apiKey' || where === 'cookie') return false;
  return isProgramKeyName(parameter) && !isPersonalName(name);
}

function isChange({ method, path, outbound, operationId }: OperationFact): boolean {
  if (outbound || !writes(method) || isPublicByNature({ method, path, operationId })) return false;
  const last = literalSegments(path).at(-1) ?? '';
  return path.endsWith('}') || NO_CHANGE.find(tokensOf(last)) === undefined;
}

/** What is sent to be answered, and what programs report by themselves. */
const NO_CHANGE =
  vocabulary(`search, query, calculate, preview, validate, verify, lookup, check, estimate, quote, rate,
  telemetry, event, metric, log, track, ingest, webhook, callback, batch get`);

/** Every way to call it asks for keys and nothing else, this one among them. */
function asksForKeys({ security }: OperationFact, name: string, { schemes }: DocumentView): boolean {
  if (!security.known || !isProtected(security.value)) return false;
  const asked = security.value.anyOf.flatMap(({ all }) => all.map(({ scheme }) => scheme));
  return asked.includes(name) && asked.every((one) => isKnownKey(schemes.get(one)));
}

function isKnownKey(scheme: ReturnType<DocumentView['schemes']['get']>): boolean {
  return scheme?.known === true && isKey(scheme.value);
}
