import { Worker } from 'node:worker_threads';
import { findBundle } from './bundle.js';

/** Calls a worker one request at a time. Undefined: it failed, ran out of memory or took too long. */
export interface Caller<Request> {
  call(request: Request): Promise<unknown>;
  close(): Promise<void>;
}

export interface CallerOptions {
  /** The bundle's name: 'regex' for regex.js beside the running bundle. */
  readonly name: string;
  /** After this many milliseconds a call is given up and the worker ended. */
  readonly limit: number;
  /** Answers a question that the worker asks back. */
  readonly ask?: (question: unknown) => unknown;
}

/** What travels back: a result, or a question. */
interface Message {
  readonly result?: unknown;
  readonly ask?: unknown;
}

const MEGABYTES = 1024;

/** Starts the worker with the first call, and again after one that failed. It never keeps the process alive by itself. */
export function makeCaller<Request>(options: CallerOptions): Caller<Request> {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const end = async () => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  const one = async (request: Request): Promise<unknown> => {
    const file = findBundle(options.name);
    if (!file) return undefined;
    worker ??= new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
      stdout: true,
      stderr: true,
    });
    const answer = await exchange(worker, request, options);
    if (!answer) await end();
    return answer?.result;
  };
  return {
    call(request) {
      const next = queue.then(() => one(request));
      queue = next;
      return next;
    },
    close: end,
  };
}

/** One request and its result; undefined when the worker died or the time was up. */
function exchange(worker: Worker, request: unknown, options: CallerOptions): Promise<Message | undefined> {
  return new Promise((resolve) => {
    const finish = (message: Message | undefined) => {
      clearTimeout(timer);
      worker.off('message', hear).off('error', fail).off('exit', fail);
      worker.unref();
      resolve(message);
    };
    const fail = () => finish(undefined);
    const hear = (message: Message) => {
      if (Object.hasOwn(message, 'result')) finish(message);
      else worker.postMessage({ answer: options.ask?.(message.ask) });
    };
    const timer = setTimeout(fail, options.limit);
    worker.ref();
    worker.on('message', hear).on('error', fail).on('exit', fail);
    worker.postMessage({ request });
  });
}
