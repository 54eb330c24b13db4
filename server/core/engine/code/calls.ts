import type { CallAround } from '../../rule/call-around.js';
import type { CallView, CodeSpot, FaultView, ValueView } from '../../rule/views.js';
import type { CodeNode } from '../../syntax/code.js';
import { field, keywordsOf } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import { stoodFor } from './aliases.js';
import { amongInput } from './among.js';
import { becomesOf } from './becomes.js';
import { conditionsAround } from './branches.js';
import { type Called, calledBy, comparedBy, nearbyOf, neighborsOf, toldBy, unpackedBy } from './called.js';
import { calleeText } from './callee-text.js';
import { confinementOf } from './confined.js';
import type { CodeEnv } from './env.js';
import { faultIn, isBroad, isChosen } from './faults.js';
import type { Tracer } from './flow.js';
import { callersAround, callsWithin, handedOn } from './handed-on.js';
import { handlerAround } from './handler-views.js';
import { hasHostForm } from './host-forms.js';
import { inputOf } from './inputs.js';
import { keptAs } from './kept-as.js';
import { moduleOf } from './modules.js';
import { itemsOfList, keysOf, literalOf, propertyNode } from './objects.js';
import { type Flow, one } from './pieces.js';
import { declaredFor, fallbackOf, readsOf } from './reads.js';
import { originOf } from './record-queries.js';
import { replacementsOf } from './replaced.js';
import { sentWhole } from './requests.js';
import { isScalar } from './scalars.js';
import { functionOf, type Scopes } from './scopes.js';
import { spotOf } from './spots.js';
import { typeName } from './stated-types.js';
import { branchAround, statementAround } from './statements.js';
import { takenOf } from './taken.js';
import { isVetted } from './vetted.js';

/** What the views of one file share. */
export interface CallSetting {
  readonly leaf: Leaf;
  readonly scopes: Scopes;
  readonly tracer: Tracer;
  readonly env: CodeEnv;
  readonly inTest: boolean;
}

/** One call; what it is called with is followed only when a rule asks. Undefined when what is called has no name. */
export function callView(node: CodeNode, setting: CallSetting, use?: CodeNode): CallView | undefined {
  const called = calledBy(node, setting.scopes) ?? comparedBy(node);
  return called && calledView(called, node, setting, use);
}

/** A text that may hold a secret, handed to rules as a call. */
export function textView(node: CodeNode, setting: CallSetting): CallView | undefined {
  const told = toldBy(node, setting.scopes);
  return told && calledView(told, node, setting);
}

function calledView(called: Called, node: CodeNode, setting: CallSetting, use?: CodeNode): CallView {
  const { target, args } = called;
  const stood = /^(?:call|new)_expression$/.test(node.type) ? stoodFor(target, setting.scopes) : undefined;
  const values: ValueView[] = [];
  const valueAt = (argument: CodeNode, index: number): ValueView => {
    values[index] ??= traced(argument, setting);
    return values[index];
  };
  return {
    node: spotOf(node, setting.leaf),
    callee: calleeText(target, setting.scopes),
    name: stood === undefined ? called.name : nameFor(called, stood.name),
    get arguments() {
      return args.map(valueAt);
    },
    argument(index) {
      const argument = args[index];
      return argument && valueAt(argument, index);
    },
    keyword(name) {
      const value = keywordsOf(node, setting.leaf.text).find(([key]) => key === name)?.[1];
      return value && traced(value, setting);
    },
    get unpacked() {
      return unpackedBy(node).map((value) => traced(value, setting));
    },
    language: setting.scopes.language,
    get handler() {
      return handlerAround(node, setting.leaf.uri, setting.scopes, setting.env);
    },
    get module() {
      return moduleOf(stood?.node ?? target, setting.scopes);
    },
    factory: () => (target.type === 'identifier' ? madeBy(target, setting) : undefined),
    get object() {
      return tracedIf(field(target, 'object'), setting);
    },
    get receiver() {
      return typeName(field(target, 'object'), setting.scopes);
    },
    ...aroundCall(node, target, setting, use),
    neighbors: (beyond = false) => neighborsOf(node, setting.scopes, beyond),
    nearby: (name) =>
      nearbyOf(node, name, setting.scopes).flatMap((one) => callView(one, setting, node) ?? []),
    inTest: setting.inTest,
  };
}

function madeBy(at: CodeNode, setting: CallSetting): CallView | undefined {
  const node = originOf(at, setting.scopes);
  return node && callView(node, setting);
}

/** Of arguments the call that they are given to. */
function viewOf(node: CodeNode | undefined, setting: CallSetting): CallView | undefined {
  return node && /^(?:call|new)_expression$/.test(node.type) ? callView(node, setting) : undefined;
}

function nameFor({ name }: Called, stood: string): string {
  return name.startsWith('new ') ? `new ${stood}` : stood;
}

function aroundCall(
  node: CodeNode,
  target: CodeNode,
  setting: CallSetting,
  use: CodeNode | undefined,
): CallAround<CallView> & Pick<CallView, 'handsOn'> {
  const { scopes } = setting;
  const view = (one: CodeNode) => callView(one, setting) ?? [];
  return {
    handsOn: (index) => handedOn(target, index, scopes).flatMap(view),
    within: () => callsWithin(target, scopes)?.flatMap(view),
    callers: () => callersAround(node, scopes).flatMap(view),
    taken: () => takenOf(node, scopes),
    keptAs: () =>
      keptAs(node, scopes).map(({ name, value }) => ({ name, value: value && spotOf(value, setting.leaf) })),
    handedTo: () => viewOf(functionOf(node)?.parent?.parent, setting),
    becomes: () => becomesOf(node, use, scopes),
  };
}

type Followed = 'origin' | 'literal' | 'form' | 'via';

function followed({ origin, literal, form, via }: Flow): Pick<ValueView, Followed> {
  return { origin, literal, form, via };
}

type Asked =
  | ('made' | 'replacedBy' | 'isScalar' | 'hasHostForm' | 'isChecked' | 'among')
  | ('branch' | 'conditions' | 'property');

/** What a rule asks of a value in words of its own. */
function asked(at: CodeNode, flow: Flow, setting: CallSetting): Pick<ValueView, Asked> {
  return {
    made: () => madeBy(at, setting),
    replacedBy: () => replacementsOf(at, setting.scopes).map((one) => traced(one, setting)),
    isScalar: () => isScalar(at, setting.scopes),
    hasHostForm: () => hasHostForm(at, setting.scopes),
    isChecked: () => flow.checked === true || isVetted(at, setting.scopes),
    among: () => amongInput(at, setting.scopes),
    branch: () => branchAround(at, setting.leaf),
    conditions: () => conditionsAround(at).map((one) => setting.scopes.textOf(one)),
    property: (path) => propertyOf(at, path, setting),
  };
}

export function valueView(flow: Flow, at: CodeNode, setting: CallSetting): ValueView {
  const own: ValueView = {
    ...spotOf(at, setting.leaf),
    ...followed(flow),
    get parts() {
      return flow.parts.length === 0 ? [own] : flow.parts.map((part) => valueView(part, part.node, setting));
    },
    get stated() {
      return typeName(at, setting.scopes);
    },
    get statement() {
      return statementAround(at, setting.leaf, setting.scopes);
    },
    get handed() {
      return flow.parts.length > 0 || flow.form !== 'name' ? undefined : handedBy(flow.whole, setting);
    },
    get confined() {
      return confinementOf(at, setting.scopes);
    },
    get input() {
      return inputOf(at, setting.scopes);
    },
    get stored() {
      return sentWhole(at, setting.scopes)?.stored;
    },
    get reads() {
      return readViews(at, setting);
    },
    get fault() {
      return faultOf(at, setting);
    },
    get written() {
      return flow.written?.at ?? writtenAt(at, setting);
    },
    get fallback() {
      return fallbackFor(at, flow, setting);
    },
    ...asked(at, flow, setting),
    get items() {
      return itemsOfList(at, setting.scopes)?.map((one) => traced(one, setting));
    },
    get keys() {
      return keysOf(at, setting.scopes);
    },
    get spreads() {
      return (literalOf(at, setting.scopes)?.spreads ?? []).map((node) => traced(node, setting));
    },
  };
  return own;
}

function readViews(at: CodeNode, { leaf, scopes }: CallSetting): ValueView['reads'] {
  return readsOf(at, scopes).map(({ node, name }) => ({
    ...spotOf(node, leaf),
    name,
    input: inputOf(node, scopes),
    tells: sentWhole(node, scopes)?.tells ?? [],
  }));
}

function writtenAt(at: CodeNode, { leaf, scopes }: CallSetting): CodeSpot | undefined {
  const node = declaredFor(at, scopes);
  return node && spotOf(node, leaf);
}

/** It may stand beside the value, or where the value is written down. */
function fallbackFor(at: CodeNode, { written }: Flow, setting: CallSetting): ValueView | undefined {
  const node = fallbackOf(at, setting.scopes);
  if (node !== undefined) return traced(node, setting);
  return written?.fallback && valueView(one(at, 'constant', 'name', written.text), at, setting);
}

function tracedIf(node: CodeNode | undefined, setting: CallSetting): ValueView | undefined {
  return node && traced(node, setting);
}

function traced(node: CodeNode, setting: CallSetting): ValueView {
  return valueView(setting.tracer.trace(node), node, setting);
}

function faultOf(at: CodeNode, { leaf, scopes }: CallSetting): FaultView | undefined {
  const found = faultIn(at, scopes);
  if (found === undefined) return undefined;
  const { node, tells } = found;
  const short = node.type === 'shorthand_property_identifier';
  return {
    ...spotOf(node, leaf),
    tells,
    short,
    chosen: isChosen(found, scopes),
    broad: isBroad(found, scopes),
  };
}

function handedBy(whole: Flow['whole'], { env, scopes }: CallSetting): ValueView['handed'] {
  if (whole === undefined) return undefined;
  const endpoints = whole.map(({ by }) => {
    scopes.inquiry?.common(`served by ${by}`, (world) => world.env.served?.(by));
    return env.served?.(by) ?? [];
  });
  // Where one of them is out of sight, so is what stands in front of it.
  if (endpoints.some((list) => list.length === 0)) return undefined;
  return { callees: whole.map(({ to }) => to), endpoints: endpoints.flat() };
}

function propertyOf(given: CodeNode, path: string, setting: CallSetting): ValueView | undefined {
  const node = path
    .split('.')
    .reduce<CodeNode | undefined>((at, key) => at && propertyNode(at, key, setting.scopes), given);
  return node && traced(node, setting);
}
