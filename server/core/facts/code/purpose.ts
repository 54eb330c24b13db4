import type { CodeNode } from '../../syntax/code.js';
import { named, walk } from '../../syntax/code-read.js';
import type { Purpose } from '../api.js';
import { type Reading, textOf } from './expression.js';
import { isMailed } from './mailed.js';
import { onlyFinds } from './only-finds.js';
import { keepsOwn } from './own-state.js';
import type { Roles } from './passage.js';
import { isSigningUp } from './sign-up.js';
import type { Behavior } from './types.js';

/** Reads what the body of a handler is there for; nothing where it may be there for anything. */
export function purposeIn(
  body: CodeNode,
  roles: Roles | undefined,
  reading: Reading,
): Pick<Behavior, 'purpose'> {
  const purpose = purposeOf(body, roles, reading);
  return purpose === undefined ? {} : { purpose };
}

function purposeOf(body: CodeNode, roles: Roles | undefined, reading: Reading): Purpose | undefined {
  const isScript = /script$|^tsx$/.test(reading.language);
  if (roles === undefined && isScript) return undefined;
  // What is still to be written answers nobody.
  if (isScript && body.type === 'statement_block' && named(body).length === 0) return 'own';
  const calls = [...walk(body)].filter(({ type }) => type === 'call_expression');
  const text = textOf(body, reading);
  if (/token|code|verify/i.test(text) && isMailed(body, calls, reading)) return 'mailed';
  if (/pass|pwd|account|sign_?up|register/i.test(text) && isSigningUp(calls, reading)) return 'sign-up';
  if (keepsOwn(body, calls, roles, reading)) return 'own';
  return onlyFinds(body, calls, roles, reading) ? 'finds' : undefined;
}
