import type { CallView, FaultView, ValueView } from '../../rule/views.js';
import type { CodeNode } from '../../syntax/code.js';
import { field, keywordsOf } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import { stoodFor } from './aliases.js';
import { amongInput } from './among.js';
import { calledBy, nearbyOf, neighborsOf, unpackedBy } from './called.js';
import { confinementOf } from './confined.js';
import type { CodeEnv } from './env.js';
import { faultIn, isBroad, isChosen } from './faults.js';
import type { Tracer } from './flow.js';
import { handedOn } from './handed-on.js';
import { handlerAround } from './handler-views.js';
import { inputOf } from './inputs.js';
import { moduleOf } from './modules.js';
import { itemsOfList, keysOf, literalOf, propertyNode } from './objects.js';
import { type Flow, one } from './pieces.js';
import { fallbackOf, readsOf } from './reads.js';
import { sentWhole } from './requests.js';
import type { Scopes } from './scopes.js';
import { spotOf } from './spots.js';
import { typeName } from './stated-types.js';
import { statementAround } from './statements.js';
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
export function callView(node: CodeNode, setting: CallSetting): CallView | undefined {
  const called = calledBy(node, setting.scopes);
  if (called === undefined) return undefined;
  const { target, args } = called;
  const stood = node.type === 'call_expression' ? stoodFor(target, setting.scopes) : undefined;
  const name = stood?.name ?? called.name;
  let values: readonly ValueView[] | undefined;
  const all = (): readonly ValueView[] => {
    values ??= args.map((argument) => valueView(setting.tracer.trace(argument), argument, setting));
    return values;
  };
  return {
    node: spotOf(node, setting.leaf),
    callee: setting.scopes.textOf(target).replace(/\s+/g, ''),
    name,
    get arguments() {
      return all();
    },
    argument: (index) => all()[index],
    keyword(name) {
      const value = keywordsOf(node, setting.leaf.text).find(([key]) => key === name)?.[1];
      return value && valueView(setting.tracer.trace(value), value, setting);
    },
    get unpacked() {
      return unpackedBy(node).map((value) => valueView(setting.tracer.trace(value), value, setting));
    },
    language: setting.scopes.language,
    get handler() {
      return handlerAround(node, setting.leaf.uri, setting.scopes, setting.env);
    },
    get module() {
      return moduleOf(stood?.node ?? target, setting.scopes);
    },
    get object() {
      const object = field(target, 'object');
      return object && traced(object, setting);
    },
    get receiver() {
      return typeName(field(target, 'object'), setting.scopes);
    },
    get taken() {
      return takenOf(node, setting.scopes);
    },
    handsOn: (index) =>
      handedOn(target, index, setting.scopes).flatMap((one) => callView(one, setting) ?? []),
    neighbors: (beyond = false) => neighborsOf(node, setting.scopes, beyond),
    nearby: (name) => nearbyOf(node, name, setting.scopes).flatMap((one) => callView(one, setting) ?? []),
    inTest: setting.inTest,
  };
}

type Followed = 'origin' | 'literal' | 'form' | 'via' | 'written';

function followed({ origin, literal, form, via, written }: Flow): Pick<ValueView, Followed> {
  return { origin, literal, form, via, written: written?.at };
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
    isChecked: () => flow.checked === true || isVetted(at, setting.scopes),
    among: () => amongInput(at, setting.scopes),
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
    get fallback() {
      return fallbackFor(at, flow, setting);
    },
    property: (path) => propertyOf(at, path, setting),
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

/** It may stand beside the value, or where the value is written down. */
function fallbackFor(at: CodeNode, { written }: Flow, setting: CallSetting): ValueView | undefined {
  const node = fallbackOf(at, setting.scopes);
  if (node !== undefined) return traced(node, setting);
  return written?.fallback && valueView(one(at, 'constant', 'name', written.text), at, setting);
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
