import { functionKey } from '../../facts/code/function-nodes.js';
import type { FunctionFact, Sent } from '../../facts/code/types.js';
import type { Anchor } from '../../text/span.js';
import { instanceOf } from './calls.js';
import { keyOf } from './handlers.js';
import { Inheritance } from './inheritance.js';
import type { Machine } from './machine.js';
import { memberOf } from './members.js';
import type { FunctionValue, Module, Scope, Value } from './values.js';

/** What a parameter of a function holds because a caller elsewhere hands it over: a value that came with a request. */
export interface Received {
  readonly parameter: number;
  /** Only this property of it. */
  readonly key?: string;
  /** The call that hands it over. */
  readonly at: Anchor;
}

/** A way from one function's parameter into another's. */
interface Edge {
  readonly from: { readonly key: string; readonly sent: Sent };
  readonly to: string;
  readonly at: Anchor;
}

const MAX_ROUNDS = 3;
const MAX_PER_FUNCTION = 20;

/** What functions receive from requests, by '<uri>#<index>'; followed through a few functions. */
export function receivedBy(machine: Machine): ReadonlyMap<string, readonly Received[]> {
  const inherit = new Inheritance(machine);
  const edges = [...machine.modules.values()].flatMap((module) => edgesOf(module, machine, inherit));
  const received = new Map<string, Received[]>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = edges.filter((edge) => carries(edge, received));
    for (const { from, to, at } of before) add(received, to, { ...target(from.sent), at });
  }
  return received;
}

function edgesOf(module: Module, machine: Machine, inherit: Inheritance): readonly Edge[] {
  const { uri, facts } = module;
  return facts.functions.flatMap((fact, index) => {
    if (fact.sends === undefined) return [];
    const scope = scopeOf(fact, index, module, machine);
    return fact.sends.flatMap(({ f, a, typed }, n) => {
      const at = { uri, path: ['send', index, n] };
      const targets = typed === true ? inherit.methodsOf(f, scope) : functionsIn(machine.evaluate(f, scope));
      return targets.flatMap((target) =>
        keyOf(target).flatMap((to) =>
          a.flatMap((sent) => {
            const given = placed(sent, target.fact);
            return given === undefined
              ? []
              : [{ from: { key: functionKey(uri, index), sent: given }, to, at }];
          }),
        ),
      );
    });
  });
}

/** The argument at its place among the parameters. */
function placed(sent: Sent, { params }: FunctionFact): Sent | undefined {
  if (sent.name === undefined) return sent;
  const i = params.indexOf(sent.name);
  return i < 0 ? undefined : { ...sent, i };
}

/** Where the names of a function lead: where it came into being, else its module. */
function scopeOf(fact: FunctionFact, index: number, module: Module, machine: Machine): Scope {
  const made = machine.made.get(fact);
  if (made !== undefined) return made.scope;
  const scope = machine.start(module);
  // What Java calls is found by its type.
  if (module.facts.language === 'java') return scope;
  const of = module.facts.classes.findIndex(({ methods }) => methods.some(([, i]) => i === index));
  const name = module.facts.classes[of]?.methods.find(([, i]) => i === index)?.[0];
  if (name === undefined) return scope;
  const known = [...machine.instances].find((one) => one.class?.fact === module.facts.classes[of]);
  const instance = known ?? instanceOf(machine.evaluate({ k: 'class', i: of }, scope), [], machine);
  const method = memberOf(instance, name, machine);
  return method.kind === 'function' ? method.scope : scope;
}

function functionsIn(value: Value): readonly FunctionValue[] {
  if (value.kind === 'either') return value.values.flatMap(functionsIn);
  return value.kind === 'function' ? [value] : [];
}

/** Whether what the edge hands over is known to have come with a request. */
function carries({ from }: Edge, received: ReadonlyMap<string, readonly Received[]>): boolean {
  const { from: source } = from.sent;
  if (source === 'request') return true;
  return (received.get(from.key) ?? []).some(
    ({ parameter, key }) => parameter === source.i && (key === undefined || key === source.key),
  );
}

function target({ i, key }: Sent): Pick<Received, 'parameter' | 'key'> {
  return key === undefined ? { parameter: i } : { parameter: i, key };
}

function add(received: Map<string, Received[]>, to: string, one: Received): void {
  const list = received.get(to) ?? [];
  if (list.length >= MAX_PER_FUNCTION || list.some((a) => a.parameter === one.parameter && a.key === one.key))
    return;
  received.set(to, [...list, one]);
}
