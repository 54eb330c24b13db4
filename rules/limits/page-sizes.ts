import type { Change } from '../../server/core/rule/change.js';
import { type Anchor, isMap, type Node } from '../../server/core/rule/nodes.js';
import type {
  DocumentView,
  OperationFact,
  ParameterFact,
  ParameterView,
  SchemaView,
} from '../../server/core/rule/views.js';
import { reads } from '../../server/core/words/methods.js';
import { isLoosePageSizeName, isPageName, isPageSizeName } from '../../server/core/words/paging.js';

/** Sizes of pages of one name that nothing limits. */
interface Endless {
  /** Each once, however many operations share it. */
  readonly places: readonly Anchor[];
  /** Whether others of the name have a limit. */
  readonly limits: boolean;
}

/** By name. */
export function endlessIn(document: DocumentView): ReadonlyMap<string, Endless> {
  const found = new Map<string, Map<string, Anchor>>();
  const limited = new Set<string>();
  for (const [sizes] of document.each(sizesOf)) {
    for (const { name, endless, at } of sizes) {
      if (!endless) limited.add(name);
      else found.set(name, (found.get(name) ?? new Map<string, Anchor>()).set(JSON.stringify(at), at));
    }
  }
  const made = [...found].map(
    ([name, places]) => [name, { places: [...places.values()], limits: limited.has(name) }] as const,
  );
  return new Map(made);
}

/** Parameters of a read that may say how much a page holds: beside one that asks for a page, all that it takes. */
function sizesOf({ parameters, method, outbound }: OperationFact): readonly ParameterFact[] {
  if (outbound || !reads(method) || !parameters.known) return NONE;
  const isPaged = parameters.value.some((one) => isPageName(one.name));
  return isPaged ? parameters.value : parameters.value.filter(({ name }) => isPageSizeName(name));
}

const NONE: readonly ParameterFact[] = [];

/** Says in a Parameter Object how high its value may be. */
export function limited(parameter: Node | undefined, limit: number): readonly Change[] {
  if (!isMap(parameter)) return [];
  const schema = parameter.get('schema');
  return [{ set: isMap(schema) ? schema : parameter, key: 'maximum', to: limit }];
}

/** Beside a page stands its size, and only reads take the two. */
export function isInPage(schema: SchemaView, name: string): boolean {
  if (!isPageSizeName(name) && !isLoosePageSizeName(name)) return false;
  const { writtenBy, node } = schema;
  if (writtenBy.length === 0 || !writtenBy.every((method) => method === 'GET')) return false;
  return isMap(node.parent) && node.parent.entries.some(({ key }) => isPageName(String(key.value)));
}

/** The size of a page of what is read. A name that says other things too counts beside one that asks for a page. */
export function sizesPage(parameter: ParameterView): boolean {
  const { name } = parameter;
  const loose = isLoosePageSizeName(name);
  if (!loose && !isPageSizeName(name)) return false;
  const { usedBy } = parameter;
  const reading = usedBy.filter(({ method, outbound }) => !outbound && reads(method));
  if (!loose) return reading.length > 0;
  return reading.some(
    ({ parameters }) => parameters.known && parameters.value.some((one) => isPageName(one.name)),
  );
}
