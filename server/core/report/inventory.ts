import {
  asksCaller,
  type Endpoint,
  type EndpointEntry,
  type Known,
  type Security,
  type Webhook,
} from '../model/types.js';
import type { Finding } from '../rule/finding.js';
import { fill } from '../rule/rule.js';
import { printable } from './text.js';

/** Alternatives of schemes with their scopes; `[]`: public; null: cannot be seen. */
export type SecurityJson = readonly Readonly<Record<string, readonly string[]>>[] | null;

export interface InventoryEntry {
  readonly method: string;
  readonly path: string;
  readonly documented: readonly {
    readonly file: string;
    /** Counts from 1. */
    readonly line: number;
    readonly operationId?: string;
    readonly security: SecurityJson;
  }[];
  readonly implemented: readonly {
    readonly file: string;
    readonly line: number;
    readonly framework: string;
    readonly handler?: string;
    /** What asks who is calling. null: something on the way cannot be seen. */
    readonly guards: readonly { readonly kind: string; readonly name: string }[] | null;
  }[];
  readonly drift: readonly { readonly rule: string; readonly message: string }[];
}

/** What the inventory asks of its host. */
export interface InventorySetting {
  /** Where an endpoint stands, as reports name it; lines count from 1. */
  locate(endpoint: Endpoint): { readonly file: string; readonly line: number };
  /** Findings about the relation of document and code that concern the entry. */
  drift(entry: EndpointEntry): readonly Finding[];
}

/** A call that the API makes. */
export interface WebhookEntry {
  readonly method: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly operationId?: string;
  /** What it is sent with, as it says itself; null: nothing is said, or it cannot be seen. */
  readonly security: SecurityJson;
  /** Headers by which receivers can tell who sends it; null: they cannot be seen. */
  readonly proofs: readonly string[] | null;
}

const WORDS = {
  ...{ unknown: 'unknown', public: 'public', none: 'none', absent: '-', guards: 'no guard' },
  ...{ webhook: 'webhook {name}', unproved: 'no proof of the sender' },
};
const HEADINGS = ['METHOD', 'PATH', 'DOCUMENTED', 'IMPLEMENTED', 'DRIFT'];

/** Every endpoint as documented and as implemented. */
export function inventoryOf(
  entries: readonly EndpointEntry[],
  { locate, drift }: InventorySetting,
): readonly InventoryEntry[] {
  return entries.map((entry) => {
    const { key, documented, implemented } = entry;
    const space = key.indexOf(' ');
    return {
      method: key.slice(0, space),
      path: documented[0]?.path ?? implemented[0]?.path ?? key.slice(space + 1),
      documented: documented.map((endpoint) => ({
        ...locate(endpoint),
        ...(endpoint.operationId === undefined ? {} : { operationId: endpoint.operationId }),
        security: securityJson(endpoint.security),
      })),
      implemented: implemented.map((endpoint) => ({
        ...locate(endpoint),
        framework: endpoint.framework ?? '',
        ...(endpoint.handler === undefined ? {} : { handler: endpoint.handler }),
        guards: guardsJson(endpoint.guards),
      })),
      drift: drift(entry).map(({ rule, message }) => ({ rule, message })),
    };
  });
}

/** Every webhook as its document describes it. */
export function webhooksOf(
  webhooks: readonly Webhook[],
  { locate }: Pick<InventorySetting, 'locate'>,
): readonly WebhookEntry[] {
  return webhooks.map(({ call, proofs }) => ({
    method: call.method,
    name: call.path,
    ...locate(call),
    ...(call.operationId === undefined ? {} : { operationId: call.operationId }),
    security: securityJson(call.security),
    proofs: proofs.known ? proofs.value : null,
  }));
}

/** How receivers know who sends it, in a few words: 'X-Signature', 'bearer', 'no proof of the sender'. */
export function proofWords({ security, proofs }: Pick<WebhookEntry, 'security' | 'proofs'>): string {
  const asked = (security ?? []).filter((one) => Object.keys(one).length > 0);
  const ways = [...(asked.length > 0 ? [securityWords(asked)] : []), ...(proofs ?? [])];
  return ways.join(', ') || (proofs === null ? WORDS.unknown : WORDS.unproved);
}

/** The inventory as lines of one table. */
export function inventoryTable(
  entries: readonly InventoryEntry[],
  webhooks: readonly WebhookEntry[] = [],
): string {
  const rows = [HEADINGS, ...entries.map(rowOf), ...webhooks.map(webhookRow)].map((row) =>
    row.map(printable),
  );
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

export function securityJson(security: Known<Security>): SecurityJson {
  if (!security.known) return null;
  return security.value.anyOf.map(({ all }) =>
    Object.fromEntries(all.map(({ scheme, scopes }) => [scheme, scopes])),
  );
}

/** Who may call, in a few words: 'bearer or key', 'public'. */
export function securityWords(security: SecurityJson): string {
  if (security === null) return WORDS.unknown;
  if (security.length === 0) return WORDS.public;
  return security.map((one) => Object.keys(one).join(' + ') || WORDS.none).join(' or ');
}

/** What asks who is calling, in order; null: something on the way cannot be seen. */
export function guardsJson(guards: Endpoint['guards']): InventoryEntry['implemented'][number]['guards'] {
  return guards.known ? guards.value.filter(asksCaller).map(({ kind, name }) => ({ kind, name })) : null;
}

/** The names of what stands before a route, in order; one that is several kinds of guard once. */
export function guardsWords(guards: InventoryEntry['implemented'][number]['guards']): string {
  if (guards === null) return WORDS.unknown;
  return [...new Set(guards.map(({ name }) => name))].join(', ') || WORDS.guards;
}

function rowOf({ method, path, documented, implemented, drift }: InventoryEntry): readonly string[] {
  const security = [...new Set(documented.map((one) => securityWords(one.security)))];
  const guards = [...new Set(implemented.map((one) => guardsWords(one.guards)))];
  const rules = [...new Set(drift.map(({ rule }) => rule))];
  return [method, path, ...[security, guards, rules].map((cells) => cells.join(' / ') || WORDS.absent)];
}

function webhookRow(entry: WebhookEntry): readonly string[] {
  const name = fill(WORDS.webhook, { name: entry.name });
  return [entry.method, name, proofWords(entry), WORDS.absent, WORDS.absent];
}
