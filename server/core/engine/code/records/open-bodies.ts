import { nameOfParam } from '../../../facts/code/handler-roles.js';
import { paramsOf } from '../../../facts/code/params.js';
import { sourceOf } from '../../../facts/code/sources.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap, walk } from '../../../syntax/code-read.js';
import { keyOf } from '../flow/inputs.js';
import type { Reading } from '../flow/readings.js';
import type { Scopes } from '../names/scopes.js';

/** Types of Python that say nothing of the members: `dict`, `dict[str, Any]`, `list[dict]`. */
const TABLE =
  /^(?:(?:typing\.)?(?:Annotated|Optional|Union)\[)*(?:(?:typing\.)?(?:list|List|Sequence)\[)?(?:typing\.)?(?:dict|Dict|Mapping|MutableMapping)(?!\w)(?!\[\w+,(?!(?:typing\.)?(?:Any|object)\b))/;
/** Alone it leaves open whether the parameter is a body. */
const ANY = /^(?:(?:typing\.)?(?:Annotated|Optional)\[)*(?:typing\.)?(?:Any|object)\b|^$/;
const MARK = /\bBody\s*\(/;

/** Parameters of a handler of FastAPI that take any body at all, where its members are read one by one. */
export function openBodiesIn(of: CodeNode, scopes: Scopes): readonly Reading[] {
  const body = field(of, 'body');
  if (scopes.language !== 'python' || body === undefined) return [];
  return paramsOf(of).flatMap((param, index) => {
    const name = nameOfParam(param, scopes.text);
    if (name === undefined || !isOpen(param, scopes) || sourceOf(of, index, scopes) !== 'input') return [];
    const node = nodeNamed(param, name, scopes);
    return node !== undefined && isTakenApart(body, name, scopes) ? [{ node, path: ['json', '*'] }] : [];
  });
}

function isOpen(param: CodeNode, scopes: Scopes): boolean {
  const stated = field(param, 'type');
  const type = stated === undefined ? '' : scopes.textOf(stated).replace(/\s+/g, '');
  return TABLE.test(type) || (ANY.test(type) && MARK.test(scopes.textOf(param)));
}

function nodeNamed(param: CodeNode, name: string, scopes: Scopes): CodeNode | undefined {
  return [...walk(param)].find((node) => node.type === 'identifier' && scopes.textOf(node) === name);
}

/** Whether its members are read by their names, and by no other way: to run over them is to take all of it. */
function isTakenApart(body: CodeNode, name: string, scopes: Scopes): boolean {
  let isRead = false;
  for (const node of walk(body)) {
    if (!/^(?:member|subscript)_expression$/.test(node.type)) continue;
    const object = unwrap(field(node, 'object'));
    if (object?.type !== 'identifier' || scopes.textOf(object) !== name) continue;
    const method = field(node, 'property');
    const isNamed =
      method === undefined ? keyOf(node, scopes) !== undefined : scopes.textOf(method) === 'get';
    if (!isNamed) return false;
    isRead = true;
  }
  return isRead;
}
