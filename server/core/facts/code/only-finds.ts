import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap, walk } from '../../syntax/code-read.js';
import { calleeName } from './called-name.js';
import { type Reading, textOf } from './expression.js';
import { handedTo, isHarmless } from './own-state.js';
import { type Roles, rootName } from './passage.js';

/** Names that say that something is looked up, and nothing else. */
const FINDS =
  /^(?:get(?=[A-Z_])|find|search|lookup|look_up|list|count|aggregate|distinct|query_?by|select|filter_?by)(?:$|[A-Z_])/;
const CHANGES = /And(?:Update|Delete|Remove|Replace|Modify)|_and_|OrCreate|or_create|Or(?:Insert|Save)/;
/** What is said of how and where something is looked up, and what is made of it. */
const BESIDE =
  /^(?:db|collection|get_?collection|getRepository|from|where|and|or|filter|limit|skip|offset|sort|order_?by|group_?by|lean|populate|include|to_?array|to_?list|exec|all|first|one|scalars?|fetch(?:one|all)|map|stream|collect|ok|body|orElse(?:Throw)?|then|catch|finally|of|asc|desc|options|joinedload|selectinload|like|i_?like|asyncHandler)$/i;
/** What runs statements, by which they may change anything. */
const RUNS = /^(?:query|execute|raw|run|exec|all|get|\$queryRaw|text)$/;
const READS = /^[\s(`'"]*(?:select|with)[\s(]/i;

/** Whether a handler only looks something up: nothing that it calls says that it does anything else. */
export function onlyFinds(
  body: CodeNode,
  calls: readonly CodeNode[],
  roles: Roles | undefined,
  reading: Reading,
): boolean {
  const handed = handedTo(roles, reading);
  let found = false;
  for (const call of calls) {
    const name = calleeName(call, reading);
    if (isPart(name, call, reading)) continue;
    if (isFinding(name, call, reading)) found = true;
    else if (!BESIDE.test(name) && !isHarmless(call, handed, reading)) return false;
  }
  return found && ![...walk(body)].some((node) => changesOther(node, handed, reading));
}

/** Whether it reads a part of a value, as Java does: `wish.getKind()`, and `wish.kind()` where that is handed on. */
function isPart(name: string, call: CodeNode, { language }: Reading): boolean {
  if (language !== 'java' || argumentsOf(call).length > 0) return false;
  return /^(?:get|is|has)[A-Z]/.test(name) || call.parent?.type === 'arguments';
}

function isFinding(name: string, call: CodeNode, reading: Reading): boolean {
  if (FINDS.test(name)) return !CHANGES.test(name);
  const [first] = argumentsOf(call);
  return RUNS.test(name) && first !== undefined && READS.test(textOf(first, reading));
}

/** Whether something is assigned to a member that is not of the answer. */
function changesOther(node: CodeNode, handed: (root: string) => boolean, reading: Reading): boolean {
  if (!/assignment_expression$|^update_expression$|^delete_expression$/.test(node.type)) return false;
  const target = unwrap(field(node, 'left') ?? field(node, 'argument'));
  if (target === undefined) return true;
  if (target.type === 'identifier') return false;
  return !handed(rootName(target, reading)) || /\bsession\b/.test(textOf(target, reading));
}
