import {
  type Known,
  known,
  type Requirement,
  type Scheme,
  type Security,
} from '../../server/core/facts/api.js';
import type { DocumentView, OperationFact } from '../../server/core/model/openapi/types.js';
import type { OperationEvidence, Outcome } from '../../server/core/model/threats/evidence.js';
import type { ThreatTemplate } from '../../server/core/model/threats/template.js';
import type { Place } from '../../server/core/text/span.js';

export const URI = 'file:///workspace/api.yaml';
const AT = { uri: URI, path: [] };

/** A document with one https server and the given schemes. */
export function documentOf(more: Partial<DocumentView> = {}): DocumentView {
  return {
    uri: URI,
    version: '3.1',
    legible: true,
    operationsKnown: true,
    operationsRead: true,
    schemesKnown: true,
    at: AT,
    servers: [{ url: 'https://api.example.com', variables: [], at: AT }],
    schemes: new Map<string, Known<Scheme>>([
      ['bearer', known({ name: 'bearer', type: 'http', scheme: 'bearer', at: AT })],
      ['key', known({ name: 'key', type: 'apiKey', in: 'query', parameter: 'k', at: AT })],
    ]),
    security: undefined,
    operations: [],
    claims: [],
    ids: [],
    ...more,
  };
}

/** 'POST /users', protected by the bearer scheme, with no parameters, no body and no answers. */
export function operationOf(name: string, more: Partial<OperationFact> = {}): OperationFact {
  const [method = 'GET', path = '/'] = name.split(' ');
  return {
    key: `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`,
    method,
    path,
    tags: [],
    deprecated: false,
    claims: [],
    outbound: false,
    security: known(securityOf(['bearer'])),
    responses: known([]),
    parameters: known([]),
    body: known([]),
    at: { uri: URI, path: ['paths', path, method.toLowerCase()] },
    ...more,
  };
}

/** Alternatives of one scheme each; '' is the alternative that asks for nothing. */
export function securityOf(alternatives: readonly string[]): Security {
  const requirement = (scheme: string): Requirement => ({ scheme, scopes: [] });
  return {
    anyOf: alternatives.map((scheme) => ({ all: scheme === '' ? [] : [requirement(scheme)] })),
    from: 'operation',
    at: AT,
  };
}

export function evidenceOf(
  operation: OperationFact,
  more: Partial<OperationEvidence> = {},
): OperationEvidence {
  return {
    operation,
    place: placeAt(0),
    requestTraits: new Set(),
    responseTraits: new Set(),
    outcomes: [],
    ...more,
  };
}

export function outcome(rule: string, effect: Outcome['effect'], at = 0): Outcome {
  return { rule, effect, place: placeAt(at) };
}

export function placeAt(start: number): Place {
  return { uri: URI, version: 1, range: { start, end: start + 3 } };
}

export function templateOf(more: Partial<ThreatTemplate> = {}): ThreatTemplate {
  return {
    id: 'TM-X-01',
    kind: 'x.test',
    title: 'A test',
    stride: 'S',
    owasp: [],
    cwe: [],
    asvs5: [],
    practices: [],
    rollup: 'resource',
    when: 'true',
    statement: { source: 'Somebody', action: 'call {target}', impact: 'breaks things' },
    question: 'What about {target}?',
    controls: ['Do it well.'],
    raises: ['a/fault'],
    lowers: ['a/fault'],
    snippets: [],
    ...more,
  };
}
