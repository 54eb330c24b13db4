import { isReadBySpring, LONGEST_PROPERTIES } from '../../facts/config/properties.js';
import { packageOf } from '../../model/layout.js';
import { PROPERTY_LIMITS } from '../../words/code-limits.js';
import type { Task } from '../board.js';
import type { Setting } from '../check.js';
import { spotOf } from '../code/spots.js';
import type { Run } from '../dispatch.js';
import { NOTHING, type Outcome } from '../outcome.js';
import { propertyView } from './view.js';

/** Checks a file of Spring's properties, where Spring reads it. */
export function checkProperties(task: Task, setting: Setting, begin: (broken: boolean) => Run): Outcome {
  const { document, properties } = setting.files.get(task.uri) ?? {};
  const leaf = document?.leaves[0];
  if (document === undefined || properties === undefined || leaf === undefined) return NOTHING;
  if (!isReadBySpring(task.uri, packageOf(task.uri, setting.layout()))) return NOTHING;
  const run = begin(properties.now.faults.length > 0);
  for (const { message, ...range } of properties.now.faults) {
    const problem = { kind: 'syntax' as const, at: spotOf(range, leaf), data: { message } };
    run.each('problem', problem.at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
  }
  if (document.length > LONGEST_PROPERTIES) {
    const at = spotOf({ start: 0, end: 1 }, leaf);
    const problem = { kind: 'limit' as const, at, data: { message: PROPERTY_LIMITS.length } };
    run.each('problem', at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
  }
  for (const property of properties.now.properties) {
    const view = propertyView(property, leaf, document.language, task, setting);
    run.each('property', view.at, undefined, (rule, ctx) => rule.check.property?.(view, ctx));
  }
  return run.outcome();
}
