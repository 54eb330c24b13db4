import { nameOfParam } from '../../../facts/code/handler-roles.js';
import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { decoratorsOf, field, unwrap, walk } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';

const BODY = /^(?:RequestBody|RequestPart|ModelAttribute)\b/;
const ASKS = /^(?:Valid|Validated)\b/;

/** Bodies whose class says what its fields may hold, where no annotation of the parameter asks for that. */
export function unaskedIn(of: CodeNode, scopes: Scopes): readonly CodeNode[] {
  if (scopes.language !== 'java') return [];
  return paramsOf(of).filter((param, index) => {
    const marks = decoratorsOf(param).map((one) => scopes.textOf(one));
    const takes = marks.some((one) => BODY.test(one)) && !marks.some((one) => ASKS.test(one));
    return takes && scopes.recordIn(of, index)?.constrained === true;
  });
}

/** Tables of whatever the caller sent. */
const TABLES = /^(?:java\.util\.)?Map<String,\s*(?:Object|\?)>$/;
const BRANCHES = /^(?:if_statement|ternary_expression|switch_\w+|instanceof_expression|while_statement)$/;
const CHECKS = /valid|check|assert|ensure|verif|sanit|require|convert|parse|match|equals|contains|filter/i;

/** Bodies that are tables of anything, of which the function takes members and decides nothing by them, or by anything else. */
export function untypedIn(of: CodeNode, scopes: Scopes): readonly CodeNode[] {
  if (scopes.language !== 'java') return [];
  const tables = paramsOf(of).filter((param) => {
    const type = field(param, 'type');
    const isBody = decoratorsOf(param).some((one) => BODY.test(scopes.textOf(one)));
    return isBody && type !== undefined && TABLES.test(scopes.textOf(type));
  });
  const body = field(of, 'body');
  if (tables.length === 0 || body === undefined) return [];
  const nodes = [...walk(body)];
  const decides = nodes.some((node) => BRANCHES.test(node.type) || isCheck(node, scopes));
  return decides ? [] : tables.filter((param) => isTakenApart(param, nodes, scopes));
}

function isCheck(node: CodeNode, scopes: Scopes): boolean {
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  return callee !== undefined && CHECKS.test(lastName(scopes.textOf(callee)));
}

/** Whether something is taken out of it, and it is handed to nobody as it is. */
function isTakenApart(param: CodeNode, nodes: readonly CodeNode[], scopes: Scopes): boolean {
  const name = nameOfParam(param, scopes.text);
  const uses = nodes.filter((node) => node.type === 'identifier' && scopes.textOf(node) === name);
  return uses.length > 0 && uses.every(({ parent }) => parent !== undefined && takesMember(parent, scopes));
}

/** `body.get("title")`. */
function takesMember(member: CodeNode, scopes: Scopes): boolean {
  const property = member.type === 'member_expression' ? field(member, 'property') : undefined;
  return property !== undefined && /^get(?:OrDefault)?$/.test(scopes.textOf(property));
}
