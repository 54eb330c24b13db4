import { isOpen, isProtected } from '../../server/core/rule/access.js';
import { defineRule, type Report } from '../../server/core/rule/rule.js';
import type { OperationFact } from '../../server/core/rule/views.js';
import { writes as changes } from '../../server/core/words/methods.js';
import { isAdminPath } from '../../server/core/words/public-paths.js';
import {
  addressedObjects,
  isCatalogNoun,
  isOwnPath,
  isPrincipalNoun,
  isSocialPath,
} from '../../server/core/words/resources.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';
import { reportGathered } from '../gathered.js';
import { answerForbidden } from './answer-forbidden.js';

export default defineRule({
  id: 'auth/object-id-without-authorization',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control'],
  standards: ['API1:2023', 'CWE-639', 'CWE-862'],
  title: 'Nothing says whose objects a caller may use',
  why: `
    To be signed in is not to be the owner. Whoever may call this with the
    identifier of their own object can send another one, and identifiers are
    guessed, shared and found in links. Broken checks of this kind are the most
    frequent fault of APIs. The document shows no sign of a check: no refusal by
    403 or 404, no scope, no word on who owns the object.`,
  absence: true,
  messages: {
    one: 'Nothing says whose {noun} a caller may use: {method} {path} documents no refusal.',
    several:
      'Nothing says whose {noun} a caller may use: {method} {path} and {more} more document no refusal.',
  },
  fixes: { refuse: { title: 'Answer 403 to callers without a right to the object', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Invoices, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /invoices/{id}:
            get:
              responses:
                '200': { description: One invoice }
            delete:
          # ^^^^^^ Nothing says whose invoices a caller may use: DELETE /invoices/{id} and 1 more document no refusal.
              responses:
                '204': { description: Gone }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Invoices, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /invoices/{id}:
            get:
              responses:
                '200': { description: One invoice }
                '403':
                  $ref: '#/components/responses/Forbidden'
            delete:
              responses:
                '204': { description: Gone }
                '403':
                  $ref: '#/components/responses/Forbidden'
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
          responses:
            Forbidden:
              description: The caller has no right to this object.`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "swagger": "2.0",
          "info": { "title": "Invoices", "version": "1" },
          "security": [{ "key": [] }],
          "paths": {
            "/v1/invoices/{invoiceId}/lines/{lineId}": {
              "get": { "responses": { "200": { "description": "One line" } } }
            //^^^^^ Nothing says whose invoices a caller may use: GET /v1/invoices/{invoiceId}/lines/{lineId} documents no refusal.
            }
          },
          "securityDefinitions": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } }
        }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.1.0
        info: { title: Invoices, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /invoices/{id}:
            get:
              responses:
                '200': { description: One invoice }
                '404': { description: No such invoice, or another customer's }
            put:
              description: Only the owner may change an invoice.
              responses: { '200': { description: Changed } }
            delete:
              x-required-permission: invoices.delete
              responses: { '204': { description: Gone } }
          /comments/{id}:
            get:
              responses: { '200': { description: One comment } }
            put:
              description: Only the comment author is allowed.
              responses: { '200': { description: Changed } }
            delete:
              summary: Delete a comment (superuser only)
              responses: { '204': { description: Gone } }
          /me/cards/{id}:
            get:
              responses: { '200': { description: One card } }
          /users/{userId}/cards/{cardId}:
            get:
              responses: { '200': { description: One card } }
          /products/{id}:
            get:
              responses: { '200': { description: One product } }
          /profiles/{username}/follow:
            post:
              responses: { '200': { description: Followed } }
          /reports/{date}:
            get:
              responses: { '200': { description: The report of a day } }
          /parcels/{id}:
            get:
              security: []
              responses: { '200': { description: Where it is } }
          /parcels/{id}/complaints:
            post:
              responses: { '201': { description: Taken } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.2.0
        info: { title: Invoices, version: '1' }
        security: [{ login: [invoices] }]
        paths:
          /invoices/{id}:
            get:
              responses: { '200': { description: One invoice } }
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials: { tokenUrl: https://id.example.com/token, scopes: { invoices: Invoices } }`,
    },
  ],

  check: {
    document(document, { report, holds, unknown, node }) {
      const all = document.each(standingOf);
      const silent = leavesRefusalsOut(all);
      const lacking = new Map<string, OperationFact[]>();
      const shown = new Set(all.filter(([{ shown }]) => shown).map(([{ resource }]) => resource));
      for (const [{ resource, verdict, beside, served }, fact] of all) {
        if (!served || resource === undefined || (shown.has(resource) && beside)) continue;
        if (verdict === 'holds') holds(fact.at);
        else if (verdict === 'unknown' || (verdict === 'lacking' && silent)) unknown(fact.at);
        else if (verdict === 'lacking') lacking.set(resource, [...(lacking.get(resource) ?? []), fact]);
      }
      const forbid = ({ at: { uri, path } }: OperationFact) =>
        answerForbidden(node({ uri, path }), { document, node });
      const told = new Set(all.filter(([{ told }]) => told).map(([{ resource }]) => resource));
      for (const [resource, facts] of lacking) {
        // Of who may change it something is said; that reading is left out proves nothing.
        const isTold = (first: OperationFact) => !writes(first) && told.has(resource);
        if (facts.every(isTold)) for (const { at } of facts) unknown(at);
        const tell = (first: OperationFact, rest: readonly OperationFact[]): Report => ({
          at: first.at,
          ...(writes(first) ? {} : { severity: 'info' }),
          ...saying(first, rest.length),
          fixes: [{ fix: 'refuse', changes: () => [first, ...rest].flatMap(forbid) }],
        });
        const ordered = [...new Set(facts.filter(writes).concat(facts))];
        reportGathered(
          report,
          ordered,
          ({ at }) => at,
          (first, rest) => (isTold(first) ? undefined : tell(first, rest)),
        );
      }
    },
  },
});

/** What is said of one operation and `more` others; the path has the room that the noun leaves. */
function saying({ method, path }: OperationFact, more: number): Pick<Report, 'message' | 'data'> {
  const noun = shorten(addressedObjects(path)[0]?.noun || 'objects', 20);
  const room = (more === 0 ? 53 : 42) - noun.length;
  return {
    message: more === 0 ? 'one' : 'several',
    data: { noun, method, path: shortenPath(path, room), more },
  };
}

/** What one operation says of who may reach the objects that its path names. */
function standingOf(fact: OperationFact) {
  return {
    resource: resourceOf(fact),
    served: !fact.outbound,
    verdict: verdictOn(fact),
    beside: isBesideOne(fact),
    shown: isShownToAll(fact),
    told: saysWhose(fact),
    refuses: refuses(fact),
    vague: answers(fact, DEFAULT),
  };
}

/** The collection of the first object that the path names; undefined when its objects are not somebody's. */
function resourceOf({ path }: OperationFact): string | undefined {
  const objects = addressedObjects(path);
  if (isAdminPath(path) || isSocialPath(path) || objects.every(({ noun }) => isCatalogNoun(noun)))
    return undefined;
  return objects[0]?.collection;
}

function saysWhose({ claims }: OperationFact): boolean {
  return claims.includes('owner');
}

/** Anybody may read one of these objects, so that they are nobody's. */
function isShownToAll({ path, method, outbound, security }: OperationFact): boolean {
  const open = security.known && isOpen(security.value);
  return open && !outbound && method === 'GET' && path.endsWith('}') && addressedObjects(path).length === 1;
}

/** `POST /doctors/{id}/bookings`: what is done there is not done to the object that the path names. */
function isBesideOne({ path }: OperationFact): boolean {
  return !path.endsWith('}') && addressedObjects(path).length === 1;
}

/** 'lacking' when no sign of a check can be seen; a refusal, a scope or a word on it shows that some check exists, and not which. */
function verdictOn(fact: OperationFact): 'holds' | 'unknown' | 'lacking' | undefined {
  const { path, security, responses } = fact;
  if (security.known && !isProtected(security.value)) return undefined;
  if (isOwnPath(path)) return 'holds';
  if (!security.known || !responses.known || saysWhose(fact) || isBoundToParent(path)) return 'unknown';
  if (security.value.anyOf.some(({ all }) => all.some(({ scopes }) => scopes.length > 0))) return 'unknown';
  return refuses(fact) ? 'unknown' : 'lacking';
}

/**
 * A long document in which no object is ever refused to anybody says nothing of refusals, here or elsewhere; neither does
 * one that answers `default` nearly everywhere.
 */
function leavesRefusalsOut(
  all: readonly (readonly [ReturnType<typeof standingOf>, OperationFact])[],
): boolean {
  const vague = all.filter(([{ vague }]) => vague).length;
  return all.length >= LONG && (vague * 2 > all.length || !all.some(([standing]) => standing.refuses));
}

function refuses(fact: OperationFact): boolean {
  return answers(fact, REFUSALS);
}

function answers({ responses }: OperationFact, statuses: ReadonlySet<string>): boolean {
  return responses.known && responses.value.some(({ status }) => statuses.has(status.toUpperCase()));
}

const LONG = 30;

const DEFAULT: ReadonlySet<string> = new Set(['DEFAULT']);

const REFUSALS: ReadonlySet<string> = new Set(['403', '404', '4XX', 'DEFAULT']);

/** `/users/{userId}/orders`: the path says whose the rest is, so that one check of the first identifier may be enough. */
function isBoundToParent(path: string): boolean {
  const [first, ...rest] = addressedObjects(path);
  return isPrincipalNoun(first?.noun ?? '') && (rest.length > 0 || !path.endsWith('}'));
}

function writes({ method }: OperationFact): boolean {
  return changes(method);
}
