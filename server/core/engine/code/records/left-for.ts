import { attributeOf, fillsModel } from '../../../facts/code/attributes.js';
import { FRAMEWORKS } from '../../../facts/frameworks/index.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, named, stringValue, unwrap, walk } from '../../../syntax/code-read.js';
import { keyOf } from '../flow/inputs.js';
import { heldBy } from '../flow/requests.js';
import { functionOf, isInside } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';

const INPUTS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap((framework) => framework.inputs));
const MAX_LINKS = 4;

/** The name under which a function leaves what a call finds for code behind it: 'note' of `req.note = await find(id)`. */
export function leftAs(call: CodeNode, of: CodeNode, scopes: Scopes): string | undefined {
  if (scopes.language === 'java') return leftInModel(call, of, scopes);
  for (const node of walk(of)) {
    if (scopes.language === 'python') {
      const [value] =
        node.type === 'return_statement' ? node.children.filter(({ type }) => type !== 'return') : [];
      const isOwn = value !== undefined && functionOf(node) === of && comesOf(value, call, scopes);
      const name = isOwn ? field(of, 'name') : undefined;
      if (name !== undefined) return scopes.textOf(name);
    } else if (node.type === 'assignment_expression') {
      const name = hungOn(field(node, 'left'), scopes);
      if (name !== undefined && comesOf(field(node, 'right'), call, scopes)) return name;
    }
  }
  return undefined;
}

/** What a method of Spring gives back, or adds to the model by name, in front of the handlers of its class. */
function leftInModel(call: CodeNode, of: CodeNode, scopes: Scopes): string | undefined {
  if (!fillsModel(of, scopes.text)) return undefined;
  for (const node of walk(of)) {
    const [value] = node.type === 'return_statement' ? named(node) : [];
    if (value !== undefined && functionOf(node) === of && comesOf(value, call, scopes))
      return attributeOf(of, scopes.text);
    const [name, added] = node.type === 'call_expression' ? argumentsOf(node) : [];
    const callee = added === undefined ? undefined : unwrap(field(node, 'function'));
    const isAdded = callee !== undefined && /\.(?:addAttribute|addObject|put)$/.test(scopes.textOf(callee));
    if (isAdded && comesOf(added, call, scopes)) return stringValue(name, scopes.text);
  }
  return undefined;
}

/** The name of what is put on the request, or on what the answer keeps for its handlers. */
function hungOn(left: CodeNode | undefined, scopes: Scopes): string | undefined {
  const node = unwrap(left);
  const object = unwrap(field(node, 'object'));
  const key = node === undefined || object === undefined ? undefined : keyOf(node, scopes);
  if (object === undefined || key === undefined || INPUTS.has(key)) return undefined;
  const keeps = object.type === 'member_expression' && keyOf(object, scopes) === 'locals';
  return heldBy(object, scopes) === 'request' || keeps ? key : undefined;
}

/** Whether a value is what the call answers, under whatever names: it is awaited, or handed to a callback. */
function comesOf(given: CodeNode | undefined, call: CodeNode, scopes: Scopes, links = 0): boolean {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return false;
  if (isInside(call, node)) return true;
  const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'value') return comesOf(declared.value, call, scopes, links + 1);
  return declared?.kind === 'parameter' && isHandedTo(declared.of, call);
}

/** `Note.findById(id).exec((err, note) => ...)`: the callback stands in the call, or in one that is made on its answer. */
function isHandedTo(callback: CodeNode, call: CodeNode): boolean {
  const outer = callback.parent?.type === 'arguments' ? callback.parent.parent : undefined;
  return outer !== undefined && argumentsOf(outer).includes(callback) && isInside(call, outer);
}
