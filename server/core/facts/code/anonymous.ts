import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../syntax/code-read.js';
import { Values } from './anonymous-values.js';
import { paramsOf } from './params.js';
import { RESPONDS, type Roles } from './passage.js';
import type { Around } from './registered.js';
import { settledBy, strategyCallback } from './settled.js';
import { VERIFIERS } from './signs.js';

/** What a function certainly does with a caller who sends no credentials. */
export interface Anonymous {
  /** It lets the caller pass. */
  readonly admits?: true;
  /** It answers or leaves because nobody has signed in. */
  readonly turns?: true;
  /** It throws because nobody has signed in. */
  readonly denies?: true;
  /** It has changed data before it looks who is calling. */
  readonly early?: true;
}

/**
 * How a run ends: it goes on, hands the request on, answers or leaves, throws, fails on what is not there; or nobody can
 * tell.
 */
type End = 'goes' | 'passes' | 'stops' | 'throws' | 'fails' | 'unclear';

const WRITES =
  /^(?:insert\w*|create|createMany|save|update\w*|delete\w*|remove|destroy|upsert|bulk(?:Create|Write)|findByIdAnd\w+|findOneAnd\w+|replaceOne)$/;
const STORES =
  /^(?:(?!(?:Object|Reflect|Buffer|Date|Map|Set|URL|Promise)$)[A-Z]\w*|\w*(?:[dD]b|[pP]risma|[kK]nex|[rR]epo|[rR]epository|[mM]odel|[cC]ollection|[sS]tore|[dD]ao))$/;

const CHECKING =
  /auth|session|token|verify|permi|jwt|guard|protect|ensure|require|assert|check|current_?user|login/i;

/** Runs a function for a caller without credentials, as long as it is certain what happens. */
export function anonymously(body: CodeNode, roles: Roles | undefined, around: Around): Anonymous {
  if (roles?.request === undefined || roles.onError || around.language === 'python') return {};
  const run = new Run(roles, around);
  const end = body.type === 'statement_block' ? run.statement(body) : run.effect(body);
  if (!run.values.asked) return {};
  return {
    ...(end === 'passes' ? { admits: true } : {}),
    ...(end === 'stops' ? { turns: true } : {}),
    ...(end === 'throws' ? { denies: true } : {}),
    ...(run.early && (end === 'stops' || end === 'throws') ? { early: true } : {}),
  };
}

class Run {
  readonly values: Values;
  early = false;
  readonly #roles: Roles;
  readonly #around: Around;

  constructor(roles: Roles, around: Around) {
    this.#roles = roles;
    this.#around = around;
    this.values = new Values(roles, around, (call) => this.#call(call));
  }

  statement(node: CodeNode): End {
    return this.values.deeper(() => this.#statement(node), 'unclear');
  }

  #statement(node: CodeNode): End {
    switch (node.type) {
      case 'statement_block':
      case 'else_clause':
        return this.#all(named(node));
      case 'expression_statement':
        return this.#all(named(node), (part) => this.effect(part));
      case 'lexical_declaration':
      case 'variable_declaration':
        return this.#all(named(node), (part) => this.#declaration(part));
      case 'if_statement':
        return this.#choice(node, (part) => this.statement(part));
      case 'return_statement': {
        const [value] = named(node);
        const end = value === undefined ? 'stops' : this.effect(value);
        return end === 'goes' ? 'stops' : end;
      }
      case 'throw_statement':
        return 'throws';
      case 'try_statement':
        return this.#attempt(node);
      case 'comment':
      case 'empty_statement':
      case 'function_declaration':
        return 'goes';
      default:
        return 'unclear';
    }
  }

  effect(given: CodeNode): End {
    return this.values.deeper(() => this.#effect(given), 'unclear');
  }

  #effect(given: CodeNode): End {
    const node = unwrap(given);
    switch (node?.type) {
      case undefined:
        return 'goes';
      case 'sequence_expression':
        return this.#all(named(node), (part) => this.effect(part));
      case 'ternary_expression':
        return this.#choice(node, (part) => this.effect(part));
      case 'call_expression':
        return this.#call(node);
      case 'binary_expression':
        return this.#shortened(node);
      default:
        return this.#told(this.values.of(node));
    }
  }

  #all(nodes: readonly CodeNode[], run = (node: CodeNode): End => this.statement(node)): End {
    for (const node of nodes) {
      const end = run(node);
      if (end !== 'goes') return end;
    }
    return 'goes';
  }

  #declaration(node: CodeNode): End {
    if (node.type !== 'variable_declarator') return 'goes';
    const value = field(node, 'value');
    const name = field(node, 'name');
    return name === undefined ? 'unclear' : this.#told(this.values.bind(name, value));
  }

  #told(value: string): End {
    if (this.values.unclear) return 'unclear';
    return value === 'fault' ? 'fails' : 'goes';
  }

  #choice(node: CodeNode, run: (part: CodeNode) => End): End {
    const condition = this.values.of(field(node, 'condition'));
    if (this.#told(condition) !== 'goes') return this.#told(condition);
    const [yes, no] = [field(node, 'consequence'), field(node, 'alternative')];
    const of = (part: CodeNode | undefined): End => (part === undefined ? 'goes' : run(part));
    const truth = this.values.truthOf(condition);
    if (truth !== undefined) return of(truth ? yes : no);
    // What is done on one of two ways is not certain.
    const { early } = this;
    const before = this.values.copy();
    const first = of(yes);
    const between = this.values.swap(before);
    const second = of(no);
    this.values.merge(between);
    this.early = early;
    return first === second ? first : 'unclear';
  }

  #shortened(node: CodeNode): End {
    const operator = field(node, 'operator')?.type;
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    if ((operator !== '&&' && operator !== '||') || right === undefined)
      return this.#told(this.values.of(node));
    const first = this.values.of(left);
    if (this.#told(first) !== 'goes') return this.#told(first);
    const truth = this.values.truthOf(first);
    if (truth !== undefined) return truth === (operator === '&&') ? this.effect(right) : 'goes';
    return this.effect(right) === 'goes' ? 'goes' : 'unclear';
  }

  #attempt(node: CodeNode): End {
    const body = field(node, 'body');
    const end = body === undefined ? 'unclear' : this.statement(body);
    const handler = field(node, 'handler');
    if ((end !== 'throws' && end !== 'fails') || handler === undefined) return end;
    const caught = field(handler, 'body');
    return caught === undefined ? 'unclear' : this.statement(caught);
  }

  #call(call: CodeNode): End {
    const { text } = this.#around;
    const callee = unwrap(field(call, 'function'));
    if (callee === undefined) return 'unclear';
    const last = field(callee, 'property') ?? callee;
    const name = text.slice(last.start, last.end);
    const root = text.slice(callee.start, callee.end).split(/[.?([]/)[0] ?? '';
    const args = argumentsOf(call);
    if (callee.type === 'identifier' && name === this.#roles.next)
      return args[0] === undefined || args[0].type === 'string' ? 'passes' : 'stops';
    if (root === this.#roles.response) return RESPONDS.test(name) ? 'stops' : 'goes';
    const told = this.#toldOf(call);
    if (told !== undefined) return told;
    if (VERIFIERS.test(name) && this.values.isRead(args[0])) return this.#verify(args);
    if (VERIFIERS.test(name) && args.some((one) => this.values.isNothing(one))) return this.#verify(args);
    if (this.#mayCheck(call, root, name)) return 'unclear';
    if (this.values.failsIn(args)) return 'fails';
    const stores = callee.type === 'member_expression' && WRITES.test(name);
    if (stores && STORES.test(root) && !this.values.asked) this.early = true;
    return 'goes';
  }

  /** What comes of a check that tells a callback of everything; undefined of other calls. */
  #toldOf(call: CodeNode): End | undefined {
    const strategy = strategyCallback(call, this.#around);
    const end = strategy ?? settledBy(call, this.#roles, CHECKING, this.#around);
    if (end === undefined) return undefined;
    this.values.asked = true;
    const { start } = end;
    if (!isFunction(end))
      return this.#around.text.slice(start, end.end) === this.#roles.next ? 'passes' : 'unclear';
    return this.#tell(end, strategy === undefined ? [] : ['absent', 'absent', 'present']);
  }

  /** Without a token a check fails, or tells the function that it is given of a fault. */
  #verify(args: readonly CodeNode[]): End {
    const callback = args.at(-1);
    return callback === undefined || !isFunction(callback)
      ? 'fails'
      : this.#tell(callback, ['present', 'absent']);
  }

  /** Runs a callback with these in its parameters. */
  #tell(callback: CodeNode, given: readonly ('present' | 'absent')[]): End {
    const body = field(callback, 'body');
    if (body === undefined) return 'unclear';
    const params = paramsOf(callback);
    given.forEach((value, i) => {
      this.values.put(params[i], value);
    });
    const end = body.type === 'statement_block' ? this.statement(body) : this.effect(body);
    return end === 'goes' ? 'stops' : end;
  }

  /** Whether the call is given what it may check the caller by, or answer with. */
  #mayCheck(call: CodeNode, root: string, name: string): boolean {
    if (root === 'console' || root === this.#roles.request) return false;
    const { request, response, next } = this.#roles;
    const list = field(call, 'arguments');
    const inner = list === undefined ? [] : [...walk(list)];
    if (!this.values.count(inner.length)) return true;
    const isWhole = ({ type, parent }: CodeNode): boolean =>
      type === 'identifier' && parent?.type !== 'member_expression';
    const given = inner.some((node) => {
      const word = this.#around.text.slice(node.start, node.end);
      return (
        (isWhole(node) && word === request) || (node.type === 'identifier' && [response, next].includes(word))
      );
    });
    return given || CHECKING.test(name) || CHECKING.test(root);
  }
}
