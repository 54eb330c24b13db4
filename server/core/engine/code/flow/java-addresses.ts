import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, unwrap } from '../../../syntax/code-read.js';
import { isInside } from '../names/around.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { statedType, typeName } from '../names/stated-types.js';
import { lastName } from '../names/values.js';
import { nearbyOf } from './called.js';
import { composed, type Flow, pieces } from './pieces.js';
import type { Trace } from './texts.js';

/** What makes an address of Java of one text. */
const MAKES =
  /^(?:(?:java\.net\.)?(?:URI\.create|URI|URL)|(?:\w*UriComponentsBuilder)\.from(?:UriString|HttpUrl|Uri)|HttpUrl\.(?:parse|get)|URIBuilder)$/;
/** The place of the host, where an address is made of its parts, by how many they are. */
const HOST_AT: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  URI: { 4: 1, 5: 1, 7: 2 },
  URL: { 3: 1, 4: 1 },
};
/** Methods of an address, or of what builds one, that keep its host. */
const KEEPS =
  /^(?:path|pathSegment|queryParam|queryParams|query|fragment|port|scheme|build|encode|buildAndExpand|expand|toUri|toURI|toURL|toUriString|toString|toExternalForm|toASCIIString|normalize|newBuilder|set(?:Scheme|Port|Path|PathSegments|Parameters?|Fragment|CustomQuery|UserInfo|QueryParameter)|add(?:Parameters?|PathSegments?|QueryParameter|Encoded\w+))$/;
/** Methods of what builds an address that choose its host, or all of it. */
const LEADS = ['host', 'setHost', 'setHttpHost', 'uri'];
const BUILDERS = /^(?:UriComponentsBuilder|URIBuilder|HttpUrl\.Builder)$/;
const TYPES = /^(?:URI|URL|HttpUrl|UriComponents|UriComponentsBuilder|URIBuilder|HttpUrl\.Builder|var)$/;
const WRITTEN = /^(?:new)?(?:java\.net\.)?(?:URI|URL|HttpUrl|URIBuilder|\w*UriComponentsBuilder)\b/;
const BUILDS = /^(?:new)?(?:URIBuilder|HttpUrl\.Builder|\w*UriComponentsBuilder)\b(?!.*\.build\w*\()/;

/** An address of Java, which consists of what it is made of: `URI.create(sent)`, and what is built on it. */
export function javaAddress(
  node: CodeNode,
  name: string,
  args: readonly CodeNode[],
  scopes: Scopes,
  trace: Trace,
): Flow | undefined {
  if (scopes.language !== 'java') return undefined;
  const [first] = args;
  const source = MAKES.test(name) && args.length === 1 ? first : args[HOST_AT[name]?.[args.length] ?? -1];
  if (source !== undefined) return addressOf(node, source, trace);
  const receiver = field(unwrap(field(node, 'function')), 'object');
  if (receiver === undefined || !isAddress(receiver, scopes)) return undefined;
  if (LEADS.includes(lastName(name)) && first !== undefined) return addressOf(node, first, trace);
  if (!KEEPS.test(lastName(name))) return undefined;
  const flow = trace(receiver);
  if (flow.form === 'address') return { ...flow, node };
  return flow.origin === 'request' && flow.parts.length === 0 ? addressOf(node, receiver, trace) : undefined;
}

/** What a name of a builder stands for, whose host was chosen by a call of its own since: `builder.host(sent);`. */
export function ledInJava(
  node: CodeNode,
  declared: Extract<Declaration, { readonly kind: 'value' }>,
  scopes: Scopes,
  trace: Trace,
): Flow | undefined {
  const type = statedType(declared);
  const stated = type === undefined ? 'var' : scopes.textOf(type);
  const made = scopes.textOf(declared.value).replace(/\s+/g, '');
  if (!BUILDERS.test(stated) && !(stated === 'var' && BUILDS.test(made))) return undefined;
  const name = scopes.textOf(node);
  const [last] = LEADS.flatMap((method) => nearbyOf(node, method, scopes))
    .filter(
      (call) => call.end <= node.start && call.start >= declared.value.end && rootOf(call, scopes) === name,
    )
    .sort((a, b) => b.end - a.end);
  const host = last && argumentsOf(last)[0];
  if (last === undefined || host === undefined) return undefined;
  const flow = addressOf(node, host, trace);
  return flow.origin === 'request' || isSurelyCalled(last, node) ? flow : undefined;
}

/** The name at the root of a chain of calls: 'builder' of `builder.scheme("https").host(sent)`. */
function rootOf(call: CodeNode, scopes: Scopes): string {
  let at: CodeNode | undefined = call;
  while (at?.type === 'call_expression') at = unwrap(field(unwrap(field(at, 'function')), 'object'));
  return at === undefined ? '' : scopes.textOf(at);
}

/** Whether the call has run wherever the node is reached: its statement stands in a block around that. */
function isSurelyCalled(call: CodeNode, node: CodeNode): boolean {
  let at: CodeNode | undefined = call;
  while (at !== undefined && at.type !== 'expression_statement') {
    if (isFunction(at) || at.type === 'statement_block') return false;
    at = at.parent;
  }
  const block = at?.parent;
  return block?.type === 'statement_block' && isInside(node, block);
}

function addressOf(node: CodeNode, source: CodeNode, trace: Trace): Flow {
  return composed(node, 'address', pieces(trace(source), source));
}

function isAddress(receiver: CodeNode, scopes: Scopes): boolean {
  const type = typeName(receiver, scopes);
  return type === undefined ? WRITTEN.test(scopes.textOf(receiver).replace(/\s+/g, '')) : TYPES.test(type);
}
