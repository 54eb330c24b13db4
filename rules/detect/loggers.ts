import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** Whether the call writes to a log. */
export function isLogging({
  callee,
  name,
  language,
  receiver = '',
}: Pick<CallView, 'callee' | 'name' | 'language' | 'receiver'>): boolean {
  if (language === 'python' && name === 'print') return callee === 'print';
  if (name === 'bind_contextvars') return true;
  if (language !== 'python' && BINDS.test(name)) return false;
  if (language === 'java' && name === 'println') return /^System\.(?:out|err)\./.test(callee);
  if (language === 'java' && /^(?:\w+\.)*Logger$/.test(receiver)) return true;
  return LOGGERS.test(callee);
}

/** What Python adds to an entry by its name: `log.info("signed in", password=password)`. */
export function namedIn(call: CallView): readonly ValueView[] {
  return call.language === 'python' ? call.keywords : [];
}

/** What adds to all later entries of a log in Python: of structlog and loguru. */
const BINDS = /^(?:bind|contextualize)$/;

/** What writes a log, directly or as a part of something that is handed around: `deps.logger.info`, `ctx.log.warn`. */
const LOGGERS =
  /^(?:(?:Logger(?:Factory)?|LogManager|logging|structlog)\.(?:getLogger|get_logger)\(.*?\)|console|winston|pino|bunyan|signale|loguru|(?:\w+\??\.)*(?:log|_log|LOG|LOGGER|\w*[lL]ogger(?:Service)?|logging))\??\.(?:\w+\(.*\)\.)?\w+$/;
