import type { Snippet } from '../server/core/rule/snippet.js';
import { wholeBody } from '../snippets/render.js';

const SCOPES = [
  { language: 'yaml', scope: 'yaml' },
  { language: 'json', scope: 'json,jsonc' },
  { language: 'javascript', scope: 'javascript,javascriptreact' },
  { language: 'typescript', scope: 'typescript,typescriptreact' },
  { language: 'python', scope: 'python' },
  { language: 'java', scope: 'java' },
] as const;

/** The snippets as VS Code reads them from a `.code-snippets` file. */
export function snippetsJson(snippets: readonly Snippet[]): string {
  const entries = snippets.flatMap((snippet) =>
    SCOPES.flatMap(({ language, scope }) => {
      const body = wholeBody(snippet, language);
      if (body === undefined) return [];
      const lines = body.trimEnd().split('\n');
      const entry = { scope, prefix: snippet.prefix, description: snippet.detail, body: lines };
      return [[`${snippet.title} (${language})`, entry] as const];
    }),
  );
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
