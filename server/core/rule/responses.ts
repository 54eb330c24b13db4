import type { OperationFact, ResponseFact } from '../model/types.js';
import type { Change } from './change.js';
import { type Anchor, isMap, type Node } from './nodes.js';
import type { Plain, Report } from './rule.js';

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

/** What one operation, or a document none of whose operations has it, is told. */
export interface Lack {
  /** How many operations ought to have it. */
  readonly asked: number;
  readonly lacking: readonly OperationFact[];
  one(fact: OperationFact): Report;
  all(): Report;
}

/** A document without any has one fault and not one for each of its operations. */
export function reportLack({ asked, lacking, one, all }: Lack, report: (finding: Report) => void): void {
  if (lacking.length > 1 && lacking.length === asked) report(all());
  else for (const fact of lacking) report(one(fact));
}

/** The Operation Object, instead of the key that findings about it stand at. */
export function operationAt({ at }: OperationFact): Anchor {
  return { uri: at.uri, path: at.path };
}

/** Lets an operation answer with a component that is made once. */
export function addSharedResponse(
  operation: Node | undefined,
  code: string,
  component: { readonly name: string; readonly to: Plain },
): readonly Change[] {
  const responses = isMap(operation) ? operation.get('responses') : undefined;
  if (!isMap(responses)) return [];
  return [
    {
      component: { section: 'responses', ...component },
      referTo: { set: responses, key: code },
      inFile: responses,
    },
  ];
}

/** Adds a header to a Response Object. */
export function addHeader(response: Node | undefined, name: string, to: Plain): readonly Change[] {
  if (!isMap(response)) return [];
  const headers = response.get('headers');
  if (headers === undefined) return [{ set: response, key: 'headers', to: { [name]: to } }];
  return isMap(headers) ? [{ set: headers, key: name, to }] : [];
}
