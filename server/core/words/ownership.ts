import { terms } from './tokens.js';

/** Whether a segment of the path says that what follows is the caller's own: `/me/orders/{id}`. */
export function isOwnPath(path: string): boolean {
  return path.split('/').some((segment) => OWN.has(segment.toLowerCase()));
}

const OWN: ReadonlySet<string> = new Set(terms('me, self, mine, my, @me, ~'));
