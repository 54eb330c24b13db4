import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { typeName } from '../names/stated-types.js';
import { lastName } from '../names/values.js';
import { composed, type Flow, pieces } from './pieces.js';
import type { Trace } from './texts.js';

/** What makes an address of Java of one text. */
const MAKES =
  /^(?:(?:java\.net\.)?(?:URI\.create|URI|URL)|(?:\w*UriComponentsBuilder)\.from(?:UriString|HttpUrl)|HttpUrl\.(?:parse|get))$/;
/** The place of the host, where an address is made of its parts, by how many they are. */
const HOST_AT: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  URI: { 4: 1, 5: 1, 7: 2 },
  URL: { 3: 1, 4: 1 },
};
/** Methods of an address, or of what builds one, that keep its host. */
const KEEPS =
  /^(?:path|pathSegment|queryParam|queryParams|query|fragment|port|scheme|build|encode|buildAndExpand|expand|toUri|toURI|toURL|toUriString|toString|toExternalForm|toASCIIString|normalize)$/;
const TYPES = /^(?:URI|URL|HttpUrl|UriComponents|UriComponentsBuilder|var)$/;
const WRITTEN = /^(?:new)?(?:java\.net\.)?(?:URI|URL|HttpUrl|\w*UriComponentsBuilder)\b/;

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
  if (lastName(name) === 'host' && first !== undefined) return addressOf(node, first, trace);
  if (!KEEPS.test(lastName(name))) return undefined;
  const flow = trace(receiver);
  if (flow.form === 'address') return { ...flow, node };
  return flow.origin === 'request' && flow.parts.length === 0 ? addressOf(node, receiver, trace) : undefined;
}

function addressOf(node: CodeNode, source: CodeNode, trace: Trace): Flow {
  return composed(node, 'address', pieces(trace(source), source));
}

function isAddress(receiver: CodeNode, scopes: Scopes): boolean {
  const type = typeName(receiver, scopes);
  return type === undefined ? WRITTEN.test(scopes.textOf(receiver).replace(/\s+/g, '')) : TYPES.test(type);
}
