/** Every sentence of the client that a person may read. */
export const WORDS = {
  noEditor: 'Open an OpenAPI document or route code first.',
  notOpenApi: 'This file is not an OpenAPI document, so there is no API to model.',
  noSnippets: 'No secure snippet is valid at the cursor.',
  pickSnippet: 'Secure snippets that are valid at the cursor',
  nothingToFix: 'Nothing in this file has a safe fix.',
  noQuestion: 'No question about threats is left here.',
  questionTitle: '{title} ({left} to be answered)',
  showReport: 'Show the threat in the report',
  neededField: 'An answer needs this.',
  noDay: 'Write the day as YYYY-MM-DD.',
  answeredBy: 'Who answers? The name is kept with the answer',
  changed: 'The text changed meanwhile. Run the command again.',
  name: 'Portcullis',
  idle: 'Nothing to check in this file',
  problems: 'Show problems',
  flawed: 'Endpoints with problems',
  noEndpoints: 'No endpoints found: neither API documents nor route code.',
  searching: 'Looking for API documents and route code.',
  elsewhere: 'Outside the workspace',
  undocumented: 'not documented',
  unimplemented: 'not seen in code',
  webhook: 'webhook',
  documented: 'Documented here',
  implemented: 'Implemented here',
  open: 'Open',
  restarted: 'Portcullis has restarted.',
} as const;

/** A sentence with its blanks filled. */
export function say(key: keyof typeof WORDS, data: Readonly<Record<string, string | number>>): string {
  return WORDS[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}
