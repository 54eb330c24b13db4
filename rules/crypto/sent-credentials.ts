import { isOpen } from '../../server/core/rule/access.js';
import type { RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact, ServerFact } from '../../server/core/rule/views.js';
import { serversFor } from './servers.js';

/** The rule that says what is at stake at an address without TLS, so that those about the address itself need not speak. */
const TELLING = 'crypto/credentials-over-cleartext';

/** Whether the rule about what is sent there speaks of an address without TLS; nothing is looked at before somebody asks. */
export function toldAsSent(
  document: DocumentView,
  { speaks }: RuleContext<unknown>,
): (server: ServerFact) => boolean {
  let sent: ReturnType<typeof credentialsSent> | undefined;
  return (server) => {
    if (!speaks(TELLING)) return false;
    sent ??= credentialsSent(document);
    return sent(server).length > 0;
  };
}

/** The schemes by which callers send something to a server that works again for whoever has read it. */
export function credentialsSent(document: DocumentView): (server: ServerFact) => readonly string[] {
  const sent = new Map<string, Set<string>>();
  for (const [asked, fact] of document.each(schemesAsked)) {
    const names = asked.filter((name) => isReusable(document, name));
    if (names.length === 0) continue;
    for (const { at } of serversFor(fact, document)) {
      const place = JSON.stringify(at);
      const known = sent.get(place) ?? new Set();
      sent.set(place, known);
      for (const name of names) known.add(name);
    }
  }
  return ({ at }) => [...(sent.get(JSON.stringify(at)) ?? [])];
}

/** Of an operation that callers must prove themselves for. */
export function schemesAsked({ outbound, security }: OperationFact): readonly string[] {
  if (outbound || !security.known || isOpen(security.value)) return NONE;
  return security.value.anyOf.flatMap(({ all }) => all.map(({ scheme }) => scheme));
}

const NONE: readonly string[] = [];

function isReusable({ schemes }: DocumentView, name: string): boolean {
  const scheme = schemes.get(name);
  if (!scheme?.known) return false;
  const { type, scheme: kind = '' } = scheme.value;
  return type !== 'mutualTLS' && type !== 'other' && (type !== 'http' || !PROOFS.has(kind));
}

/** HTTP authentication schemes that send a proof for one request and not the secret itself. */
const PROOFS: ReadonlySet<string> = new Set([
  ...['digest', 'hoba', 'mutual', 'negotiate', 'scram-sha-1', 'scram-sha-256', 'dpop', 'signature', 'hawk'],
]);
