import type { ThreatModel } from '../model/threats/cards.js';
import { dataClass } from '../model/threats/classes.js';
import type { OperationEvidence } from '../model/threats/evidence.js';
import { resourceOf } from '../model/threats/roles.js';
import { phrase } from '../model/threats/wording.js';
import { byText } from '../text/order.js';
import { label } from './escape.js';
import { DIAGRAM_WORDS } from './threat-words.js';

/** More boxes than this are no picture any longer. */
const MOST_RESOURCES = 30;

const STYLES = [
  'classDef open fill:#fee4e2,stroke:#b42318,color:#7a271a',
  'classDef ask fill:#fef0c7,stroke:#b54708,color:#7a2e0e',
  'style callers stroke-dasharray:5 5',
  'style service stroke-dasharray:5 5',
];

interface Flow {
  readonly actor: string;
  readonly resource: string;
  count: number;
  readonly traits: Set<string>;
}

/**
 * A data-flow diagram in Mermaid: one actor for each way to prove who calls, one process for each resource, one flow for
 * each pair. The same input gives the same text; no text of the document is read as syntax.
 */
export function dataFlowDiagram(
  name: string,
  operations: readonly OperationEvidence[],
  model: ThreatModel,
): string {
  const served = operations.filter(({ operation }) => !operation.outbound);
  const called = operations
    .filter(({ operation }) => operation.outbound)
    .map(({ operation }) => operation.path);
  const flows = flowsOf(served);
  const actors = sorted(flows.map((flow) => flow.actor));
  const all = sorted(flows.map((flow) => flow.resource));
  const resources = all.slice(0, MOST_RESOURCES);
  const rest = all.length - resources.length;
  return [
    'flowchart LR',
    ...subgraph(
      'callers',
      DIAGRAM_WORDS.callers,
      actors.map((actor, i) => `a${i}([${label(actor)}])`),
    ),
    ...subgraph('service', `${DIAGRAM_WORDS.service} ${name}`, [
      ...resources.map((resource, i) => `r${i}[${label(resource)}]`),
      ...(rest > 0 ? [`rest[${label(phrase(DIAGRAM_WORDS.rest, { count: rest }))}]`] : []),
    ]),
    ...outside(sorted(called).slice(0, MOST_RESOURCES)),
    ...flows.flatMap((flow) => arrow(flow, actors, resources)),
    ...resources.flatMap((resource, i) => stateOf(resource, `r${i}`, served, model)),
    ...STYLES.map((style) => `  ${style}`),
  ].join('\n');
}

function subgraph(id: string, title: string, lines: readonly string[]): readonly string[] {
  return [`  subgraph ${id} [${label(title)}]`, ...lines.map((line) => `    ${line}`), '  end'];
}

function outside(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [
    ...subgraph(
      'outside',
      DIAGRAM_WORDS.outside,
      names.map((name, i) => `o${i}([${label(name)}])`),
    ),
    ...names.map((_, i) => `  service -->|${label(DIAGRAM_WORDS.call)}| o${i}`),
  ];
}

/** One flow for each actor and resource, sorted. */
function flowsOf(operations: readonly OperationEvidence[]): readonly Flow[] {
  const flows = new Map<string, Flow>();
  for (const evidence of operations) {
    const resource = resourceOf(evidence.operation.path);
    for (const actor of actorsOf(evidence)) {
      const key = JSON.stringify([actor, resource]);
      const flow = flows.get(key) ?? { actor, resource, count: 0, traits: new Set() };
      flows.set(key, flow);
      flow.count += 1;
      for (const trait of [...evidence.requestTraits, ...evidence.responseTraits]) flow.traits.add(trait);
    }
  }
  return [...flows].sort(([a], [b]) => byText(a, b)).map(([, flow]) => flow);
}

function actorsOf({ operation: { security } }: OperationEvidence): readonly string[] {
  if (!security.known) return [DIAGRAM_WORDS.unseen];
  const ways = security.value.anyOf.map(({ all }) => sorted(all.map(({ scheme }) => scheme)).join(' + '));
  if (ways.length === 0) return [DIAGRAM_WORDS.anyone];
  return sorted(ways).map((scheme) =>
    scheme === '' ? DIAGRAM_WORDS.anyone : phrase(DIAGRAM_WORDS.holder, { scheme }),
  );
}

function arrow(flow: Flow, actors: readonly string[], resources: readonly string[]): readonly string[] {
  const at = resources.indexOf(flow.resource);
  if (at < 0) return [];
  const value = dataClass(flow.traits, true);
  const data = typeof value === 'object' ? value.atLeast : value;
  const words = phrase(flow.count === 1 ? DIAGRAM_WORDS.oneFlow : DIAGRAM_WORDS.flow, {
    count: flow.count,
    data,
  });
  return [`  a${actors.indexOf(flow.actor)} -->|${label(words)}| r${at}`];
}

/** The worst card about an operation of the resource colors its box. */
function stateOf(
  resource: string,
  id: string,
  operations: readonly OperationEvidence[],
  model: ThreatModel,
): readonly string[] {
  const keys = new Set(
    operations.flatMap(({ operation }) => (resourceOf(operation.path) === resource ? [operation.key] : [])),
  );
  const own = model.cards.filter((card) => {
    return card.template.rollup !== 'api' && card.operations.some(({ key }) => keys.has(key));
  });
  if (own.some((card) => card.status === 'open')) return [`  class ${id} open`];
  return own.some((card) => card.status === 'unknown') ? [`  class ${id} ask`] : [];
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(byText);
}
