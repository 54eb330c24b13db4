import type { CodeNode } from '../../syntax/code.js';
import { walk } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import type { Purpose } from '../api.js';
import { type Reading, textOf } from './expression.js';
import { isMailed, takesToken } from './mailed.js';
import { onlyFinds } from './only-finds.js';
import { onlyHands } from './only-hands.js';
import { onlyRefuses } from './only-refuses.js';
import { keepsOwn } from './own-state.js';
import type { Roles } from './passage.js';
import { isSigningIn, isSigningUp } from './sign-up.js';
import { type Signing, signingIn } from './signed.js';
import type { Behavior } from './types.js';
import { isUnwritten } from './unwritten.js';

/** Reads what the body of a handler is there for, and what becomes of signatures; nothing where it may be there for anything. */
export function purposeIn(
  body: CodeNode,
  roles: Roles | undefined,
  reading: Reading,
): Signing & Pick<Behavior, 'wraps'> {
  const signing = signingIn(body, reading);
  const isHelper = roles === undefined && isScript(reading.language);
  if (signing.purpose !== undefined || (isHelper && !takesToken(body, reading))) return signing;
  const calls = [...walk(body)].filter(({ type }) => type === 'call_expression');
  const purpose = purposeOf(body, calls, roles, reading);
  if (purpose !== undefined) return { ...signing, purpose };
  const wraps = isScript(reading.language) && onlyHands(body, calls, roles, reading);
  return { ...signing, ...(wraps ? { wraps } : {}) };
}

function purposeOf(
  body: CodeNode,
  calls: readonly CodeNode[],
  roles: Roles | undefined,
  reading: Reading,
): Purpose | undefined {
  const isHelper = roles === undefined && isScript(reading.language);
  if (!isHelper && onlyRefuses(body, calls, roles, reading)) return 'refuses';
  if (isUnwritten(body, reading)) return 'own';
  const text = textOf(body, reading);
  if (/token|code|verify/i.test(text) && isMailed(body, calls, reading)) return 'mailed';
  if (isHelper) return undefined;
  if (/pass|pwd|account|sign_?up|register/i.test(text) && isSigningUp(calls, reading)) return 'sign-up';
  if (/pass|pwd/i.test(text) && isSigningIn(body, calls, reading)) return 'sign-in';
  if (keepsOwn(body, calls, roles, reading)) return 'own';
  return onlyFinds(body, calls, roles, reading) ? 'finds' : undefined;
}
