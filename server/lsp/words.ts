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
  standards: 'Standards: {standards}',
  public: 'Nobody is asked who they are: anyone may call it.',
  needs: 'Callers need {schemes}.',
  needsOne: 'Callers need one of: {schemes}.',
  or: '; or ',
  and: ' and ',
  scopes: '{scheme} ({scopes})',
  anonymous: 'nothing at all (`{}`)',
  hidden: 'What it asks of its callers cannot be seen here.',
  fromOperation: 'Set by `security` of the operation itself.',
  fromDocument: 'Inherited from `security` of the document ({place}).',
  fromNowhere: 'Neither the operation nor the document has `security`.',
  served: 'Served by {place}',
  described: 'Documented in {place}',
  guards: 'Guards, in order: {guards}.',
  guard: '{name} ({kind})',
  unguarded: 'No guard stands before the handler.',
  unseenGuards: 'Something before the handler cannot be seen, so guards may be missing here.',
  openapi: 'API document',
  fragment: 'Part of an API document',
  code: 'Route code',
  config: 'Configuration of Portcullis',
  other: 'Nothing to check',
  operations: 'Operations: {count}',
  routes: 'Routes: {count}',
  findings: 'findings: {count}',
  suppressed: 'allowed: {count}',
  baselined: 'known from the baseline: {count}',
  excluded: 'left out by portcullis.yaml',
  pending: 'still checking',
} as const;

/** A sentence with its blanks filled. */
export function say(key: keyof typeof WORDS, data: Readonly<Record<string, string | number>> = {}): string {
  return fill(WORDS[key], data);
}
