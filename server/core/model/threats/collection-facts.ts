import type { Truth } from '../../expression/types.js';
import { isPageName, isPageSizeName } from '../../words/paging.js';
import { personalField } from '../../words/sensitive.js';
import type { DocumentView, OperationFact, ParameterFact } from '../openapi/types.js';
import { shapeOf } from '../shape.js';
import { any, decide, outcomeOf, responseBody, type Subject } from './subject.js';

/** Whether the answer lists things: its pages are asked for, or one of what it lists has an operation of its own. */
export function collection(subject: Subject): Truth {
  const { operation } = subject.evidence;
  if (operation.method !== 'GET' || responseBody(subject) === 'no') return 'no';
  if (operation.path.endsWith('}') || operation.path === '/') return 'no';
  const parent = shapesOf(subject.document).has(`${shapeOf(operation.path)}/{}`);
  return parent ? 'yes' : queried(operation, isPaging);
}

/** Whether callers may ask for a page of any size. */
export function unlimitedPage({ evidence }: Subject): Truth {
  const sized = queried(evidence.operation, ({ name }) => isPageSizeName(name));
  return sized === 'yes' ? outcomeOf(evidence, 'limits/pagination-unbounded') : sized;
}

export function personalInUrl({ evidence: { operation } }: Subject): Truth {
  const { parameters } = operation;
  if (!parameters.known) return 'unknown';
  return decide(
    parameters.value.some(
      ({ name, in: where }) => (where === 'query' || where === 'path') && personalField(name) !== undefined,
    ),
  );
}

function isPaging({ name }: ParameterFact): boolean {
  return isPageSizeName(name) || isPageName(name);
}

function queried({ parameters }: OperationFact, isSuch: (parameter: ParameterFact) => boolean): Truth {
  if (!parameters.known) return 'unknown';
  return any(parameters.value, (parameter) => decide(parameter.in === 'query' && isSuch(parameter)));
}

const shapes = new WeakMap<DocumentView, ReadonlySet<string>>();

/** Shapes of all paths that a document serves. */
function shapesOf(document: DocumentView): ReadonlySet<string> {
  const known = shapes.get(document);
  if (known !== undefined) return known;
  const served = document.operations.filter(({ outbound }) => !outbound);
  const made = new Set(served.map(({ path }) => shapeOf(path)));
  shapes.set(document, made);
  return made;
}
