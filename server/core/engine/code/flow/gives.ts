import type { CodeNode } from '../../../syntax/code.js';
import { field, isFunction, unwrap } from '../../../syntax/code-read.js';
import { homeOf } from '../memory/openings.js';
import type { Scopes } from '../names/scopes.js';
import { returnsOf } from '../names/values.js';
import { isNarrowed, type Origin, recordIn } from '../records/record-queries.js';

/** What a function's text has that may give a stored record. */
const MAY_GIVE = /\.(?:find|get|query|exec|create|save|update|upsert|scalar|delete)\w*\s*\(/;

/** The stored record that a function gives back as it is; undefined where some of what it gives is something else. */
export function recordGiven(of: CodeNode, scopes: Scopes): Origin | undefined {
  const body = field(of, 'body');
  if (body === undefined || scopes.language === 'java' || !MAY_GIVE.test(scopes.textOf(body)))
    return undefined;
  const returned = body.type === 'statement_block' ? returnsOf(body, of) : [body];
  const records = returned
    .filter((value) => !/^(?:null|None|undefined|\[\])$/.test(scopes.textOf(value)))
    .map((value) => {
      const record = recordIn(value, scopes);
      return record?.whole && !isChanged(value, body, scopes) ? record : undefined;
    });
  const [first] = records;
  return records.every((one) => one?.name === first?.name) ? first : undefined;
}

/** The stored record that a function of this file or of another gives, which is called here. */
export function recordFrom(
  call: CodeNode,
  scopes: Scopes,
  gives: (callee: CodeNode) => string | undefined,
): Origin | undefined {
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined || isNarrowed(call, scopes)) return undefined;
  const declared = callee.type === 'identifier' ? scopes.find(callee) : undefined;
  const value = declared?.kind === 'value' && declared.path.length === 0 ? unwrap(declared.value) : undefined;
  const own = declared?.kind === 'function' ? declared.node : value;
  if (own !== undefined && isFunction(own)) return recordGiven(own, scopes);
  const name = gives(callee);
  return name === undefined ? undefined : { name, whole: true };
}

/** Whether a function takes something out of the record before it is sent: `delete user.password`. */
export function isChanged(given: CodeNode, body: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node === undefined || !/identifier$/.test(node.type)) return false;
  const name = scopes.textOf(node).replace(/\$/g, '\\$&');
  const home = homeOf(node, scopes) ?? body;
  const pattern = `\\bdel(?:ete)?\\s+${name}\\b|\\b${name}(?:\\.\\w+)*\\.\\w*(?:pass|pwd)\\w*\\s*=[^=]|\\b(?:delattr|unset|expunge|pop)\\(|\\b${name}\\.(?:set|unset|depopulate)\\(`;
  return new RegExp(pattern, 'i').test(scopes.textOf(home));
}
