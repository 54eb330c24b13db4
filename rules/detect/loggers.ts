import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** Whether the call writes to a log. */
export function isLogging({
  callee,
  name,
  language,
  receiver = '',
}: Pick<CallView, 'callee' | 'name' | 'language' | 'receiver'>): boolean {
  if (language === 'python' && name === 'print') return callee === 'print';
  if (language === 'java' && name === 'println') return /^System\.(?:out|err)\./.test(callee);
  if (language === 'java' && /^(?:\w+\.)*Logger$/.test(receiver)) return true;
  return LOGGERS.test(callee);
}

/** What Python adds to an entry by its name: `log.info("signed in", extra={"password": password})`. */
export function namedIn(call: CallView): readonly ValueView[] {
  if (call.language !== 'python') return [];
  return ['extra', 'password', 'token', 'secret', 'authorization', 'headers', 'body', 'payload'].flatMap(
    (name) => call.keyword(name) ?? [],
  );
}

/** What writes a log, directly or as a part of something that is handed around: `deps.logger.info`, `ctx.log.warn`. */
const LOGGERS =
  /^(?:(?:Logger(?:Factory)?|LogManager|logging|structlog)\.(?:getLogger|get_logger)\(.*?\)|console|winston|pino|bunyan|signale|loguru|(?:\w+\??\.)*(?:log|_log|LOG|LOGGER|\w*[lL]ogger(?:Service)?|logging))\??\.(?:\w+\(.*\)\.)?\w+$/;
