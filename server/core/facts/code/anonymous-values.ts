import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, stringValue, unwrap, walk } from '../../syntax/code-read.js';
import { isOfCaller } from './caller-parts.js';
import { nameOfParam } from './handler-roles.js';
import type { Roles } from './passage.js';
import type { Around } from './registered.js';

/**
 * What an expression is for a caller without credentials: not there, an empty text, the parts of one, something that is
 * there; 'fault': taking it fails.
 */
type Value = 'absent' | 'blank' | 'blanks' | 'present' | 'unknown' | 'fault';

/** More than this, or deeper, is not followed. */
const MOST_STEPS = 5_000;
const MOST_DEPTH = 100;

/** Values of names and expressions on one way through a function. */
export class Values {
  /** Something was asked that tells who is calling. */
  asked = false;
  /** What comes of something cannot be told. */
  unclear = false;
  #steps = 0;
  #depth = 0;
  #names = new Map<string, Value>();
  readonly #roles: Roles;
  readonly #around: Around;
  readonly #call: (call: CodeNode) => string;

  /** `call`: how a call ends. */
  constructor(roles: Roles, around: Around, call: (call: CodeNode) => string) {
    this.#roles = roles;
    this.#around = around;
    this.#call = call;
  }

  copy(): Map<string, Value> {
    return new Map(this.#names);
  }

  swap(names: Map<string, Value>): Map<string, Value> {
    const before = this.#names;
    this.#names = names;
    return before;
  }

  /** What is one thing on one way and another on another is unknown. */
  merge(other: ReadonlyMap<string, Value>): void {
    for (const name of new Set([...this.#names.keys(), ...other.keys()]))
      if (this.#names.get(name) !== other.get(name)) this.#names.set(name, 'unknown');
  }

  truthOf(value: string): boolean | undefined {
    if (value === 'absent' || value === 'blank') return false;
    return value === 'present' || value === 'blanks' ? true : undefined;
  }

  put(param: CodeNode | undefined, value: Value): void {
    const name = param && nameOfParam(param, this.#around.text);
    if (name !== undefined) this.#names.set(name, value);
  }

  isNothing(node: CodeNode): boolean {
    return ['absent', 'blank', 'fault'].includes(this.of(node));
  }

  /** Whether a token is read from the request, under whatever name; a caller without credentials sends none. */
  isRead(node: CodeNode | undefined): boolean {
    const plain = node === undefined ? '' : this.#plain(node);
    const { request = '' } = this.#roles;
    const isSent =
      plain.startsWith(`${request}.`) &&
      /^\.(?:cookies|signedCookies|headers)[.[]/.test(plain.slice(request.length));
    if (isSent) this.asked = true;
    return isSent;
  }

  /** Whether something is taken out of what is not there. */
  failsIn(args: readonly CodeNode[]): boolean {
    return args.some((argument) =>
      [...walk(argument, isFunction)].some(
        (node) => node.type === 'member_expression' && this.of(node) === 'fault',
      ),
    );
  }

  /** Binds what a declaration names; 'fault' where that fails. */
  bind(to: CodeNode, given: CodeNode | undefined): Value {
    const value = given === undefined ? 'absent' : this.of(given);
    const source = given === undefined ? '' : this.#plain(given);
    if (value === 'fault') return value;
    if (to.type === 'identifier') this.#names.set(this.#plain(to), value);
    else if (value === 'absent') return 'fault';
    else if (to.type === 'array_pattern')
      named(to).forEach((part, i) => {
        const one = value === 'blanks' ? (i === 0 ? 'blank' : 'absent') : 'unknown';
        this.put(part, one);
      });
    else
      for (const part of named(to)) {
        const key = field(part, 'key') ?? field(part, 'left') ?? part;
        const name = field(part, 'value') ?? key;
        const plain =
          part.type === 'object_assignment_pattern' ? 'unknown' : this.#sent(`${source}.${this.#plain(key)}`);
        this.#names.set(this.#plain(name), plain ?? 'unknown');
      }
    return value;
  }

  /** Takes some steps; when they are too many, nothing can be told any more. */
  count(steps: number): boolean {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) this.unclear = true;
    return !this.unclear;
  }

  /** What is made one level deeper; `otherwise` where that is too deep. */
  deeper<T>(make: () => T, otherwise: T): T {
    if (this.#depth >= MOST_DEPTH || !this.count(1)) {
      this.unclear = true;
      return otherwise;
    }
    this.#depth += 1;
    const made = make();
    this.#depth -= 1;
    return made;
  }

  of(given: CodeNode | undefined): Value {
    return this.deeper(() => this.#valueOf(given), 'unknown');
  }

  #valueOf(given: CodeNode | undefined): Value {
    const node = unwrap(given);
    switch (node?.type) {
      case 'identifier':
        return this.#names.get(this.#plain(node)) ?? 'unknown';
      case 'undefined':
      case 'null':
      case 'false':
        return 'absent';
      case 'true':
      case 'object':
      case 'array':
      case 'regex':
        return 'present';
      case 'string':
        return stringValue(node, this.#around.text) === '' ? 'blank' : 'present';
      case 'member_expression':
      case 'subscript_expression':
        return this.#member(node);
      case 'call_expression':
        return this.#answer(node);
      case 'unary_expression':
        return this.#unary(node);
      case 'binary_expression':
        return this.#binary(node);
      case 'ternary_expression':
        return this.#either(node);
      case 'assignment_expression':
        return this.#assign(node);
      default:
        return 'unknown';
    }
  }

  #assign(node: CodeNode): Value {
    const [left, right] = [unwrap(field(node, 'left')), field(node, 'right')];
    const value = this.of(right);
    if (left !== undefined && value !== 'fault') this.#names.set(this.#plain(left), value);
    return value;
  }

  #member(node: CodeNode): Value {
    const plain = this.#plain(node);
    const known = this.#names.get(plain) ?? this.#sent(plain);
    if (known !== undefined) return known;
    const object = field(node, 'object');
    const of = this.of(object);
    if (of === 'absent') return this.#isOptional(node) ? 'absent' : 'fault';
    if (of === 'blank') return plain.endsWith('.length') ? 'absent' : 'blank';
    if (of === 'blanks')
      return /\[\d+\]$/.test(plain) ? (plain.endsWith('[0]') ? 'blank' : 'absent') : 'unknown';
    return of === 'fault' ? of : 'unknown';
  }

  /** A chain with a question mark ends where something is not there. */
  #isOptional(node: CodeNode): boolean {
    for (
      let at: CodeNode | undefined = node;
      at !== undefined;
      at = unwrap(field(at, 'object') ?? field(at, 'function'))
    )
      if (at.children.some(({ type }) => type === 'optional_chain')) return true;
    return false;
  }

  #answer(node: CodeNode): Value {
    const known = this.#sent(this.#plain(node));
    if (known !== undefined) return known;
    const callee = unwrap(field(node, 'function'));
    const object = field(callee, 'object');
    const method = field(callee, 'property');
    const name = method === undefined ? '' : this.#plain(method);
    const of = object === undefined ? 'unknown' : this.of(object);
    if (of === 'absent') return this.#isOptional(node) ? 'absent' : 'fault';
    if (of === 'fault') return of;
    if (of === 'blank') {
      if (name === 'split') return 'blanks';
      return /^(?:trim\w*|replace\w*|slice|substr\w*|to\w+)$/.test(name) ? 'blank' : 'absent';
    }
    if (callee !== undefined && this.#plain(callee) === 'Boolean') return this.of(argumentsOf(node)[0]);
    const end = this.#call(node);
    if (end === 'fails') return 'fault';
    if (end !== 'goes') this.unclear = true;
    return 'unknown';
  }

  #unary(node: CodeNode): Value {
    const value = this.of(field(node, 'argument'));
    if (value === 'fault' || field(node, 'operator')?.type !== '!')
      return value === 'fault' ? value : 'unknown';
    const truth = this.truthOf(value);
    return truth === undefined ? 'unknown' : truth ? 'absent' : 'present';
  }

  #binary(node: CodeNode): Value {
    const operator = field(node, 'operator')?.type ?? '';
    const left = this.of(field(node, 'left'));
    if (left === 'fault') return left;
    const truth = this.truthOf(left);
    const right = (): Value => this.of(field(node, 'right'));
    switch (operator) {
      case '&&':
        return truth === false ? left : this.#rest(truth, right());
      case '||':
        return truth === true ? left : truth === false ? right() : this.#maybe(right());
      case '??':
        return left === 'absent' ? right() : left === 'unknown' ? this.#maybe(right()) : left;
      case '==':
      case '===':
      case '!=':
      case '!==':
        return this.#compared(left, right(), field(node, 'right'), operator.startsWith('!'));
      default:
        return right() === 'fault' ? 'fault' : 'unknown';
    }
  }

  /** The right side of `&&`: where nobody knows of the left one, the whole is nothing if this is. */
  #rest(truth: boolean | undefined, right: Value): Value {
    return truth === true || right === 'absent' ? right : 'unknown';
  }

  /** Of what may not even be asked. */
  #maybe(value: Value): Value {
    return value === 'present' ? value : 'unknown';
  }

  #compared(left: Value, right: Value, against: CodeNode | undefined, differs: boolean): Value {
    const truth = (holds: boolean): Value => (holds === differs ? 'absent' : 'present');
    if (right === 'fault') return right;
    const empty = unwrap(against)?.type;
    if (left === 'absent' && (empty === 'undefined' || empty === 'null')) return truth(true);
    return left === 'absent' && right === 'present' ? truth(false) : 'unknown';
  }

  #either(node: CodeNode): Value {
    const condition = this.of(field(node, 'condition'));
    if (condition === 'fault') return condition;
    const truth = this.truthOf(condition);
    const [yes, no] = [field(node, 'consequence'), field(node, 'alternative')];
    if (truth !== undefined) return this.of(truth ? yes : no);
    const [first, second] = [this.of(yes), this.of(no)];
    return first === second ? first : 'unknown';
  }

  #sent(plain: string): Value | undefined {
    if (!isOfCaller(plain, this.#roles)) return undefined;
    this.asked = true;
    return 'absent';
  }

  /** The text of an expression as if it were asked for without care: `req.headers.authorization`. */
  #plain(node: CodeNode): string {
    const inner = unwrap(node) ?? node;
    return this.#around.text
      .slice(inner.start, inner.end)
      .replace(/\s+/g, '')
      .replace(/[?!]+(?=\.)/g, '')
      .replace(/\.\[/g, '[');
  }
}
