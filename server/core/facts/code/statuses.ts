import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, stringValue, unwrap } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { expression, keyOf, type Reading, textOf } from './expression.js';
import { faults, statusIn } from './faults.js';
import { type Given, localsOf, paramIn } from './locals.js';
import { paramsOf } from './params.js';
import { rootName } from './passage.js';
import { STATUS_FIELDS } from './signs.js';
import type { Answer, Expr, Handed } from './types.js';

const OTHER: Expr = { k: 'other' };

/** More names and expressions than this are not followed for one status. */
const MOST_STEPS = 40;

const STATUS_NAME = /(?:status|code)$/i;
/** Where faults commonly hold their status. */
const FAULT_FIELDS = ['status', 'statusCode', 'code', 'httpStatus', 'httpCode'];
/** A fault that was caught is answered as whoever threw it says. */
const CAUGHT = /^_?(?:e|ex|err|error|exception|reason)$/i;
/** What says nothing of a status, by the names that it commonly has. */
const WHOLE = /^_?(?:req|request|res|resp|response|reply|next)$/;
/** Texts that look up a status, and no messages. */
const KEY = /^\w{1,40}$/;

/** Statuses of one function, by the names that it gives them. */
export class Statuses {
  readonly #body: CodeNode;
  readonly #reading: Reading;
  readonly #params: ReadonlyMap<string, CodeNode | undefined>;
  #locals: ReadonlyMap<string, readonly Given[]> | undefined;
  #steps = 0;

  /** `roles`: names of the request and the response. */
  constructor(
    body: CodeNode,
    private readonly roles: readonly (string | undefined)[],
    reading: Reading,
  ) {
    this.#body = body;
    this.#reading = reading;
    const params = body.parent === undefined ? [] : paramsOf(body.parent);
    this.#params = new Map(params.flatMap((param) => paramIn(param, reading)));
  }

  /** The status that a call or an assignment answers with, where a name or another function says which. */
  answered(node: CodeNode, name: string): readonly Expr[] {
    const given = statusGiven(node, name, this.#reading);
    if (given === undefined || faults(given, this.#reading).length > 0) return [];
    if (isScript(this.#reading.language)) return [this.#of(given)].filter(isTelling);
    const isNamed = /^(?:identifier|member_expression)$/.test(given.type) && node.type === 'call_expression';
    return isNamed ? [expression(given, this.#reading, 8)] : [];
  }

  /** What a fault is answered with that is thrown or handed on by its name. */
  named(node: CodeNode): readonly Answer[] {
    if (!isScript(this.#reading.language)) return [];
    const value = unwrap(node);
    if (value?.type !== 'identifier') return [];
    return this.#given(textOf(value, this.#reading)).flatMap((one) =>
      one.key === undefined && /^(?:new|call)_expression$/.test(unwrap(one.value)?.type ?? '')
        ? faults(one.value, this.#reading)
        : [],
    );
  }

  /** Arguments of a call that may say with which status it answers, and the faults that are made in them. */
  handed(call: CodeNode): Pick<Handed, 'a' | 'says'> {
    if (!isScript(this.#reading.language)) return {};
    const given = argumentsOf(call);
    const a = given.map((one) => this.#of(one));
    const says = given.flatMap((one) => this.#made(one));
    return {
      ...(a.some(isTelling) ? { a } : {}),
      ...(says.length > 0 ? { says: [...new Set(says)] } : {}),
    };
  }

  /** Whether a call is given a refusal: `fail(401)`, `fail({ status: 403 })`. */
  refuses(call: CodeNode): boolean {
    return argumentsOf(call).some((one) =>
      [one, ...valuesIn(one)].some((part) => /^40[13]$/.test(statusIn(part, this.#reading) ?? '')),
    );
  }

  /** The refusal that a function is given which is made in this one. */
  local(call: CodeNode): readonly Answer[] {
    const callee = unwrap(field(call, 'function'));
    if (callee?.type !== 'identifier' || !this.refuses(call)) return [];
    const isMade = this.#given(textOf(callee, this.#reading)).some(({ value }) => isFunction(unwrap(value)));
    return isMade ? faults(field(call, 'arguments'), this.#reading) : [];
  }

  /** Whether a call is given a parameter that is a status by its name. */
  passesOn(call: CodeNode): boolean {
    return argumentsOf(call).some(
      (one) =>
        /^(?:identifier|member_expression)$/.test(one.type) &&
        STATUS_NAME.test(textOf(one, this.#reading)) &&
        this.#params.has(rootName(one, this.#reading)),
    );
  }

  #of(node: CodeNode): Expr {
    this.#steps = 0;
    return this.#status(node, []);
  }

  /** `within`: names that are being followed. */
  #status(given: CodeNode | undefined, within: readonly string[]): Expr {
    const node = unwrap(given);
    this.#steps += 1;
    if (node === undefined || this.#steps > MOST_STEPS) return OTHER;
    const of = (name: string): Expr => this.#status(field(node, name), within);
    switch (node.type) {
      case 'identifier':
        return this.#name(textOf(node, this.#reading), within);
      case 'number':
        return { k: 'text', v: textOf(node, this.#reading) };
      case 'string':
        return wordOf(stringValue(node, this.#reading.text));
      case 'member_expression':
        return memberOf(of('object'), textIn(field(node, 'property'), this.#reading));
      case 'subscript_expression':
        return itemOf(of('object'), of('index'));
      case 'ternary_expression':
        return { k: 'either', i: [of('consequence'), of('alternative')] };
      case 'binary_expression':
        return this.#binary(node, within);
      case 'object':
        return this.#object(node, within);
      case 'array':
        return { k: 'list', i: named(node).map((one) => this.#status(one, within)) };
      case 'this':
        return { k: 'this' };
      case 'unary_expression':
        return of('argument');
      case 'new_expression':
        return this.#fault(node);
      case 'call_expression':
        return this.#call(node, within);
      default:
        return OTHER;
    }
  }

  #name(name: string, within: readonly string[]): Expr {
    if (within.includes(name) || this.roles.includes(name) || WHOLE.test(name)) return OTHER;
    const inner = [...within, name];
    const values = this.#given(name).map(({ value, key }) => memberOf(this.#status(value, inner), key));
    const own: Expr = { k: 'name', n: name };
    if (this.#params.has(name)) {
      const otherwise = this.#params.get(name);
      const first: Expr =
        otherwise === undefined ? own : { k: 'either', i: [own, this.#status(otherwise, inner)], or: true };
      return values.length === 0 ? first : { k: 'either', i: [first, ...values] };
    }
    const [only] = values;
    if (only !== undefined) return values.length === 1 ? only : { k: 'either', i: values };
    return CAUGHT.test(name) ? OTHER : own;
  }

  #binary(node: CodeNode, within: readonly string[]): Expr {
    const operator = field(node, 'operator')?.type;
    const right = this.#status(field(node, 'right'), within);
    if (operator === '&&') return right;
    if (operator !== '||' && operator !== '??') return OTHER;
    return { k: 'either', i: [this.#status(field(node, 'left'), within), right] };
  }

  /** A fault with the status that its making says; else nobody knows which it has. */
  #fault(node: CodeNode): Expr {
    const [status] = faults(node, this.#reading).filter((one) => /^4\d\d$/.test(one));
    if (status === undefined) return expression(field(node, 'constructor'), this.#reading, 8);
    return { k: 'object', p: FAULT_FIELDS.map((key) => [key, { k: 'text', v: status }] as const) };
  }

  #object(node: CodeNode, within: readonly string[]): Expr {
    const p = named(node).flatMap((part): readonly (readonly [string, Expr])[] => {
      const short = part.type === 'shorthand_property_identifier';
      const key = short ? textOf(part, this.#reading) : keyOf(field(part, 'key'), this.#reading);
      if (key === undefined || (!short && part.type !== 'pair')) return [];
      return [[key, short ? this.#name(key, within) : this.#status(field(part, 'value'), within)]];
    });
    return p.length === named(node).length ? { k: 'object', p } : { k: 'object', p, more: true };
  }

  /** A function is asked for what it gives back; it is given nothing that it could register anything on. */
  #call(node: CodeNode, within: readonly string[]): Expr {
    const callee = unwrap(field(node, 'function'));
    if (callee === undefined || !/^(?:identifier|member_expression)$/.test(callee.type)) return OTHER;
    if (/^(?:Number|String|parseInt|Number\.parseInt)$/.test(textOf(callee, this.#reading)))
      return this.#status(argumentsOf(node)[0], within);
    const root = rootName(callee, this.#reading);
    if (this.#params.has(root) || this.#given(root).length > 0) return { k: 'name', n: root };
    const a = argumentsOf(node).map((one) => {
      const is = this.#status(one, within);
      return is.k === 'text' && /^4\d\d$/.test(is.v) ? is : OTHER;
    });
    return { k: 'call', f: expression(callee, this.#reading, 8), a };
  }

  #given(name: string): readonly Given[] {
    this.#locals ??= localsOf(this.#body, this.#reading);
    return this.#locals.get(name) ?? [];
  }

  #made(node: CodeNode): readonly Answer[] {
    const inner = unwrap(node);
    if (inner?.type === 'identifier') return this.named(inner);
    return /^(?:new|call|member)_expression$/.test(inner?.type ?? '') ? faults(inner, this.#reading) : [];
  }
}

/** Whether something may come of an expression. */
function isTelling(e: Expr): boolean {
  switch (e.k) {
    case 'other':
      return false;
    case 'text':
      return !/^[1-35]\d\d$/.test(e.v);
    case 'either':
      return e.i.some(isTelling);
    case 'object':
      return e.p.some(([, part]) => isTelling(part));
    case 'list':
      return e.i.some(isTelling);
    default:
      return true;
  }
}

/** The expression of the status in `res.status(x)`, `res.statusCode = x` and `{ status: x }`. */
function statusGiven(node: CodeNode, name: string, reading: Reading): CodeNode | undefined {
  if (node.type === 'call_expression') {
    const member = unwrap(field(node, 'function'))?.type === 'member_expression';
    return member && /^(?:status|sendStatus|writeHead)$/.test(name) ? argumentsOf(node)[0] : undefined;
  }
  const left = unwrap(field(node, 'left'));
  const property = node.type === 'assignment_expression' ? field(left, 'property') : undefined;
  const sets = property !== undefined && STATUS_FIELDS.test(textOf(property, reading));
  return sets ? unwrap(field(node, 'right')) : undefined;
}

function memberOf(of: Expr, key: string | undefined): Expr {
  return key === undefined || of.k === 'other' ? of : { k: 'get', of, n: key };
}

function itemOf(of: Expr, at: Expr): Expr {
  if (of.k === 'other') return of;
  return at.k === 'text' ? { k: 'get', of, n: at.v } : { k: 'item', of, at };
}

function wordOf(text: string | undefined): Expr {
  return text !== undefined && KEY.test(text) ? { k: 'text', v: text } : OTHER;
}

function textIn(node: CodeNode | undefined, reading: Reading): string | undefined {
  return node === undefined ? undefined : textOf(node, reading);
}

/** Values of an object literal. */
function valuesIn(node: CodeNode): readonly CodeNode[] {
  return node.type === 'object' ? named(node).flatMap((part) => field(part, 'value') ?? []) : [];
}
