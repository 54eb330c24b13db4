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
  const urls = servers.map(({ url }) => url.trim().toLowerCase());
  for (const { url, at } of servers) {
    const { scheme, host } = urlParts(url);
    if (scheme === undefined) {
      unknown(at);
      continue;
    }
    if (isLoopback(host)) continue;
    if (!isCleartext(scheme)) {
      holds(at);
      continue;
    }
    const swagger = version === '2.0';
    const twin = swagger && urls.includes(overTls(url.trim().toLowerCase()));
    const secure = `${scheme}s`;
    report({
      at,
      message: swagger ? 'scheme' : 'cleartext',
      data: { host: shorten(host, 50), scheme },
      fixes: [
        {
          fix: twin ? 'drop' : hasOwnPort(url) && !swagger ? 'port' : 'https',
          data: { scheme: twin ? scheme : secure },
          changes: () => {
            const found = node(at);
            if (found?.kind !== 'scalar') return [];
            if (twin) return [{ remove: found }];
            return [{ replace: found, by: swagger ? secure : overTls(url) }];
          },
        },
      ],
    });
  }
}
