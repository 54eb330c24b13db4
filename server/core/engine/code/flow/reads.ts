import { nameOfParam } from '../../../facts/code/handler-roles.js';
import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, decoratorsOf, field, isFunction, named, unwrap } from '../../../syntax/code-read.js';
import { KEEPS_TEXT, TEXT_METHODS } from '../names/idioms.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { headerIn, lookedUp } from './header-keys.js';
import { inputOf, keyOf } from './inputs.js';
import { heldBy } from './requests.js';

/** One name or member, where it is read. */
export interface Read {
  readonly node: CodeNode;
  readonly name: string;
}

const MAX_LINKS = 4;
/** Methods that give what the caller sent under a name: `request.headers.get("authorization")`, `req.header('cookie')`. */
const LOOKS_UP = /^(?:get|header|getHeader|param|getParameter)$/;

/** Names and members that a value shows as they are. */
export function readsOf(given: CodeNode | undefined, scopes: Scopes): readonly Read[] {
  const node = unwrap(given);
  if (node === undefined || isFunction(node)) return [];
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return [{ node, name: scopes.textOf(node) }];
    case 'member_expression':
    case 'subscript_expression': {
      const name = keyOf(node, scopes);
      return name === undefined ? [] : [{ node, name }];
    }
    case 'pair':
    case 'keyword_argument':
      return readsOf(field(node, 'value'), scopes);
    case 'call_expression':
      return ofCall(node, scopes);
    case 'ternary_expression':
      return [field(node, 'consequence'), field(node, 'alternative')].flatMap((one) => readsOf(one, scopes));
    case 'binary_expression':
      return /^(?:\+|\|\||\?\?|or|%)$/.test(field(node, 'operator')?.type ?? '')
        ? [field(node, 'left'), field(node, 'right')].flatMap((one) => readsOf(one, scopes))
        : [];
    case 'template_string':
    case 'template_substitution':
    case 'array':
    case 'object':
    case 'spread_element':
      return named(node).flatMap((one) => readsOf(one, scopes));
    default:
      return [];
  }
}

/** A call that shows what it is given; what others make of it is theirs. */
function ofCall(call: CodeNode, scopes: Scopes): readonly Read[] {
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined) return [];
  const name = scopes.textOf(callee);
  if (KEEPS_TEXT.test(name) || (/^(?:dict|repr)$/.test(name) && scopes.language === 'python'))
    return readsOf(argumentsOf(call)[0], scopes);
  const receiver = field(callee, 'object');
  const last = lastName(name);
  // `await request.json()` is what was sent.
  if (
    scopes.language === 'python' &&
    /^(?:json|body|form)$/.test(last) &&
    heldBy(receiver, scopes) === 'request'
  )
    return [{ node: call, name: last }];
  const key = LOOKS_UP.test(last) ? lookedUp(argumentsOf(call)[0], scopes) : undefined;
  const sent = key === undefined ? undefined : inputOf(call, scopes);
  if (key !== undefined && sent !== undefined)
    return [{ node: call, name: /^(?:get$|getHeader|header)/.test(sent[0] ?? '') ? key.toLowerCase() : key }];
  const bare = /\(\s*\)$/.test(scopes.textOf(call));
  if (receiver !== undefined && bare && last === 'toString') return readsOf(receiver, scopes);
  const getter = scopes.language === 'java' && bare ? field(callee, 'property') : undefined;
  if (getter !== undefined) return [{ node: call, name: scopes.textOf(getter).replace(/^get(?=[A-Z])/, '') }];
  // Arguments may leave fields out.
  const keeps = receiver !== undefined && bare && TEXT_METHODS.test(last);
  return keeps ? readsOf(receiver, scopes) : [];
}

/**
 * The last key of what a name holds as it was taken out: 'authorization' of `const h = req.headers.authorization`, of
 * `{ authorization: h } = req.headers` and of `h = req.get('authorization')`; undefined where something else may be in its place.
 */
export function heldKey(name: CodeNode, scopes: Scopes, links = 0): string | undefined {
  const isName = /^(?:shorthand_property_)?identifier$/.test(name.type) && links <= MAX_LINKS;
  const declared = isName ? scopes.find(name) : undefined;
  if (declared?.kind !== 'value' && declared?.kind !== 'parameter') return undefined;
  const { replaced, added } = scopes.assignedBefore(name);
  if (replaced !== undefined || added.length > 0) return undefined;
  if (declared.kind === 'parameter') return headerIn(declared.of, declared.index, scopes);
  const value = unwrap(declared.value);
  const [key, ...further] = declared.path.toReversed();
  const isItem = key === '*' && further.length === 0;
  if (key !== undefined && !isItem) return key;
  const whole = value && (isItem ? dividedBy(value, name, scopes) : wholeOf(value, scopes));
  // What follows the scheme in this header is all that it proves; a part of another text may be what may be seen of it.
  if (whole !== undefined)
    return keyHeld(whole, scopes, links)?.toLowerCase() === 'authorization' ? 'authorization' : undefined;
  return isItem ? undefined : keyHeld(value, scopes, links);
}

/** The text that is divided into what a name holds and what stands before it: `_, token = header.split()`. */
function dividedBy(value: CodeNode, name: CodeNode, scopes: Scopes): CodeNode | undefined {
  const pattern = field(value.parent, 'name');
  const callee = value.type === 'call_expression' ? unwrap(field(value, 'function')) : undefined;
  if (pattern === undefined || callee === undefined || !DIVIDES.test(scopes.textOf(callee))) return undefined;
  const names = scopes
    .textOf(pattern)
    .replace(/[[\]()\s]/g, '')
    .split(',');
  return names.indexOf(scopes.textOf(name)) > 0 ? unwrap(field(callee, 'object')) : undefined;
}

function keyHeld(value: CodeNode | undefined, scopes: Scopes, links: number): string | undefined {
  if (value?.type === 'identifier')
    return heldKey(value, scopes, links + 1) ?? (isHeader(value, scopes) ? scopes.textOf(value) : undefined);
  if (value?.type === 'call_expression') return inputOf(value, scopes) && readsOf(value, scopes)[0]?.name;
  return value !== undefined && /^(?:member|subscript)_expression$/.test(value.type)
    ? keyOf(value, scopes)
    : undefined;
}

/** `authorization: str = Header()`. */
function isHeader(name: CodeNode, scopes: Scopes): boolean {
  return scopes.textOf(name) === 'authorization' && scopes.find(name)?.kind === 'parameter';
}

/** The text of which an expression takes what does not begin it: `header.split(' ')[1]`, `header.substring(7)`. */
function wholeOf(value: CodeNode, scopes: Scopes): CodeNode | undefined {
  if (value.type === 'subscript_expression') {
    const object = unwrap(field(value, 'object'));
    return object && isFirst(field(value, 'index'), scopes) ? undefined : object && wholeOf(object, scopes);
  }
  const callee = value.type === 'call_expression' ? unwrap(field(value, 'function')) : undefined;
  const isPart =
    callee?.type === 'member_expression' &&
    PARTS.test(scopes.textOf(callee)) &&
    !isFirst(argumentsOf(value)[0], scopes);
  return isPart ? unwrap(field(callee, 'object')) : undefined;
}

const DIVIDES = /\.(?:split|rsplit|partition|rpartition)$/;
const PARTS = /\.(?:split|slice|substring|substr|replace|trim|strip|removeprefix)$/;

function isFirst(index: CodeNode | undefined, scopes: Scopes): boolean {
  return index !== undefined && scopes.textOf(index) === '0';
}

/** What a name stands for, through other names, where it is declared; undefined when it is no name, or nothing is known. */
export function declaredFor(given: CodeNode | undefined, scopes: Scopes, links = 0): CodeNode | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  const text = textBehind(node, scopes) ?? decodedBy(node, scopes);
  if (text !== undefined) return declaredFor(text, scopes, links + 1);
  if (node.type !== 'identifier' && node.type !== 'shorthand_property_identifier') return undefined;
  const declared = scopes.find(node);
  if (declared?.kind === 'typed') return settingOf(declared.type.parent, scopes);
  if (declared?.kind !== 'value' || declared.path.length > 0) return undefined;
  return declaredFor(declared.value, scopes, links + 1) ?? unwrap(declared.value);
}

/** The text that a call makes bytes of: `Decoders.BASE64.decode(KEY)`, `new TextEncoder().encode(KEY)`. */
function decodedBy(node: CodeNode, scopes: Scopes): CodeNode | undefined {
  const callee = node.type === 'call_expression' ? field(node, 'function') : undefined;
  const isForm =
    callee !== undefined && /(?:decode|Buffer\.from|TextEncoder\(\)\.encode)$/.test(scopes.textOf(callee));
  return isForm ? argumentsOf(node)[0] : undefined;
}

/** The text of which a call makes another form: `KEY.getBytes()`. */
function textBehind(node: CodeNode, scopes: Scopes): CodeNode | undefined {
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const isForm =
    callee !== undefined &&
    /(?<!TextEncoder\(\))\.(?:split|strip|trim|getBytes|encode)$/.test(scopes.textOf(callee));
  return isForm ? field(callee, 'object') : undefined;
}

/**
 * What stands in for an absent value: the right side of `||` and `??`, the default of a look-up in the environment, the
 * text that a parameter has when a call leaves it out.
 */
export function fallbackOf(given: CodeNode | undefined, scopes: Scopes, links = 0): CodeNode | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  if (node.type === 'binary_expression') {
    return /^(?:\|\||\?\?|or)$/.test(field(node, 'operator')?.type ?? '') ? field(node, 'right') : undefined;
  }
  if (node.type === 'call_expression') {
    const callee = field(node, 'function');
    const name = callee === undefined ? '' : scopes.textOf(callee);
    const text = textBehind(node, scopes) ?? decodedBy(node, scopes);
    if (text !== undefined) return fallbackOf(text, scopes, links + 1);
    return /^(?:os\.)?(?:getenv|environ\.get)$/.test(name) ? argumentsOf(node)[1] : undefined;
  }
  if (node.type !== 'identifier' && node.type !== 'shorthand_property_identifier') return undefined;
  const declared = scopes.find(node);
  if (declared?.kind === 'typed') {
    const member = declared.type.parent;
    return settingOf(member, scopes) ?? settingOf(handedIn(member, scopes.textOf(node), scopes), scopes);
  }
  if (declared?.kind === 'parameter')
    return declared.path.length === 0 ? defaultOf(declared, scopes) : undefined;
  return declared?.kind === 'value' && declared.path.length === 0
    ? fallbackOf(declared.value, scopes, links + 1)
    : undefined;
}

function defaultOf(
  { of, index }: { readonly of: CodeNode; readonly index: number },
  scopes: Scopes,
): CodeNode | undefined {
  const param = paramsOf(of)[index];
  const value = param && (field(param, 'right') ?? field(param, 'value'));
  return value?.type === 'string' ? value : settingOf(param, scopes);
}

/** The parameter of the constructor of Java that a field takes its value from, by its name. */
function handedIn(member: CodeNode | undefined, name: string, scopes: Scopes): CodeNode | undefined {
  const holder = member?.parent?.type === 'class_body' ? field(member.parent.parent, 'name') : undefined;
  if (member === undefined || holder === undefined) return undefined;
  const maker = scopes.beside(member, scopes.textOf(holder));
  const isKept = (of: CodeNode) => new RegExp(`\\bthis\\.${name} = ${name};`).test(scopes.textOf(of));
  if (maker?.kind !== 'function' || !isKept(maker.node)) return undefined;
  return paramsOf(maker.node).find((param) => nameOfParam(param, scopes.text) === name);
}

/** `@Value("${jwt.key:secret}")` of a field, or of what a constructor takes. */
function settingOf(holder: CodeNode | undefined, scopes: Scopes): CodeNode | undefined {
  const value = (holder === undefined ? [] : decoratorsOf(holder)).find((one) =>
    /^Value\(\s*"\$\{[^:}]+:[^}]+\}"\s*\)$/.test(scopes.textOf(one)),
  );
  return value && argumentsOf(value)[0];
}
