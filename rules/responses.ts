import type { Change } from '../server/core/rule/change.js';
import { type Anchor, isMap, type Node } from '../server/core/rule/nodes.js';
import type { Plain, Report, RuleContext } from '../server/core/rule/rule.js';
import type { DocumentView, OperationFact, ResponseFact } from '../server/core/rule/views.js';
import { remembered } from '../server/core/words/remembered.js';
import { shortenPath } from '../server/core/words/text.js';

/**
 * Whether an operation says what it answers with one of the codes. `default` may stand for any of them and says nothing
 * of it: neither a fault nor a control.
 */
export function answers(
  { responses }: OperationFact,
  codes: readonly string[],
): 'yes' | 'no' | 'maybe' | 'unknown' {
  if (!responses.known) return 'unknown';
  const given = statusesOf(responses.value);
  if (codes.some((code) => given.includes(code) || given.includes(`${code.slice(0, 1)}XX`))) return 'yes';
  return given.includes('DEFAULT') ? 'maybe' : 'no';
}

/** What operations answer is never changed, only followed by another. */
const known = new WeakMap<readonly ResponseFact[], readonly string[]>();

function statusesOf(responses: readonly ResponseFact[]): readonly string[] {
  const before = known.get(responses);
  if (before) return before;
  const made = responses.map(({ status }) => status.toUpperCase());
  known.set(responses, made);
  return made;
}

/** Whether an operation says something that it ought to say; 'exempt' when it need not. */
type Standing = ReturnType<typeof answers> | 'exempt';

/** What the operations of a document are asked to say. */
interface Expectation {
  /** A constant of its module, as `each` wants it. */
  readonly standing: (fact: OperationFact) => Standing;
  /** Says it in one operation. */
  add(fact: OperationFact): readonly Change[];
}

/**
 * Reports the operations that lack it, with the messages and fixes that a rule calls `operation` and `document`: a
 * document without any has one fault and not one for each of its operations.
 */
export function reportLack(
  document: DocumentView,
  { standing, add }: Expectation,
  { report, holds, unknown }: Pick<RuleContext<unknown>, 'report' | 'holds' | 'unknown'>,
): void {
  const lacking: OperationFact[] = [];
  let asked = 0;
  let unclear = 0;
  const outbound = document.each(isOutbound);
  document.each(standing).forEach(([stands, fact], index) => {
    if (stands === 'exempt' || outbound[index]?.[0]) return;
    asked += 1;
    if (stands === 'unknown') {
      unclear += 1;
      unknown(fact.at);
    }
    if (stands === 'no') lacking.push(fact);
    else if (stands === 'yes') holds(fact.at);
  });
  // What cannot be read for the moment speaks for none of the others.
  const clear = document.operationsRead ? asked : asked - unclear;
  if (lacking.length > 1 && lacking.length === clear && document.operationsKnown) {
    return report(lackOfAll(document, lacking, add));
  }
  for (const fact of lacking) report(lackOf(fact, add));
}

type Add = Expectation['add'];

function lackOfAll(document: DocumentView, lacking: readonly OperationFact[], add: Add): Report {
  const changes = () => lacking.flatMap(add);
  const without = (gone: ReadonlySet<number>) => {
    const left = lacking.filter((_, index) => !gone.has(index));
    const [first] = left;
    if (first === undefined || left.length > 1) return first && lackOfAll(document, left, add);
    return lackOf(first, add);
  };
  const gathers = { covers: lacking.map(({ at }) => at), without };
  return { at: document.at, message: 'document', gathers, fixes: [{ fix: 'document', changes }] };
}

function lackOf(fact: OperationFact, add: Add): Report {
  const data = { method: fact.method, path: shortPath(fact.path) };
  const changes = () => add(fact);
  return { at: fact.at, message: 'operation', data, fixes: [{ fix: 'operation', changes }] };
}

function isOutbound({ outbound }: OperationFact): boolean {
  return outbound;
}

const shortPath = remembered((path) => shortenPath(path, 35));

/** The Operation Object, instead of the key that findings about it stand at. */
export function operationAt({ at }: OperationFact): Anchor {
  return { uri: at.uri, path: at.path };
}

/** Adds a header to a Response Object. */
export function addHeader(response: Node | undefined, name: string, to: Plain): readonly Change[] {
  if (!isMap(response)) return [];
  const headers = response.get('headers');
  if (headers === undefined) return [{ set: response, key: 'headers', to: { [name]: to } }];
  return isMap(headers) ? [{ set: headers, key: name, to }] : [];
}
