import { isOpen, isProtected, mostUsed, requirements } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import type { EndpointView } from '../../server/core/rule/endpoint-view.js';
import { isMap } from '../../server/core/rule/nodes.js';
import type { FixOffer, RuleContext } from '../../server/core/rule/rule.js';
import { isPublicByNature } from '../../server/core/words/public-paths.js';
import { shorten, shortenPath } from '../../server/core/words/text.js';

type Endpoint = EndpointView['documented'][number];

/** What a check is called that stands in the handler itself. */
const INLINE = 'inline';

/** The first of the checks in front of it that tell callers apart. */
export function checkOf({ guards }: Endpoint) {
  return guards.known
    ? guards.value.find(({ kind }) => kind === 'authentication' || kind === 'authorization')
    : undefined;
}

/** Tells of a guard in the code that the document says nothing about. */
export function compareGuards(
  described: Endpoint,
  route: Endpoint,
  endpoint: EndpointView,
  ctx: RuleContext<unknown>,
): void {
  if (!described.security.known || !route.guards.known) return ctx.unknown(described.at);
  const security = described.security.value;
  const guard = checkOf(route);
  if (guard === undefined && isProtected(security)) return;
  if (!isOpen(security) || guard === undefined) return ctx.holds(described.at);
  // Who signs in is turned away for a wrong password, and not for lack of credentials.
  if (isPublicByNature({ path: described.shape, method: endpoint.method })) return;
  // A document that knows no security at all has one fault, which other rules name.
  if (security.from === 'nowhere' && endpoint.document.schemes.size === 0) return;
  ctx.report({
    at: security.from === 'operation' ? { ...security.at, key: false } : described.at,
    message: guard.name === INLINE ? 'refused' : 'closed',
    data: { route: `${endpoint.method} ${shortenPath(endpoint.path, 40)}`, guard: shorten(guard.name, 25) },
    severity: 'warning',
    related: [{ at: guard.at, message: 'guarded' }],
    fixes: requireOffers(described, endpoint, ctx),
  });
}

/** Asks for what the document's other operations ask for. */
function requireOffers(
  described: Endpoint,
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
