/** Every sentence of the client that a person may read. */
export const WORDS = {
  noEditor: 'Open an OpenAPI document or route code first.',
  notOpenApi: 'This file is not an OpenAPI document, so there is no API to model.',
  noSnippets: 'No secure snippet is valid at the cursor.',
  pickSnippet: 'Secure snippets that are valid at the cursor',
  nothingToFix: 'Nothing in this file has a safe fix.',
  changed: 'The text changed meanwhile. Run the command again.',
  restarted: 'Portcullis has restarted.',
} as const;
