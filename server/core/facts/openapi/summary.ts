import {
  booleanOf,
  isMap,
  isSequence,
  isUnclosed,
  type MapNode,
  type Node,
  stringOf,
  stringsOf,
} from '../../syntax/node.js';
import { dayOf, SUNSET_KEYS } from '../../words/lifecycle.js';
import { signsCallback } from './callbacks.js';
import { claimsOf } from './claims.js';
import { corsOf } from './headers.js';
import { isEndless } from './page-size.js';
import { keysOf, only, recordOf, summaryOr } from './record.js';
import { isStyled, isUrlSecret } from './secrets.js';
import { serversOf } from './servers.js';
import { methodOf } from './shapes.js';
import { referenceOf } from './traverse.js';
import type {
  OperationSummary,
  Or,
  ParameterMark,
  ParameterSummary,
  PathSummary,
  ResponseSummary,
  SchemeSummary,
  SecuritySummary,
} from './types.js';

/** What an operation says without its references resolved. `method` is the key that it stands at. */
export function operationOf(node: MapNode, method: string): OperationSummary {
  const tags = stringsOf(node.get('tags'));
  const security = node.entry('security');
  const parameters = node.get('parameters');
  const body = node.get('requestBody');
  const responses = node.get('responses');
  const servers = node.get('servers');
  const schemes = node.get('schemes');
  const consumes = node.get('consumes');
  const produces = node.get('produces');
  return {
    method: methodOf(method),
    ...only('id', stringOf(node.get('operationId'))),
    ...only('tags', tags.length > 0 ? tags : undefined),
    ...only('deprecated', booleanOf(node.get('deprecated')) === true ? true : undefined),
    ...only('sunset', sunsetOf(node)),
    ...only('security', security && securityOf(security.value)),
    ...only('parameters', parameters && parametersOf(parameters)),
    ...only('body', body && summaryOr(body, bodyOf)),
    ...only('responses', responses && responsesOf(responses)),
    ...only('signs', node.get('callbacks') && signsCallback(node) ? true : undefined),
    ...only('servers', servers && serversOf(servers)),
    ...only('schemes', schemes && stringsOf(schemes)),
    ...only('claims', claimsOf(node)),
    ...only('consumes', consumes && stringsOf(consumes)),
    ...only('produces', produces && stringsOf(produces)),
  };
}

/** What a path item says to all of its operations; undefined when nothing. */
export function pathOf(node: MapNode): PathSummary | undefined {
  const parameters = node.get('parameters');
  const servers = node.get('servers');
  const summary: PathSummary = {
    ...only('parameters', parameters && parametersOf(parameters)),
    ...only('servers', servers && serversOf(servers)),
    ...only('claims', claimsOf(node)),
  };
  return Object.keys(summary).length > 0 ? summary : undefined;
}

/** `security` as alternatives. An object instead of a list is one alternative; what cannot be read is null. */
export function securityOf(node: Node): SecuritySummary {
  if (isUnclosed(node)) return null;
  if (isMap(node)) return [requirementOf(node)];
  if (!isSequence(node)) return null;
  return node.items.every(isMap) ? node.items.filter(isMap).map(requirementOf) : null;
}

export function parameterOf(node: MapNode): ParameterSummary | undefined {
  const name = stringOf(node.get('name'));
  const where = stringOf(node.get('in'));
  if (name === undefined || where === undefined) return undefined;
  const marks: ParameterMark[] = where === 'query' && isEndless(name, node) ? ['endless'] : [];
  if (isUrlSecret(name, where, node)) marks.push('secret', ...(isStyled(node) ? STYLED : []));
  return [where, name, ...marks];
}

const STYLED = ['styled'] as const;

/** Media types of a request body, without those whose schema leaves nothing to send. */
export function bodyOf(node: MapNode): readonly string[] | undefined {
  const content = node.get('content');
  if (!isMap(content) || referenceOf(content)) return undefined;
  const sendable = content.entries.filter(({ value }) => !isMap(value) || !isEmpty(value.get('schema')));
  return sendable.map(({ key }) => String(key.value));
}

/** An object that has no properties and may have none. */
function isEmpty(schema: Node | undefined): boolean {
  if (!isMap(schema)) return false;
  const properties = schema.get('properties');
  const isClosed = booleanOf(schema.get('additionalProperties')) === false;
  return (
    isClosed &&
    isMap(properties) &&
    properties.entries.length === 0 &&
    schema.get('patternProperties') === undefined
  );
}

export function responseOf(node: MapNode): ResponseSummary {
  const headers = node.get('headers');
  const content = node.get('content');
  return {
    ...only('headers', isMap(headers) && headers.entries.length > 0 ? keysOf(headers) : undefined),
    ...only('cors', isMap(headers) ? corsOf(headers) : undefined),
    ...only('types', isMap(content) && content.entries.length > 0 ? keysOf(content) : undefined),
    ...only('body', node.get('schema') ? true : undefined),
  };
}

/** A Security Scheme Object; 2.0's forms mapped to those of 3.x. */
export function schemeOf(node: MapNode): SchemeSummary {
  const type = stringOf(node.get('type')) ?? '';
  if (type === 'basic') return { type: 'http', scheme: 'basic' };
  if (type === 'http') {
    return { type, ...only('scheme', stringOf(node.get('scheme'))?.toLowerCase()) };
  }
  if (type === 'apiKey') {
    return {
      type,
      ...only('in', stringOf(node.get('in'))),
      ...only('parameter', stringOf(node.get('name'))),
    };
  }
  if (type === 'oauth2') return { type, ...only('flows', flowsOf(node)) };
  return { type: type === 'openIdConnect' || type === 'mutualTLS' ? type : 'other' };
}

/** The day on which an extension says that the operation ends; a plain value, or the `date` of an object. */
function sunsetOf(node: MapNode): string | undefined {
  for (const key of SUNSET_KEYS) {
    const value = node.get(key);
    const text = stringOf(isMap(value) ? value.get('date') : value);
    const day = text === undefined ? undefined : dayOf(text);
    if (day !== undefined) return day;
  }
  return undefined;
}

function requirementOf(node: MapNode): Readonly<Record<string, readonly string[]>> {
  return recordOf(node.entries.map(({ key, value }) => [String(key.value), stringsOf(value)]));
}

function parametersOf(node: Node): readonly Or<ParameterSummary>[] | null {
  return isSequence(node) ? node.items.map((item) => summaryOr(item, parameterOf)) : null;
}

function responsesOf(node: Node): OperationSummary['responses'] {
  if (!isMap(node) || referenceOf(node)) return null;
  const statuses = node.entries.filter(({ key }) => !String(key.value).startsWith('x-'));
  return recordOf(statuses.map(({ key, value }) => [String(key.value), summaryOr(value, responseOf)]));
}

/** 2.0 has one flow beside the type, 3.x a map of them. A flow or its scopes may be out of sight: then none is known. */
function flowsOf(node: MapNode): SchemeSummary['flows'] {
  const kind = stringOf(node.get('flow'));
  if (kind !== undefined) {
    const scopes = scopesOf(node);
    return scopes && recordOf([[FLOWS.get(kind) ?? kind, scopes]]);
  }
  const flows = node.get('flows');
  if (!isMap(flows) || referenceOf(flows)) return undefined;
  const read = flows.entries.flatMap(({ key, value }) => {
    const name = String(key.value);
    return name.startsWith('x-') ? [] : [[name, isMap(value) ? scopesOf(value) : []] as const];
  });
  const known = read.flatMap(([name, scopes]) => (scopes ? [[name, scopes] as const] : []));
  return known.length === read.length ? recordOf(known) : undefined;
}

/** Names of the flow's scopes; undefined when a reference hides them. */
function scopesOf(flow: MapNode): readonly string[] | undefined {
  const scopes = flow.get('scopes');
  if (referenceOf(flow) || referenceOf(scopes)) return undefined;
  return isMap(scopes) ? keysOf(scopes).filter((name) => !name.startsWith('x-')) : stringsOf(scopes);
}

const FLOWS: ReadonlyMap<string, string> = new Map([
  ['accessCode', 'authorizationCode'],
  ['application', 'clientCredentials'],
]);
