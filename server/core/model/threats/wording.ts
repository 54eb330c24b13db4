import { type Group, NO_SCHEME, UNSEEN_SCHEME } from './groups.js';
import type { Rollup, ThreatTemplate } from './template.js';

/** What '{target}' stands for. */
const TARGETS = {
  api: 'this API',
  operation: '{operation}',
  resource: "the operations of '{group}'",
  scheme: "the operations that use '{group}'",
  anonymous: 'the operations that use no security scheme',
  unseen: 'the operations whose security scheme is out of sight',
} as const;

/** The sentence of a threat, after the grammar of a threat statement. */
const SENTENCES = {
  statement: '{source} can {action}, which {impact}.',
  question: '{question}',
} as const;

/** What the sentences of a card call that which it speaks of. */
export function targetOf(rollup: Rollup, group: Group, operations: readonly string[]): string {
  return phrase(TARGETS[targetKind(rollup, group, operations)], {
    operation: operations[0] ?? group.label,
    group: group.label,
  });
}

/** A sentence of a template with its target. */
export function fillTarget(
  sentence: keyof typeof SENTENCES,
  target: string,
  words: ThreatTemplate['statement'] | Pick<ThreatTemplate, 'question'>,
): string {
  return phrase(phrase(SENTENCES[sentence], { ...words }), { target });
}

/** Fills '{name}' from data; names in what it fills in stay as they are. */
export function phrase(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(data, name) ? String(data[name]) : whole,
  );
}

function targetKind(rollup: Rollup, group: Group, operations: readonly string[]): keyof typeof TARGETS {
  if (rollup === 'resource' && operations.length === 1) return 'operation';
  if (rollup !== 'scheme') return rollup;
  if (group.key === NO_SCHEME) return 'anonymous';
  return group.key === UNSEEN_SCHEME ? 'unseen' : 'scheme';
}
