import { isSignedCall } from '../../facts/openapi/callbacks.js';
import { isStyled, mayBeUrlSecret } from '../../facts/openapi/secrets.js';
import { methodOf, slotOf } from '../../facts/openapi/shapes.js';
import { operationOf, schemeOf } from '../../facts/openapi/summary.js';
import { sitesOf } from '../../facts/openapi/traverse.js';
import type { Part } from '../../facts/openapi/types.js';
import { alternativesOf } from '../../model/openapi/operations.js';
import type { OperationFact } from '../../model/openapi/types.js';
import { known, type Method, UNKNOWN } from '../../model/types.js';
import type { DocumentView } from '../../rule/document-view.js';
import type { OperationView, ParameterView, SchemaView, SchemeView } from '../../rule/views.js';
import { entryOf, type MapNode, type Node, stringOf } from '../../syntax/node.js';
import { toPointer } from '../../syntax/pointer.js';
import type { Spot } from '../../syntax/spot.js';
import { pathOf } from '../../syntax/tree.js';
import { writes } from '../../words/methods.js';
import { haveProof } from '../../words/senders.js';
import { documentOf, homeDocument } from './document-view.js';
import type { CheckEnv, Look } from './env.js';
import { takesPassword } from './passwords.js';
import { schemaView } from './schema-view.js';
import { isSuperseded } from './superseded.js';

/** Undefined while the model does not know the operation, as in a file that nothing refers to. */
export function operationView(look: Look): OperationView | undefined {
  const { site, part, env } = look;
  const fact = site.up ? callbackFact(look) : env.operation(part.id);
  return fact && new OperationLook(look, fact);
}

class OperationLook implements OperationView {
  readonly node: MapNode;
  readonly keyNode: Spot;
  readonly method: Method;
  readonly path: string;
  readonly writes: boolean;
  readonly outbound: boolean;
  readonly security: OperationFact['security'];
  readonly securityNode: Node | undefined;
  readonly document: DocumentView;

  constructor(
    private readonly look: Look,
    readonly fact: OperationFact,
  ) {
    const { site, part, env } = look;
    const { node } = site;
    this.node = node;
    this.keyNode = entryOf(node)?.key ?? node.entries[0]?.key ?? node;
    this.method = fact.method;
    this.path = fact.path;
    this.writes = writes(fact.method);
    this.outbound = fact.outbound;
    this.security = fact.security;
    this.securityNode = node.get('security');
    this.document = documentOf(homeOf(part.id, part.uri, env), env);
  }

  get served() {
    const { fact, document, look } = this;
    const entry = fact.outbound ? undefined : look.env.endpoint(document.uri, fact.key);
    return entry ? known(entry.implemented.length > 0) : UNKNOWN;
  }

  get asked() {
    const { fact, look } = this;
    return fact.outbound ? undefined : look.env.asked(fact.at.uri, fact.key);
  }

  get signed() {
    const { node, fact, look } = this;
    // The path item of a callback is text of the same part; what that of a webhook says is in the facts.
    if (isSignedCall(node, look.site.up ? node.parent : undefined)) return true;
    return fact.outbound && fact.parameters.known && haveProof(fact.parameters.value);
  }

  get superseded() {
    return isSuperseded(this.look, this.fact.path);
  }

  get takesPassword() {
    return takesPassword(this.look);
  }

  readonly get = (key: string): Node | undefined => this.node.get(key);
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
  const nameNode = look.site.node.get('name');
  const name = stringOf(nameNode);
  return nameNode && name !== undefined ? new ParameterLook(look, name, nameNode) : undefined;
}

class ParameterLook implements ParameterView {
  readonly node: MapNode;
  readonly in: string;
  #schema: { readonly view: SchemaView | undefined } | undefined;

  constructor(
    private readonly look: Look,
    readonly name: string,
    readonly nameNode: Node,
  ) {
    this.node = look.site.node;
    this.in = stringOf(this.node.get('in')) ?? '';
  }

  get document() {
    return homeDocument(this.look);
  }

  get operation() {
    const { part, env } = this.look;
    return part.role === 'operation' ? env.operation(part.id) : undefined;
  }

  get usedBy() {
    return usersOf(this.look);
  }

  /** Most rules about parameters look at it. */
  get schema() {
    this.#schema ??= { view: schemaOf(this.look) };
    return this.#schema.view;
  }

  get mayBeSecret() {
    return mayBeUrlSecret(this.name, this.in, this.node);
  }

  get isStyled() {
    return isStyled(this.node);
  }

  readonly get = (key: string): Node | undefined => this.node.get(key);
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
