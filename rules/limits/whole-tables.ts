import type { CallView } from '../../server/core/rule/views.js';
import { tokensOf } from '../../server/core/words/tokens.js';

/** Tables that stay small, whoever uses the service. */
const SMALL =
  /^(?:categor|countr|currenc|language|locale|role|permission|setting|config|status|type|kind|unit|tag|state|region|plan|tax|theme|feature|level|department|option|enum)/;
const QUERY = /^(?:[\w.]*(?:db|session|s))\.query\(\s*(?:\w+\.)?([A-Z]\w*)\s*\)\.all$/;
const SELECT = /^\s*select\s+\*\s+from\s+([\w."`]+)\s*(?:order\s+by\s+[\w., ]+)?;?\s*$/i;
const ENDS = /^(?:\s*\.(?:sort|populate|lean|exec|select|toArray)\([^()]*\))*\s*(?:[;),}\]\n]|$)/;
const RUNS = /^(?:query|execute|all|any|many|fetch|fetch_all|queryForList)$/;

/** Whether a call reads all of a table, which grows with use. */
export function readsAll(call: CallView): boolean {
  const table = call.inTest ? undefined : tableOf(call);
  return table !== undefined && !tokensOf(table).some((word) => SMALL.test(word));
}

function tableOf(call: CallView): string | undefined {
  const { name, callee, language, arguments: given, receiver = '' } = call;
  const [first] = given;
  const on = callee.slice(0, -name.length - 1);
  if (RUNS.test(name)) {
    const found = SELECT.exec(first?.parts.length === 1 ? (first.literal ?? '') : '')?.[1];
    if (found !== undefined) return found;
  }
  if (language === 'java')
    return name === 'findAll' && given.length === 0 && /Repository$/.test(receiver) ? receiver : undefined;
  if (language === 'python') return QUERY.exec(callee)?.[1];
  const isBare = first === undefined || /^\{\s*\}$/.test(first.text);
  if (!isBare || given.length > 1 || isContinued(call)) return undefined;
  const isModel = /^(?:\w+\.)*[A-Z]\w*$/.test(on) && /^(?:find|findAll)$/.test(name);
  return isModel || (name === 'findMany' && /prisma|db|client/i.test(on)) ? on : undefined;
}

/** Whether something else follows than what leaves the number of records as it is, as `limit` may. */
function isContinued({ node: { leaf, end } }: CallView): boolean {
  return !ENDS.test(leaf.text.slice(end, end + 200));
}
