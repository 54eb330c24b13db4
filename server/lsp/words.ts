import { fill } from '../core/rule/rule.js';

/** Every sentence of the server that a person may read, by key. */
export const WORDS = {
  more: '{shown} of {total} findings are shown here, the most severe first. `portcullis check` lists all of them.',
  allow: 'Allow {rule} here',
  fixAll: 'Fix all safe problems in this file',
  threatQuestion: 'Threat question: {question}',
  review: 'Changes what callers see',
  reviewDescription: 'This repair changes the contract of the API: look at it before it is applied.',
  reason: 'TODO: say why',
  failed: '{handler} failed: {problem}',
  notBaseline: '{file} is no baseline of Portcullis and is left out.',
  notFound: 'This document is not open.',
} as const;

/** A sentence with its blanks filled. */
export function say(key: keyof typeof WORDS, data: Readonly<Record<string, string | number>> = {}): string {
  return fill(WORDS[key], data);
}
