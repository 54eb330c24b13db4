import { ResponseError } from 'vscode-languageserver/node';
import { say } from './words.js';

export type Log = (line: string) => void;

/** A handler that cannot fail: a problem becomes one line in the log and the empty answer. */
export function createGuard(log: Log) {
  const note = (handler: string, problem: unknown): void =>
    log(
      say('failed', {
        handler,
        problem: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem),
      }),
    );
  return {
    note,
    /** For notifications. */
    tell<A extends readonly unknown[]>(handler: string, run: (...args: A) => void): (...args: A) => void {
      return (...args) => {
        try {
          run(...args);
        } catch (problem) {
          note(handler, problem);
        }
      };
    },
    /** For requests; an answer of the protocol itself, such as "cancelled", is passed on. */
    ask<A extends readonly unknown[], R>(
      handler: string,
      empty: R,
      run: (...args: A) => R | Promise<R>,
    ): (...args: A) => Promise<R> {
      return async (...args) => {
        try {
          return await run(...args);
        } catch (problem) {
          if (problem instanceof ResponseError) throw problem;
          note(handler, problem);
          return empty;
        }
      };
    },
  };
}

export type Guard = ReturnType<typeof createGuard>;
