import { isReadBySpring, LONGEST_PROPERTIES } from '../../facts/config/properties.js';
import { PROPERTY_LIMITS } from '../../words/code-limits.js';
import type { Task } from '../board.js';
import { spotOf } from '../code/spots.js';
import type { Run } from '../dispatch.js';
import type { FileState } from '../files.js';
import { NOTHING, type Outcome } from '../outcome.js';
import { type Home, propertyView } from './view.js';

/** Checks a file of Spring's properties, where Spring reads it. `begin` starts a run over a text that may be broken. */
export function checkProperties(
  task: Task,
  { document, properties }: FileState,
  home: Home,
  begin: (broken: boolean) => Run,
): Outcome {
  const leaf = document.leaves[0];
  if (properties === undefined || leaf === undefined || !isReadBySpring(task.uri, home.folder))
    return NOTHING;
  const { now } = properties;
  const run = begin(now.faults.length > 0);
  for (const { message, ...range } of now.faults) {
    const problem = { kind: 'syntax' as const, at: spotOf(range, leaf), data: { message } };
    run.each('problem', problem.at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
  }
  if (document.length > LONGEST_PROPERTIES) {
    const at = spotOf({ start: 0, end: 1 }, leaf);
    const problem = { kind: 'limit' as const, at, data: { message: PROPERTY_LIMITS.length } };
    run.each('problem', at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
  }
  for (const property of now.properties) {
    const view = propertyView(property, leaf, document.language, task, home);
    run.each('property', view.at, undefined, (rule, ctx) => rule.check.property?.(view, ctx));
  }
  return run.outcome();
}
