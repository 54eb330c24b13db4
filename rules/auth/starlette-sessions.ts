import type { CallView } from '../../server/core/rule/views.js';

/** How Starlette's middleware for sessions is put to use: `app.add_middleware(SessionMiddleware, secret_key=key)`. */
export const SETS_UP: readonly string[] = ['add_middleware', 'Middleware', 'SessionMiddleware'];

/** Whether the call sets it up; that of other packages signs its cookies with no key, or takes it elsewhere. */
export function isStarletteSession(call: CallView): boolean {
  if (call.language !== 'python' || !SETS_UP.includes(call.name)) return false;
  const made = call.name === 'SessionMiddleware' ? call.callee : (call.argument(0)?.text ?? '');
  return /^(?:\w+\.)*SessionMiddleware$/.test(made) && call.keyword('secret_key') !== undefined;
}
