import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { decoratorsOf } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';

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
