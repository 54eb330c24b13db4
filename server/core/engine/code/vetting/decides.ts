import type { CodeNode } from '../../../syntax/code.js';
import { field, isFunction, named, unwrap, walk } from '../../../syntax/code-read.js';
import { homeOf } from '../memory/openings.js';
import { functionOf, isInside } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { type Branches, branchesOf, leaves, refuses } from './branches.js';

/** An expression that asks whether a value is in order. */
export interface Check {
  readonly node: CodeNode;
  /** What it answers, as a condition, when the value is in order; undefined: that is not known. */
  readonly sense: Sense;
  /** The value is in order where it answers so. */
  readonly allows: boolean;
  /** The value is in order where whatever is answered otherwise is refused. */
  readonly denies: boolean;
}

export type Sense = boolean | undefined;

/** Where a value is used behind a check. */
interface Use {
  readonly check: Check;
  /** That place; or a callback, of which the answer keeps what it is asked about. */
  readonly at: CodeNode;
  /** The value as it is written. */
  readonly value: string;
  readonly scopes: Scopes;
}

/** The whole of an expression and what it answers when the value is in order; or whether that settles it. */
type Step = readonly [CodeNode, Sense] | boolean;

const MAX_NAMES = 3;
const ASSERTS =
  /^(?:assert\w*|invariant|expect|ensure\w*|require\w*|check\w*|verify\w*|must\w*|throw\w*|isTrue)$/i;
const THROWS = /^(?:validate|assert|check|ensure)\w*$/;
/** Functions of lists that answer by what their callback answers. */
const ASKS_ITEMS = /^(?:some|every|any|all|find|findIndex|next|anyMatch|allMatch|noneMatch)$/;
const SAME_ANSWER = /^(?:Boolean|bool|await|list|any|all|next)$/;
const WRONG = /^(?:error|errors|issues|problems|message)$/;
const RIGHT = /^(?:value|data|success|ok|valid|isValid|length)$/;

/** Whether a value is used only where the check found it in order. */
export function decides(check: Check, at: CodeNode, value: string, scopes: Scopes): boolean {
  return settles(check.node, check.sense, { check, at, value, scopes }, 0);
}

/** `names`: how many names the answer was given on the way. */
function settles(from: CodeNode, sense: Sense, use: Use, names: number): boolean {
  let step: Step = [from, sense];
  while (typeof step !== 'boolean') step = next(step[0], step[1], use, names);
  return step;
}

function next(at: CodeNode, sense: Sense, use: Use, names: number): Step {
  const { parent } = at;
  if (parent === undefined) return false;
  if (isFunction(parent) || parent.type === 'return_statement') return answered(at, sense, use);
  const branches = branchesOf(at, parent);
  if (branches !== undefined && isDecided(branches, sense, use)) return true;
  switch (parent.type) {
    case 'parenthesized_expression':
    case 'if_clause':
      return [parent, sense];
    case 'comprehension':
      return at.type === 'if_clause' && isInside(use.at, parent) && isSettledBy(true, sense, undefined, use)
        ? true
        : [parent, sense];
    case 'unary_expression':
      return [parent, negated(parent, sense)];
    case 'binary_expression':
      return [parent, compared(parent, at, sense, use.scopes)];
    case 'ternary_expression':
      return [parent, undefined];
    case 'arguments':
      return handed(parent, sense, use.scopes);
    case 'member_expression':
      return [parent, ofMember(use.scopes.textOf(field(parent, 'property') ?? parent), sense)];
    case 'variable_declarator':
      return at.field === 'value' && isNamed(field(parent, 'name'), at, sense, use, names);
    case 'assignment_expression':
      return at.field === 'right' && isNamed(field(parent, 'left'), at, sense, use, names);
    case 'assert_statement':
      return true;
    case 'expression_statement':
      return throws(at, use.scopes);
    default:
      if (/_statement$|_declaration$|^program$|_body$|_block$|_clause$|_case$/.test(parent.type))
        return false;
      return [
        parent,
        /^(?:(?:await|as|satisfies|non_null)_expression|type_assertion)$/.test(parent.type)
          ? sense
          : undefined,
      ];
  }
}

/** What a function answers: a callback that is asked about items, or the one that the use is. */
function answered(at: CodeNode, sense: Sense, use: Use): Step {
  const fn = functionOf(at);
  if (fn === undefined || at.type === 'statement_block') return false;
  if (fn === use.at) return isSettledBy(true, sense, undefined, use);
  const call = fn.parent?.type === 'arguments' ? fn.parent.parent : undefined;
  const name = call === undefined ? '' : calleeName(call, use.scopes);
  if (call === undefined || !ASKS_ITEMS.test(name))
    return name === 'filter' && call ? [call, undefined] : false;
  return [call, name === 'noneMatch' ? flip(sense) : sense];
}

/** What a call answers that is handed the answer. */
function handed(list: CodeNode, sense: Sense, scopes: Scopes): Step {
  const call = list.parent;
  const name = call === undefined ? '' : calleeName(call, scopes);
  if (call === undefined || ASSERTS.test(name)) return call !== undefined;
  if (/^(?:isNull|is_none)$/.test(name)) return [call, flip(sense)];
  return SAME_ANSWER.test(name) || name === 'nonNull' ? [call, sense] : name === 'len' && [call, sense];
}

function isDecided({ yes, no, end }: Branches, sense: Sense, use: Use): boolean {
  const [other] = no;
  if (yes !== undefined && isInside(use.at, yes)) return isSettledBy(true, sense, other, use);
  if (no.some((one) => isInside(use.at, one))) return isSettledBy(false, sense, yes, use);
  if (use.at.start < end) return false;
  const left = (branch: CodeNode | undefined): boolean => leaves(branch, use.value, use.scopes);
  return (
    (left(yes) && isSettledBy(false, sense, yes, use)) ||
    (no.some(left) && isSettledBy(true, sense, other, use))
  );
}

/** Whether the value is in order where a condition is answered; `other`: what is done where it is answered otherwise. */
function isSettledBy(answer: boolean, sense: Sense, other: CodeNode | undefined, use: Use): boolean {
  const { allows, denies, node } = use.check;
  if (sense === undefined) return true;
  if (answer === sense && allows) return true;
  return answer !== sense && denies && other !== undefined && refuses(other, node, use.scopes);
}

/** Whether a name that the answer is given decides, wherever it is read since. */
function isNamed(name: CodeNode | undefined, at: CodeNode, sense: Sense, use: Use, names: number): boolean {
  const home = homeOf(at, use.scopes);
  if (name === undefined || home === undefined || names >= MAX_NAMES) return false;
  const { scopes } = use;
  const given = new Map<string, Sense>();
  for (const one of walk(name)) {
    if (!/identifier/.test(one.type)) continue;
    const text = scopes.textOf(one);
    given.set(text, one === name ? sense : ofMember(text, sense));
  }
  return [...walk(home)].some((one) => {
    if (one.type !== 'identifier' || one.start < at.end || one.start > use.at.end) return false;
    const text = scopes.textOf(one);
    return given.has(text) && settles(one, given.get(text), use, names + 1);
  });
}

/** `validate(id);` fails by itself, and `COLUMNS.has(id) || fail();` asks first. */
function throws(at: CodeNode, scopes: Scopes): boolean {
  const call = unwrap(at);
  return call?.type === 'call_expression' && THROWS.test(calleeName(call, scopes));
}

function calleeName(call: CodeNode, scopes: Scopes): string {
  const callee = unwrap(field(call, 'function'));
  return callee === undefined ? '' : lastName(scopes.textOf(callee));
}

function ofMember(name: string, sense: Sense): Sense {
  if (WRONG.test(name)) return sense === undefined ? undefined : false;
  return RIGHT.test(name) ? sense : undefined;
}

function negated(node: CodeNode, sense: Sense): Sense {
  const operator = field(node, 'operator')?.type ?? 'not';
  if (operator === '~') return sense;
  return operator === '!' || operator === 'not' ? flip(sense) : undefined;
}

/** What a comparison with a fixed value answers: `LIST.indexOf(id) !== -1`, `match is None`. */
function compared(node: CodeNode, at: CodeNode, sense: Sense, scopes: Scopes): Sense {
  const operator = field(node, 'operator')?.type ?? '';
  if (operator === '&&' || operator === '||') return sense;
  const other = named(node).find((child) => child.field === 'right');
  if (at.field !== 'left' || other === undefined) return undefined;
  const text = scopes.textOf(other);
  const none = /^(?:-1|false|False|null|undefined|None)$/.test(text);
  const zero = text === '0';
  if (/^(?:===?|is)$/.test(operator)) {
    if (none || (zero && at.type === 'member_expression')) return flip(sense);
    return /^(?:true|True)$/.test(text) ? sense : undefined;
  }
  if (/^(?:!==?|is not)$/.test(operator)) {
    if (none || (zero && at.type === 'member_expression')) return sense;
    return /^(?:true|True)$/.test(text) ? flip(sense) : undefined;
  }
  if ((operator === '<' && zero) || (operator === '<=' && text === '-1')) return flip(sense);
  return operator.startsWith('>') && (zero || text === '-1') ? sense : undefined;
}

function flip(sense: Sense): Sense {
  return sense === undefined ? undefined : !sense;
}
