import type { CallView } from '../../server/core/rule/views.js';

/** Whether the call writes to a log. */
export function isLogging({
  callee,
  name,
  language,
}: Pick<CallView, 'callee' | 'name' | 'language'>): boolean {
  if (language === 'python' && name === 'print') return callee === 'print';
  if (language === 'java' && name === 'println') return /^System\.(?:out|err)\./.test(callee);
  return LOGGERS.test(callee);
}

const LOGGERS =
  /^(?:console|log|logger|logging|winston|pino|bunyan|LOG|LOGGER|this\.(?:log|logger)|self\.(?:log|logger)|req\.log|request\.log|fastify\.log|app\.log|_log|_logger|signale|loguru)\.(?:\w+\(.*\)\.)?\w+$/;
