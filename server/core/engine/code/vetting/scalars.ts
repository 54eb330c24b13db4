import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, named, stringValue, unwrap } from '../../../syntax/code-read.js';
import { itemsOf } from '../flow/requests.js';
import type { Scopes } from '../names/scopes.js';
import { deciding, homesOf } from './checks.js';
import { type Check, decides } from './decides.js';
import { isSame } from './same-value.js';

/** Types of JavaScript and Python whose values have no members that a caller could choose. */
const SCALARS = /^(?:string|number|boolean|bigint|str|int|float|bool)$/;
/** Methods of texts, which fail on an object. */
const OF_TEXTS =
  /^(?:trim\w*|toLowerCase|toUpperCase|startsWith|endsWith|includes|match|replace|replaceAll|split|charAt|localeCompare|strip|lower|upper|startswith|endswith)$/;
const VALIDATORS = /^(?:validator|v)\.is[A-Z]\w*$/;
const ASKS_TEXT = /^(?:(?:_|lodash)\.)?isString$/;

/** Whether a value was found to be a text, a number or a switch before it is used. */
export function isScalar(node: CodeNode, scopes: Scopes): boolean {
  const texts = spellings(node, scopes);
  return homesOf(node, scopes).some((home) =>
    deciding(home).some(
      (one) => one.start < node.start && texts.some((text) => shows(one, node, text, scopes)),
    ),
  );
}

/** How a value is written: under its name, and as it was taken out of what the caller sent. */
function spellings(node: CodeNode, scopes: Scopes): readonly string[] {
  const own = scopes.textOf(node);
  const declared = /identifier$/.test(node.type) ? scopes.find(node) : undefined;
  if (declared?.kind !== 'value') return [own];
  return [own, [scopes.textOf(declared.value), ...declared.path].join('.')];
}

function shows(one: CodeNode, at: CodeNode, text: string, scopes: Scopes): boolean {
  if (one.type === 'binary_expression') {
    const check = typeChecked(one, text, scopes);
    return check !== undefined && decides(check, at, text, scopes);
  }
  const callee = one.type === 'call_expression' ? unwrap(field(one, 'function')) : undefined;
  if (callee === undefined) return false;
  const name = scopes.textOf(callee);
  const [first, second] = argumentsOf(one);
  if (VALIDATORS.test(name)) return isSame(first, text, scopes);
  const asked =
    ASKS_TEXT.test(name) || (name === 'isinstance' && SCALARS.test(second ? scopes.textOf(second) : ''));
  if (asked && isSame(first, text, scopes))
    return decides({ node: one, sense: true, allows: true, denies: true }, at, text, scopes);
  const method = callee.type === 'member_expression' ? field(callee, 'property') : undefined;
  return (
    method !== undefined &&
    OF_TEXTS.test(scopes.textOf(method)) &&
    isSame(field(callee, 'object'), text, scopes)
  );
}

/** `typeof name !== 'string'`. */
function typeChecked(node: CodeNode, text: string, scopes: Scopes): Check | undefined {
  const operator = field(node, 'operator')?.type ?? '';
  const sides = [unwrap(field(node, 'left')), unwrap(field(node, 'right'))];
  const asked = sides.find((side) => side?.type === 'unary_expression');
  const type = sides.map((side) => stringValue(side, scopes.text)).find((one) => one !== undefined);
  if (!/^[!=]==?$/.test(operator) || asked === undefined || !SCALARS.test(type ?? '')) return undefined;
  const value = field(asked, 'argument');
  const isTypeof = /^typeof\b/.test(scopes.textOf(asked));
  if (!isTypeof || value === undefined || !isOf(value, text, scopes)) return undefined;
  return { node, sense: operator.startsWith('='), allows: true, denies: true };
}

/** The value itself, or each of a list that holds it: `[name, password].some((one) => typeof one !== 'string')`. */
function isOf(given: CodeNode, text: string, scopes: Scopes): boolean {
  if (isSame(given, text, scopes)) return true;
  const node = unwrap(given);
  const declared = node?.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind !== 'parameter') return false;
  const list = unwrap(itemsOf(declared.of, declared.index, scopes));
  return list?.type === 'array' && named(list).some((item) => isSame(item, text, scopes));
}
