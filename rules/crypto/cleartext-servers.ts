import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer, FixWords, RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OasVersion, ServerFact } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { hasOwnPort, isCleartext, isLoopback, overTls, urlParts } from '../../server/core/words/urls.js';
import { toldAsSent } from './sent-credentials.js';

/** Words of the fixes that `tlsFix` offers. */
export const TLS_FIXES = {
  https: { title: 'Use {scheme}', safety: 'safe' },
  port: { title: 'Use {scheme}; the port may have to change too', safety: 'review' },
  drop: { title: 'Remove {scheme}', safety: 'safe' },
} as const satisfies Record<string, FixWords>;

/**
 * Reports the servers of one list that are reachable without TLS, and of which no other rule says more. The messages
 * 'cleartext' and 'scheme' are those of the rule.
 */
export function checkServers(
  servers: readonly ServerFact[],
  document: DocumentView,
  context: RuleContext<unknown>,
): void {
  const { report, holds, unknown, node } = context;
  const { version } = document;
  const isTold = toldAsSent(document, context);
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
    if (isTold(server)) continue;
    report({
      at,
      message: swagger ? 'scheme' : 'cleartext',
      data: { host: shorten(host, 50), scheme },
      fixes: [tlsFix(server, servers, version, node)],
    });
  }
}

/** Gives a server TLS, or takes it out of its list where another has the same address over TLS. */
export function tlsFix(
  server: ServerFact,
  servers: readonly ServerFact[],
  version: OasVersion,
  node: RuleContext<unknown>['node'],
): FixOffer {
  const { scheme = '' } = urlParts(server.url);
  const twin = hasTwin(server, servers);
  return {
    fix: twin ? 'drop' : hasOwnPort(server.url) && version !== '2.0' ? 'port' : 'https',
    data: { scheme: twin ? scheme : `${scheme}s` },
    changes: () => overTlsChanges(server, twin, version, node),
  };
}

function overTlsChanges(
  { url, at }: ServerFact,
  twin: boolean,
  version: OasVersion,
  node: RuleContext<unknown>['node'],
): readonly Change[] {
  const found = node(at);
  if (found?.kind !== 'scalar') return [];
  const swagger = version === '2.0';
  if (twin) {
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
