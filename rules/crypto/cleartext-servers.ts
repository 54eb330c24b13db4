import type { Change } from '../../server/core/rule/change.js';
import type { RuleContext } from '../../server/core/rule/rule.js';
import type { OasVersion, ServerFact } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { hasOwnPort, isCleartext, isLoopback, overTls, urlParts } from '../../server/core/words/urls.js';

/**
 * Reports the servers of one list that are reachable without TLS. The messages 'cleartext' and 'scheme' and the fixes
 * 'https', 'port' and 'drop' are those of the rule.
 */
export function checkServers(
  servers: readonly ServerFact[],
  version: OasVersion,
  { report, holds, unknown, node }: RuleContext<unknown>,
): void {
  for (const server of servers) {
    const { url, at } = server;
    const { scheme, host } = urlParts(url);
    const swagger = version === '2.0';
    // An address that is still being written says of nobody what is sent there.
    if (scheme === undefined || (host === '' && !swagger)) {
      unknown(at);
      continue;
    }
    if (isLoopback(host)) continue;
    if (!isCleartext(scheme)) {
      holds(at);
      continue;
    }
    const twin = hasTwin(server, servers);
    report({
      at,
      message: swagger ? 'scheme' : 'cleartext',
      data: { host: shorten(host, 50), scheme },
      fixes: [
        {
          fix: twin ? 'drop' : hasOwnPort(url) && !swagger ? 'port' : 'https',
          data: { scheme: twin ? scheme : `${scheme}s` },
          changes: () => overTlsChanges(server, servers, version, node),
        },
      ],
    });
  }
}

/** Gives a server TLS, or takes it out of its list where another has the same address over TLS. */
export function overTlsChanges(
  server: ServerFact,
  servers: readonly ServerFact[],
  version: OasVersion,
  node: RuleContext<unknown>['node'],
): readonly Change[] {
  const { url, at } = server;
  const found = node(at);
  if (found?.kind !== 'scalar') return [];
  const swagger = version === '2.0';
  if (hasTwin(server, servers)) {
    const item = swagger ? found : found.parent;
    return item === undefined ? [] : [{ remove: item }];
  }
  return [{ replace: found, by: swagger ? `${urlParts(url).scheme}s` : overTls(url) }];
}

/** Whether the list has the same address over TLS as well. */
function hasTwin({ url }: ServerFact, servers: readonly ServerFact[]): boolean {
  const secure = overTls(url.trim().toLowerCase());
  return servers.some((other) => other.url.trim().toLowerCase() === secure);
}
