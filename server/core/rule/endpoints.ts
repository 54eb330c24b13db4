import type { Endpoint, Guard, GuardKind } from '../model/types.js';
import { shorten } from '../words/text.js';

/** 'GET /users/:id', as messages name a route; cut to a length that fits. */
export function routeName({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  return `${method === 'ANY' ? 'any method of' : method} ${shorten(path, 50)}`;
}

/** The first guard of a kind that stands in front; undefined when there is none or none can be seen. */
export function guardOf({ guards }: Pick<Endpoint, 'guards'>, kind: GuardKind): Guard | undefined {
  return guards.known ? guards.value.find((guard) => guard.kind === kind) : undefined;
}

/** The path with its parameters in braces, as documents write them: '/users/{id}'. */
export function templated(path: string): string {
  return path.replace(/:(\w+)(?:\([^)]*\))?\??/g, '{$1}');
}

/** Whether callers change something by it. */
export function isWriting({ method }: Pick<Endpoint, 'method'>): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE';
}
