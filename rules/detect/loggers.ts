import type { CallView } from '../../server/core/rule/views.js';

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

const LOGGERS =
  /^(?:(?:Logger(?:Factory)?|LogManager)\.getLogger\(.*?\)|console|log|logger|logging|winston|pino|bunyan|LOG|LOGGER|this\.(?:log|logger)|self\.(?:log|logger)|req\.log|request\.log|fastify\.log|app\.log|_log|_logger|signale|loguru)\.(?:\w+\(.*\)\.)?\w+$/;
