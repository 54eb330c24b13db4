/** How much of a text tells what it is. */
export const HEAD = 4096;

/**
 * Whether a text may be one that the server has something to say about. YAML, JSON and code are opened all the time:
 * the server starts only for API documents, for code that speaks of routes, and for files of our own.
 */
export function mayBeOurs(path: string, language: string, head: string): boolean {
  if (OWN_NAME.test(path)) return true;
  return DOCUMENTS.has(language) ? VERSION_KEY.test(head) : ROUTES.test(head);
}

const OWN_NAME =
  /[/\\]portcullis\.ya?ml$|\.threats\.yaml$|[/\\]application[^/\\]*\.properties$|[/\\](?:resources|config)[/\\]application[^/\\]*\.ya?ml$/;
const DOCUMENTS: ReadonlySet<string> = new Set(['yaml', 'json', 'jsonc']);
const VERSION_KEY = /(?:^|[\s{,"'])(?:openapi|swagger)["']?\s*:/;
const ROUTES =
  /\bexpress\b|\brouter\b|\bapp\s*\.\s*(?:get|post|put|patch|delete|use)\s*\(|\bfastapi\b|\borg\.springframework\b/i;
