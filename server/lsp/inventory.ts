import { driftRules, findingsOn, placeAt } from '../core/engine/endpoints.js';
import type { EndpointEntry, Webhook } from '../core/model/types.js';
import {
  guardsJson,
  guardsWords,
  proofWords,
  securityJson,
  securityWords,
} from '../core/report/inventory.js';
import type { Finding } from '../core/rule/finding.js';
import type { Rule } from '../core/rule/rule.js';
import type { Anchor, Place } from '../core/text/span.js';
import { type Setting, toPosition } from './convert.js';
import type { News } from './news.js';
import type { Inventory, InventoryFinding, InventoryItem, Spot } from './protocol.js';
import type { Session } from './session.js';

export interface InventorySetting {
  readonly session: Session;
  readonly convert: Setting;
  readonly news: News;
  readonly rules: readonly Rule[];
}

/** Milliseconds of work between two pauses: a key that arrives meanwhile goes first, and brings news. */
const SLICE = 8;

/** Every endpoint of the workspace, as documented and as implemented, with what was found about it. */
export function createInventory(setting: InventorySetting): () => Promise<Inventory> {
  const drift = driftRules(setting.rules);
  return async () => {
    const endpoints: InventoryItem[] = [];
    let end = performance.now() + SLICE;
    const model = setting.session.engine.model();
    for (const entry of [...model.endpoints, ...model.webhooks]) {
      endpoints.push('call' in entry ? webhookOf(entry, setting) : itemOf(entry, drift, setting));
      if (performance.now() < end) continue;
      await new Promise((resolve) => setImmediate(resolve));
      end = performance.now() + SLICE;
    }
    return { endpoints, settled: setting.news.isSettled() };
  };
}

function itemOf(entry: EndpointEntry, drift: ReadonlySet<string>, setting: InventorySetting): InventoryItem {
  const { key, documented, implemented } = entry;
  const [first] = [...documented, ...implemented];
  const space = key.indexOf(' ');
  return {
    id: `${key} ${first?.at.uri ?? ''}`,
    method: key.slice(0, space),
    path: first?.path ?? key.slice(space + 1),
    outbound: false,
    documented: documented.map(({ at, security }) => ({
      ...spotOf(at, setting),
      words: securityWords(securityJson(security)),
    })),
    implemented: implemented.map(({ at, guards }) => ({
      ...spotOf(at, setting),
      words: guardsWords(guardsJson(guards)),
    })),
    findings: findingsOn(setting.session.engine, entry).map((finding) => ({
      ...toItem(finding, setting),
      drift: drift.has(finding.rule),
    })),
  };
}

function webhookOf({ call, proofs }: Webhook, setting: InventorySetting): InventoryItem {
  const { method, path, at, security } = call;
  const key = `${method} ${path}`;
  const found = findingsOn(setting.session.engine, { key, documented: [call], implemented: [] });
  const words = proofWords({
    security: securityJson(security),
    proofs: proofs.known ? proofs.value : null,
  });
  return {
    id: `webhook ${key} ${at.uri}`,
    method,
    path,
    outbound: true,
    documented: [{ ...spotOf(at, setting), words }],
    implemented: [],
    findings: found.map((finding) => ({ ...toItem(finding, setting), drift: false })),
  };
}

function toItem(finding: Finding, setting: InventorySetting): Omit<InventoryFinding, 'drift'> {
  const { rule, message, severity, place } = finding;
  return { rule, message, severity, ...spotAt(place, setting) };
}

function spotOf(at: Anchor, setting: InventorySetting): Spot {
  const place = placeAt(setting.session.engine, at);
  return spotAt(place ?? { uri: at.uri, range: { start: 0, end: 0 } }, setting);
}

function spotAt({ uri, range }: Pick<Place, 'uri' | 'range'>, { session, convert }: InventorySetting): Spot {
  const document = convert.documentOf(uri);
  return {
    uri: convert.theirs(uri),
    name: session.nameOf(uri),
    position: document ? toPosition(document, range.start, convert.encoding) : { line: 0, character: 0 },
  };
}
