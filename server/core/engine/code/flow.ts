import type { Framework } from '../../facts/frameworks/framework.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, stringValue, unwrap } from '../../syntax/code-read.js';
import { isChecked } from './checks.js';
import { composed, type Flow, one, pieces, worse } from './pieces.js';
import { type Declaration, functionOf, isRequestParameter, type Scopes } from './scopes.js';

const NUMERIC = /^(?:parseInt|parseFloat|Number|Boolean|BigInt|isNaN|Math\.\w+|Number\.\w+|Date|Date\.\w+)$/;
const ESCAPES = /^(?:\w*escape\w*|quote\w*|format|literal|ident|sanitize\w*|md5|hash\w*|uuid\w*)$/i;
const KEEPS_TEXT =
  /^(?:String|decodeURIComponent|encodeURIComponent|decodeURI|encodeURI|unescape|JSON\.stringify|JSON\.parse)$/;
const TEXT_METHODS =
  /^(?:trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|valueOf|slice|substring|substr|padStart|padEnd|normalize|repeat|split|filter|reverse|sort|flat|at|pop|shift|toLocaleLowerCase|values|keys|entries)$/;
const REQUEST_METHODS = /^(?:get|header|param)$/;
const REQUEST_TEXTS = /^(?:url|originalUrl|path|hostname|rawBody)$/;
const MAX_DEPTH = 24;
const MAX_HOPS = 2;

/** Follows one value backwards: aliases, destructuring, templates, concatenation, one hop out of a function. */
export class Tracer {
  readonly #scopes: Scopes;
  readonly #inputs: ReadonlySet<string>;
  readonly #open = new Set<CodeNode>();

  constructor(scopes: Scopes, frameworks: readonly Framework[] = FRAMEWORKS) {
    this.#scopes = scopes;
    this.#inputs = new Set(frameworks.flatMap((framework) => framework.inputs));
  }

  trace(given: CodeNode, hops = 0): Flow {
    const node = unwrap(given) ?? given;
    // A value that depends on itself, as in a loop, adds nothing new.
    if (this.#open.has(node) || this.#open.size > MAX_DEPTH) return one(node, 'unknown', 'name');
    this.#open.add(node);
    const flow = this.#trace(node, hops);
    this.#open.delete(node);
    return flow.origin === 'request' && flow.parts.length === 0 && isChecked(node, this.#scopes)
      ? { ...flow, origin: 'unknown' }
      : flow;
  }

  #trace(node: CodeNode, hops: number): Flow {
    switch (node.type) {
      case 'string':
        return one(node, 'literal', 'literal', stringValue(node, this.#scopes.text));
      case 'number':
      case 'true':
      case 'false':
      case 'null':
      case 'regex':
        return one(node, 'literal', 'literal', this.#scopes.textOf(node));
      case 'template_string':
        return this.#template(node, hops);
      case 'identifier':
      case 'shorthand_property_identifier':
        return this.#name(node, hops);
      case 'member_expression':
      case 'subscript_expression':
        return this.#member(node, hops);
      case 'call_expression':
      case 'new_expression':
        return this.#call(node, hops);
      case 'binary_expression':
        return this.#binary(node, hops);
      case 'ternary_expression':
        return this.#worst(node, [field(node, 'consequence'), field(node, 'alternative')], hops);
      case 'array':
      case 'object':
        return { ...this.#worst(node, named(node).map(valueOfItem), hops), form: node.type, parts: [] };
      case 'unary_expression':
      case 'update_expression':
        return one(node, 'computed', 'call');
      default:
        return one(node, 'unknown', isFunction(node) ? 'function' : 'call');
    }
  }

  #template(node: CodeNode, hops: number): Flow {
    const literal = stringValue(node, this.#scopes.text);
    if (literal !== undefined) return one(node, 'literal', 'literal', literal);
    const parts = named(node).flatMap((part): readonly Flow[] => {
      const inner = part.type === 'template_substitution' ? named(part)[0] : undefined;
      if (inner !== undefined) return pieces(this.trace(inner, hops), inner);
      return part.type === 'template_substitution'
        ? []
        : [one(part, 'literal', 'literal', this.#scopes.textOf(part))];
    });
    return composed(node, 'template', parts);
  }

  #binary(node: CodeNode, hops: number): Flow {
    const sides = [field(node, 'left'), field(node, 'right')];
    const operator = field(node, 'operator')?.type;
    if (operator === '||' || operator === '??') return this.#worst(node, sides, hops);
    if (operator === '&&') return this.#worst(node, sides.slice(1), hops);
    if (operator !== '+') return one(node, 'computed', 'call');
    const parts = sides.flatMap((side) => (side === undefined ? [] : pieces(this.trace(side, hops), side)));
    return composed(node, 'concatenation', parts);
  }

  #worst(node: CodeNode, nodes: readonly (CodeNode | undefined)[], hops: number): Flow {
    const flows = nodes.flatMap((part) => (part === undefined ? [] : [this.trace(part, hops)]));
    const worst = flows.reduce<Flow | undefined>(
      (a, b) => (a === undefined || worse(b, a) ? b : a),
      undefined,
    );
    return worst === undefined ? one(node, 'literal', 'literal') : { ...worst, node, literal: undefined };
  }

  #name(node: CodeNode, hops: number): Flow {
    const declared = this.#scopes.find(node);
    const first =
      declared === undefined ? one(node, 'unknown', 'name') : this.#declared(node, declared, hops);
    const added = this.#scopes.assignmentsBefore(node).flatMap((assignment) => {
      const right = field(assignment, 'right');
      return right === undefined ? [] : pieces(this.trace(right, hops), right);
    });
    if (added.length === 0) return { ...first, node };
    const own = first.parts.length > 0 ? first.parts : [{ ...first }];
    return composed(node, 'concatenation', [...own, ...added]);
  }

  #declared(node: CodeNode, declared: Declaration, hops: number): Flow {
    if (declared.kind === 'import' || declared.kind === 'function') return one(node, 'unknown', 'name');
    if (declared.kind === 'parameter') return this.#parameter(node, declared, hops);
    if (declared.path.length > 0 && this.#isRequest(declared.value)) return this.#taken(node, declared.path);
    const flow = this.trace(declared.value, hops);
    if (declared.kind === 'item' || declared.path.length > 0) return one(node, flow.origin, 'name');
    const isLiteral = flow.origin === 'literal' && flow.parts.length === 0;
    return isLiteral ? { ...flow, origin: 'constant' } : flow;
  }

  #parameter(
    node: CodeNode,
    declared: Extract<Declaration, { readonly kind: 'parameter' }>,
    hops: number,
  ): Flow {
    const { of, index, path } = declared;
    if (isRequestParameter(of, index, this.#scopes.text)) return this.#taken(node, path);
    const items = this.#itemsOf(of, index);
    if (items !== undefined) return one(node, this.trace(items, hops).origin, 'name');
    if (hops >= MAX_HOPS) return one(node, 'unknown', 'name');
    const flows = this.#callsOf(of).flatMap((call) => {
      const argument = argumentsOf(call)[index];
      return argument === undefined ? [] : [this.trace(argument, hops + 1)];
    });
    const handed = flows.find((flow) => flow.origin === 'request');
    return one(node, handed === undefined ? 'unknown' : 'request', 'name');
  }

  /** What a callback of `map`, `forEach` and the like runs over. */
  #itemsOf(callback: CodeNode, index: number): CodeNode | undefined {
    const call = callback.parent?.type === 'arguments' ? callback.parent.parent : undefined;
    const callee = unwrap(field(call, 'function'));
    const method = field(callee, 'property');
    const runs =
      method !== undefined &&
      /^(?:map|forEach|filter|flatMap|some|every|find)$/.test(this.#scopes.textOf(method));
    return runs && index === 0 ? field(callee, 'object') : undefined;
  }

  /** Calls in this file of a function with a name. */
  #callsOf(of: CodeNode): readonly CodeNode[] {
    const holder = of.parent?.type === 'variable_declarator' ? of.parent : of;
    const name = field(holder, 'name');
    return name?.type === 'identifier' ? this.#scopes.callsOf(this.#scopes.textOf(name)) : [];
  }

  /** Something taken out of the request: its inputs are the caller's, the rest was put there by the server. */
  #taken(node: CodeNode, path: readonly string[]): Flow {
    const [first] = path;
    if (first === undefined) return one(node, 'unknown', 'name');
    const sent = this.#inputs.has(first) || REQUEST_TEXTS.test(first) || first === '*';
    return one(node, sent ? 'request' : 'computed', 'name');
  }

  /** Whether the expression is the request itself. */
  #isRequest(given: CodeNode | undefined): boolean {
    const node = unwrap(given);
    if (node?.type !== 'identifier') return false;
    const declared = this.#scopes.find(node);
    if (declared?.kind === 'parameter') {
      return declared.path.length === 0 && isRequestParameter(declared.of, declared.index, this.#scopes.text);
    }
    return declared?.kind === 'value' && declared.path.length === 0 && this.#isRequest(declared.value);
  }

  #member(node: CodeNode, hops: number): Flow {
    const object = field(node, 'object');
    if (object === undefined) return one(node, 'unknown', 'name');
    const property = field(node, 'property');
    const key =
      property === undefined
        ? stringValue(field(node, 'index'), this.#scopes.text)
        : this.#scopes.textOf(property);
    if (this.#isRequest(object)) return this.#taken(node, [key ?? '*']);
    if (key === 'length') return one(node, 'computed', 'name');
    const flow = this.trace(object, hops);
    // A table that is looked up by what the caller sent answers with its own values.
    return one(node, flow.origin === 'request' ? 'request' : 'unknown', 'name');
  }

  #call(node: CodeNode, hops: number): Flow {
    const callee = unwrap(field(node, 'function') ?? field(node, 'constructor'));
    const args = argumentsOf(node);
    const [first] = args;
    if (callee === undefined) return one(node, 'unknown', 'call');
    const name = this.#scopes.textOf(callee);
    if (NUMERIC.test(name) || ESCAPES.test(lastName(name))) return one(node, 'computed', 'call');
    if (KEEPS_TEXT.test(name) && first !== undefined)
      return one(node, this.trace(first, hops).origin, 'call');
    const receiver = callee.type === 'member_expression' ? field(callee, 'object') : undefined;
    if (receiver === undefined) return this.#returned(node, callee, hops);
    const method = lastName(name);
    if (this.#isRequest(receiver))
      return one(node, REQUEST_METHODS.test(method) ? 'request' : 'unknown', 'call');
    if (method === 'join') return this.#joined(node, receiver, hops);
    if (method === 'concat') return this.#concat(node, [receiver, ...args], hops);
    if (method === 'map' && first !== undefined) return this.#mapped(node, first, hops);
    if (TEXT_METHODS.test(method)) return { ...this.trace(receiver, hops), node, form: 'call' };
    return one(node, 'unknown', 'call');
  }

  #joined(node: CodeNode, receiver: CodeNode, hops: number): Flow {
    const list = unwrap(receiver);
    if (list?.type !== 'array') return one(node, this.trace(receiver, hops).origin, 'call');
    return this.#concat(node, named(list), hops);
  }

  #concat(node: CodeNode, nodes: readonly CodeNode[], hops: number): Flow {
    return composed(
      node,
      'concatenation',
      nodes.flatMap((part) => pieces(this.trace(part, hops), part)),
    );
  }

  /** `ids.map(() => '?')` is made of what the callback gives back. */
  #mapped(node: CodeNode, callback: CodeNode, hops: number): Flow {
    const body = field(unwrap(callback), 'body');
    if (body === undefined || body.type === 'statement_block') return one(node, 'unknown', 'call');
    return one(node, this.trace(body, hops).origin, 'call');
  }

  /** What a function of this file gives back. */
  #returned(node: CodeNode, callee: CodeNode, hops: number): Flow {
    const declared = callee.type === 'identifier' ? this.#scopes.find(callee) : undefined;
    const made =
      declared?.kind === 'function'
        ? declared.node
        : declared?.kind === 'value'
          ? unwrap(declared.value)
          : undefined;
    if (made === undefined || !isFunction(made) || hops >= MAX_HOPS) return one(node, 'unknown', 'call');
    const body = field(made, 'body');
    const returned =
      body?.type === 'statement_block' ? returnsOf(body, made) : body === undefined ? [] : [body];
    return { ...this.#worst(node, returned, hops + 1), form: 'call' };
  }
}

function returnsOf(body: CodeNode, of: CodeNode): readonly CodeNode[] {
  const found: CodeNode[] = [];
  const stack: CodeNode[] = [body];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const value = node.type === 'return_statement' ? named(node)[0] : undefined;
    if (value !== undefined && functionOf(node) === of) found.push(value);
    if (!isFunction(node)) stack.push(...node.children);
  }
  return found;
}

function valueOfItem(item: CodeNode): CodeNode | undefined {
  return item.type === 'pair' ? field(item, 'value') : item.type === 'spread_element' ? named(item)[0] : item;
}

function lastName(callee: string): string {
  return callee.split('.').at(-1)?.replace('?', '') ?? '';
}
