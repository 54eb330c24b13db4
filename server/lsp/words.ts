import { fill } from '../core/rule/rule.js';

/** Every sentence of the server that a person may read, by key. */
export const WORDS = {
  more: '{shown} of {total} findings are shown here, the most severe first. `portcullis check` lists all of them.',
  allow: 'Allow {rule} here',
  fixAll: 'Fix all safe problems in this file',
  threatQuestion: 'Threat question: {question}',
  answer_open: 'The threat stays open',
  answer_mitigated: 'The threat is dealt with here',
  answer_elsewhere: 'The threat is dealt with in another component',
  answer_accepted: 'The threat stays, until the day of its review',
  answer_transferred: "The threat is somebody else's",
  answer_not_applicable: 'The threat is none here',
  answer_needs_review: 'The question stays',
  field_where: 'Where is it dealt with? A file, a function or a middleware',
  field_component: 'Which component deals with it?',
  field_party: 'Who carries it?',
  field_reference: 'Where is that written down? A document, a rule or a contract',
  field_ticket: 'Which ticket, or whose task, is it?',
  field_reason: 'Why?',
  field_approver: 'Who has accepted it?',
  field_review: 'When shall somebody look again? YYYY-MM-DD',
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
