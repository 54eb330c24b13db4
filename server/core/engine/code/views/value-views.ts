import type { CallView, CodeSpot, FaultEntry, FaultView, ValueView } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';
import type { Leaf } from '../../../text/leaf.js';
import { amongInput, tableOver } from '../flow/among.js';
import { inputOf } from '../flow/inputs.js';
import { type Flow, one } from '../flow/pieces.js';
import { declaredFor, fallbackOf, heldKey, readsOf } from '../flow/reads.js';
import { sentWhole } from '../flow/requests.js';
import { itemsOfList, keysOf, literalOf, propertyNode } from '../names/objects.js';
import { typeName } from '../names/stated-types.js';
import { originOf } from '../records/record-queries.js';
import { spotOf } from '../spots.js';
import { conditionsAround } from '../vetting/branches.js';
import { confinementOf } from '../vetting/confined.js';
import { hasHostForm } from '../vetting/host-forms.js';
import { replacementsOf } from '../vetting/replaced.js';
import { isScalar } from '../vetting/scalars.js';
import { letThrough } from '../vetting/validated.js';
import { isVetted } from '../vetting/vetted.js';
import { type Entry, entriesAround } from './fault-entries.js';
import { faultIn, faultsIn, isBroad, isChosen } from './faults.js';
import type { CallSetting } from './setting.js';
import { branchAround, statementAround } from './statements.js';

export function valueView(flow: Flow, at: CodeNode, setting: CallSetting): ValueView {
  return new ValueInCode(flow, at, setting);
}

/** A value as rules see it; nothing more is worked out of it before a rule asks. */
class ValueInCode implements ValueView {
  readonly leaf: Leaf;
  readonly start: number;
  readonly endLeaf: Leaf;
  readonly end: number;
  readonly text: string;
  readonly origin: ValueView['origin'];
  readonly form: string;
  readonly literal: string | undefined;
  readonly via: ValueView['via'];
  readonly #flow: Flow;
  readonly #at: CodeNode;
  readonly #setting: CallSetting;
  #parts: readonly ValueView[] | undefined;

  constructor(flow: Flow, at: CodeNode, setting: CallSetting) {
    const { leaf } = setting;
    this.leaf = leaf;
    this.start = at.start;
    this.endLeaf = leaf;
    this.end = at.end;
    this.text = leaf.text.slice(at.start, at.end);
    this.origin = flow.origin;
    this.form = flow.form;
    this.literal = flow.literal;
    this.via = flow.via;
    this.#flow = flow;
    this.#at = at;
    this.#setting = setting;
  }

  get parts(): readonly ValueView[] {
    const { parts } = this.#flow;
    this.#parts ??=
      parts.length === 0 ? [this] : parts.map((part) => valueView(part, part.node, this.#setting));
    return this.#parts;
  }

  get stated(): string | undefined {
    return typeName(this.#at, this.#setting.scopes);
  }

  get statement(): CodeSpot | undefined {
    return statementAround(this.#at, this.leaf, this.#setting.scopes);
  }

  get handed(): ValueView['handed'] {
    const { parts, form, whole } = this.#flow;
    return parts.length > 0 || form !== 'name' ? undefined : handedBy(whole, this.#setting);
  }

  get member(): ValueView['member'] {
    const { parts, form, member } = this.#flow;
    return parts.length > 0 || form !== 'name' ? undefined : handedBy(member, this.#setting);
  }

  get query(): ValueView['query'] {
    const { parts, form, query } = this.#flow;
    return parts.length > 0 || form !== 'name' ? undefined : handedBy(query, this.#setting);
  }

  get confined(): ValueView['confined'] {
    return confinementOf(this.#at, this.#setting.scopes);
  }

  get input(): readonly string[] | undefined {
    const { scopes } = this.#setting;
    return inputOf(this.#at, scopes) ?? letThrough(this.#at, scopes);
  }

  get stored(): readonly string[] | undefined {
    return sentWhole(this.#at, this.#setting.scopes)?.stored;
  }

  get reads(): ValueView['reads'] {
    return readViews(this.#at, this.#setting);
  }

  get fault(): FaultView | undefined {
    return faultOf(this.#at, this.#setting);
  }

  get written(): ValueView['written'] {
    return this.#flow.written?.at ?? writtenAt(this.#at, this.#setting);
  }

  get fallback(): ValueView | undefined {
    return fallbackFor(this.#at, this.#flow, this.#setting);
  }

  get items(): readonly ValueView[] | undefined {
    return itemsOfList(this.#at, this.#setting.scopes)?.map((one) => traced(one, this.#setting));
  }

  get keys(): readonly string[] | undefined {
    return keysOf(this.#at, this.#setting.scopes);
  }

  get spreads(): readonly ValueView[] {
    const spreads = literalOf(this.#at, this.#setting.scopes)?.spreads ?? [];
    return spreads.map((node) => traced(node, this.#setting));
  }

  made(): CallView | undefined {
    const node = originOf(this.#at, this.#setting.scopes);
    return node && this.#setting.callAt(node);
  }

  replacedBy(): readonly ValueView[] {
    return replacementsOf(this.#at, this.#setting.scopes).map((one) => traced(one, this.#setting));
  }

  isScalar(): boolean {
    return isScalar(this.#at, this.#setting.scopes);
  }

  hasHostForm(): boolean {
    return hasHostForm(this.#at, this.#setting.scopes);
  }

  isChecked(): boolean {
    return this.#flow.checked === true || isVetted(this.#at, this.#setting.scopes);
  }

  among(): readonly string[] | undefined {
    return amongInput(this.#at, this.#setting.scopes);
  }

  over(): ValueView | undefined {
    return tracedIf(tableOver(this.#at, this.#setting.scopes), this.#setting);
  }

  branch(): CodeSpot | 'part' | undefined {
    return branchAround(this.#at, this.leaf);
  }

  conditions(): readonly string[] {
    return conditionsAround(this.#at).map((one) => this.#setting.scopes.textOf(one));
  }

  property(path: string): ValueView | undefined {
    return propertyOf(this.#at, path, this.#setting);
  }
}

function readViews(at: CodeNode, { leaf, scopes }: CallSetting): ValueView['reads'] {
  return readsOf(at, scopes).map(({ node, name }) => ({
    ...spotOf(node, leaf),
    name,
    input: inputOf(node, scopes),
    held: heldKey(node, scopes),
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

export function tracedIf(node: CodeNode | undefined, setting: CallSetting): ValueView | undefined {
  return node && traced(node, setting);
}

export function traced(node: CodeNode, setting: CallSetting): ValueView {
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
    entries: () => entriesAround(found, scopes).map((entry) => entryView(entry, leaf)),
    others: () => faultsIn(at, scopes).flatMap((told) => (told.node === node ? [] : spotOf(told.node, leaf))),
  };
}

function entryView({ node, told }: Entry, leaf: Leaf): FaultEntry {
  return {
    ...spotOf(node, leaf),
    tells: told?.tells,
    fault: spotOf(told?.node ?? node, leaf),
    short: told?.node.type === 'shorthand_property_identifier',
    spread: node.type === 'spread_element',
  };
}

function handedBy(taken: Flow['whole'], { env, scopes }: CallSetting): ValueView['handed'] {
  if (taken === undefined) return undefined;
  const endpoints = taken.map(({ by }) => {
    scopes.inquiry?.common(`served by ${by}`, (world) => world.env.served?.(by), 'joined');
    return env.served?.(by) ?? [];
  });
  // Where one of them is out of sight, so is what stands in front of it.
  if (endpoints.some((list) => list.length === 0)) return undefined;
  return { callees: taken.map(({ to }) => to), endpoints: endpoints.flat() };
}

function propertyOf(given: CodeNode, path: string, setting: CallSetting): ValueView | undefined {
  const node = path
    .split('.')
    .reduce<CodeNode | undefined>((at, key) => at && propertyNode(at, key, setting.scopes), given);
  return node && traced(node, setting);
}
