import { nameOfParam } from '../../../facts/code/handler-roles.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, unwrap } from '../../../syntax/code-read.js';
import { tokensOf } from '../../../words/tokens.js';
import type { Scopes } from '../names/scopes.js';
import { statedType, typeBehind } from '../names/stated-types.js';

const FAMILIAR: ReadonlySet<string> = new Set([
  ...['id', 'ident', 'identifier', 'uuid', 'guid', 'pk', 'oid'],
  ...['number', 'no', 'ref', 'reference'],
]);
/** The first letter of what it names, and no key or session: `nid` of a note. */
const SHORT = /^[b-jl-rt-z]id$/;
/** Parameters that name one object. */
const OWN = /^(?:id|ident|identifier|uuid|guid|pk|oid)$|(?:Id|Uuid|_id|_ident|_uuid|_guid|_pk)$/;
/** Types of what is drawn to tell objects apart. */
const TYPES = /^(?:(?:typing\.)?Annotated\[\s*)?(?:\w+\.)?(?:UUID[1-8]?|(?:Pydantic)?ObjectId|ULID)(?!\w)/;
/** What may be of such a type and names no object that is kept. */
const OTHERS =
  /(?:api|access|idempoten\w*|cache|client)_?key|token|secret|session|trace|request|correlation|nonce/i;

/** Whether a name, or the end of a path, says that it names one object among many. */
export function isIdName(name: string): boolean {
  return FAMILIAR.has(tokensOf(name).at(-1) ?? '') || SHORT.test(name);
}

/** Whether a parameter names one object: by its name, or in Python by its type, whatever the name is: `order: UUID`. */
export function isIdParameter(param: CodeNode, { text, language }: Scopes): boolean {
  const name = nameOfParam(param, text) ?? '';
  const type = language === 'python' ? field(param, 'type') : undefined;
  return isParameterName(name) || (type !== undefined && isIdType(text.slice(type.start, type.end), name));
}

/** The same of what holds a value. */
export function isHeldAsId(given: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (scopes.language !== 'python' || node?.type !== 'identifier') return false;
  const type = statedType(scopes.find(node));
  const meant = typeBehind(type, scopes) ?? type;
  return meant !== undefined && isIdType(scopes.textOf(meant), scopes.textOf(node));
}

/** Whether a parameter of this name holds an identifier, and no number or reference of another kind. */
export function isParameterName(name: string): boolean {
  return OWN.test(name) || SHORT.test(name);
}

function isIdType(type: string, name: string): boolean {
  return TYPES.test(type) && !OTHERS.test(name);
}
