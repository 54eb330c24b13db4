import type { Becomes, KeptView } from '../../../rule/call-around.js';
import type { CallView, CodeSpot, ValueView } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, keywordsOf } from '../../../syntax/code-read.js';
import {
  answeredBy,
  type Called,
  calledBy,
  comparedBy,
  nearbyOf,
  neighborsOf,
  toldBy,
  unpackedBy,
} from '../flow/called.js';
import { callersAround, callsWithin, handedOn } from '../flow/handed-on.js';
import { keptAs } from '../flow/kept-as.js';
import { type Stood, stoodFor } from '../names/aliases.js';
import { functionOf } from '../names/around.js';
import { moduleOf } from '../names/modules.js';
import { typeName } from '../names/stated-types.js';
import { originOf } from '../records/record-queries.js';
import { spotOf } from '../spots.js';
import { becomesOf } from '../vetting/becomes.js';
import { letsThrough } from '../vetting/schemas.js';
import { takenOf } from '../vetting/taken.js';
import { calleeText } from './callee-text.js';
import { handlerAround } from './handler-views.js';
import type { CallSetting } from './setting.js';
import { traced, tracedIf } from './value-views.js';

/** One call; what it is called with is followed only when a rule asks. Undefined when what is called has no name. */
export function callView(node: CodeNode, setting: CallSetting, use?: CodeNode): CallView | undefined {
  const called = calledBy(node, setting.scopes) ?? comparedBy(node) ?? answeredBy(node, setting.scopes);
  return called && new CallInCode(called, node, setting, use);
}

/** A text that may hold a secret, handed to rules as a call. */
export function textView(node: CodeNode, setting: CallSetting): CallView | undefined {
  const told = toldBy(node, setting.scopes);
  return told && new CallInCode(told, node, setting);
}

/** A call as rules see it; what is worked out of it is worked out once. */
class CallInCode implements CallView {
  readonly node: CodeSpot;
  readonly callee: string;
  readonly name: string;
  readonly language: CallView['language'];
  readonly inTest: boolean;
  readonly #at: CodeNode;
  readonly #called: Called;
  readonly #setting: CallSetting;
  readonly #use: CodeNode | undefined;
  readonly #stood: Stood | undefined;
  readonly #values: ValueView[] = [];
  #object: ValueView | undefined;

  /** `use`: where the value is used that was asked about. */
  constructor(called: Called, at: CodeNode, setting: CallSetting, use?: CodeNode) {
    const { leaf, scopes } = setting;
    this.#at = at;
    this.#called = called;
    this.#setting = setting;
    this.#use = use;
    this.#stood = isCall(at) ? stoodFor(called.target, scopes) : undefined;
    this.node = spotOf(at, leaf);
    this.callee = calleeText(called.target, scopes);
    this.name = this.#stood === undefined ? called.name : nameFor(called, this.#stood.name);
    this.language = scopes.language;
    this.inTest = setting.inTest;
  }

  get arguments(): readonly ValueView[] {
    return this.#called.args.map((argument, index) => this.#valueAt(argument, index));
  }

  argument(index: number): ValueView | undefined {
    const argument = this.#called.args[index];
    return argument && this.#valueAt(argument, index);
  }

  #valueAt(argument: CodeNode, index: number): ValueView {
    const value = this.#values[index] ?? traced(argument, this.#setting);
    this.#values[index] = value;
    return value;
  }

  keyword(name: string): ValueView | undefined {
    const value = keywordsOf(this.#at, this.#setting.leaf.text).find(([key]) => key === name)?.[1];
    return tracedIf(value, this.#setting);
  }

  get keywords(): readonly ValueView[] {
    return keywordsOf(this.#at, this.#setting.leaf.text).map(([, value]) => traced(value, this.#setting));
  }

  get unpacked(): readonly ValueView[] {
    return unpackedBy(this.#at).map((value) => traced(value, this.#setting));
  }

  get handler(): CallView['handler'] {
    const { leaf, scopes, env } = this.#setting;
    return handlerAround(this.#at, leaf.uri, scopes, env);
  }

  get module(): string | undefined {
    return moduleOf(this.#stood?.node ?? this.#called.target, this.#setting.scopes);
  }

  factory(): CallView | undefined {
    const { target } = this.#called;
    const node = target.type === 'identifier' ? originOf(target, this.#setting.scopes) : undefined;
    return node && callView(node, this.#setting);
  }

  get object(): ValueView | undefined {
    this.#object ??= tracedIf(field(this.#called.target, 'object'), this.#setting);
    return this.#object;
  }

  get receiver(): string | undefined {
    return typeName(field(this.#called.target, 'object'), this.#setting.scopes);
  }

  neighbors(beyond = false): readonly string[] {
    return neighborsOf(this.#at, this.#setting.scopes, beyond);
  }

  nearby(name: string): readonly CallView[] {
    const setting = this.#setting;
    return nearbyOf(this.#at, name, setting.scopes).flatMap((one) => callView(one, setting, this.#at) ?? []);
  }

  handsOn(index: number): readonly CallView[] {
    return this.#views(handedOn(this.#called.target, index, this.#setting.scopes));
  }

  within(): readonly CallView[] | undefined {
    const found = callsWithin(this.#called.target, this.#setting.scopes);
    return found && this.#views(found);
  }

  callers(): readonly CallView[] {
    return this.#views(callersAround(this.#at, this.#setting.scopes));
  }

  #views(nodes: readonly CodeNode[]): readonly CallView[] {
    return nodes.flatMap((one) => callView(one, this.#setting) ?? []);
  }

  taken(): readonly string[] {
    return takenOf(this.#at, this.#setting.scopes);
  }

  keptAs(): readonly KeptView[] {
    const { leaf, scopes } = this.#setting;
    return keptAs(this.#at, scopes).map(({ name, value }) => ({ name, value: value && spotOf(value, leaf) }));
  }

  handedTo(): CallView | undefined {
    const holder = functionOf(this.#at)?.parent?.parent;
    return holder && isCall(holder) ? callView(holder, this.#setting) : undefined;
  }

  letsThrough(): boolean {
    return letsThrough(this.#at, this.#setting.scopes);
  }

  becomes(): Becomes {
    return becomesOf(this.#at, this.#use, this.#setting.scopes);
  }
}

function isCall({ type }: CodeNode): boolean {
  return /^(?:call|new)_expression$/.test(type);
}

function nameFor({ name }: Called, stood: string): string {
  return name.startsWith('new ') ? `new ${stood}` : stood;
}
