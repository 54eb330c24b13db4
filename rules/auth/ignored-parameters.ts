import type { Change } from '../../server/core/rule/change.js';
import { type Anchor, isSequence, type Node } from '../../server/core/rule/nodes.js';
import type { FixOffer, Report } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact } from '../../server/core/rule/views.js';
import { reportGathered } from '../gathered.js';

/** A header parameter that the specification tells tools to ignore, with the operations that take it. */
export interface IgnoredParameter {
  readonly name: string;
  readonly at: Anchor;
  readonly users: readonly OperationFact[];
}

/**
 * Parameters for the header `Authorization`: 'covered' where all who take them ask for it in `security` too, 'alone' where
 * one of them does not. Those of operations whose security cannot be seen are left out. From 3.0 on (4.7.12.2 in 3.0.3)
 * their definition is ignored; 2.0 says nothing of the kind.
 */
export function ignoredParameters(
  document: DocumentView,
): Record<'covered' | 'alone', readonly IgnoredParameter[]> {
  if (document.version === '2.0') return { covered: [], alone: [] };
  const found = new Map<string, IgnoredParameter & { readonly alone: boolean }>();
  for (const [taken, fact] of document.each(takesHeader)) {
    if (taken === undefined) continue;
    const { name, at, schemes } = taken;
    const key = JSON.stringify(at);
    const before = found.get(key);
    const alone = before?.alone === true || !schemes.some((scheme) => usesHeader(document, scheme));
    found.set(key, { name, at, alone, users: [...(before?.users ?? []), fact] });
  }
  const all = [...found.values()];
  return { covered: all.filter(({ alone }) => !alone), alone: all.filter(({ alone }) => alone) };
}

/** The parameter of one operation, with the schemes that it asks for. */
interface Taken {
  readonly name: string;
  readonly at: Anchor;
  readonly schemes: readonly string[];
}

function takesHeader({ outbound, parameters, security }: OperationFact): Taken | undefined {
  if (outbound || !parameters.known || !security.known) return undefined;
  const one = parameters.value.find((each) => each.in === 'header' && /^authorization$/i.test(each.name));
  const schemes = security.value.anyOf.flatMap(({ all }) => all.map(({ scheme }) => scheme));
  return one && { name: one.name, at: one.at, schemes };
}

/** Whether what a scheme asks for travels in that header, as far as anybody can see. */
function usesHeader({ schemes }: DocumentView, name: string): boolean {
  const scheme = schemes.get(name);
  if (!scheme?.known) return true;
  const { type, parameter } = scheme.value;
  return type === 'apiKey' ? /^authorization$/i.test(parameter ?? '') : type !== 'mutualTLS';
}

/** The name of the parameter, where a finding about it stands. */
function nameOf({ at }: IgnoredParameter): Anchor {
  return { uri: at.uri, path: [...at.path, 'name'] };
}

/** One finding for all of them, as both rules about them word it. `fixesOf`: what mends them together. */
export function reportIgnored(
  report: (finding: Report) => void,
  ignored: readonly IgnoredParameter[],
  fixesOf: (all: readonly IgnoredParameter[]) => readonly FixOffer[],
): void {
  reportGathered(report, ignored, nameOf, (first, rest) => ({
    at: nameOf(first),
    also: rest.map(nameOf),
    message: rest.length === 0 ? 'single' : 'several',
    data: { name: first.name, more: rest.length },
    fixes: fixesOf([first, ...rest]),
  }));
}

/** Takes an inline parameter out, with its list where it is alone there. */
export function takenOut(parameter: Node | undefined): readonly Change[] {
  const list = parameter?.parent;
  if (parameter === undefined || !isSequence(list)) return [];
  return [{ remove: list.items.length > 1 ? parameter : list }];
}
