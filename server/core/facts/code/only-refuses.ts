import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, decoratorsOf, field, keywordsOf, named, unwrap, walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { calleeName, calleeText } from './called-name.js';
import { type Reading, textOf } from './expression.js';
import { handedTo } from './own-state.js';
import { RESPONDS, type Roles, rootName } from './passage.js';
import { STATUS_CALLS, STATUS_FIELDS } from './signs.js';

/** What does more than to refuse is mostly longer. */
const LONGEST = 1500;

/** Statuses that refuse or fail, as numbers and by the names that packages give them. */
const REFUSING =
  /^['"]?[45]\d\d\b|(?:^|[._])(?:HTTP_[45]\d\d_\w+|(?:METHOD_?NOT_?ALLOWED|GONE|NOT_?FOUND|NOT_?IMPLEMENTED|NOT_?ACCEPTABLE|FORBIDDEN|UNAUTHORIZED|BAD_?REQUEST|CONFLICT|LOCKED|UNPROCESSABLE_?(?:ENTITY|CONTENT)|UNSUPPORTED_?MEDIA_?TYPE|TOO_?MANY_?REQUESTS|SERVICE_?UNAVAILABLE|INTERNAL_?SERVER_?ERROR)(?:\.value\(\))?)$/i;
/** Answers of Spring that say their status by what makes them. */
const REFUSALS = /^(?:notFound|badRequest|unprocessableEntity|unprocessableContent|internalServerError)$/;
/** What sets a status, of the answer or of what becomes one. */
const STATES = /^(?:forStatus|forStatusAndDetail)$/;
/** What says more of an answer that has a status. */
const DRESSES =
  /^(?:set|header|headers|setHeader|append|type|contentType|vary|links|removeHeader|format|allow|build|body|of|problem|set(?:Title|Detail|Type|Instance|Property))$/;
/** What only asks a request how it wants to be answered, or where it came from. */
const ASKS = /^(?:get|header|is|accepts\w*)$/;
/** Roots and names of calls that make values, or write them down for the operators. */
const PLAIN_ROOT = /^(?:String|Number|Array|Date|JSON|Map|List|Set|console|log|logger|logging|str)$/;
const PLAIN_NAME =
  /^(?:join|toString|toUpperCase|toLowerCase|upper|lower|isoformat|str|createError|\w*(?:Exception|Error))$/;
/** Functions of a project that answer with the status which they are told: `fail(res, 405)`. */
const FAILS = /error|fail|problem|refuse|reject|respond|reply|send|answer|abort|deny/i;
/** What a fault is called that is made in order to be answered with. */
const FAULTS = /(?:Exception|Error|Fault|Problem\w*)$/;
const ENTITY = /^(?:[\w.]+\.)?ResponseEntity(?:<|$)/;

/** What a call has to do with the answer: 'says' needs a status that is set elsewhere. */
type Part = 'refuses' | 'says' | 'plain' | 'other';

/**
 * Whether all that a handler does is to refuse: it answers with a constant 4xx or 5xx or with a fault, whoever asks, and
 * calls nothing that could look anything up or change it.
 */
export function onlyRefuses(
  body: CodeNode,
  calls: readonly CodeNode[],
  roles: Roles | undefined,
  reading: Reading,
): boolean {
  if (body.end - body.start > LONGEST || roles?.onError === true) return false;
  const parts = new Map(calls.map((call) => [call, partOf(call, roles, reading)]));
  const found = new Set(parts.values());
  if (found.has('other')) return false;
  const nodes = [...walk(body)];
  if (!nodes.every((node) => keepsNothing(node, reading))) return false;
  const stated = isDeclaredSo(body, reading) || statements(body).some((one) => states(one, roles, reading));
  if (found.has('says') && !stated) return false;
  const refusals = new Set(nodes.filter((node) => parts.get(node) === 'refuses' || isEntity(node, reading)));
  if (!stated && refusals.size === 0 && !nodes.some(({ type }) => type === 'throw_statement')) return false;
  return stated || isScript(reading.language) || givesOnly(refusals, nodes, reading);
}

function partOf(call: CodeNode, roles: Roles | undefined, reading: Reading): Part {
  const name = calleeName(call, reading);
  const callee = calleeText(call, reading);
  const root = rootName(unwrap(field(call, 'function')) ?? call, reading);
  if (roles?.next !== undefined && callee === roles.next)
    return isFault(argumentsOf(call)[0]) ? 'refuses' : 'other';
  if (isRequest(root, roles)) return ASKS.test(name) ? 'plain' : 'other';
  if (/^\w*Response$/.test(name)) return isRefusing(statusOf(call, reading), reading) ? 'refuses' : 'other';
  if (STATES.test(name)) return isRefusing(argumentsOf(call)[0], reading) ? 'refuses' : 'other';
  if (handedTo(roles, reading)(root)) return partOfAnswer(call, name, callee, reading);
  if (PLAIN_ROOT.test(root) || PLAIN_NAME.test(name) || /\blog(?:ger)?\.\w+$/.test(callee)) return 'plain';
  if (/^set[A-Z]/.test(name) && DRESSES.test(name)) return 'plain';
  return FAILS.test(name) && isToldStatus(call, roles, reading) ? 'refuses' : 'other';
}

/** A call on the answer. */
function partOfAnswer(call: CodeNode, name: string, callee: string, reading: Reading): Part {
  const [first] = argumentsOf(call);
  if (/\.(?:locals|app)\b/.test(callee)) return 'other';
  if (REFUSALS.test(name)) return 'refuses';
  // `res.send(404)` is of old versions.
  if (STATUS_CALLS.test(name) && (name !== 'send' || first?.type === 'number'))
    return isRefusing(first, reading) ? 'refuses' : 'other';
  if (DRESSES.test(name)) return 'plain';
  if (!RESPONDS.test(name) || /^(?:redirect|download|sendFile|sendfile)$/.test(name)) return 'other';
  return /\.(?:status|code|writeHead)\(/.test(callee) ? 'plain' : 'says';
}

/** Whether nothing is changed but what the function has made itself, and the answer, which gets no other status. */
function keepsNothing(node: CodeNode, reading: Reading): boolean {
  if (node.type === 'new_expression') return isMade(node, reading);
  if (!/assignment_expression$|^update_expression$|^delete_expression$/.test(node.type)) return true;
  const target = unwrap(field(node, 'left') ?? field(node, 'argument'));
  if (target?.type !== 'member_expression') return false;
  const property = textOf(field(target, 'property') ?? target, reading);
  const object = unwrap(field(target, 'object'));
  if (/^(?:status|statusCode|status_code)$/.test(property)) return isRefusing(field(node, 'right'), reading);
  return object?.type === 'identifier' && /^_?(?:e|err|error|res|response)$/.test(textOf(object, reading));
}

/** `new` makes a fault, a value, or whatever is thrown. */
function isMade(node: CodeNode, reading: Reading): boolean {
  const made = field(node, 'constructor');
  const name = made === undefined ? '' : textOf(made, reading);
  if (ENTITY.test(name)) return isEntity(node, reading);
  return FAULTS.test(name) || /^(?:Date|Map|Set)$/.test(name) || node.parent?.type === 'throw_statement';
}

/** `new ResponseEntity<>(HttpStatus.GONE)`. */
function isEntity(node: CodeNode, reading: Reading): boolean {
  const made = node.type === 'new_expression' ? field(node, 'constructor') : undefined;
  const isAnswer = made !== undefined && ENTITY.test(textOf(made, reading));
  return isAnswer && argumentsOf(node).some((one) => isRefusing(one, reading));
}

/** What is handed to `next`; a text names where to go on. */
function isFault(given: CodeNode | undefined): boolean {
  return /^(?:new_expression|call_expression|object|identifier)$/.test(unwrap(given)?.type ?? '');
}

function isRequest(root: string, roles: Roles | undefined): boolean {
  return root !== '' && (root === roles?.request || /^_?(?:req|request)$/.test(root));
}

/** The status that an answer of Python is made with. */
function statusOf(call: CodeNode, reading: Reading): CodeNode | undefined {
  return keywordsOf(call, reading.text).find(([key]) => key === 'status_code')?.[1] ?? argumentsOf(call)[1];
}

function isRefusing(status: CodeNode | undefined, reading: Reading): boolean {
  const given = unwrap(status);
  return given !== undefined && REFUSING.test(textOf(given, reading));
}

/** Whether a function is handed the answer, and the status for it. */
function isToldStatus(call: CodeNode, roles: Roles | undefined, reading: Reading): boolean {
  const given = argumentsOf(call);
  return (
    given.some((one) => textOf(one, reading) === roles?.response) &&
    given.some((one) => isRefusing(one, reading))
  );
}

/** What is always done in the function. */
function statements(body: CodeNode): readonly CodeNode[] {
  return named(body).flatMap((one) => (one.type === 'expression_statement' ? named(one) : one));
}

/** Whether a statement sets the status of the answer: `res.status(405)`, `response.status_code = 405`. */
function states(statement: CodeNode, roles: Roles | undefined, reading: Reading): boolean {
  if (statement.type === 'call_expression') {
    const root = rootName(unwrap(field(statement, 'function')) ?? statement, reading);
    const sets = STATUS_CALLS.test(calleeName(statement, reading)) && handedTo(roles, reading)(root);
    return sets && isRefusing(argumentsOf(statement)[0], reading);
  }
  const property = field(unwrap(field(statement, 'left')), 'property');
  const name = property === undefined ? '' : textOf(property, reading);
  return (
    (STATUS_FIELDS.test(name) || name === 'status_code') && isRefusing(field(statement, 'right'), reading)
  );
}

/** `@ResponseStatus(HttpStatus.GONE)`, `@app.post("/old", status_code=410)`: all that it gives back is answered so. */
function isDeclaredSo(body: CodeNode, reading: Reading): boolean {
  const marks = body.parent === undefined ? [] : decoratorsOf(body.parent);
  return marks.some((mark) => {
    const given = keywordsOf(mark, reading.text);
    const status = given.find(([key]) => /^(?:status_code|code|value)$/.test(key))?.[1];
    if (calleeName(mark, reading) !== 'ResponseStatus')
      return reading.language === 'python' && isRefusing(status, reading);
    return isRefusing(status ?? argumentsOf(mark)[0], reading);
  });
}

/** Whether all that is given back, if anything is, is a refusal or the name of one that the function has made. */
function givesOnly(refusals: ReadonlySet<CodeNode>, nodes: readonly CodeNode[], reading: Reading): boolean {
  const holds = (node: CodeNode | undefined): boolean =>
    node !== undefined && [...walk(node)].some((one) => refusals.has(one));
  const names = new Set(
    nodes.flatMap((node) => {
      const name = node.type === 'variable_declarator' ? field(node, 'name') : undefined;
      return name !== undefined && holds(field(node, 'value')) ? [textOf(name, reading)] : [];
    }),
  );
  const gives = nodes.flatMap((node) => (node.type === 'return_statement' ? named(node) : []));
  return gives.every(
    (value) =>
      holds(value) ||
      [...walk(value)].some((one) => one.type === 'identifier' && names.has(textOf(one, reading))),
  );
}
