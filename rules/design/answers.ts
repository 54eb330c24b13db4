import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView, FaultView, ValueView } from '../../server/core/rule/views.js';
import type { Readers } from './leak-fixes.js';

/** Names of calls that may send something. */
export const ANSWERS: readonly string[] = [
  ...['json', 'send', 'end', 'write', 'render', 'jsonp', 'body', 'ok', 'badRequest', 'internalServerError'],
  ...['HTTPException', 'JSONResponse', 'PlainTextResponse', 'Response', 'HTMLResponse', 'sendError'],
  ...['new ResponseStatusException', 'new ResponseEntity', 'forStatusAndDetail'],
  ...['setDetail', 'setProperty'],
];

/** Whether a handler of faults sends a message with a status that says what the caller did wrong. */
export function isForCallers({ tells }: FaultView, { node }: HandlingView): boolean {
  const status = /@ResponseStatus\(([^()]*)\)/.exec(node.text)?.[1];
  return tells !== 'stack' && status !== undefined && !/INTERNAL|UNAVAILABLE|GATEWAY/.test(status);
}

/** What is made as an answer is read as the call that makes it. */
export function isAnswer(text: string): boolean {
  return /^(?:new\s+)?(?:\w+\.)*(?:\w*Response|ResponseEntity)\b/.test(text);
}

/** Whether what the call is given reaches the caller. */
export function answers(call: CallView): boolean {
  const { callee, name, language, module = '' } = call;
  if (language === 'python') return /^(?:HTTPException|\w*Response)$/.test(name);
  if (language === 'java')
    return (
      name === 'sendError' ||
      /^new /.test(name) ||
      (/^set(?:Detail|Property)$/.test(name) && isProblem(call)) ||
      /ResponseEntity|ProblemDetail|badRequest|status/.test(callee)
    );
  if (name === 'body' || module.startsWith('node:')) return false;
  if (/^(?:this\.)?(?:res|resp|response|reply|ctx)\b/.test(callee)) return true;
  const response = call.handler?.response;
  return response !== undefined && callee.startsWith(`${response}.`);
}

/** A problem of Spring is what the handler gives back. */
function isProblem({ object, receiver }: CallView): boolean {
  return receiver === 'ProblemDetail' || /ProblemDetail/.test(object?.made()?.callee ?? '');
}

/** What the call is given that tells of a fault. */
export function faultIn(call: CallView): FaultView | undefined {
  const detail = call.keyword('detail') ?? call.keyword('content');
  // What it came of stands last, for logs alone.
  const sent = call.name === 'new ResponseStatusException' ? call.arguments.slice(0, 2) : call.arguments;
  return detail?.fault ?? sent.map((one) => one.fault).find((one) => one !== undefined);
}

/** A message may be written for the caller, a trace never is. */
export function isInternal(fault: FaultView, call: CallView): boolean {
  if (fault.chosen) return false;
  if (fault.tells === 'stack') return true;
  const status = statusOf(call);
  // What Python raises for callers is of a kind of its own, and answers with what it says.
  if (status === undefined && call.language === 'python') return fault.broad;
  return status === undefined || /^5\d\d$|INTERNAL/.test(status);
}

/** Whom a message is for by the status that is sent with it. */
export function readersOf(call: CallView): Readers {
  const below = computedStatus(call);
  if (below !== undefined) return { below };
  const status = statusOf(call);
  if (status === undefined || /^5\d\d$|INTERNAL/.test(status)) return 'developers';
  return /^\d{3}$/.test(status) ? 'callers' : 'unknown';
}

/** What the status of the answer is computed from, as a condition may read it: `status`, `(err.status || 500)`. */
function computedStatus(call: CallView): string | undefined {
  const given = call.language === 'python' ? statusGiven(call)?.text : WRITTEN.exec(call.callee)?.[1]?.trim();
  if (given === undefined || call.language === 'java' || /[A-Z]{2}/.test(given)) return undefined;
  if (/^[a-z_$][\w$]*(?:\??\.\w+)*$/i.test(given)) return given;
  const parts = /^([a-z_$][\w$.?]*?) ?(\|\||\?\?|\bor\b) ?(5\d\d)$/i.exec(given);
  return parts === null ? undefined : `(${parts.slice(1).join(' ')})`;
}

const WRITTEN = /(?:status|code|writeHead)\(([^()]*)\)/;

function statusGiven(call: CallView): ValueView | undefined {
  return call.keyword('status_code') ?? call.argument(call.name === 'HTTPException' ? 0 : 1);
}

/** `ProblemDetail.forStatus(500)`, whose detail is set. */
function statusOfProblem({ object }: CallView): string | undefined {
  const given = object?.made()?.argument(0)?.text;
  return given === undefined ? undefined : (/INTERNAL|\b\d{3}\b/.exec(given)?.[0] ?? 'OTHER');
}

/** The status of the answer as it is written; '' when it is given and cannot be read; undefined when none is given. */
function statusOf(call: CallView): string | undefined {
  const { callee, language } = call;
  if (language === 'python') {
    const given = statusGiven(call);
    return given === undefined
      ? undefined
      : (/(\d{3})/.exec(given.text)?.[1] ?? given.text.replace(/[^A-Z]/g, ''));
  }
  if (call.name === 'new ResponseEntity')
    return /INTERNAL|\b\d{3}\b/.exec(call.arguments.at(-1)?.text ?? '')?.[0] ?? 'OTHER';
  if (/^(?:new ResponseStatusException|sendError|forStatusAndDetail)$/.test(call.name))
    return /INTERNAL|\b\d{3}\b/.exec(call.argument(0)?.text ?? '')?.[0] ?? 'OTHER';
  if (/^set(?:Detail|Property)$/.test(call.name)) return statusOfProblem(call);
  const written = WRITTEN.exec(callee)?.[1];
  if (written === undefined) return /internalServerError/i.test(callee) ? '500' : undefined;
  return /\b\d{3}\b/.exec(written)?.[0] ?? (/INTERNAL/.test(written) ? 'INTERNAL' : 'OTHER');
}
