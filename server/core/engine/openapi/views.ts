import { methodOf, slotOf } from '../../facts/openapi/shapes.js';
import { operationOf, schemeOf } from '../../facts/openapi/summary.js';
import { sitesOf, traverse } from '../../facts/openapi/traverse.js';
import type { Part } from '../../facts/openapi/types.js';
import { alternativesOf } from '../../model/openapi/operations.js';
import type { OperationFact } from '../../model/openapi/types.js';
import { known, UNKNOWN } from '../../model/types.js';
import type { OperationView, ParameterView, SchemaView, SchemeView } from '../../rule/views.js';
import { entryOf, stringOf } from '../../syntax/node.js';
import { toPointer } from '../../syntax/pointer.js';
import { pathOf } from '../../syntax/tree.js';
import { documentOf, homeDocument } from './document-view.js';
import type { CheckEnv, Look } from './env.js';
import { schemaView } from './schema-view.js';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Undefined while the model does not know the operation, as in a file that nothing refers to. */
export function operationView(look: Look): OperationView | undefined {
  const { site, part, env } = look;
  const fact = site.up ? callbackFact(look) : env.operation(part.id);
  if (!fact) return undefined;
  const { node } = site;
  const home = homeOf(part.id, part.uri, env);
  return {
    node,
    keyNode: entryOf(node)?.key ?? node.entries[0]?.key ?? node,
    fact,
    method: fact.method,
    path: fact.path,
    writes: WRITES.has(fact.method),
    outbound: fact.outbound,
    security: fact.security,
    securityNode: node.get('security'),
    document: documentOf(home, env),
    get served() {
      const entry = fact.outbound ? undefined : env.endpoint(home, fact.key);
      return entry ? known(entry.implemented.length > 0) : UNKNOWN;
    },
    get asked() {
      return fact.outbound ? undefined : env.asked(fact.at.uri, fact.key);
    },
    get superseded() {
      return answersSuperseded(look);
    },
    get: (key) => node.get(key),
  };
}

function answersSuperseded({ site, part, env }: Look): boolean {
  let found = false;
  traverse(site, {
    reference: ({ shape, way }, _target, ref) => {
      if (found || shape !== 'schema' || way !== 'response') return;
      const traits = env.traits(part.uri, ref, 'schema');
      found = traits.known && traits.value.includes('superseded');
    },
  });
  return found;
}

/**
 * What an operation of a callback says itself. Its address is the caller's, so that nothing the document says of its own
 * servers and callers holds there.
 */
function callbackFact({ site, part }: Look): OperationFact {
  const method = methodOf(String(site.key?.value ?? ''));
  const path = String(site.up?.key?.value ?? '');
  const own = operationOf(site.node, method);
  const anyOf = own.security ? alternativesOf(own.security) : undefined;
  const at = { uri: part.uri, path: pathOf(site.node), key: true };
  return {
    key: `${method} ${path}`,
    method,
    path,
    ...(own.id === undefined ? {} : { operationId: own.id }),
    tags: own.tags ?? [],
    deprecated: own.deprecated ?? false,
    ...(own.sunset === undefined ? {} : { sunset: own.sunset }),
    claims: own.claims ?? [],
    outbound: true,
    security: anyOf
      ? known({ anyOf, from: 'operation', at: { ...at, path: [...at.path, 'security'] } })
      : UNKNOWN,
    responses: UNKNOWN,
    parameters: UNKNOWN,
    body: UNKNOWN,
    at,
  };
}

/** Undefined when it has no name. */
export function parameterView(look: Look): ParameterView | undefined {
  const { site, part, env } = look;
  const { node } = site;
  const nameNode = node.get('name');
  const name = stringOf(nameNode);
  if (!nameNode || name === undefined) return undefined;
  const inline = part.role === 'operation';
  return {
    node,
    name,
    in: stringOf(node.get('in')) ?? '',
    nameNode,
    get document() {
      return homeDocument(look);
    },
    get operation() {
      return inline ? env.operation(part.id) : undefined;
    },
    get usedBy() {
      return usersOf(look);
    },
    get schema() {
      return schemaOf(look);
    },
    get: (key) => node.get(key),
  };
}

export function schemeView({ site, part, env }: Look): SchemeView {
  const { node } = site;
  const name = schemeName(part, env);
  const { flows, ...rest } = schemeOf(node);
  const kinds = flows && Object.entries(flows).map(([kind, scopes]) => ({ kind, scopes }));
  return {
    node,
    name,
    document: documentOf(homeOf(part.id, part.uri, env), env),
    scheme: { name, ...rest, ...(kinds ? { flows: kinds } : {}), at: { uri: part.uri, path: part.path } },
    get usedBy() {
      return env.usage(part.id, 'schemeUsers');
    },
    get: (key) => node.get(key),
  };
}

/** What stands in another file has the name that the document gives it. */
function schemeName(part: Part, env: CheckEnv): string {
  const place = toPointer(part.path);
  const home = homeOf(part.id, part.uri, env);
  const schemes = home === part.uri ? undefined : env.view(home, 'schemes');
  for (const [name, scheme] of schemes ?? []) {
    if (scheme.known && scheme.value.at.uri === part.uri && toPointer(scheme.value.at.path) === place)
      return name;
  }
  return String(part.path.at(-1) ?? '');
}

function homeOf(id: string, uri: string, env: CheckEnv): string {
  return env.usage(id, 'document') ?? uri;
}

function usersOf({ part, env }: Look): readonly OperationFact[] {
  const ids = part.role === 'operation' ? [part.id] : env.usage(part.id, 'parameterUsers');
  return ids.flatMap((id) => env.operation(id) ?? []);
}

function schemaOf(look: Look): SchemaView | undefined {
  const { node } = look.site;
  const entry = node.entry('schema');
  const slot = slotOf('parameter', 'schema');
  const [site] = entry && slot ? sitesOf(look.site, slot, entry) : [];
  if (site) return schemaView({ ...look, site });
  return node.get('type') ? schemaView(look) : undefined;
}
