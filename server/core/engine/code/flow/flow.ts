import type { Framework } from '../../../facts/frameworks/framework.js';
import { FRAMEWORKS } from '../../../facts/frameworks/index.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, named, stringValue, unwrap } from '../../../syntax/code-read.js';
import { BUILDER, ESCAPES, FILLING, FILLS, NUMERIC, TEXT_METHODS } from '../names/idioms.js';
import { propertyNode } from '../names/objects.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { statedType } from '../names/stated-types.js';
import { filling, isTextual, lastName, returnsOf, valueOfItem } from '../names/values.js';
import { isChecked, keepsAllowed } from '../vetting/checks.js';
import { unlessNarrowed } from '../vetting/validated.js';
import { addressFlow } from './addresses.js';
import { gotOf, handedIn, memberOf, type ReceivedIn } from './handed.js';
import { itemFlow, tableParts } from './item-names.js';
import { ledElsewhere } from './led-addresses.js';
import { isAppending, isLastPart, joinsPaths } from './paths.js';
import { composed, type Flow, one, pieces, worse } from './pieces.js';
import { isNarrow, isNarrowField } from './record-fields.js';
import { answer, heldBy, heldParameter, itemsOf, member, recordKey, taken } from './requests.js';
import {
  allGiven,
  concatenated,
  filled,
  formatted,
  joined,
  keptFlow,
  mapped,
  replaced,
  type Trace,
} from './texts.js';
import { writtenFlow } from './written.js';

const MAX_DEPTH = 24;
const MAX_HOPS = 2;

/** Follows one value backwards: aliases, destructuring, templates, concatenation, one hop out of a function. */
export class Tracer {
  readonly #scopes: Scopes;
  readonly #received: ReceivedIn;
  readonly #inputs: ReadonlySet<string>;
  readonly #open = new Set<CodeNode>();

  constructor(
    scopes: Scopes,
    received: ReceivedIn = () => [],
    frameworks: readonly Framework[] = FRAMEWORKS,
  ) {
    this.#scopes = scopes;
    this.#received = received;
    this.#inputs = new Set(frameworks.flatMap((framework) => framework.inputs));
  }

  trace(given: CodeNode, hops = 0): Flow {
    const node = unwrap(given) ?? given;
    // A value that depends on itself, as in a loop, adds nothing new.
    if (this.#open.has(node) || this.#open.size > MAX_DEPTH) return one(node, 'unknown', 'name');
    this.#open.add(node);
    const flow = unlessNarrowed(this.#trace(node, hops), node, this.#scopes);
    this.#open.delete(node);
    return this.#unlessChecked(flow, node);
  }

  #tracing(hops: number): Trace {
    return (node) => this.trace(node, hops);
  }

  #unlessChecked(flow: Flow, node: CodeNode): Flow {
    const isOne = flow.parts.length === 0 || flow.form === 'address';
    return flow.origin === 'request' && isOne && isChecked(node, this.#scopes)
      ? { ...flow, origin: 'unknown', parts: [], checked: true }
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
      case 'comprehension':
        return { ...this.#worst(node, [field(node, 'body')], hops), form: 'array', parts: [] };
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
    if (operator === '%') return filled(node, sides[0], filling(sides[1]), this.#tracing(hops));
    if (operator !== '+' && !(operator === '/' && this.#scopes.language === 'python'))
      return one(node, 'computed', 'call');
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
    const { replaced, added } = this.#scopes.assignedBefore(node);
    const found =
      replaced !== undefined
        ? this.trace(replaced, hops)
        : declared === undefined
          ? one(node, 'unknown', 'name')
          : this.#declared(node, declared, hops);
    const later = [...added, ...this.#scopes.appendedBefore(node)];
    if (later.length === 0) return { ...found, node };
    // `if (!COLUMNS.has(order)) order = 'id'`: what was there before is one of those that are allowed.
    const first = found.origin === 'request' ? this.#unlessChecked(found, node) : found;
    const parts = later.flatMap((part) => pieces(this.trace(part, hops), part));
    return composed(node, 'concatenation', [...pieces(first, node), ...parts]);
  }

  #declared(node: CodeNode, declared: Declaration, hops: number): Flow {
    if (declared.kind === 'import' || declared.kind === 'function' || declared.kind === 'typed')
      return writtenFlow(node, this.#scopes) ?? one(node, 'unknown', 'name');
    if (declared.kind === 'parameter') return this.#parameter(node, declared, hops);
    if (declared.path.length > 0 && heldBy(declared.value, this.#scopes) === 'request')
      return taken(node, declared.path, this.#inputs);
    const flow =
      ledElsewhere(node, declared, this.#scopes, this.#tracing(hops)) ?? this.trace(declared.value, hops);
    if (declared.kind === 'item') return itemFlow(node, declared, declared.value, flow, this.#scopes);
    if (declared.path.length > 0)
      return writtenFlow(node, this.#scopes) ?? memberOf(node, flow, declared.path[0]);
    const isLiteral = flow.origin === 'literal' && flow.parts.length === 0;
    return isLiteral ? { ...flow, origin: 'constant' } : flow;
  }

  #parameter(
    node: CodeNode,
    declared: Extract<Declaration, { readonly kind: 'parameter' }>,
    hops: number,
  ): Flow {
    const { of, index } = declared;
    const { source, path } = heldParameter(declared, this.#scopes);
    if (source === 'request' || (source === 'record' && path.length > 0))
      return taken(node, source === 'record' ? ['*'] : path, this.#inputs);
    if (source === 'input') return one(node, 'request', 'name');
    if (source === 'record') return { ...one(node, 'unknown', 'name'), record: true };
    if (source !== undefined) return one(node, source === 'computed' ? source : 'unknown', 'name');
    const type = path.length > 0 ? undefined : statedType(declared);
    if (type !== undefined && isNarrow(this.#scopes.textOf(type), this.#scopes))
      return one(node, 'computed', 'name');
    const items = itemsOf(of, index, this.#scopes);
    if (items !== undefined) return itemFlow(node, declared, items, this.trace(items, hops), this.#scopes);
    const given = handedIn(node, declared, this.#received);
    if (given.origin === 'request') return given;
    if (hops >= MAX_HOPS) return given;
    const flows = this.#scopes.callsTo(of).flatMap((call) => {
      const argument = argumentsOf(call)[index];
      return argument === undefined ? [] : [this.trace(argument, hops + 1)];
    });
    return flows.some((flow) => flow.origin === 'request') ? one(node, 'request', 'name') : given;
  }

  #member(node: CodeNode, hops: number): Flow {
    const object = field(node, 'object');
    if (object === undefined) return one(node, 'unknown', 'name');
    const property = field(node, 'property');
    const key =
      property === undefined
        ? stringValue(field(node, 'index'), this.#scopes.text)
        : this.#scopes.textOf(property);
    const given = member(node, object, key, this.#inputs, this.#scopes);
    if (given !== undefined) return given;
    const own = key === undefined ? undefined : propertyNode(object, key, this.#scopes);
    if (own !== undefined) {
      const flow = this.trace(own, hops);
      return { ...flow, node, origin: flow.origin === 'literal' ? 'constant' : flow.origin };
    }
    const written = writtenFlow(node, this.#scopes);
    if (written !== undefined) return written;
    if (key === 'length') return one(node, 'computed', 'name');
    const flow = this.trace(object, hops);
    // The last part of a path leads nowhere else.
    if (flow.parts.length > 0 && isLastPart(key, this.#scopes)) return one(node, 'computed', 'name');
    if (flow.form === 'address' && key === 'href') return { ...flow, node };
    if (flow.from !== undefined && isNarrowField(object, key, this.#scopes))
      return one(node, 'computed', 'name');
    return memberOf(node, flow, key);
  }

  #call(node: CodeNode, hops: number): Flow {
    const callee = unwrap(field(node, 'function') ?? field(node, 'constructor'));
    const args = argumentsOf(node);
    const [first] = args;
    if (callee === undefined) return one(node, 'unknown', 'call');
    const name = this.#scopes.textOf(callee);
    const fills =
      FILLING.test(name) || (FILLS.test(lastName(name)) && this.#isText(field(callee, 'object'), hops));
    const made = formatted(node, callee, this.#scopes, this.#tracing(hops));
    if (made !== undefined) return made;
    const table = tableParts(node, name, this.#scopes, this.#tracing(hops));
    const address = table ?? addressFlow(node, name, args, this.#scopes, this.#tracing(hops));
    if (address !== undefined) return address;
    if (NUMERIC.test(name) || (!fills && ESCAPES.test(lastName(name)))) return one(node, 'computed', 'call');
    const kept = keptFlow(node, name, args, this.#tracing(hops));
    if (kept !== undefined) return kept;
    if (BUILDER.test(name) || name === 'String.join' || joinsPaths(callee, this.#scopes))
      return concatenated(node, args, this.#tracing(hops));
    const receiver = callee.type === 'member_expression' ? field(callee, 'object') : undefined;
    if (receiver === undefined) return this.#returned(node, callee, hops);
    const method = lastName(name);
    const given = answer(node, receiver, method, this.#scopes) ?? this.#got(node, receiver, method, hops);
    if (given !== undefined) return given;
    if (FILLING.test(name)) return filled(node, first, args.slice(1), this.#tracing(hops));
    if (FILLS.test(method)) return filled(node, receiver, allGiven(node, this.#scopes), this.#tracing(hops));
    if (method === 'join') return joined(node, receiver, first, this.#tracing(hops));
    if (method === 'replace' || method === 'replaceAll')
      return replaced(node, receiver, args, this.#scopes, this.#tracing(hops));
    if (isAppending(method, this.#scopes))
      return concatenated(node, [receiver, ...args], this.#tracing(hops));
    if (method === 'map' && first !== undefined) return mapped(node, first, this.#tracing(hops));
    if (method === 'filter' && keepsAllowed(first, this.#scopes)) return one(node, 'unknown', 'call');
    if (TEXT_METHODS.test(method)) return { ...this.trace(receiver, hops), node, form: 'call' };
    return one(node, 'unknown', 'call');
  }

  /** Whether it is a text that is written out, directly or in Python under a name. */
  #isText(node: CodeNode | undefined, hops: number): boolean {
    const named = this.#scopes.language === 'python' && node?.type === 'identifier';
    return isTextual(node) || (named && this.trace(node, hops).literal !== undefined);
  }

  /** `filter.getName()` and `filter.name()` of Java, where the object may be one whose fields the caller sent. */
  #got(node: CodeNode, receiver: CodeNode, method: string, hops: number): Flow | undefined {
    const bare = this.#scopes.language === 'java' && receiver.type === 'identifier';
    if (!bare || argumentsOf(node).length > 0 || TEXT_METHODS.test(method)) return undefined;
    const key = recordKey(method);
    const found = gotOf(node, this.trace(receiver, hops), key);
    return found && isNarrowField(receiver, key, this.#scopes) ? one(node, 'computed', 'call') : found;
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
