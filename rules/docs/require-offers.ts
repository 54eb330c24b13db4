import { mostUsed, requirements } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import type { EndpointView } from '../../server/core/rule/endpoint-view.js';
import { isMap } from '../../server/core/rule/nodes.js';
import type { FixOffer, RuleContext } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

/** Asks for what the document's other operations ask for. */
export function requireOffers(
  described: EndpointView['documented'][number],
  { document }: EndpointView,
  ctx: RuleContext<unknown>,
): readonly FixOffer[] {
  const used = mostUsed(
    document.operations.flatMap(({ security }) => (security.known ? [security.value] : [])),
  );
  const scheme = used?.anyOf[0]?.all[0]?.scheme;
  if (used === undefined || scheme === undefined) return [];
  const changes = (): readonly Change[] => {
    const operation = ctx.node({ uri: described.at.uri, path: described.at.path });
    const to = requirements(used);
    return operation !== undefined && isMap(operation) ? [{ set: operation, key: 'security', to }] : [];
  };
  return [{ fix: 'require', data: { scheme: shorten(scheme, 30) }, changes }];
}
