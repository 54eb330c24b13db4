import type { Change } from '../../server/core/rule/change.js';
import { isMap, type MapNode, type Node, stringOf } from '../../server/core/rule/nodes.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { SchemeView } from '../../server/core/rule/views.js';
import { overTls } from '../../server/core/words/urls.js';

/** One flow of an OAuth 2.0 scheme. */
export interface Flow {
  /** What holds its URLs and scopes: in 2.0 the scheme itself. */
  readonly node: MapNode;
  /** Where its kind is written: a key of `flows`, in 2.0 the value of `flow`. */
  readonly at: Node;
}

/** The flow of a kind; undefined when the scheme has none, 'unseen' when its flows stand where they cannot be read. */
export function flowOf(scheme: SchemeView, kind: 'implicit' | 'password'): Flow | 'unseen' | undefined {
  const old = scheme.get('flow');
  if (old !== undefined) return stringOf(old) === kind ? { node: scheme.node, at: old } : undefined;
  const flows = scheme.get('flows');
  if (!isMap(flows)) return 'unseen';
  const entry = flows.entry(kind);
  if (entry === undefined) return flows.get('$ref') === undefined ? undefined : 'unseen';
  return isMap(entry.value) ? { node: entry.value, at: entry.key } : 'unseen';
}

/**
 * Fixes that leave only the authorization code flow: `code` turns the flow into it, with the address that it lacks guessed
 * from the one that it has; `drop` removes the flow where the scheme offers the better one already. Both are keys of the
 * rule's `fixes`.
 */
export function codeFlowInstead(scheme: SchemeView, { node }: Flow): readonly FixOffer[] {
  const flows = scheme.get('flows');
  const better = isMap(flows) ? flows.get('authorizationCode') : undefined;
  if (isMap(better)) return [{ fix: 'drop', changes: () => [{ remove: node }, ...withScopes(better, node)] }];
  return [{ fix: 'code', changes: () => [kindChange(scheme, node), ...addressChanges(node)] }];
}

function kindChange(scheme: SchemeView, flow: MapNode): Change {
  return flow === scheme.node
    ? { set: flow, key: 'flow', to: 'accessCode' }
    : { rename: flow, to: 'authorizationCode' };
}

function addressChanges(flow: MapNode): readonly Change[] {
  const authorization = stringOf(flow.get('authorizationUrl'));
  const token = stringOf(flow.get('tokenUrl'));
  const changes: Change[] = [];
  if (authorization === undefined) {
    const to = sibling(token, 'authorize');
    changes.push({
      set: flow,
      key: 'authorizationUrl',
      to,
      ...(token === undefined ? {} : { after: 'tokenUrl' }),
    });
  }
  if (token === undefined)
    changes.push({
      set: flow,
      key: 'tokenUrl',
      to: sibling(authorization, 'token'),
      after: 'authorizationUrl',
    });
  return changes;
}

/** The URL with another last segment, over TLS: an authorization server mostly keeps its endpoints side by side. */
function sibling(url: string | undefined, segment: string): string {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#]+)([^?#]*)/i.exec(url ?? '') ?? [];
  if (origin === '') return `https://id.example.com/oauth/${segment}`;
  return overTls(`${origin}${path.slice(0, Math.max(path.lastIndexOf('/'), 0))}/${segment}`);
}

/** Scopes that only the flow which goes away declares, so that no requirement is left without its scope. */
function withScopes(flow: MapNode, gone: MapNode): readonly Change[] {
  const [scopes, old] = [flow.get('scopes'), gone.get('scopes')];
  if (!isMap(scopes) || !isMap(old)) return [];
  return old.entries
    .filter(({ key }) => scopes.get(String(key.value)) === undefined)
    .map(({ key, value }) => ({ set: scopes, key: String(key.value), to: stringOf(value) ?? '' }));
}
